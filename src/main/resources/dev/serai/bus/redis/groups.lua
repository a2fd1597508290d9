-- Names of the groups on a channel.
-- KEYS: shards
local names, known = {}, {}
for i = 1, #KEYS do
  local groups = redis.pcall('XINFO', 'GROUPS', KEYS[i])
  if not groups.err then
    for _, group in ipairs(groups) do
      for f = 1, #group, 2 do
        if group[f] == 'name' and not known[group[f + 1]] then
          known[group[f + 1]] = true
          names[#names + 1] = group[f + 1]
        end
      end
    end
  end
end
return names
