"""Many small shops with orders that wait for their money, written by SQL: only the money comes over the wire."""

import secrets

from http_side.callbacks import deliver, letter
from http_side.visitor import Visitor
from stack.shop import Shop

FILE = """slug = "{slug}"
name = "Toko {slug}"
domains = ["{slug}.localhost"]
email = "halo@{slug}.localhost"

[origin]
village = "34.04.12.2003"
postal_code = "55581"

[owner]
name = "Pemilik {slug}"
email = "pemilik@{slug}.localhost"

[whatsapp]
owner_phone = "{phone}"

[secrets.tripay]
api_key = {{ env = "CROWD_TRIPAY_API_KEY" }}
private_key = {{ env = "CROWD_TRIPAY_PRIVATE_KEY" }}
merchant_code = {{ env = "CROWD_TRIPAY_MERCHANT_CODE" }}

[secrets.komerce]
shipping_cost_key = {{ env = "CROWD_KOMERCE_KEY" }}

[secrets.google]
client_id = {{ env = "CROWD_GOOGLE_CLIENT_ID" }}
client_secret = {{ env = "CROWD_GOOGLE_CLIENT_SECRET" }}

[secrets.gmail]
refresh_token = {{ env = "CROWD_GMAIL_REFRESH_TOKEN" }}
client_id = {{ env = "CROWD_GOOGLE_CLIENT_ID" }}
address = {{ env = "CROWD_GMAIL_ADDRESS" }}

[secrets.whatsapp]
access_token = {{ env = "CROWD_WHATSAPP_ACCESS_TOKEN" }}
phone_number_id = {{ env = "CROWD_WHATSAPP_PHONE_NUMBER_ID" }}
waba_id = {{ env = "CROWD_WHATSAPP_WABA_ID" }}
app_secret = {{ env = "CROWD_WHATSAPP_APP_SECRET" }}
verify_token = {{ env = "CROWD_WHATSAPP_VERIFY_TOKEN" }}

[catalog]
file = "{catalog}"
"""

ORDERS = """
WITH buyer AS (
    INSERT INTO {customer} (issuer, subject, email, name)
    SELECT 'https://accounts.google.com', 'crowd-' || n, 'pembeli-' || n || '@SLUG.ok.test', 'Pembeli ' || n
    FROM generate_series(1, COUNT) n RETURNING id, subject, email, name
), placed AS (
    INSERT INTO {order} (code, customer_id, idempotency_key, state, customer_name, customer_email, recipient, phone,
        street, village_code, village, district, regency, province, postal_code, courier_code, courier_name,
        courier_service, weight_grams, subtotal_rupiah, shipping_rupiah, total_rupiah, hold_until)
    SELECT 'TK-' || translate(upper(lpad(to_hex(id), 8, '0')), '01', 'XY'), id, 'crowd-' || id, 'pending', name,
        email, name, '081234567890', 'Jl. Uji 1', '31.71.06.1001', 'Cideng', 'Gambir', 'Jakarta Pusat', 'DKI Jakarta',
        '10110', 'jne', 'JNE', 'REG', 200, 50000, 10000, 60000, now() + interval '1 day'
    FROM buyer RETURNING id, code
), line AS (
    INSERT INTO {order_line} (order_id, variant_id, product_slug, sku, name, option_values, price_rupiah, pieces,
        weight_grams)
    SELECT placed.id, v.id, 'kaos-uji', v.sku, 'Kaos Uji', ARRAY['M'], 50000, 1, 200
    FROM placed CROSS JOIN {variant} v WHERE v.sku = 'UJI-M'
), hold AS (
    INSERT INTO {reservation} (order_id, variant_id, pieces, hold_until)
    SELECT placed.id, v.id, 1, now() + interval '1 day' FROM placed CROSS JOIN {variant} v WHERE v.sku = 'UJI-M'
), told AS (
    INSERT INTO {order_event} (order_id, to_state, actor, reason) SELECT id, 'pending', 'system', 'placed' FROM placed
)
INSERT INTO {payment} (order_id, merchant_ref, channel, channel_name, state, reference, requested_rupiah, due_rupiah,
    expires_at)
SELECT id, code || '-1', 'BRIVA', 'BRI Virtual Account', 'open', 'DEV-' || code, 60000, 60000, now() + interval '1 day'
FROM placed;
"""


class Crowd:
    def __init__(self, installation, count, orders_each):
        self._installation = installation
        self.shops = []
        self._orders_each = orders_each
        self._count = count

    def open(self):
        """Provisions the shops, makes the providers know them, and writes their orders."""
        catalog = self._installation.shops_folder / "uji" / "catalog.toml"
        files, people = [], []
        for number in range(1, self._count + 1):
            slug = f"ramai-{number:02}"
            keys = self._keys(slug, number)
            shop = Shop(
                slug=slug, name=f"Toko {slug}", owner_email=f"pemilik@{slug}.localhost", owner_password="",
                private_key=keys["TRIPAY_PRIVATE_KEY"], merchant_code=keys["TRIPAY_MERCHANT_CODE"],
                api_key=keys["TRIPAY_API_KEY"], database=self._installation.database, port=self._installation.port)
            self._installation.sandbox.register(shop)
            self._installation.sandbox.register_outside(shop, keys)
            text = FILE.format(slug=slug, phone=f"+62811{number:06}", catalog=catalog)
            files.append((slug, text, {f"CROWD_{name}": value for name, value in keys.items()}))
            people.append(shop)
        self._installation.open_shops(files)
        for shop in people:
            shop.number = self._installation.shops[shop.slug].number
            shop.run(ORDERS.replace("SLUG", shop.slug).replace("COUNT", str(self._orders_each)))
            self.shops.append(shop)
        return self

    def _keys(self, slug, number):
        return {
            "TRIPAY_API_KEY": f"DEV-{slug}", "TRIPAY_PRIVATE_KEY": f"{slug}-private",
            "TRIPAY_MERCHANT_CODE": f"T3{number:04}", "KOMERCE_KEY": f"{slug}-komerce",
            "GOOGLE_CLIENT_ID": f"{slug}.apps.googleusercontent.com", "GOOGLE_CLIENT_SECRET": f"{slug}-google",
            "GMAIL_REFRESH_TOKEN": f"1//{slug}", "GMAIL_ADDRESS": f"toko@{slug}.example.com",
            "WHATSAPP_ACCESS_TOKEN": f"EAAG-{slug}", "WHATSAPP_PHONE_NUMBER_ID": f"1065403522{number:05}",
            "WHATSAPP_WABA_ID": f"1022901293{number:05}", "WHATSAPP_APP_SECRET": f"{number:032x}",
            "WHATSAPP_VERIFY_TOKEN": f"verify-{slug}",
        }

    def bills(self):
        """(shop, callback's body) for each order, in a random order over all shops."""
        found = []
        for shop in self.shops:
            for row in shop.rows("SELECT merchant_ref, reference FROM {payment}"):
                found.append((shop, letter({
                    "reference": row["reference"], "merchant_ref": row["merchant_ref"],
                    "payment_name": "BRI Virtual Account", "payment_method": "BRIVA", "amount": 60_000,
                    "fee_merchant": 4_000, "fee_customer": 0, "total_fee": 4_000, "amount_received": 56_000})))
        secrets.SystemRandom().shuffle(found)
        return found


def pay(shop, body):
    """Whether the shop took the callback, as TriPay sees it."""
    answer = deliver(Visitor(shop), body, shop.private_key)
    return answer.status == 200 and b'"success":true' in answer.body.replace(b" ", b"")
