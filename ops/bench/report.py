"""Prints the table of what was measured and leaves the same as JSON.

    report.py RESULTS MACHINE OUT

Exits with 1 when requests failed: their figures say nothing then.
"""

import json
import pathlib
import sys


class Figures:
    def __init__(self, lines: list[dict]) -> None:
        self.by_id: dict[str, list[dict]] = {}
        for line in lines:
            self.by_id.setdefault(line["id"], []).append(line)

    def __contains__(self, name: str) -> bool:
        return name in self.by_id

    def rate(self, name: str) -> float:
        rounds = self.by_id[name]
        return sum(r["requests"] for r in rounds) / sum(r["seconds"] for r in rounds)

    def mean(self, name: str, key: str) -> float:
        return sum(r[key] for r in self.by_id[name]) / len(self.by_id[name])

    def cost(self, name: str) -> float:
        """Processor time that serving one request took, in ms; the sandbox stands for machines elsewhere."""
        rounds = self.by_id[name]
        spent = sum(r["requests"] * each for r in rounds for program, each in r["cpu_ms_each"].items()
                    if program != "sandbox")
        return spent / sum(r["requests"] for r in rounds)

    def text(self, name: str) -> str:
        return (f"{self.rate(name):,.0f}/s, p50 {self.mean(name, 'p50_ms'):.1f} ms, "
                f"p99 {self.mean(name, 'p99_ms'):.1f} ms")


PAIRS = [
    # name, measured, beside it, least ratio; the driver is no program that is watched, so no processor time there
    ("cached product page / nginx", "cached-tokoku", "cached-nginx", 0.6),
    ("placing an order / pgbench, same SQL", "order-tokoku", "order-pgbench", 0.4),
    ("cached pages: all shops / one", "cached-all", "cached-one", 0.9),
    ("name and cart count: all shops (Zipf) / 8", "brief-all", "brief-few", 0.7),
    ("cart page: all shops (Zipf) / 8", "cart-all", "cart-few", 0.7),
    ("PostgreSQL client / pgbench, units of 3", "driver-tokoku", "driver-pgbench", None),
    ("events of the outbox: one worker / pgbench, the queue's SQL", "outbox-events", "outbox-pgbench", None),
    ("events of the outbox: two workers / one", "outbox-events-two", "outbox-events", None),
    ("mails of the outbox: two workers / one", "outbox-mail-two", "outbox-mail", None),
]


def rows(figures: Figures) -> list[dict]:
    table = []
    for what, measured, beside, least in PAIRS:
        if measured in figures and beside in figures:
            table.append({
                "what": what, "figure": figures.text(measured), "beside": figures.text(beside),
                "value": round(figures.rate(measured) / figures.rate(beside), 3),
                "by_cpu": "" if least is None else round(figures.cost(beside) / figures.cost(measured), 3),
                "budget": "" if least is None else f"at least {least}",
            })
    for what, name in (
        ("uncached product page, 32 hurried visitors", "uncached-busy"),
        ("uncached product page, 32 visitors who pause", "uncached-calm"),
    ):
        if name in figures:
            table.append({
                "what": what, "figure": figures.text(name), "beside": "",
                "value": f"{figures.mean(name, 'p99_ms'):.1f} ms", "budget": "p99 under 10 ms",
            })
    for what, name, part, key, budget in (
        ("a receipt from commit to send", "outbox-wait", "p99", "p99_ms", ""),
        ("the same beside a shop with 50,000 queued jobs", "outbox-crowd", "longest", "max_ms", "under 2 s"),
    ):
        if name in figures:
            sent = figures.by_id[name][0]
            table.append({
                "what": what, "figure": f"{sent['requests']} receipts, p50 {sent['p50_ms']:.0f} ms, "
                f"p99 {sent['p99_ms']:.0f} ms, longest {sent['max_ms']:.0f} ms",
                "beside": "", "value": f"{part} {sent[key] / 1000:.2f} s", "budget": budget,
            })
    if "provisioning" in figures:
        made = figures.by_id["provisioning"][0]
        last = made["last_seconds"] / made["last"]
        table.append({
            "what": "provisioning a shop", "figure": f"{made['shops']} shops in {made['seconds']:.0f} s",
            "beside": f"the last {made['last']}: {last:.2f} s each",
            "value": f"{made['seconds'] / made['shops']:.2f} s", "budget": "under 0.5 s",
        })
    if "migrate-nothing" in figures:
        run = figures.by_id["migrate-nothing"][0]
        table.append({
            "what": "migrate with nothing to do", "figure": f"{run['shops']} shops", "beside": "",
            "value": f"{run['seconds']:.2f} s", "budget": "",
        })
    if "memory" in figures:
        memory = figures.by_id["memory"][0]
        table.append({
            "what": f"resident memory, {memory['known']} shops known, {memory['hot']} hot",
            "figure": f"{memory['idle_mb']:.0f} MB before they are asked for", "beside": "",
            "value": f"{memory['busy_mb']:.0f} MB", "budget": "under 300 MB",
        })
    return table


def where_the_time_went(figures: Figures) -> list[str]:
    """Processor time of each program for one request, where the others than the server matter."""
    lines = []
    for name in ("cached-tokoku", "uncached-busy", "order-tokoku", "order-pgbench", "cart-all", "brief-all", "outbox-mail",
                 "outbox-events", "outbox-pgbench"):
        if name in figures:
            parts = figures.by_id[name][0]["cpu_ms_each"]
            told = ", ".join(f"{program} {each:.2f}" for program, each in sorted(parts.items(), key=lambda p: -p[1]))
            if "sandbox" in parts and name == "order-tokoku":
                told += f" (the sandbox has {parts['sandbox'] / sum(parts.values()):.0%} of it)"
            lines.append(f"{name}: {told}")
    return lines


def main() -> None:
    lines = [json.loads(line) for line in pathlib.Path(sys.argv[1]).read_text().splitlines()]
    machine = dict(line.split("=", 1) for line in pathlib.Path(sys.argv[2]).read_text().splitlines())
    figures = Figures(lines)
    table = rows(figures)
    cpu = where_the_time_went(figures)
    failed = {line["id"]: line["refused"] + line["broken"] for line in lines
              if line.get("refused", 0) + line.get("broken", 0)}

    print(f"{machine['date']}, {machine['cpu']}, {machine['memory']}, PostgreSQL {machine['postgres']}, "
          f"nginx {machine['nginx']}, commit {machine['commit']} built {machine['built']}, {machine['seconds']} s each, "
          f"{machine['shops']} shops\n")
    print("| what | figure | beside | ratio or value | by processor time | budget |\n|---|---|---|---|---|---|")
    for row in table:
        print(f"| {row['what']} | {row['figure']} | {row['beside']} | {row['value']} | {row.get('by_cpu', '')} "
              f"| {row['budget']} |")
    if cpu:
        print("\nProcessor time of one request, in ms:\n")
        print("\n".join(f"- {line}" for line in cpu))
    out = pathlib.Path(sys.argv[3])
    out.write_text(json.dumps(
        {"machine": machine, "table": table, "measurements": lines, "failed": failed}, indent=1) + "\n")
    print(f"\nAs JSON: {out}")
    if failed:
        sys.exit("requests failed, so their figures say nothing: "
                 + ", ".join(f"{name} {count}" for name, count in failed.items()))


main()
