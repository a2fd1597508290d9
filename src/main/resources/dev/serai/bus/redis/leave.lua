-- Gives up a member's lease and shards; what it has not settled is free for the others.
-- KEYS: group, shards   ARGV: group, member
redis.call('HDEL', KEYS[1], 'member:' .. ARGV[2])
for i = 2, #KEYS do
  if redis.call('HGET', KEYS[1], 'shard:' .. (i - 2)) == ARGV[2] then
    redis.call('HDEL', KEYS[1], 'shard:' .. (i - 2))
  end
  local consumers = redis.pcall('XINFO', 'CONSUMERS', KEYS[i], ARGV[1])
  if not consumers.err then
    for _, consumer in ipairs(consumers) do
      local name, pending
      for f = 1, #consumer, 2 do
        if consumer[f] == 'name' then name = consumer[f + 1] end
        if consumer[f] == 'pending' then pending = consumer[f + 1] end
      end
      if name == ARGV[2] and pending == 0 then
        redis.call('XGROUP', 'DELCONSUMER', KEYS[i], ARGV[1], name)
      end
    end
  end
end
return 1
