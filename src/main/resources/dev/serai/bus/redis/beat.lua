-- Renews a member's lease and, with order by key, those of its shards; shares out free shards.
-- KEYS: group
-- ARGV: member, lease in ms, 1 when it joins, shards of an ordered group or 0, how the names of its
--       own hub's members begin when it joins and earlier lives of that hub are over, or '', then
--       shards it gives back
-- Returns 0 when the member is lost; else 1, how many shards are its share, and those it holds.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local me, shards = ARGV[1], tonumber(ARGV[4])

-- A full Redis refuses only the first write of a script, and this one it lets pass: members must be
-- able to work when memory is full, or nothing would ever free it.
redis.call('PERSIST', KEYS[1])
if ARGV[3] ~= '1' and redis.call('HEXISTS', KEYS[1], 'member:' .. me) == 0 then
  return {0}
end
redis.call('HSET', KEYS[1], 'member:' .. me, now + tonumber(ARGV[2]))
for i = 6, #ARGV do
  if redis.call('HGET', KEYS[1], 'shard:' .. ARGV[i]) == me then
    redis.call('HDEL', KEYS[1], 'shard:' .. ARGV[i])
  end
end

-- Of this hub, but not of this life, which is what stands before the first dot.
local hub, life = ARGV[5], string.match(me, '^[^.]*')
local function over(member)
  return hub ~= '' and string.sub(member, 1, #hub) == hub and string.match(member, '^[^.]*') ~= life
end

local alive, members, owners = {}, 0, {}
local state = redis.call('HGETALL', KEYS[1])
for i = 1, #state, 2 do
  local member = string.match(state[i], '^member:(.*)$')
  local shard = string.match(state[i], '^shard:(%d+)$')
  if member and (tonumber(state[i + 1]) < now or over(member)) then
    redis.call('HDEL', KEYS[1], state[i])
  elseif member then
    alive[member] = true
    members = members + 1
  elseif shard then
    owners[tonumber(shard)] = state[i + 1]
  end
end

local share = math.ceil(shards / members)
local held = {}
for shard = 0, shards - 1 do
  if owners[shard] == me then
    held[#held + 1] = shard
  end
end
for shard = 0, shards - 1 do
  if not alive[owners[shard]] and #held < share then
    redis.call('HSET', KEYS[1], 'shard:' .. shard, me)
    held[#held + 1] = shard
  end
end
return {1, share, unpack(held)}
