-- The calls of workload.ts for wrk, by their number. Each thread has a server and a range of numbers.
local records = tonumber(os.getenv("BENCH_RECORDS"))
local contact_modulus = tonumber(os.getenv("BENCH_CONTACT_MODULUS"))

local threads = {}
function setup(thread)
  local position, host, port, first = #threads, nil, nil, nil
  for found_host, found_port, found_first in os.getenv("BENCH_TARGETS"):gmatch("([^:, ]+):(%d+)=(%d+)") do
    if position == 0 then host, port, first = found_host, found_port, found_first end
    position = position - 1
  end
  thread.addr = wrk.lookup(host, port)[1]
  -- wrk asks the first thread for one request that it does not send.
  thread:set("number", tonumber(first) - (#threads == 0 and 1 or 0))
  table.insert(threads, thread)
end

function request()
  local turn = math.floor(number / 2)
  local claim, contact
  if number % 2 == 1 then
    claim = 1 + (turn * 31) % records
    contact = claim
  else
    claim = 1 + (turn * 48271) % records
    contact = 1 + (turn * 7919) % contact_modulus
  end
  local body
  if number % 4 >= 2 then
    body = string.format('{"ParentDomain":"Claim","ParentRecordKey":"CLM-2026-%07d","ParentRecordMatchField":"ClaimNumber","ChildDomain":"Contact","ChildRecordKey":"C-%07d","ChildRecordMatchField":"ContactNumber","Relationship":"Adjuster"}', claim, contact)
  else
    body = string.format('{"ParentDomain":"Claim","ParentRecordID":%d,"ChildDomain":"Contact","ChildRecordID":%d,"Relationship":"Adjuster"}', claim, contact)
  end
  number = number + 1
  return wrk.format("POST", "/api/Link/Upsert", wrk.headers, body)
end

function done(summary, latency)
  local ends = {}
  for _, thread in ipairs(threads) do table.insert(ends, string.format("%d", thread:get("number"))) end
  local errors = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format('RESULT {"ends":[%s],"requests":%d,"microseconds":%d,"errors":%d,"p50":%d,"p99":%d}\n',
    table.concat(ends, ","), summary.requests, summary.duration, errors, latency:percentile(50), latency:percentile(99)))
end
