"""A shop with keys for everything and orders written by SQL, to see what each provider's misbehaviour does to it."""

import re
import socket
from pathlib import Path

from stack.shop import Shop
from stack.waiting import wait_for

# Whether the sandbox plays WhatsApp's part.
HAS_WHATSAPP = (Path(__file__).resolve().parents[3] / "Sources" / "Sandbox" / "WhatsApp").is_dir()

FILE = """slug = "coba"
name = "Toko Coba"
domains = ["coba.localhost"]
email = "halo@coba.localhost"

[origin]
village = "34.04.12.2003"
postal_code = "55581"

[shipping]
couriers = ["jne", "pos"]

[payment]
channels = ["BRIVA", "BNIVA"]
expiry_minutes = 1440

[owner]
name = "Pemilik Coba"
email = "pemilik@coba.localhost"
"""
WHATSAPP = """
[whatsapp]
owner_phone = "+6281100004001"
"""

ORDERS = """
WITH wanted AS (
    SELECT * FROM (VALUES VALUES_HERE) AS wanted (name, email)
), buyer AS (
    INSERT INTO {customer} (issuer, subject, email, name)
    SELECT 'https://accounts.google.com', 'trial-' || name, email, 'Pembeli Coba' FROM wanted
    RETURNING id, subject, email
), placed AS (
    INSERT INTO {order} (code, customer_id, idempotency_key, state, customer_name, customer_email, recipient, phone,
        street, village_code, village, district, regency, province, postal_code, courier_code, courier_name,
        courier_service, weight_grams, subtotal_rupiah, shipping_rupiah, total_rupiah, hold_until, analytics_id)
    SELECT 'TK-' || translate(upper(lpad(to_hex(id), 8, '0')), '01', 'XY'), id, subject, 'shipped', 'Pembeli Coba',
        email, 'Pembeli Coba', '081234567890', 'Jl. Uji 1', '31.71.06.1001', 'Cideng', 'Gambir', 'Jakarta Pusat',
        'DKI Jakarta', '10110', 'jne', 'JNE', 'REG', 200, 50000, 10000, 60000, now(), md5(subject)
    FROM buyer RETURNING id, code
), line AS (
    INSERT INTO {order_line} (order_id, variant_id, product_slug, sku, name, option_values, price_rupiah, pieces,
        weight_grams)
    SELECT placed.id, v.id, 'kaos-uji', v.sku, 'Kaos Uji', ARRAY['M'], 50000, 1, 200
    FROM placed CROSS JOIN {variant} v WHERE v.sku = 'UJI-M'
), told AS (
    INSERT INTO {order_event} (order_id, to_state, actor, reason)
    SELECT id, state, 'system', state FROM placed CROSS JOIN unnest(ARRAY['pending', 'paid', 'shipped']) AS state
), sent AS (
    INSERT INTO {shipment} (order_id, courier_code, courier_name, waybill, track_since)
    SELECT id, 'jne', 'JNE', '0101' || lpad(id::text, 9, '0'), now() - interval '2 hours' FROM placed
)
INSERT INTO {payment} (order_id, merchant_ref, channel, channel_name, state, reference, requested_rupiah, due_rupiah,
    expires_at, paid_at)
SELECT id, code || '-1', 'BRIVA', 'BRI Virtual Account', 'paid', 'DEV-' || code, 60000, 60000, now(), now()
FROM placed;
"""


class Trial:
    def __init__(self, installation):
        self._installation = installation
        self.sandbox = installation.sandbox
        self.shop = None

    def open(self):
        """Provisions the shop and makes the providers know it."""
        shop = Shop(
            slug="coba", name="Toko Coba", owner_email="", owner_password="", private_key="coba-private",
            merchant_code="T40001", api_key="DEV-coba", database=self._installation.database,
            port=self._installation.port)
        keys = self._keys()
        self.sandbox.register(shop)
        self.sandbox._call("POST", "/_sandbox/mailboxes", {
            "refreshToken": keys["gmail"]["refresh_token"], "clientID": keys["gmail"]["client_id"],
            "address": keys["gmail"]["address"]})
        if "whatsapp" in keys:
            whatsapp = keys["whatsapp"]
            self.sandbox._call("POST", "/_sandbox/whatsapp-accounts", {
                "name": "coba", "accessToken": whatsapp["access_token"], "phoneNumberID": whatsapp["phone_number_id"],
                "wabaID": whatsapp["waba_id"], "appSecret": whatsapp["app_secret"],
                "verifyToken": whatsapp["verify_token"], "webhookURL": f"{shop.origin}/webhook/whatsapp"})
        self.sandbox._call("POST", "/_sandbox/binderbyte-keys", {"key": keys["binderbyte"]["api_key"], "shop": "coba"})
        text, environment = FILE + (WHATSAPP if HAS_WHATSAPP else ""), {}
        for provider, fields in keys.items():
            text += f"\n[secrets.{provider}]\n"
            for field, value in fields.items():
                name = f"TRIAL_{provider}_{field}".upper()
                text += f'{field} = {{ env = "{name}" }}\n'
                environment[name] = str(value)
        text += f'\n[catalog]\nfile = "{self._installation.shops_folder / "uji" / "catalog.toml"}"\n'
        self._installation.open_shops([("coba", text, environment)])
        shop.number = self._installation.shops["coba"].number
        self.shop = shop
        return self

    def _keys(self):
        # The sandbox's mail server knows the demo shops' logins only.
        smtp = self.sandbox._call("GET", "/_sandbox/smtp")
        whatsapp = {
            "whatsapp": {
                "access_token": "EAAG-coba", "phone_number_id": "106540352299001", "waba_id": "102290129399001",
                "app_secret": f"{99001:032x}", "verify_token": "verify-coba"},
        }
        return {
            **(whatsapp if HAS_WHATSAPP else {}),
            "tripay": {"api_key": "DEV-coba", "private_key": "coba-private", "merchant_code": "T40001"},
            "komerce": {"shipping_cost_key": "coba-komerce"},
            "google": {"client_id": "coba.apps.googleusercontent.com", "client_secret": "coba-google"},
            "gmail": {
                "refresh_token": "1//coba", "client_id": "coba.apps.googleusercontent.com",
                "address": "toko@coba.example.com"},
            "smtp": {
                "host": smtp["host"], "port": smtp["port"], "security": "none", "username": "toko.batik@example.com",
                "password": "batik-smtp-demo", "from": "toko.batik@example.com"},
            "binderbyte": {"api_key": "coba-binderbyte"},
            "posthog": {"project_key": "phc_CobaUji42"},
        }

    def orders(self, emails):
        """Shipped orders, one for each of the named addresses: their numbers by name."""
        values = ", ".join(f"('{name}', '{email}')" for name, email in emails.items())
        self.shop.run(ORDERS.replace("VALUES_HERE", values))
        return {row["name"]: int(row["id"]) for row in self.shop.rows("""
            SELECT substr(idempotency_key, 7) AS name, id FROM {order} WHERE idempotency_key LIKE 'trial-%'""")}

    def enqueue(self, lane, kind, order):
        """A job for the order. Nobody is told of it."""
        return self.shop.count(f"""
            INSERT INTO {{outbox}} (lane, kind, dedupe_key, payload, due_at)
            VALUES ('{lane}', '{kind}', 'trial:{order}:{kind}', '{{"order": {order}}}', now()) RETURNING id""")

    def job(self, number):
        return self.shop.rows(f"SELECT * FROM {{outbox}} WHERE id = {number}")[0]

    def health(self, provider):
        """(state, reason); ok without a row."""
        rows = self.shop.rows(f"SELECT state, reason FROM {{provider_health}} WHERE provider = '{provider}'")
        return (rows[0]["state"], rows[0]["reason"]) if rows else ("ok", "")

    def forget_health(self):
        self.shop.run("DELETE FROM {provider_health}")

    def ring(self):
        """Tells the workers that there is something to do for the shop, as those tell who commit a job."""
        channel, message = b"tokoku:outbox", str(self.shop.number).encode()
        path = re.sub(r"^unix:", "", self._installation.redis.url)
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(path)
            connection.sendall(b"*3\r\n$7\r\nPUBLISH\r\n" + b"".join(
                b"$%d\r\n%s\r\n" % (len(word), word) for word in (channel, message)))
            assert connection.recv(16).startswith(b":")

    def tried(self, number):
        """The job once it has been tried: done with, or waiting for a reason."""
        self.ring()

        def state():
            job = self.job(number)
            is_done = job["state"] not in ("pending", "sending")
            return job if is_done or (job["state"] == "pending" and job["reason"]) else None

        return wait_for(state, f"job {number} to be tried")

    def rewind(self, number):
        """Its time has come again, and whoever rested may be asked."""
        self.forget_health()
        self.shop.run(f"UPDATE {{outbox}} SET due_at = now(), reason = NULL WHERE id = {number} AND state = 'pending'")

    def ask_after(self, order):
        """The order's parcel once the schedule has asked after it."""
        self.shop.run(f"""
            UPDATE {{shipment}} SET track_at = now() - interval '1 minute', tracked_at = NULL, track_problem = NULL,
                track_state = CASE track_state WHEN 'untracked' THEN 'waiting' ELSE track_state END
            WHERE order_id = {order};
            UPDATE {{schedule}} SET due_at = now() - interval '1 minute' WHERE name = 'refresh_tracking';""")
        self.ring()

        def answered():
            row = self.shop.rows(f"SELECT * FROM {{shipment}} WHERE order_id = {order}")[0]
            return row if row["tracked_at"] or row["track_problem"] else None

        return wait_for(answered, f"the parcel of order {order} to be asked for")
