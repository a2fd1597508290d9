-- Makes the group on every shard. A group that was lost goes on where it was, not where it began.
-- KEYS: channel, shards   ARGV: group, place of a new group, then the last known place in each shard or ''
for i = 2, #KEYS do
  local place = redis.call('HGET', KEYS[1], 'place:' .. ARGV[1] .. ':' .. (i - 2))
  if not place then
    place = ARGV[i + 1]
    if not place or place == '' then
      place = ARGV[2]
    end
  end
  local made = redis.pcall('XGROUP', 'CREATE', KEYS[i], ARGV[1], place, 'MKSTREAM')
  if made.err and not string.find(made.err, 'BUSYGROUP', 1, true) then
    return redis.error_reply(made.err)
  end
end
return 1
