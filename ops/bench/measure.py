"""Runs one load and appends what came of it to a file, one line of JSON: rate, latencies, and what each program of the
bench spent of the processors meanwhile.

    measure.py wrk RESULTS ID SECONDS CONNECTIONS URL [--requests FILE --mode once|cycle --pause MS] [--header H]...
    measure.py pgbench RESULTS ID FOLDER PGBENCH-COMMAND...
    measure.py told RESULTS ID COMMAND...      (which prints RESULT and JSON by itself)

BENCH_PROGRAMS in the environment names the programs by their first process: "server=123 postgres=456".
"""

import argparse
import glob
import json
import os
import pathlib
import re
import subprocess
import sys

TICKS = os.sysconf("SC_CLK_TCK")
HERE = pathlib.Path(__file__).parent


def spent() -> dict[str, float]:
    """CPU seconds so far, by program."""
    leaders = dict(pair.split("=") for pair in os.environ.get("BENCH_PROGRAMS", "").split())
    seconds = dict.fromkeys(leaders, 0.0)
    by_leader = {leader: name for name, leader in leaders.items()}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            text = pathlib.Path(path).read_text()
        except OSError:
            continue  # ended meanwhile; its parent has its time
        fields = text[text.rindex(")") + 2 :].split()
        # By session or by parent: PostgreSQL's backends are in sessions of their own.
        name = by_leader.get(path.split("/")[2]) or by_leader.get(fields[3]) or by_leader.get(fields[1])
        if name:
            # Of the leader also what its ended children spent.
            own = fields[11:15] if path.split("/")[2] == leaders[name] else fields[11:13]
            seconds[name] += sum(map(int, own)) / TICKS
    return seconds


def watched(command: list[str]) -> tuple[str, dict[str, float]]:
    """What a command printed, and what the programs spent meanwhile."""
    before = spent()
    outcome = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    after = spent()
    if outcome.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{outcome.stdout}")
    used = {name: after[name] - before[name] for name in after}
    return outcome.stdout, {name: seconds for name, seconds in used.items() if seconds >= 0.01}


def record(results: str, name: str, result: dict) -> None:
    result["rate"] = result["requests"] / result["seconds"]
    result["cpu_ms_each"] = {
        program: 1000 * seconds / max(1, result["requests"]) for program, seconds in result.pop("cpu").items()
    }
    with open(results, "a") as file:
        file.write(json.dumps({"id": name} | result) + "\n")
    failed = result.get("refused", 0) + result.get("broken", 0)
    print(f"    {name:<28} {result['rate']:>10,.0f}/s   p50 {result['p50_ms']:.2f} ms   p99 {result['p99_ms']:.2f} ms"
          + (f"   {failed} FAILED" if failed else ""), flush=True)


def wrk(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    for name in ("results", "id", "seconds", "connections", "url"):
        parser.add_argument(name)
    parser.add_argument("--requests")
    parser.add_argument("--mode", choices=["once", "cycle"], default="cycle")
    parser.add_argument("--pause", default="0")
    parser.add_argument("--header", action="append", default=[])
    given = parser.parse_args(arguments)
    # A list that is sent once ends when its thread has no more of it, so there is one thread.
    threads = 1 if given.mode == "once" else 2
    command = ["wrk", f"-t{threads}", f"-c{given.connections}", f"-d{given.seconds}s", "--timeout", "10s",
               "-s", str(HERE / "requests.lua")]
    for header in given.header:
        command += ["-H", header]
    command += [given.url]
    if given.requests:
        command += ["--", given.requests, given.mode, str(threads), given.pause]
    told(given.results, given.id, command)


def told(results: str, name: str, command: list[str]) -> None:
    output, cpu = watched(command)
    line = re.search(r"^RESULT (.*)$", output, re.MULTILINE)
    if not line or json.loads(line[1])["requests"] == 0:
        sys.exit(f"{command[0]} sent nothing for {name}:\n{output}")
    record(results, name, json.loads(line[1]) | {"cpu": cpu})


def pgbench(results: str, name: str, folder: str, command: list[str]) -> None:
    prefix = pathlib.Path(folder) / f"pgbench-{name}"
    output, cpu = watched(command + ["--log", f"--log-prefix={prefix}"])
    # client, number, microseconds, script, epoch, its microseconds
    lines = [line.split() for path in glob.glob(f"{prefix}.*") for line in open(path)]
    times = sorted(int(line[2]) for line in lines)
    rate = float(re.search(r"^tps = ([0-9.]+) ", output, re.MULTILINE)[1])
    record(results, name, {
        "requests": len(times), "seconds": len(times) / rate, "p50_ms": times[len(times) // 2] / 1000,
        "p99_ms": times[len(times) * 99 // 100] / 1000, "max_ms": times[-1] / 1000, "cpu": cpu,
    })


if sys.argv[1] == "wrk":
    wrk(sys.argv[2:])
elif sys.argv[1] == "told":
    told(sys.argv[2], sys.argv[3], sys.argv[4:])
else:
    pgbench(sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:])
