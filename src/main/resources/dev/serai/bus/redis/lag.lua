-- How many events a group has not settled, and the age of the oldest.
-- KEYS: shards   ARGV: group, how many unread events to count at most where Redis does not tell
-- Returns nothing when the group is not there; else the count or -1, and milliseconds
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local total, oldest, most = 0, now, tonumber(ARGV[2])

local function note(id)
  oldest = math.min(oldest, tonumber(string.match(id, '^%d+')))
end

local function count(key, after)
  local counted = 0
  while counted < most do
    local page = redis.call('XRANGE', key, '(' .. after, '+', 'COUNT', 100)
    counted = counted + #page
    if #page < 100 then return counted end
    after = page[#page][1]
  end
  return -1
end

for i = 1, #KEYS do
  local group
  local groups = redis.pcall('XINFO', 'GROUPS', KEYS[i])
  if groups.err then return false end
  for _, each in ipairs(groups) do
    local found = {}
    for f = 1, #each, 2 do found[each[f]] = each[f + 1] end
    if found['name'] == ARGV[1] then group = found end
  end
  if not group then return false end
  if group['pending'] > 0 then
    note(redis.call('XPENDING', KEYS[i], ARGV[1])[2])
  end
  local unread = 0
  local after = group['last-delivered-id']
  local first = redis.call('XRANGE', KEYS[i], '(' .. after, '+', 'COUNT', 1)[1]
  if first then
    note(first[1])
    unread = group['lag']
    if not unread then
      local head = redis.call('XRANGE', KEYS[i], '-', '+', 'COUNT', 1)[1]
      unread = head[1] == first[1] and redis.call('XLEN', KEYS[i]) or count(KEYS[i], after)
    end
  end
  if unread < 0 or total < 0 then
    total = -1
  else
    total = total + unread + group['pending']
  end
end
return {total, math.max(0, now - oldest)}
