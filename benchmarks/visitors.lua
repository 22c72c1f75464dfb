-- wrk's side of benchmarks/pages.py: each request comes from another address; the figures leave as one line of JSON.
local count = 0

request = function()
  count = count + 1
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", count / 65536 % 256, count / 256 % 256, count % 256)
  return wrk.format("GET")
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"rate": %.3f, "p50": %.3f, "p95": %.3f, "p99": %.3f, "failed": %d}\n',
    summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
