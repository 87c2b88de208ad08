"""The shops of the run, and what a test may ask of their tables."""

import base64
import hashlib
import itertools
import secrets
from dataclasses import dataclass, field


@dataclass
class Shop:
    """One shop: its host, its keys at the providers, and its tables by SQL."""

    slug: str
    name: str
    owner_email: str
    owner_password: str
    private_key: str
    merchant_code: str
    api_key: str
    number: int = 0
    database: object = field(default=None, repr=False)
    port: int = 0
    _people: object = field(default_factory=itertools.count, repr=False)

    @property
    def host(self):
        return f"{self.slug}.localhost"

    @property
    def origin(self):
        return f"http://{self.host}:{self.port}"

    @property
    def schema(self):
        return f"t_{self.number}"

    def rows(self, query):
        """`{order}` in a query is the shop's own table."""
        return self.database.rows(self._sql(query))

    def value(self, query):
        return self.database.value(self._sql(query))

    def count(self, query):
        return self.database.number(self._sql(query))

    def run(self, script):
        return self.database.run(self._sql(script))

    def _sql(self, text):
        names = ("shop", "product", "variant", "stock_movement", "customer", "staff", "session", "address", "cart_line",
                 "cart", "shipping_quote", "order_line", "order_event", "order", "reservation",
                 "outbox", "provider_health", "schedule", "rate_answer", "rate_call", "payment_inbox",
                 "payment", "shipment", "courier_place", "sign_in", "product_image", "category")
        for name in names:
            quoted = f'{self.schema}."{name}"'
            text = text.replace("{" + name + "}", quoted)
        return text

    def variant(self, sku):
        """The number of the variant with this SKU."""
        return self.count(f"SELECT id FROM {{variant}} WHERE sku = '{sku}'")

    def customers(self, count):
        """People who are signed in, without the way over Google: a list of (customer's number, session token)."""
        people = []
        script = ["BEGIN;"]
        for _ in range(count):
            token = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
            subject = f"journey-{next(self._people)}-{secrets.token_hex(4)}"
            digest = hashlib.sha256(token.encode()).hexdigest()
            script.append(f"""
                WITH person AS (
                    INSERT INTO {{customer}} (issuer, subject, email, name)
                    VALUES ('https://accounts.google.com', '{subject}', '{subject}@example.com', 'Pembeli Uji')
                    RETURNING id)
                INSERT INTO {{session}} (token_hash, customer_id, csrf_token, expires_at)
                SELECT '\\x{digest}', id, '{secrets.token_hex(16)}', now() + interval '30 days' FROM person;""")
            people.append((subject, token))
        script.append("COMMIT;")
        self.run("\n".join(script))
        numbers = {row["subject"]: int(row["id"]) for row in self.rows(
            "SELECT id, subject FROM {customer} WHERE subject LIKE 'journey-%'")}
        return [(numbers[subject], token) for subject, token in people]

    def give_address(self, customers, village="31.71.06.1001", postal_code="10310"):
        """Each of the customers gets the same address as their default one."""
        numbers = ", ".join(str(number) for number in customers)
        self.run(f"""
            INSERT INTO {{address}} (customer_id, recipient, phone, street, village_code, village, district, regency,
                province, postal_code, is_default)
            SELECT c.id, 'Pembeli Uji', '081234567890', 'Jl. Uji No. 1', v.code, v.name, d.name, r.name, p.name,
                '{postal_code}', true
            FROM {{customer}} c, tokoku.region v, tokoku.region d, tokoku.region r, tokoku.region p
            WHERE c.id IN ({numbers}) AND v.code = '{village}' AND d.code = v.parent AND r.code = d.parent
                AND p.code = r.parent;""")

    def fill_carts(self, customers, variant, pieces=1):
        numbers = ", ".join(str(number) for number in customers)
        self.run(f"""
            INSERT INTO {{cart}} (customer_id) SELECT id FROM {{customer}} WHERE id IN ({numbers})
                ON CONFLICT (customer_id) DO NOTHING;
            INSERT INTO {{cart_line}} (cart_id, variant_id, pieces, price_seen_rupiah)
            SELECT c.id, v.id, {pieces}, v.price_rupiah FROM {{cart}} c, {{variant}} v
            WHERE c.customer_id IN ({numbers}) AND v.id = {variant};""")

    def order(self, code):
        return self.rows(f"SELECT * FROM {{order}} WHERE code = '{code}'")[0]

    def payment(self, code):
        """The newest attempt to pay the order."""
        return self.rows(f"""
            SELECT p.* FROM {{payment}} p JOIN {{order}} o ON o.id = p.order_id WHERE o.code = '{code}'
            ORDER BY p.id DESC LIMIT 1""")[0]

    def on_hand(self, variant):
        return self.count(f"SELECT on_hand FROM {{variant}} WHERE id = {variant}")

    def held(self, variant):
        """Pieces that open orders hold."""
        return self.count(f"""
            SELECT coalesce(sum(pieces), 0) FROM {{reservation}}
            WHERE variant_id = {variant} AND state = 'held' AND hold_until > now()""")
