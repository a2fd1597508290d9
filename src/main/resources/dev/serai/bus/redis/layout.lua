-- How many shards the channel has; decided by whoever asks first.
-- KEYS: channel   ARGV: shards of a new channel
local shards = redis.call('HGET', KEYS[1], 'shards')
if not shards then
  redis.call('HSET', KEYS[1], 'shards', ARGV[1])
  shards = ARGV[1]
end
return tonumber(shards)
