"""Wrong form fields: the same page, the message at the field, and everything typed kept."""

import pytest

from http_side.buying import checkout_form, place
from pages.admin import Admin
from pages.catalog import Product


@pytest.mark.parametrize("typed, reason", [
    ("0", "paling sedikit 1"), ("-5", "paling sedikit 1"), ("0.5", "angka bulat"), ("0,5", "angka bulat"),
    ("1e3", "angka bulat"), ("", "angka bulat"), ("dua", "angka bulat"), ("6", "Stok tinggal 5"),
    ("10000", "paling banyak"), ("99999999999999999999", "paling banyak"),
])
def test_a_quantity_that_cannot_be_is_refused_at_the_field(alpha, customer_of, typed, reason):
    visitor = customer_of(alpha)
    variant = alpha.variant("UJI-SEDIKIT")
    form = visitor.get("/produk/stok-sedikit").form("/keranjang/tambah").set(varian=variant, jumlah=typed)
    page = visitor.submit(form)
    assert page.status == 422
    [field] = page.tree.xpath("//input[@name='jumlah']")
    assert field.get("value") == typed, "what was typed is still there"
    assert field.get("aria-invalid") == "true"
    assert reason in page.tree.get_element_by_id(field.get("aria-describedby")).text_content()
    assert alpha.count(f"""
        SELECT count(*) FROM {{cart_line}} l JOIN {{cart}} c ON c.id = l.cart_id
        WHERE c.customer_id = {visitor.customer}""") == 0


@pytest.mark.parametrize("typed, reason", [("0", "paling sedikit 1"), ("2.5", "angka bulat"), ("6", "Stok tinggal 5")])
def test_a_wrong_quantity_in_the_cart_is_refused_at_its_line(alpha, customer_of, typed, reason):
    visitor = customer_of(alpha, sku="UJI-SEDIKIT", pieces=2)
    page = visitor.submit(visitor.get("/keranjang").form("/keranjang/ubah").set(jumlah=typed))
    assert page.status == 422
    assert any(reason in error for error in page.errors), page.errors
    assert page.tree.xpath("//input[@name='jumlah']/@value") == [typed]
    assert alpha.value(f"""
        SELECT l.pieces FROM {{cart_line}} l JOIN {{cart}} c ON c.id = l.cart_id
        WHERE c.customer_id = {visitor.customer}""") == "2"


def test_adding_again_counts_what_is_in_the_cart_already(alpha, customer_of):
    visitor = customer_of(alpha, sku="UJI-SEDIKIT", pieces=4)
    form = visitor.get("/produk/stok-sedikit").form("/keranjang/tambah").set(jumlah="2")
    page = visitor.submit(form)
    assert page.status == 422
    assert any("Stok tinggal 5, dan 4 sudah ada" in error for error in page.errors), page.errors


@pytest.mark.parametrize("field, typed", [
    ("penerima", ""), ("telepon", "12"), ("telepon", "bukan nomor"), ("jalan", ""), ("kodepos", "1031"),
    ("kodepos", "abcde"),
])
def test_a_wrong_address_comes_back_with_everything_typed(alpha, customer_of, field, typed):
    visitor = customer_of(alpha, address=False)
    right = {"penerima": "Dewi <b>Lestari</b>", "telepon": "0812 3456 7890", "jalan": 'Gang "Buntu" No. 3 & 4',
             "kodepos": "10310", "label": "Rumah"}
    form = visitor.get("/akun/alamat?baru=1").form("/akun/alamat").set(**{**right, field: typed})
    page = visitor.submit(form.put("desa", "31.71.06.1001"))
    assert page.status == 422
    again = page.form("/akun/alamat")
    for name, value in {**right, field: typed}.items():
        assert again.get(name) == value
    assert again.get("desa") == "31.71.06.1001"
    [wrong] = page.tree.xpath(f"//*[@id='{field}']")
    assert wrong.get("aria-invalid") == "true"
    assert page.tree.get_element_by_id(wrong.get("aria-describedby")).text_content().strip()
    assert "<b>Lestari" not in page.text, "what people type is never markup"
    assert alpha.count(f"SELECT count(*) FROM {{address}} WHERE customer_id = {visitor.customer}") == 0


def test_a_village_that_does_not_exist_is_refused(alpha, customer_of):
    visitor = customer_of(alpha, address=False)
    form = visitor.get("/akun/alamat?baru=1").form("/akun/alamat").set(
        penerima="Dewi", telepon="081234567890", jalan="Jl. Satu")
    page = visitor.submit(form.put("desa", "99.99.99.9999"))
    assert page.status == 422
    assert any("ilayah" in error or "elurahan" in error for error in page.errors), page.errors


@pytest.mark.parametrize("missing, message", [("kurir", "Pilih kurir."), ("pembayaran", "Pilih cara bayar.")])
def test_an_order_without_courier_or_channel_is_asked_for_it(alpha, sandbox, customer_of, missing, message):
    visitor = customer_of(alpha, sku="UJI-M")
    form = checkout_form(visitor).set(pembayaran="BRIVA", catatan="Bungkus rapi")
    form.values = [(name, value) for name, value in form.values if name != missing]
    page = visitor.submit(form)
    assert page.status == 422
    assert message in page.errors
    assert page.form("/checkout").get("catatan") == "Bungkus rapi"
    assert alpha.count(f"SELECT count(*) FROM {{order}} WHERE customer_id = {visitor.customer}") == 0


@pytest.mark.parametrize("field, value", [
    ("kurir", "jne|REG|1"), ("subtotal", "1"), ("kurir", "tidakada|X|1000"), ("pembayaran", "GRATIS"),
    ("alamat", "999999999"),
])
def test_a_forged_price_courier_or_address_makes_no_order(alpha, sandbox, customer_of, field, value):
    visitor = customer_of(alpha, sku="UJI-M")
    form = checkout_form(visitor).set(pembayaran="BRIVA")
    if value == "jne|REG|1":
        real = next(choice for choice in form.options("kurir") if choice.startswith("jne|"))
        value = real.rsplit("|", 1)[0] + "|1"
    page = visitor.submit(form.put(field, value))
    assert page.status in (422, 303, 404)
    assert not (page.location or "").startswith("/pesanan/")
    assert alpha.count(f"SELECT count(*) FROM {{order}} WHERE customer_id = {visitor.customer}") == 0


def test_a_form_of_another_site_is_refused(alpha, customer_of):
    visitor = customer_of(alpha, sku="UJI-M")
    form = visitor.get("/keranjang").form("/keranjang/hapus")
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert visitor.send("POST", form.action, form.body, {
            "Content-Type": "application/x-www-form-urlencoded", **headers}).status == 403
    assert visitor.submit(form.put("_csrf", "x" * 32)).status == 403
    assert alpha.count(f"""
        SELECT count(*) FROM {{cart_line}} l JOIN {{cart}} c ON c.id = l.cart_id
        WHERE c.customer_id = {visitor.customer}""") == 1


def test_the_browser_tells_a_refused_quantity_beside_the_field(alpha, customer_of, window):
    visitor = customer_of(alpha)
    page = window(360, visitor=visitor)
    page.goto(f"{alpha.origin}/produk/stok-sedikit")
    # Past the browser's own check, as an old browser would.
    page.locator("form[data-add]").evaluate("form => form.noValidate = true")
    product = Product(page)
    product.set_quantity(6)
    product.add()
    page.locator("[data-add-error]:not([hidden])", has_text="Stok tinggal 5").wait_for()
    assert page.get_by_label("Jumlah", exact=True).input_value() == "6"
    page.complaints.clear()  # of the answer's 422


def test_the_owner_cannot_ship_with_a_waybill_that_is_none(alpha, sandbox, customer_of, window):
    visitor = customer_of(alpha, sku="UJI-M")
    code = place(visitor)
    sandbox.settle(alpha.payment(code)["reference"], "pay")
    page = window(1280)
    admin = Admin(page, alpha).sign_in()
    admin.open_order(code)
    page.get_by_label("Nomor resi").fill("??")
    page.get_by_role("button", name="Tandai dikirim").click()
    page.get_by_text("4 sampai 40 huruf").wait_for()
    assert page.get_by_label("Nomor resi").input_value() == "??"
    assert alpha.order(code)["state"] == "paid"
    page.complaints.clear()  # of the answer's 422
