-- The calls of workload.mjs for wrk, by their number. One thread, so that numbers do not repeat.
local seeded, contact_modulus = 100003, 99991
number = 0

function request()
  local turn = math.floor(number / 2)
  local claim, contact
  if number % 2 == 1 then
    claim = 1 + (turn * 31) % seeded
    contact = claim
  else
    claim = 1 + (turn * 48271) % seeded
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

local threads = {}
function setup(thread) table.insert(threads, thread) end

function done(summary, latency)
  local calls = threads[1]:get("number")
  local errors = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format('RESULT {"calls":%d,"requests":%d,"microseconds":%d,"errors":%d,"p50":%d,"p99":%d}\n',
    calls, summary.requests, summary.duration, errors, latency:percentile(50), latency:percentile(99)))
end
