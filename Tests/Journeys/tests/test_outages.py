"""PostgreSQL restarts, Redis stops: errors while it lasts, then everything as before, by the same server process."""

import threading

import pytest

from http_side.buying import place
from http_side.visitor import Visitor
from pages.google import SignIn
from stack.waiting import wait_for

pytestmark = pytest.mark.harsh


class LightLoad:
    """A few customers who look at their carts all the time; notes every answer's status, 0 for none."""

    def __init__(self, visitors):
        self._visitors, self._stopping, self.statuses = visitors, threading.Event(), []
        self._threads = [threading.Thread(target=self._look, args=[visitor]) for visitor in visitors]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _look(self, visitor):
        while not self._stopping.is_set():
            for path in ("/keranjang", "/pesanan", "/produk/kaos-uji"):
                try:
                    self.statuses.append(visitor.get(path).status)
                except OSError:
                    self.statuses.append(0)

    def seen(self, count, since, what):
        """Waits for so many answers after the one numbered `since`, and gives them."""
        wait_for(lambda: len(self.statuses) >= since + count, what)
        return self.statuses[since:]


@pytest.fixture
def visitors(alpha, customer_of):
    return [customer_of(alpha, sku="UJI-M") for _ in range(4)]


def test_a_restart_of_postgres_is_survived_without_a_restart_of_the_server(installation, alpha, visitors):
    process = installation.server.pid
    with LightLoad(visitors) as load:
        assert set(load.seen(30, 0, "answers")) == {200}
        installation.cluster.stop()
        during = len(load.statuses)
        outage = load.seen(20, during + 8, "answers during the outage")
        assert not installation.is_ready()
        # A product's page may be in the cache; a cart never is. Nobody is hung up on.
        assert 503 in outage and set(outage) <= {200, 503}
        installation.cluster.start()
        wait_for(installation.is_ready, "the server to be ready again")
        wait_for(lambda: set(load.statuses[-20:]) == {200}, "answers as before")
        after = len(load.statuses)
        assert set(load.seen(60, after, "more answers")) == {200}, "errors during the outage only"
    assert installation.server.is_running and installation.server.pid == process
    page = visitors[0].get("/keranjang")
    assert page.words("//*[@class='line-name']") == ["Kaos Uji"]


def test_an_order_goes_through_after_a_restart_of_postgres(installation, sandbox, alpha, customer_of):
    installation.cluster.stop()
    installation.cluster.start()
    wait_for(installation.is_ready, "the server to be ready again")
    code = place(customer_of(alpha, sku="UJI-M"))
    sandbox.settle(alpha.payment(code)["reference"], "pay")
    assert alpha.order(code)["state"] == "paid"


def test_without_redis_shopping_goes_on(installation, sandbox, alpha, visitors, customer_of, window):
    process = installation.server.pid
    with LightLoad(visitors) as load:
        load.seen(10, 0, "answers")
        installation.redis.stop()
        stopped = len(load.statuses)
        code = place(customer_of(alpha, sku="UJI-M"))
        sandbox.settle(alpha.payment(code)["reference"], "pay")
        assert alpha.order(code)["state"] == "paid"
        page = window(360)
        page.goto(f"{alpha.origin}/masuk")
        SignIn(page).go_to_google().choose("Maria")
        page.wait_for_url(f"{alpha.origin}/**")
        assert set(load.seen(30, stopped, "answers without Redis")) == {200}
        installation.redis.start()
        again = len(load.statuses)
        assert set(load.seen(30, again, "answers with Redis again")) == {200}
    assert installation.server.is_running and installation.server.pid == process
