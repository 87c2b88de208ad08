"""Everything that shop A gave somebody, brought to shop B's host: B knows none of it and shows nothing of A's."""

import base64
import hashlib
import secrets

import pytest

from http_side.buying import place
from http_side.visitor import Visitor
from stack.routes import all_routes

RECIPIENT = "Ratna Rahasia dari Toko A"


class Belongings:
    """What a customer and an owner of one shop have in hand: cookies, tokens for forms, numbers and codes."""

    def __init__(self, shop, visitor):
        self.shop, self.visitor = shop, visitor
        shop.run(f"UPDATE {{address}} SET recipient = '{RECIPIENT}' WHERE customer_id = {visitor.customer};")
        self.code = place(visitor)
        shop.fill_carts([visitor.customer], shop.variant("UJI-L"))
        self.address = shop.value(f"SELECT id FROM {{address}} WHERE customer_id = {visitor.customer}")
        self.variant = str(shop.variant("UJI-L"))
        self.csrf = shop.value(f"SELECT csrf_token FROM {{session}} WHERE customer_id = {visitor.customer}")
        self.staff_token, self.staff_csrf = self._sign_in_owner()
        self.cookies = {**visitor.cookies, "tokoku_admin": self.staff_token}

    def _sign_in_owner(self):
        token, csrf = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode(), secrets.token_hex(16)
        self.shop.run(f"""
            INSERT INTO {{session}} (token_hash, staff_id, csrf_token, expires_at)
            SELECT '\\x{hashlib.sha256(token.encode()).hexdigest()}', id, '{csrf}', now() + interval '1 hour'
            FROM {{staff}} WHERE role = 'owner';""")
        return token, csrf

    @property
    def secrets(self):
        """What must not be seen elsewhere."""
        return [RECIPIENT, self.code, self.csrf, self.staff_csrf, self.shop.owner_email, self.shop.name]


@pytest.fixture(scope="module")
def owned(installation):
    shop = installation.shops["alpha"]
    number, token = shop.customers(1)[0]
    shop.give_address([number])
    shop.fill_carts([number], shop.variant("UJI-M"))
    visitor = Visitor(shop, token)
    visitor.customer = number
    return Belongings(shop, visitor)


# How each route is called with A's things: path and form. What a shop shows everybody is marked public.
PUBLIC = object()
GUARDED = {
    ("GET", "/keranjang"): {}, ("GET", "/checkout"): {}, ("GET", "/pesanan"): {}, ("GET", "/akun"): {},
    ("GET", "/akun/alamat"): {}, ("GET", "/pesanan/:code"): {}, ("GET", "/pesanan/:code/status"): {},
    ("GET", "/pesanan/:code/kuitansi.pdf"): {}, ("GET", "/admin/pesanan/:code/kuitansi.pdf"): {},
    ("POST", "/keranjang/tambah"): {"varian": "{variant}", "produk": "kaos-uji", "jumlah": "1"},
    ("POST", "/keranjang/ubah"): {"varian": "{variant}", "jumlah": "2"},
    ("POST", "/keranjang/hapus"): {"varian": "{variant}"},
    ("POST", "/checkout"): {"kunci": "a" * 32, "alamat": "{address}", "kurir": "jne|REG|1", "subtotal": "1",
                            "pembayaran": "BRIVA"},
    ("POST", "/checkout/alamat"): {"alamat": "{address}"},
    ("POST", "/pesanan/:code/batal"): {},
    ("POST", "/akun/alamat"): {"id": "{address}", "penerima": "Perampas"},
    ("POST", "/akun/alamat/hapus"): {"id": "{address}"},
    ("POST", "/akun/alamat/utama"): {"id": "{address}"},
    ("POST", "/keluar"): {},
    ("GET", "/privasi"): {}, ("POST", "/persetujuan"): {"jawaban": "ya"},
    ("GET", "/admin"): {}, ("GET", "/admin/pesanan"): {}, ("GET", "/admin/pesanan/:code"): {},
    ("GET", "/admin/produk"): {}, ("GET", "/admin/produk/:product"): {},
    ("GET", "/admin/**"): {}, ("POST", "/admin/keluar"): {},
    ("POST", "/admin/pesanan/:code/proses"): {}, ("POST", "/admin/pesanan/:code/batal"): {},
    ("POST", "/admin/pesanan/:code/perhatian"): {},
    ("POST", "/admin/pesanan/:code/kirim"): {"kurir": "jne", "resi": "REBUT12345"},
    ("POST", "/admin/pesanan/:code/kirim-sendiri"): {}, ("POST", "/admin/pesanan/:code/sampai"): {},
    ("POST", "/admin/pesanan/:code/perbarui"): {}, ("POST", "/admin/pesanan/:code/kuitansi"): {},
    ("POST", "/admin/pesanan/:code/pengembalian"): {"bayar": "1", "sudah": "0", "jumlah": "1000"},
    ("GET", "/admin/pesan"): {}, ("POST", "/admin/pesan/ulangi-semua"): {},
    ("POST", "/admin/pesan/:id/ulangi"): {}, ("POST", "/admin/pesan/:id/buang"): {},
    ("GET", "/admin/sambungan"): {}, ("POST", "/admin/sambungan/:provider/tes"): {},
    ("POST", "/admin/gmail/sambungkan"): {}, ("GET", "/admin/gmail/callback"): {},
    ("POST", "/admin/gmail/putuskan"): {},
    ("GET", "/admin/pengaturan"): {}, ("GET", "/admin/pengaturan/pengiriman"): {},
    ("POST", "/admin/pengaturan/pengiriman"): {"produk": "delivery", "selesai_hari": "9"},
    ("GET", "/admin/pengaturan/surat"): {}, ("POST", "/admin/pengaturan/surat"): {"receipt_subject": "Direbut"},
    ("GET", "/admin/pengaturan/surat/:letter/contoh"): {},
    ("GET", "/admin/pengaturan/whatsapp"): {}, ("POST", "/admin/pengaturan/whatsapp"): {"telepon": "081234567890"},
}
OPEN_TO_ALL = {
    ("GET", "/"), ("GET", "/kategori/:slug"), ("GET", "/produk/:slug"), ("GET", "/cari"), ("GET", "/robots.txt"),
    ("GET", "/sitemap.xml"), ("GET", "/manifest.webmanifest"), ("GET", "/wilayah"), ("GET", "/theme/settings.css"),
    ("GET", "/persetujuan.css"), ("GET", "/aset/:fingerprint/:file"),
    ("GET", "/theme/:pack/:fingerprint/:file"), ("GET", "/media/:file"), ("GET", "/masuk"), ("GET", "/auth/google"),
    ("GET", "/auth/google/callback"), ("GET", "/akun/ringkas"), ("GET", "/admin/masuk"), ("POST", "/admin/masuk"),
    ("GET", "/admin/undangan/:token"), ("POST", "/admin/undangan/:token"), ("GET", "/admin/aset/:file"),
    ("POST", "/webhook/tripay"), ("GET", "/webhook/whatsapp"), ("POST", "/webhook/whatsapp"),
}


def filled(path, owned):
    path = path.replace("**", "tidak-ada")
    for name, value in (("code", owned.code), ("slug", "kaos-uji"), ("product", "1"), ("id", owned.variant),
                        ("variant", owned.variant), ("token", "A" * 43), ("provider", "tripay"),
                        ("letter", "receipt")):
        path = path.replace(f":{name}", value)
    return path


def call(visitor, route, form, owned):
    method, path = route[0], filled(route[1], owned)
    if method == "GET":
        return visitor.get(path)
    token = owned.staff_csrf if path.startswith("/admin") else owned.csrf
    fields = {name: value.format(variant=owned.variant, address=owned.address) for name, value in form.items()}
    body = "&".join(f"{name}={value}" for name, value in {"_csrf": token, **fields}.items())
    return visitor.post(path, body.encode())


def snapshot(shop):
    """Everything of a shop that these calls could change."""
    return [shop.rows(query) for query in (
        "SELECT code, state, updated_at FROM {order} ORDER BY id",
        "SELECT id, recipient, is_default FROM {address} ORDER BY id",
        "SELECT * FROM {cart_line} ORDER BY cart_id, variant_id",
        "SELECT token_hash FROM {session} ORDER BY token_hash",
        "SELECT id, price_rupiah, on_hand FROM {variant} ORDER BY id",
        "SELECT order_id FROM {shipment} ORDER BY order_id",
        "SELECT id, state, refunded_rupiah FROM {payment} ORDER BY id",
        "SELECT id, state FROM {outbox} WHERE state IN ('parked', 'dropped') ORDER BY id",
        "SELECT rate_product, complete_after_days, mail_texts::text, whatsapp::text FROM {shop}",
    )]


def test_every_route_of_the_server_is_looked_at_here():
    known = set(GUARDED) | OPEN_TO_ALL
    forgotten = {route for route in all_routes() if route not in known and not route[1].startswith("/admin/produk")}
    assert len(all_routes()) > 30
    assert forgotten == set()


@pytest.mark.parametrize("route", sorted(all_routes() - OPEN_TO_ALL), ids=lambda route: f"{route[0]} {route[1]}")
def test_shop_as_cookies_and_ids_open_nothing_at_shop_b(owned, beta, route):
    # The shops' own workers move orders too: a call that changes something changes it every time.
    for _ in range(3):
        before = snapshot(owned.shop), snapshot(beta)
        page = call(Visitor(beta, cookies=owned.cookies), route, GUARDED.get(route, {}), owned)
        is_unchanged = (snapshot(owned.shop), snapshot(beta)) == before
        if is_unchanged:
            break
    if page.status in (302, 303):
        assert page.location.startswith(("/masuk", "/admin/masuk")), page.location
    else:
        assert page.status in (401, 403, 404), f"{page.status}: {page.text[:500]}"
    for secret in owned.secrets:
        assert secret not in page.text
    assert is_unchanged, "nothing changed in either shop"


@pytest.mark.parametrize("route", sorted(OPEN_TO_ALL - {("POST", "/webhook/tripay"), ("POST", "/webhook/whatsapp")}),
                         ids=lambda route: f"{route[0]} {route[1]}")
def test_what_shop_b_shows_everybody_has_nothing_of_shop_a(owned, beta, route):
    page = call(Visitor(beta, cookies=owned.cookies), route, {}, owned)
    assert page.status < 500
    for secret in owned.secrets:
        assert secret not in page.text


@pytest.mark.parametrize("path", ["/pesanan/{code}", "/pesanan/{code}/status", "/pesanan/{code}?periksa=1",
                                  "/pesanan/{code}/kuitansi.pdf",
                                  "/akun/alamat?ubah={address}"])
def test_a_customer_of_shop_b_finds_nothing_by_shop_as_numbers(owned, beta, customer_of, path):
    page = customer_of(beta, address=False).get(path.format(code=owned.code, address=owned.address))
    assert page.status == 404
    for secret in owned.secrets[:1] + owned.secrets[2:]:
        assert secret not in page.text


@pytest.mark.parametrize("path", ["/pesanan/{code}", "/pesanan/{code}/status", "/pesanan/{code}/kuitansi.pdf",
                                  "/akun/alamat?ubah={address}"])
def test_another_customer_of_the_same_shop_finds_nothing_either(owned, customer_of, path):
    page = customer_of(owned.shop).get(path.format(code=owned.code, address=owned.address))
    assert page.status == 404
    assert RECIPIENT not in page.text


def test_another_customer_can_neither_use_nor_remove_an_address(owned, customer_of):
    other = customer_of(owned.shop, sku="UJI-M")
    csrf = owned.shop.value(f"SELECT csrf_token FROM {{session}} WHERE customer_id = {other.customer}")
    body = f"_csrf={csrf}&alamat={owned.address}".encode()
    assert other.post("/checkout/alamat", body).status == 404
    other.post("/akun/alamat/hapus", f"_csrf={csrf}&id={owned.address}".encode())
    assert owned.shop.value(f"SELECT recipient FROM {{address}} WHERE id = {owned.address}") == RECIPIENT


def test_an_owner_of_shop_a_is_nobody_at_shop_b(owned, beta):
    visitor = Visitor(beta)
    page = visitor.get("/admin/masuk")
    form = page.form("/admin/masuk").set(email=owned.shop.owner_email, sandi=owned.shop.owner_password)
    answer = visitor.submit(form)
    assert answer.status == 422
    assert "tokoku_admin" not in visitor.cookies


def test_pictures_of_one_shop_are_not_served_at_another(installation):
    batik, kopi = installation.shops["batik"], installation.shops["kopi"]
    file = batik.value("SELECT file FROM {product_image} ORDER BY id LIMIT 1")
    assert Visitor(batik).get(f"/media/{file}").status == 200
    assert Visitor(kopi).get(f"/media/{file}").status == 404
    assert Visitor(kopi).get(f"/media/..%2F{batik.number}%2F{file}").status == 404
    assert Visitor(kopi).get(f"/media/../{batik.number}/{file}").status in (400, 404)


@pytest.mark.parametrize("host", ["tidak-ada.localhost", "localhost", "127.0.0.1", "alpha.localhost.evil.example",
                                  "alpha", "-", "a" * 300])
def test_an_unknown_host_gets_a_404_that_names_no_shop(installation, alpha, host):
    for path in ("/", "/produk/kaos-uji", "/admin", "/checkout", "/robots.txt"):
        page = Visitor(alpha).send("GET", path, host=f"{host}:{alpha.port}")
        assert page.status in (400, 404)
        for shop in installation.shops.values():
            assert shop.name not in page.text and shop.host not in page.text


@pytest.mark.parametrize("host", ["ALPHA.localhost", "alpha.localhost.", "Alpha.LocalHost:1"])
def test_a_host_is_known_however_it_is_written(alpha, host):
    page = Visitor(alpha).send("GET", "/", host=host)
    assert page.status == 200
    assert alpha.name in page.text


def test_a_forwarded_host_from_a_stranger_is_ignored(alpha, beta):
    forged = {"X-Forwarded-Host": beta.host, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9",
              "Forwarded": f"host={beta.host}"}
    page = Visitor(alpha).send("GET", "/", headers=forged)
    assert alpha.name in page.text and beta.name not in page.text
    unknown = Visitor(alpha).send("GET", "/", headers=forged, host="tidak-ada.localhost")
    assert unknown.status == 404


def test_shop_as_catalogue_changes_do_not_show_at_shop_b(alpha, beta):
    """The same slug in both shops: each shows its own price."""
    price = beta.count("SELECT price_rupiah FROM {variant} WHERE sku = 'UJI-SERBU'")
    assert price == 75_000
    alpha.run("""
        UPDATE {variant} SET price_rupiah = 76000 WHERE sku = 'UJI-SERBU';
        UPDATE {shop} SET catalog_version = catalog_version + 1;""")
    assert "75.000" in Visitor(beta).get("/produk/barang-serbuan").text
    alpha.run("""
        UPDATE {variant} SET price_rupiah = 75000 WHERE sku = 'UJI-SERBU';
        UPDATE {shop} SET catalog_version = catalog_version + 1;""")
