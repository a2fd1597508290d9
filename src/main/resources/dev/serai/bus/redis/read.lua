-- Reads new events for a member that still has its lease, at most so many over all shards.
-- KEYS: group, shards   ARGV: group, member, count, then for each shard its number when the group is
--       ordered, else ''
-- Returns {'lost'}, {'none', place, ...} with the group's place in each shard, or
-- {'read', index of a shard, its entries, ...}
if redis.call('HEXISTS', KEYS[1], 'member:' .. ARGV[2]) == 0 then
  return {'lost'}
end
local left, out = tonumber(ARGV[3]), {'read'}
for i = 2, #KEYS do
  local shard = ARGV[i + 2]
  if left > 0 and (shard == '' or redis.call('HGET', KEYS[1], 'shard:' .. shard) == ARGV[2]) then
    local got = redis.call(
      'XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', left, 'STREAMS', KEYS[i], '>')
    if got then
      out[#out + 1] = i - 2
      out[#out + 1] = got[1][2]
      left = left - #got[1][2]
    end
  end
end
if #out > 1 then
  return out
end
local places = {'none'}
for i = 2, #KEYS do
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[i])) do
    local name, place
    for f = 1, #group, 2 do
      if group[f] == 'name' then name = group[f + 1] end
      if group[f] == 'last-delivered-id' then place = group[f + 1] end
    end
    if name == ARGV[1] then places[i] = place end
  end
end
return places
