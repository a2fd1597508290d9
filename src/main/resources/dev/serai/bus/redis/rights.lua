-- Does what the bus does, on keys of its own, to see what the user may not do.
-- KEYS: hash, stream
-- Returns the commands that were refused.
local refused = {}

local function try(command, ...)
  local answer = redis.pcall(command, ...)
  if type(answer) == 'table' and answer.err
      and (string.find(answer.err, 'NOPERM', 1, true)
        or string.find(answer.err, "executing the script can't", 1, true)) then
    local sub = (command == 'XGROUP' or command == 'XINFO') and ' ' .. select(1, ...) or ''
    refused[#refused + 1] = command .. sub
  end
  return answer
end

try('TIME')
try('DEL', KEYS[1], KEYS[2])
try('HSET', KEYS[1], 'field', '1')
try('HGET', KEYS[1], 'field')
try('HGETALL', KEYS[1])
try('HEXISTS', KEYS[1], 'field')
try('HDEL', KEYS[1], 'field')
try('PERSIST', KEYS[1])
try('EXISTS', KEYS[1])
try('SET', KEYS[1], '1', 'NX', 'PX', 5000)
try('XADD', KEYS[2], '1-0', 'field', '1')
try('XGROUP', 'CREATE', KEYS[2], 'group', '0', 'MKSTREAM')
try('XREADGROUP', 'GROUP', 'group', 'member', 'COUNT', 1, 'STREAMS', KEYS[2], '>')
try('XREAD', 'COUNT', 1, 'STREAMS', KEYS[2], '0')
try('XPENDING', KEYS[2], 'group')
try('XCLAIM', KEYS[2], 'group', 'other', 0, '1-0')
try('XACK', KEYS[2], 'group', '1-0')
try('XINFO', 'GROUPS', KEYS[2])
try('XINFO', 'CONSUMERS', KEYS[2], 'group')
try('XGROUP', 'DELCONSUMER', KEYS[2], 'group', 'member')
try('XGROUP', 'DESTROY', KEYS[2], 'group')
try('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)
try('XLEN', KEYS[2])
try('XTRIM', KEYS[2], 'MINID', '=', '2-0')
redis.pcall('DEL', KEYS[1], KEYS[2])
return refused
