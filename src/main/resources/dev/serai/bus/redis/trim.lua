-- Forgets events that every group has settled, and notes each group's place, should it be lost.
-- KEYS: channel, shards   ARGV: keep in ms, '~' for whole nodes only or '=' for all
local time = redis.call('TIME')
local keep = (time[1] * 1000 + math.floor(time[2] / 1000)) - tonumber(ARGV[1])

local function parts(id)
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(ms), tonumber(seq)
end

local function before(id)
  local ms, seq = parts(id)
  if seq > 0 then return string.format('%.0f-%.0f', ms, seq - 1) end
  return string.format('%.0f-18446744073709551615', ms - 1)
end

local trimmed = 0
for i = 2, #KEYS do
  local groups = redis.pcall('XINFO', 'GROUPS', KEYS[i])
  if not groups.err then
    local cutMs, cutSeq = keep, 0
    for _, each in ipairs(groups) do
      local group = {}
      for f = 1, #each, 2 do group[each[f]] = each[f + 1] end
      local settled = group['last-delivered-id']
      local edge = settled
      if group['pending'] > 0 then
        edge = redis.call('XPENDING', KEYS[i], group['name'])[2]
        settled = before(edge)
      end
      local field = 'place:' .. group['name'] .. ':' .. (i - 2)
      if redis.call('HGET', KEYS[1], field) ~= settled then
        redis.pcall('HSET', KEYS[1], field, settled)
      end
      local ms, seq = parts(edge)
      if ms < cutMs or (ms == cutMs and seq < cutSeq) then cutMs, cutSeq = ms, seq end
    end
    if cutMs > 0 then
      trimmed = trimmed
        + redis.call('XTRIM', KEYS[i], 'MINID', ARGV[2], string.format('%.0f-%.0f', cutMs, cutSeq))
    end
  end
end
return trimmed
