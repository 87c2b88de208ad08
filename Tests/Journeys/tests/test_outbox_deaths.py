"""Server, worker, PostgreSQL and Redis are killed at random while 2,000 orders of 20 shops are paid: each order has one
receipt and its owner one notice, or a job that says why not.

Neither Gmail nor WhatsApp can be told "not twice". So there is one window in which a second copy is possible: the
request has left, and the worker dies, or its database does, before the answer is written down. Such a job is marked as
of unknown outcome before it is tried again, and counted here."""

import http.client
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from stack.crowd import Crowd, pay
from stack.waiting import wait_for

pytestmark = pytest.mark.harsh

SHOPS, ORDERS_EACH, DEATHS = 20, 100, 16
KINDS = ("mail.receipt", "owner.paid")


class Reaper(threading.Thread):
    """Kills one part after the other, at random moments, and starts each again."""

    def __init__(self, installation, worker):
        super().__init__()
        self._parts = {
            "server": (installation.server.kill, installation.start_server),
            "worker": (worker.kill, worker.start),
            "PostgreSQL": (installation.cluster.kill, installation.cluster.start),
            "Redis": (installation.redis.kill, installation.redis.start),
        }
        self._over = threading.Event()
        self.deaths = Counter()
        self.pids = set()
        self._pid_of = {"server": lambda: installation.server.pid, "worker": lambda: worker.pid}
        self.problem = None

    def run(self):
        chance = random.Random(20261124)
        try:
            # In a random order, each part as often as the others.
            for name in chance.sample(list(self._parts) * (DEATHS // len(self._parts)), DEATHS):
                if self._over.wait(chance.uniform(2, 6)):
                    return
                kill, start = self._parts[name]
                if name in self._pid_of:
                    self.pids.add(self._pid_of[name]())
                kill()
                self.deaths[name] += 1
                start()
        except Exception as problem:
            self.problem = problem

    def stop(self):
        self._over.set()
        self.join()
        if self.problem:
            raise self.problem


def pay_until_taken(bill, attempts):
    """TriPay's part, which comes again until the shop has said yes. A dead server is no answer."""
    shop, body = bill
    while True:
        attempts["posted"] += 1
        try:
            if pay(shop, body):
                return
        except (OSError, http.client.HTTPException):
            attempts["nobody there"] += 1
            threading.Event().wait(0.2)


def jobs(shop):
    return shop.rows("SELECT kind, dedupe_key, state, attempts, unknowns, reason, payload->>'order' AS order_id FROM {outbox}")


def hurry(shops, dead):
    """Five minutes pass for what rests or was a dead worker's; what a living one has taken stays its own."""
    pids = ", ".join(f"'{pid}'" for pid in dead) or "''"
    shops[0].database.run("".join(f"""
        UPDATE {shop.schema}.outbox SET due_at = least(due_at, now())
        WHERE state IN ('pending', 'sending')
            AND (claimed_by IS NULL OR split_part(claimed_by, ':', 1) IN ({pids}));
        UPDATE {shop.schema}.provider_health SET retry_at = least(retry_at, now());""" for shop in shops))


def unfinished(shops):
    return shops[0].database.number("SELECT " + " + ".join(
        f"(SELECT count(*) FROM {shop.schema}.outbox WHERE state IN ('pending', 'sending'))" for shop in shops))


def test_every_paid_order_has_one_receipt_and_one_notice_whoever_dies(installation, sandbox, outcomes):
    crowd = Crowd(installation, SHOPS, ORDERS_EACH).open()
    bills = crowd.bills()
    assert len(bills) == SHOPS * ORDERS_EACH
    worker = installation.worker()
    worker.start()
    reaper = Reaper(installation, worker)
    attempts = Counter()
    reaper.start()
    try:
        try:
            with ThreadPoolExecutor(16) as threads:
                list(threads.map(lambda bill: pay_until_taken(bill, attempts), bills))

            wait_for(lambda: not reaper.is_alive(), "the last death", 600)
        finally:
            reaper.stop()

        def all_done():
            hurry(crowd.shops, reaper.pids)
            threading.Event().wait(1)
            return unfinished(crowd.shops) == 0

        # A debug build and a sandbox that reads every letter: some ten a second.
        wait_for(all_done, "the rest of the outbox", 1_200)
    finally:
        worker.stop()

    table = Counter()
    for shop in crowd.shops:
        mails = Counter(mail["to"] for mail in sandbox.mails(shop=shop.name))
        notices = Counter(
            notice["parameters"]["nomor_pesanan"]
            for notice in sandbox.notices(shop=shop.slug, template="pesanan_dibayar_toko"))
        known = {(job["kind"], job["order_id"]): job for job in jobs(shop)}
        for order in shop.rows("SELECT id, code, customer_email, state FROM {order}"):
            assert order["state"] == "paid", order
            for kind in KINDS:
                job = known[kind, order["id"]]
                copies = mails[order["customer_email"]] if kind == "mail.receipt" else notices[order["code"]]
                unknowns = int(job["unknowns"])
                assert job["state"] in ("sent", "parked"), job
                assert job["state"] == "sent" or job["reason"], "a parked job says why"
                # Each time of unknown outcome may have been a time that it arrived.
                at_least = 1 if job["state"] == "sent" and not unknowns else 0
                assert at_least <= copies <= 1 + unknowns, (job, copies)
                if job["state"] == "sent":
                    assert copies >= 1, job
                table[kind, job["state"], unknowns, copies] += 1
    outcomes(
        "Deaths during 2,000 paid orders: " + ", ".join(f"{name} {count}" for name, count in sorted(reaper.deaths.items()))
        + f"; callbacks posted {attempts['posted']}",
        ["kind", "state", "times of unknown outcome", "copies that arrived", "orders"],
        [[*map(str, key), str(count)] for key, count in sorted(table.items())])
    assert sum(reaper.deaths.values()) == DEATHS
    once = sum(count for (_, state, _, copies), count in table.items() if state == "sent" and copies == 1)
    # Twenty shops were sending at each death; all others are as if nothing had died.
    assert once >= 0.8 * SHOPS * ORDERS_EACH * len(KINDS), table
