"""The receipt as PDF: what the customer and the owner can download, and who cannot."""

import base64
import hashlib
import re
import secrets
import subprocess

import pytest

from http_side.buying import place
from http_side.callbacks import deliver, letter
from http_side.visitor import Visitor


def words(pdf):
    """A PDF's text as a reader sees it, white space folded."""
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=30)
    return re.sub(r"\s+", " ", made.stdout.decode())


def rupiah(amount):
    return f"Rp {int(amount):,}".replace(",", ".")


class Bought:
    def __init__(self, shop, sandbox, visitor):
        self.shop, self.visitor = shop, visitor
        self.code = place(visitor)
        self.bill = sandbox.bills(shop.payment(self.code)["merchant_ref"])[0]
        self.path = f"/pesanan/{self.code}/kuitansi.pdf"

    def pay(self):
        assert deliver(Visitor(self.shop), letter(self.bill), self.shop.private_key).json == {"success": True}


@pytest.fixture
def bought(alpha, sandbox, customer_of):
    return Bought(alpha, sandbox, customer_of(alpha, sku="UJI-M", pieces=2))


def test_the_receipt_holds_code_lines_and_the_orders_one_total(bought):
    bought.pay()
    page = bought.visitor.get(f"/pesanan/{bought.code}")
    assert f'href="{bought.path}"' in page.text
    receipt = bought.visitor.get(bought.path)
    assert receipt.status == 200
    assert receipt.headers["content-type"] == "application/pdf"
    assert receipt.headers["cache-control"] == "private, no-store"
    assert receipt.headers["content-disposition"] == (
        f"inline; filename=\"Kuitansi {bought.code}.pdf\"; filename*=UTF-8''Kuitansi%20{bought.code}.pdf")
    text = words(receipt.body)
    order = bought.shop.order(bought.code)
    for amount in ("subtotal_rupiah", "shipping_rupiah", "total_rupiah"):
        assert rupiah(order[amount]) in text, amount
    assert bought.code in text and bought.shop.name in text and "LUNAS" in text
    for line in bought.shop.rows(f"""
            SELECT l.name, l.price_rupiah, l.pieces FROM {{order_line}} l JOIN {{order}} o ON o.id = l.order_id
            WHERE o.code = '{bought.code}'"""):
        assert line["name"] in text
        assert rupiah(int(line["price_rupiah"]) * int(line["pieces"])) in text


def test_there_is_no_receipt_before_the_money(bought):
    assert bought.visitor.get(bought.path).status == 404
    assert "kuitansi.pdf" not in bought.visitor.get(f"/pesanan/{bought.code}").text


def test_only_the_orders_own_customer_gets_it(bought, customer_of):
    bought.pay()
    assert customer_of(bought.shop).get(bought.path).status == 404
    stranger = Visitor(bought.shop).get(bought.path)
    assert stranger.status in (302, 303) and stranger.location.startswith("/masuk")


def test_the_owner_gets_the_same_receipt(bought):
    bought.pay()
    token = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
    bought.shop.run(f"""
        INSERT INTO {{session}} (token_hash, staff_id, csrf_token, expires_at)
        SELECT '\\x{hashlib.sha256(token.encode()).hexdigest()}', id, '{secrets.token_hex(16)}', now() + interval '1 hour'
        FROM {{staff}} WHERE role = 'owner';""")
    owner = Visitor(bought.shop, cookies={"tokoku_admin": token})
    assert f'href="/admin{bought.path}"' in owner.get(f"/admin/pesanan/{bought.code}").text
    assert owner.get(f"/admin{bought.path}").body == bought.visitor.get(bought.path).body
