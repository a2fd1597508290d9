-- Takes over what members left that are no more; in an ordered shard, whatever others left.
-- KEYS: group, shards   ARGV: group, member, count, then for each shard '' or, when the group is
--       ordered, the id after which to look
-- Returns {'lost'} or {'read', index of a shard, its entries, ...}, and for an ordered shard the
-- entries together with the id to go on after, '' at the end.
local me, left = ARGV[2], tonumber(ARGV[3])
if redis.call('HEXISTS', KEYS[1], 'member:' .. me) == 0 then
  return {'lost'}
end
local out = {'read'}

-- Entries that were deleted meanwhile come back as nothing, and are settled.
local function claim(key, ids)
  local entries = {}
  local got = redis.call('XCLAIM', key, ARGV[1], me, 0, unpack(ids))
  local found = {}
  for _, entry in ipairs(ids) do found[entry] = false end
  for i = 1, #ids do
    local entry = got[i]
    if entry and entry[2] then
      found[entry[1]] = true
      entries[#entries + 1] = entry
    end
  end
  for id, there in pairs(found) do
    if not there then redis.call('XACK', key, ARGV[1], id) end
  end
  return entries
end

local function give(index, entries)
  if #entries > 0 then
    out[#out + 1] = index
    out[#out + 1] = entries
    left = left - #entries
  end
end

for i = 2, #KEYS do
  local after = ARGV[i + 2]
  if after ~= '' and left > 0 then
    local rows = redis.call('XPENDING', KEYS[i], ARGV[1], '(' .. after, '+', left)
    local ids = {}
    for _, row in ipairs(rows) do
      if row[2] ~= me then ids[#ids + 1] = row[1] end
    end
    local next = #rows < left and '' or rows[#rows][1]
    out[#out + 1] = i - 2
    out[#out + 1] = #ids > 0 and claim(KEYS[i], ids) or {}
    out[#out + 1] = next
    left = left - #ids
  end
  for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[i], ARGV[1])) do
    local name, pending
    for f = 1, #consumer, 2 do
      if consumer[f] == 'name' then name = consumer[f + 1] end
      if consumer[f] == 'pending' then pending = consumer[f + 1] end
    end
    if name ~= me and redis.call('HEXISTS', KEYS[1], 'member:' .. name) == 0 then
      if pending == 0 then
        redis.call('XGROUP', 'DELCONSUMER', KEYS[i], ARGV[1], name)
      elseif after == '' and left > 0 then
        local ids = {}
        for _, row in ipairs(redis.call('XPENDING', KEYS[i], ARGV[1], '-', '+', left, name)) do
          ids[#ids + 1] = row[1]
        end
        give(i - 2, claim(KEYS[i], ids))
      end
    end
  end
end
return out
