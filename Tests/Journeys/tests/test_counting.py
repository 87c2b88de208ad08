"""Visits are counted after a yes and never before; an order is counted once, however often its payment is told."""

import urllib.parse

import pytest

from http_side.buying import place
from http_side.callbacks import deliver, letter
from http_side.visitor import Visitor
from stack.waiting import wait_for

KEY = "phc_AlphaDemo42"
BANNER = "form[data-banner]"


def events(sandbox, name, key=KEY):
    query = urllib.parse.urlencode({"key": key, "event": name})
    return sandbox._call("GET", f"/_sandbox/events?{query}")["events"]


class Watched:
    """A window that notes whom it talks to beside the shop, and what it tells them."""

    def __init__(self, page, shop):
        self.page, self.shop, self.others, self.told = page, shop, [], []
        page.on("request", self._note)

    def _note(self, request):
        if not request.url.startswith((self.shop.origin, "data:")):
            self.others.append(request.url)
            self.told.append(request.post_data or "")

    def open(self, path="/"):
        self.page.goto(self.shop.origin + path, wait_until="networkidle")
        return self


def test_nothing_leaves_the_shop_before_a_yes_and_a_visit_arrives_after_it(alpha, sandbox, window):
    before = len(events(sandbox, "$pageview"))
    visit = Watched(window(360), alpha).open().open("/produk/kaos-uji")
    banner = visit.page.locator(BANNER)
    assert banner.is_visible()
    assert visit.others == []
    banner.get_by_role("button", name="Ya").click()
    banner.wait_for(state="hidden")
    wait_for(lambda: len(events(sandbox, "$pageview")) == before + 1, "a page view")
    newest = events(sandbox, "$pageview")[0]
    cookie = next(one for one in visit.page.context.cookies() if one["name"] == "tokoku_statistik")
    assert newest["distinct_id"] == f"{alpha.number}:{cookie['value'].removeprefix('ya.')}"
    assert newest["properties"]["$pathname"] == "/produk/kaos-uji"
    visit.told.clear()
    visit.open("/cari?q=rahasia&utm_term=rahasia&fbclid=rahasia#rahasia")
    wait_for(lambda: len(events(sandbox, "$pageview")) == before + 2, "another page view")
    assert "rahasia" in visit.page.title()
    # The next page's referrer is the search.
    with visit.page.expect_request("**/posthog/e/*"):
        visit.page.locator("a.brand").click()
    wait_for(lambda: len(events(sandbox, "$pageview")) == before + 3, "the page view after the search")
    home, search = [one["properties"] for one in events(sandbox, "$pageview")[:2]]
    assert home["$referrer"] == search["$current_url"] == f"{alpha.origin}/cari"
    assert len([body for body in visit.told if "$pageview" in body]) == 2
    assert [body for body in visit.told if "rahasia" in body or "title" in body] == []
    assert {urllib.parse.urlsplit(url).netloc for url in visit.others} == {urllib.parse.urlsplit(sandbox.origin).netloc}


def test_a_yes_can_be_taken_back(alpha, sandbox, window):
    visit = Watched(window(360), alpha).open()
    visit.page.locator(BANNER).get_by_role("button", name="Ya").click()
    visit.page.locator(BANNER).wait_for(state="hidden")
    visit.open("/privasi")
    visit.page.get_by_role("button", name="Jangan hitung kunjungan saya").click()
    visit.page.get_by_text("Anda tidak setuju").wait_for()
    visit.others.clear()
    visit.open("/")
    assert visit.others == []
    assert visit.page.evaluate("Object.keys(localStorage).filter((name) => name.includes('phc_'))") == []


@pytest.mark.parametrize("answer, kept", [("Ya", "ya."), ("Tidak", "tidak")])
def test_the_question_is_answered_without_script_too(alpha, window, answer, kept):
    page = window(360, javascript=False)
    page.goto(alpha.origin + "/produk/kaos-uji")
    with page.expect_navigation():
        page.locator(BANNER).get_by_role("button", name=answer).click()
    assert page.url == alpha.origin + "/produk/kaos-uji"
    cookie = next(one for one in page.context.cookies() if one["name"] == "tokoku_statistik")
    assert cookie["value"].startswith(kept)
    assert not page.locator(BANNER).is_visible()


@pytest.mark.parametrize("header", ["DNT", "Sec-GPC"])
def test_who_asks_not_to_be_tracked_is_left_alone(alpha, sandbox, customer_of, header):
    visitor = customer_of(alpha, sku="UJI-M")
    visitor.cookies["tokoku_statistik"] = "ya." + "a" * 32
    assert "data-banner" not in visitor.send("GET", "/persetujuan.css", headers={header: "1"}).text
    form_page = visitor.get("/checkout")
    form = form_page.form("/checkout")
    form = form.set(kurir=form.options("kurir")[0], pembayaran="BRIVA")
    placed = visitor.post(form.action, form.body, **{header.replace("-", "_"): "1"})
    assert placed.status == 303
    code = placed.location.rsplit("/", 1)[1]
    assert alpha.count(f"SELECT count(*) FROM {{order}} WHERE code = '{code}' AND analytics_id IS NULL") == 1


def test_beta_has_no_key_and_asks_nobody(beta):
    page = Visitor(beta).get("/")
    assert "kunjungan.js" not in page.text and "persetujuan" not in page.text


@pytest.mark.parametrize("consents", [True, False], ids=["with consent", "without"])
def test_a_paid_order_is_counted_once_and_only_with_consent(alpha, sandbox, customer_of, consents):
    visitor = customer_of(alpha, sku="UJI-M", pieces=2)
    if consents:
        visitor.cookies["tokoku_statistik"] = "ya." + "b" * 32
    code = place(visitor)
    bill = sandbox.bills(alpha.payment(code)["merchant_ref"])[0]
    for _ in range(5):
        assert deliver(Visitor(alpha), letter(bill), alpha.private_key).status == 200
    mine = lambda: [one for one in events(sandbox, "Order Completed") if one["properties"]["order_id"] == code]
    if consents:
        wait_for(lambda: mine() != [], "the order's event")
        assert [one["properties"]["total"] for one in mine()] == [int(alpha.order(code)["total_rupiah"])]
        assert mine()[0]["distinct_id"] == f"{alpha.number}:{'b' * 32}"
    else:
        assert mine() == []
    order = alpha.order(code)["id"]
    assert alpha.count(f"""
        SELECT count(*) FROM {alpha.schema}.outbox
        WHERE lane = 'analytics' AND kind = 'Order Completed' AND payload->>'order' = '{order}'""") == int(consents)
