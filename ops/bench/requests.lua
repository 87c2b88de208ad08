-- wrk's part: sends the requests of a file, and tells what came of it as one line of JSON.
--
--     wrk ... -s requests.lua URL -- [FILE once|cycle THREADS PAUSE_MS]
--
-- A line of FILE: method, host, path, session token or nothing, form body or nothing, with tabs between. Each thread has
-- its share of the lines; `once`, for one thread, ends when they are used up. Without FILE wrk sends its one fixed
-- request.

local ffi = require("ffi")
ffi.cdef [[int getpid(void); int kill(int pid, int signal);]]

local started = 0

function setup(thread)
    thread:set("number", started)
    started = started + 1
end

local function wire(line)
    local method, host, path, token, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t?([^\t]*)\t?([^\t]*)$")
    local text = method .. " " .. path .. " HTTP/1.1\r\nHost: " .. host .. "\r\nAccept-Encoding: gzip\r\n"
    if token ~= "" then text = text .. "Cookie: tokoku=" .. token .. "\r\n" end
    if method == "POST" then
        text = text .. "Origin: http://" .. host .. "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            .. "Content-Length: " .. #body .. "\r\n"
    end
    return text .. "\r\n" .. body
end

function init(args)
    if not args[1] then return end
    local mode, threads, pause = args[2], tonumber(args[3]), tonumber(args[4])
    local requests, line = {}, 0
    for text in io.lines(args[1]) do
        if line % threads == number then requests[#requests + 1] = wire(text) end
        line = line + 1
    end
    if #requests == 0 then error("no requests for thread " .. number) end
    local at, last = 0, #requests
    function request()
        at = at + 1
        if at > last then
            at = mode == "once" and last or 1
            -- wrk would sleep until its time is over, but ends on Ctrl-C.
            if mode == "once" then ffi.C.kill(ffi.C.getpid(), 2) end
        end
        return requests[at]
    end
    if pause > 0 then
        function delay() return math.random(0, 2 * pause) end
    end
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "seconds": %.4f, "megabytes": %.1f, "p50_ms": %.3f, "p99_ms": %.3f, "max_ms": %.3f, '
            .. '"refused": %d, "broken": %d}\n',
        summary.requests, summary.duration / 1e6, summary.bytes / 1e6, latency:percentile(50) / 1000,
        latency:percentile(99) / 1000, latency.max / 1000, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end
