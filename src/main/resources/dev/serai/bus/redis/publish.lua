-- Adds the events of one publication, all or none.
-- KEYS: for each event its stream and, where ARGV[1] is above 0, its once key
-- ARGV: milliseconds for which ids are remembered, 0 for not at all; then for each event how many
--       words follow, and its fields and values
local remember = tonumber(ARGV[1])
local step = remember > 0 and 2 or 1
local at, stored = 2, 0
for key = 1, #KEYS, step do
  local words = tonumber(ARGV[at])
  if remember == 0 or redis.call('SET', KEYS[key + 1], '1', 'NX', 'PX', remember) then
    redis.call('XADD', KEYS[key], '*', unpack(ARGV, at + 1, at + words))
    stored = stored + 1
  end
  at = at + words + 1
end
return stored
