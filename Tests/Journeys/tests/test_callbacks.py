"""What TriPay tells, and what others pretend it told: state changes only for signed news of the right bill."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from http_side.buying import place
from http_side.callbacks import deliver, letter, sign
from http_side.visitor import Visitor


class Ordered:
    """An order that waits for its money, and everything that may change by a callback."""

    def __init__(self, shop, sandbox, visitor, sku, pieces):
        self.shop, self.visitor, self.pieces = shop, visitor, pieces
        self.variant = shop.variant(sku)
        self.on_hand = shop.on_hand(self.variant)
        self.code = place(visitor)
        self.bill = sandbox.bills(shop.payment(self.code)["merchant_ref"])[0]
        self.tripay = Visitor(shop)

    def tell(self, body, **more):
        return deliver(self.tripay, body, self.shop.private_key, **more)

    @property
    def state(self):
        """Order, payment, reservation, and how many pieces left the shelf."""
        order, payment = self.shop.order(self.code), self.shop.payment(self.code)
        reservation = self.shop.value(f"SELECT state FROM {{reservation}} WHERE order_id = {order['id']}")
        sold = -self.shop.count(f"""
            SELECT coalesce(sum(change), 0) FROM {{stock_movement}} WHERE order_id = {order['id']}""")
        return order["state"], payment["state"], reservation, sold

    @property
    def attention(self):
        return self.shop.order(self.code)["attention"]

    @property
    def events(self):
        return [row["to_state"] for row in self.shop.rows(f"""
            SELECT e.to_state FROM {{order_event}} e JOIN {{order}} o ON o.id = e.order_id
            WHERE o.code = '{self.code}' AND e.from_state IS DISTINCT FROM e.to_state ORDER BY e.id""")]

    @property
    def shown(self):
        return self.visitor.get(f"/pesanan/{self.code}").words("//*[contains(@class, 'order-head')]//*[contains(@class, 'state')]")

    def agrees_with_ledger(self):
        total = self.shop.count(f"SELECT sum(change) FROM {{stock_movement}} WHERE variant_id = {self.variant}")
        return total == self.shop.on_hand(self.variant)


WAITING = ("pending", "open", "held", 0)
PAID = ("paid", "paid", "sold", 2)
EXPIRED = ("expired", "expired", "released", 0)


@pytest.fixture
def ordered(alpha, sandbox, customer_of):
    order = Ordered(alpha, sandbox, customer_of(alpha, sku="UJI-M", pieces=2), "UJI-M", 2)
    assert order.state == WAITING
    return order


def test_the_same_paid_callback_a_hundred_times_pays_once(ordered):
    body = letter(ordered.bill)
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda _: ordered.tell(body), range(100)))
    assert {(answer.status, answer.text.replace(" ", "")) for answer in answers} == {(200, '{"success":true}')}
    assert ordered.state == PAID
    assert ordered.events == ["pending", "paid"]
    assert ordered.shown == ["Sudah dibayar"]
    assert ordered.attention == ""
    assert ordered.shop.count(f"""
        SELECT count(*) FROM {{payment_inbox}} WHERE reference = '{ordered.bill['reference']}'""") == 1
    assert ordered.agrees_with_ledger()


def test_expired_after_paid_changes_nothing(ordered):
    assert ordered.tell(letter(ordered.bill)).status == 200
    assert ordered.tell(letter(ordered.bill, "EXPIRED")).json == {"success": True}
    assert ordered.state == PAID
    assert ordered.attention == ""


def test_expired_before_paid_ends_paid_and_flagged_for_the_owner(ordered):
    assert ordered.tell(letter(ordered.bill, "EXPIRED")).json == {"success": True}
    assert ordered.state == EXPIRED
    assert ordered.shown == ["Waktu bayar habis"]
    assert ordered.tell(letter(ordered.bill)).json == {"success": True}
    assert ordered.state == PAID
    assert ordered.attention == "paid_late"
    assert ordered.tell(letter(ordered.bill, "EXPIRED")).json == {"success": True}
    assert ordered.state == PAID
    assert ordered.events == ["pending", "expired", "paid"]
    assert ordered.agrees_with_ledger()


def test_paid_and_expired_at_once_and_often_sell_exactly_once(ordered):
    bodies = [letter(ordered.bill), letter(ordered.bill, "EXPIRED")] * 20
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(ordered.tell, bodies))
    assert {answer.status for answer in answers} == {200}
    assert ordered.state == PAID
    assert ordered.agrees_with_ledger()


def test_the_sandboxs_own_reordered_callbacks_end_paid(ordered, sandbox):
    sandbox.misbehave("tripay", "callback", "reorder", times=1)
    sandbox.settle(ordered.bill["reference"], "pay")
    assert ordered.state == PAID


@pytest.mark.parametrize("refused", [
    pytest.param({"signature": "0" * 64}, id="a signature of zeros"),
    pytest.param({"signature": "nonsense"}, id="a signature that is no hex"),
    pytest.param({"signature": ""}, id="no signature"),
    pytest.param({"event": "open_payment"}, id="another event"),
    pytest.param({"event": None}, id="no event"),
])
def test_a_callback_is_refused_with(ordered, refused):
    answer = ordered.tell(letter(ordered.bill), **refused)
    assert answer.status in (400, 401, 403)
    assert answer.json["success"] is False
    assert ordered.state == WAITING
    assert ordered.shown == ["Menunggu pembayaran"]


def test_a_signature_of_another_body_is_refused(ordered):
    honest = letter(ordered.bill, "EXPIRED")
    answer = ordered.tell(letter(ordered.bill), signature=sign(honest, ordered.shop.private_key))
    assert answer.status == 403
    assert ordered.state == WAITING


def test_shop_as_key_opens_nothing_at_shop_b(ordered, beta):
    """Signed with A's key, sent to B's domain; and with B's key about A's bill, sent to B's and to A's domain."""
    body = letter(ordered.bill)
    at_b = Visitor(beta)
    assert deliver(at_b, body, ordered.shop.private_key).status == 403
    assert deliver(at_b, body, beta.private_key).status == 404
    assert deliver(Visitor(ordered.shop), body, beta.private_key).status == 403
    assert ordered.state == WAITING
    assert beta.count("SELECT count(*) FROM {order} WHERE state <> 'pending'") == 0


@pytest.mark.parametrize("changes", [
    pytest.param({"total_amount": 1}, id="one rupiah"),
    pytest.param({"total_amount": None}, id="no amount"),
    pytest.param({"total_amount": 10**15}, id="far too much"),
])
def test_a_signed_callback_with_a_wrong_amount_does_not_pay(ordered, changes):
    answer = ordered.tell(letter(ordered.bill, **changes))
    assert answer.json["success"] is False
    assert ordered.state == WAITING
    assert ordered.tell(letter(ordered.bill)).json == {"success": True}, "the right news still comes through"
    assert ordered.state == PAID


def test_the_owner_sees_that_a_wrong_amount_was_told(ordered):
    ordered.tell(letter(ordered.bill, total_amount=ordered.bill["amount"] - 1_000))
    assert ordered.attention == "amount_differs"


@pytest.mark.parametrize("body", [
    pytest.param(b"", id="nothing"), pytest.param(b"{", id="half an object"), pytest.param(b"[]", id="a list"),
    pytest.param(b"\xff\xfe\x00", id="no text"), pytest.param(b'{"reference": 5, "status": []}', id="wrong kinds"),
    pytest.param(b"[" * 50_000, id="50,000 brackets"),
])
def test_a_signed_body_that_is_no_callback_is_refused(ordered, body):
    answer = ordered.tell(body)
    assert answer.status == 400
    assert answer.json["success"] is False
    assert ordered.state == WAITING


def test_a_body_above_64_kib_is_refused_unread(ordered):
    answer = ordered.tell(letter(ordered.bill, note="x" * 70_000))
    assert answer.status == 413
    assert ordered.state == WAITING


def test_an_unknown_bill_is_refused(ordered):
    answer = ordered.tell(letter(ordered.bill, reference="T000000", merchant_ref="TIDAK-ADA"))
    assert answer.status == 404
    assert ordered.state == WAITING


def test_the_dashboards_test_callback_is_answered_and_changes_nothing(ordered):
    answer = ordered.tell(letter(ordered.bill, reference=None, merchant_ref=None))
    assert answer.json == {"success": True}
    assert ordered.state == WAITING
