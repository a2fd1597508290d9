-- Forgets a group, on all shards.
-- KEYS: channel, members of the group, shards   ARGV: group
-- Returns how many shards had it, or -1 when it has a living member.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local state = redis.call('HGETALL', KEYS[2])
for i = 1, #state, 2 do
  if string.find(state[i], '^member:') and tonumber(state[i + 1]) >= now then
    return -1
  end
end
local removed = 0
for i = 3, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then
    removed = removed + redis.call('XGROUP', 'DESTROY', KEYS[i], ARGV[1])
  end
  redis.call('HDEL', KEYS[1], 'place:' .. ARGV[1] .. ':' .. (i - 3))
end
redis.call('DEL', KEYS[2])
return removed
