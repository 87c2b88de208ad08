"""Gives running workers jobs and prints what became of them, for measure.py: RESULT and JSON.

    outbox.py rate  DATABASE-URL REDIS-SOCKET WORKERS SHOP,SHOP... LANE JOBS
    outbox.py wait  DATABASE-URL REDIS-SOCKET WORKERS SHOP,... RECEIPTS
    outbox.py crowd DATABASE-URL REDIS-SOCKET WORKERS SHOP,SHOP RECEIPTS QUEUED

Shops are the numbers of their schemas; outbox.sql has been there. `rate` spreads the jobs over the shops, all due at
one moment, and times them from then on. `wait` writes receipts into the first shop one by one, each up to 0.4 s after
the one before has gone, and rings, as a server does after its commit. `crowd` does the same in the second shop while the first has a queue of both lanes.

A wait is the row's finished_at, which the worker writes when the provider has answered, minus its created_at, when its
transaction began: a little more than from commit to send.
"""

import json
import random
import socket
import subprocess
import sys
import time

KINDS = {"mail": "mail.receipt", "analytics": "Order Completed"}
PATIENCE = 600


class Database:
    """One psql that stays; the server's login, which becomes a shop's role as the server does."""

    def __init__(self, url: str) -> None:
        self._psql = subprocess.Popen(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", url], text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, shop: str, sql: str) -> list[str]:
        self._psql.stdin.write(f"SET ROLE t_{shop}; SET search_path = t_{shop};\n{sql};\nSELECT '=done';\n")
        lines = []
        while (line := self._psql.stdout.readline()) != "=done\n":
            if not line:
                sys.exit("psql ended")
            lines.append(line.rstrip("\n"))
        return [line for line in lines if line]

    def queue(self, shop: str, lane: str, jobs: int, mark: str, due: str = "now()") -> None:
        """Jobs about the shop's paid orders in turn."""
        self.run(shop, f"""
            INSERT INTO outbox (lane, kind, dedupe_key, payload, due_at)
            SELECT '{lane}', '{KINDS[lane]}', '{mark}:' || n, jsonb_build_object('order', ids[1 + n % cardinality(ids)]),
                {due}
            FROM generate_series(1, {jobs}) n
            CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM "order" WHERE idempotency_key LIKE 'outbox-%') o""")

    def left(self, shop: str, mark: str) -> int:
        found = self.run(shop, f"""
            SELECT count(*) FROM outbox WHERE dedupe_key LIKE '{mark}:%' AND state IN ('pending', 'sending')""")
        return int(found[0])

    def ends(self, shop: str, mark: str) -> list[tuple[str, float, float]]:
        """State, created and finished in seconds."""
        rows = self.run(shop, f"""
            SELECT state, extract(epoch FROM created_at), extract(epoch FROM finished_at) FROM outbox
            WHERE dedupe_key LIKE '{mark}:%'""")
        parts = (row.split("|") for row in rows)
        return [(state, float(created), float(finished)) for state, created, finished in parts]


class Bell:
    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)
        self._answers = self._socket.makefile("rb")

    def ring(self, shop: str) -> int:
        """How many heard it."""
        self._socket.sendall(f"PUBLISH tokoku:outbox {shop}\r\n".encode())
        answer = self._answers.readline()
        if not answer.startswith(b":"):
            sys.exit(f"Redis says {answer!r}")
        return int(answer[1:])


def until(what: str, is_so, pause: float) -> None:
    deadline = time.time() + PATIENCE
    while not is_so():
        if time.time() > deadline:
            sys.exit(f"{what}: not after {PATIENCE} s")
        time.sleep(pause)


def tell(waits: list[float], seconds: float, unsent: int) -> None:
    waits = sorted(1000 * wait for wait in waits)
    print("RESULT " + json.dumps({
        "requests": len(waits), "seconds": seconds, "p50_ms": waits[len(waits) // 2],
        "p99_ms": waits[len(waits) * 99 // 100], "max_ms": waits[-1], "refused": unsent, "broken": 0}))


def rate(database: Database, bell: Bell, shops: list[str], lane: str, jobs: int) -> None:
    each = jobs // len(shops)
    start = time.time() + 2 + jobs * 0.0003
    for shop in shops:
        database.queue(shop, lane, each, "rate", f"to_timestamp({start})")
    if time.time() >= start:
        sys.exit("writing the jobs took longer than thought; nothing was measured")
    time.sleep(start - time.time())
    for shop in shops:
        bell.ring(shop)
    open_shops = list(shops)

    def is_done() -> bool:
        while open_shops and database.left(open_shops[0], "rate") == 0:
            open_shops.pop(0)
        return not open_shops

    until("working off the jobs", is_done, 0.2)
    ends = [end for shop in shops for end in database.ends(shop, "rate")]
    last = max(finished for _, _, finished in ends)
    tell([finished - start for _, _, finished in ends], last - start, sum(state != "sent" for state, _, _ in ends))


def receipts(database: Database, bell: Bell, shop: str, count: int) -> None:
    pauses = random.Random(count)
    for number in range(count):
        time.sleep(pauses.uniform(0, 0.4))
        mark = f"wait-{number}"
        database.queue(shop, "mail", 1, mark)
        bell.ring(shop)
        until("a receipt", lambda: database.left(shop, mark) == 0, 0.01)
    ends = [end for number in range(count) for end in database.ends(shop, f"wait-{number}")]
    waits = [finished - created for _, created, finished in ends]
    tell(waits, sum(waits), sum(state != "sent" for state, _, _ in ends))


def main() -> None:
    what, url, redis, workers, shops = sys.argv[1:6]
    database, bell, shops = Database(url), Bell(redis), shops.split(",")
    until("the workers' hearing", lambda: bell.ring(shops[0]) == int(workers), 0.1)
    if what == "rate":
        rate(database, bell, shops, sys.argv[6], int(sys.argv[7]))
    elif what == "wait":
        receipts(database, bell, shops[0], int(sys.argv[6]))
    else:
        queued = int(sys.argv[7])
        for lane in KINDS:
            database.queue(shops[0], lane, queued // len(KINDS), f"crowd-{lane}")
        bell.ring(shops[0])
        time.sleep(1)
        receipts(database, bell, shops[1], int(sys.argv[6]))
        if database.left(shops[0], "crowd-mail") == 0:
            sys.exit("the long queue was empty before the other shop's receipts were all sent")


main()
