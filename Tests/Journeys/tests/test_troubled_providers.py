"""TriPay and Komerce misbehave: the customer is told plainly, and nothing is held or charged without a bill."""

import pytest

from http_side.buying import checkout_form, placed_code
from pages.google import SignIn


@pytest.fixture
def buyer(alpha, customer_of):
    """Before the checkout page, with two pieces in the cart."""
    return customer_of(alpha, sku="UJI-M", pieces=2)


def held_by(shop, visitor):
    return shop.count(f"""
        SELECT coalesce(sum(r.pieces), 0) FROM {{reservation}} r JOIN {{order}} o ON o.id = r.order_id
        WHERE o.customer_id = {visitor.customer} AND r.state = 'held' AND r.hold_until > now()""")


def cart_of(shop, visitor):
    return shop.rows(f"""
        SELECT l.pieces FROM {{cart_line}} l JOIN {{cart}} c ON c.id = l.cart_id
        WHERE c.customer_id = {visitor.customer}""")


def order_states(shop, visitor):
    return [row["state"] for row in shop.rows(
        f"SELECT state FROM {{order}} WHERE customer_id = {visitor.customer} ORDER BY id")]


@pytest.mark.parametrize("mode", ["success_false", "ip403", "quota", "wrong_signature"])
def test_a_bill_that_tripay_refuses_leaves_cart_and_stock_as_they_were(alpha, sandbox, buyer, mode):
    form = checkout_form(buyer).set(pembayaran="BRIVA", catatan="Titip di satpam")
    sandbox.misbehave("tripay", "create", mode, times=1)
    page = buyer.submit(form)
    assert page.status == 422
    assert any("Pesanan tidak dibuat" in error for error in page.errors), page.errors
    assert held_by(alpha, buyer) == 0
    assert cart_of(alpha, buyer) == [{"pieces": "2"}]
    assert order_states(alpha, buyer) in ([], ["cancelled"])
    again = page.form("/checkout")
    assert again.get("catatan") == "Titip di satpam"
    assert again.get("kurir") == form.get("kurir")
    placed_code(buyer.submit(again.set(pembayaran="BNIVA")))
    assert held_by(alpha, buyer) == 2


@pytest.mark.parametrize("mode", ["lost_answer", "cut"])
def test_a_bill_whose_answer_was_lost_is_found_again(alpha, sandbox, buyer, mode):
    form = checkout_form(buyer).set(pembayaran="BRIVA")
    sandbox.misbehave("tripay", "create", mode, times=1, milliseconds=200)
    code = placed_code(buyer.submit(form))
    payment = alpha.payment(code)
    [bill] = sandbox.bills(payment["merchant_ref"])
    assert (payment["state"], payment["reference"]) == ("open", bill["reference"])
    assert held_by(alpha, buyer) == 2


@pytest.mark.parametrize("mode", ["timeout", "500", "html", "html403", "empty"])
def test_a_bill_that_may_or_may_not_exist_is_looked_for_until_that_is_known(alpha, sandbox, buyer, mode):
    form = checkout_form(buyer).set(pembayaran="BRIVA")
    sandbox.misbehave("tripay", "create", mode, times=1, milliseconds=200)
    code = placed_code(buyer.submit(form))
    assert (alpha.order(code)["state"], alpha.payment(code)["state"]) == ("pending", "opening")
    assert held_by(alpha, buyer) == 2, "held while it is not known, so that a paid bill finds its goods"
    page = buyer.get(f"/pesanan/{code}")
    assert "Tagihan sedang disiapkan" in page.text
    # Time passes: TriPay was asked often enough and knows no such bill.
    alpha.run(f"UPDATE {{payment}} SET checks = 100 WHERE merchant_ref = '{alpha.payment(code)['merchant_ref']}'")
    page = buyer.follow(f"/pesanan/{code}?periksa=1")
    assert alpha.order(code)["state"] == "cancelled"
    assert "Tidak ada yang ditagihkan" in page.text
    assert held_by(alpha, buyer) == 0
    assert cart_of(alpha, buyer) == [{"pieces": "2"}]


def test_tripays_list_of_channels_away_is_told_and_the_cart_kept(beta, sandbox, customer_of):
    """Shop B, whose list no test before has fetched."""
    buyer = customer_of(beta, sku="UJI-M")
    sandbox.misbehave("tripay", "channels", "500")
    page = buyer.get("/checkout")
    assert page.status == 200
    if page.form("/checkout").options("pembayaran"):
        pytest.skip("the channels were known already, and are kept for such days")
    assert any("Cara bayar sedang tidak dapat dimuat" in error for error in page.errors), page.errors
    assert not page.words("//button[@form='pesanan' and contains(., 'Buat pesanan')]")
    sandbox.behave()
    assert buyer.get("/checkout").form("/checkout").options("pembayaran")


@pytest.mark.parametrize("mode", ["500", "html", "quota", "empty", "timeout"])
def test_komerce_away_is_told_plainly_and_the_cart_kept(alpha, sandbox, buyer, mode):
    # Answers are kept for half a day: here nothing is known yet.
    alpha.run("DELETE FROM {rate_answer}; DELETE FROM {rate_call}; DELETE FROM {provider_health};")
    sandbox.misbehave("komerce", "*", mode, milliseconds=200)
    page = buyer.get("/checkout")
    assert page.status == 200
    told = "jatah hitung ongkos kirim toko ini habis" if mode == "quota" else "Ongkos kirim kurir sedang tidak dapat dihitung"
    assert any(told in error for error in page.errors), page.errors
    assert not page.words("//button[@form='pesanan' and contains(., 'Buat pesanan')]")
    assert cart_of(alpha, buyer) == [{"pieces": "2"}]
    sandbox.behave()
    # The rest that Komerce was given is over.
    alpha.run("DELETE FROM {provider_health}; DELETE FROM {rate_call};")
    assert checkout_form(buyer).options("kurir"), "as soon as Komerce is back, so are the couriers"


def test_a_bill_that_expires_frees_the_goods_and_tells_the_customer(alpha, sandbox, buyer):
    code = placed_code(buyer.submit(checkout_form(buyer).set(pembayaran="BRIVA")))
    sandbox.settle(alpha.payment(code)["reference"], "expire")
    page = buyer.get(f"/pesanan/{code}")
    assert alpha.order(code)["state"] == "expired"
    assert "Waktu bayar habis" in page.text
    assert held_by(alpha, buyer) == 0


def test_google_away_is_told_plainly(alpha, sandbox, window):
    sandbox.misbehave("google", "token", "500", times=10)
    page = window(360)
    page.goto(f"{alpha.origin}/masuk")
    SignIn(page).go_to_google().choose("Siti Rahma")
    page.wait_for_url("**/auth/google/callback**")
    assert page.locator("[role=alert]").first.is_visible()
    # The page's own status is an error, which the browser remarks upon.
    page.complaints.clear()
