"""Writes the tenant files of N like shops: one catalogue and one picture that all of them share.

    shops.py FOLDER N

Leaves FOLDER/bench-0001.toml and so on. Keys and the owner's password are references to the environment (ops/lib/demo.sh).
"""

import pathlib
import sys

KINDS = ["Gayo", "Kintamani", "Toraja", "Bajawa", "Mandailing", "Lintong", "Ijen", "Malabar"]
WAYS = [("Biji", "biji"), ("Bubuk", "bubuk"), ("Celup", "celup")]

SHOP = """\
slug = "{slug}"
name = "Kedai {number}"
tagline = "Kopi segar setiap pekan"
description = "Kedai nomor {number} untuk pengukuran."
zone = "WIB"
domains = ["{slug}.localhost"]
phone = "081200001908"
email = "halo@{slug}.localhost"
address = "Jl. Lebe Kader No. {number}"

[theme]
id = "dasar"

[theme.settings]
accent = "#1f4d3a"

[origin]
village = "11.04.03.2010"
postal_code = "24552"

[shipping]
couriers = ["jne", "jnt", "pos", "sicepat"]

[payment]
channels = ["QRIS2", "BRIVA", "MANDIRIVA", "BNIVA"]
expiry_minutes = 1440

[owner]
name = "Iwan Gayo"
email = "pemilik@{slug}.localhost"
password = {{ env = "TOKOKU_DEMO_KOPI_OWNER_PASSWORD" }}

[secrets.tripay]
api_key = {{ env = "TOKOKU_DEMO_KOPI_TRIPAY_API_KEY" }}
private_key = {{ env = "TOKOKU_DEMO_KOPI_TRIPAY_PRIVATE_KEY" }}
merchant_code = {{ env = "TOKOKU_DEMO_KOPI_TRIPAY_MERCHANT_CODE" }}

[secrets.komerce]
shipping_cost_key = {{ env = "TOKOKU_DEMO_KOPI_KOMERCE_KEY" }}

[catalog]
file = "catalog.toml"
"""

PRODUCT = '''
[[product]]
slug = "kopi-{slug}"
name = "Kopi {kind} {way}"
category = "{category}"
description = """
Arabika {kind} yang disangrai dua kali sepekan, rasanya **bersih** dan manis.

- Dipetik merah, dijemur di atas para-para
- Sangrai sedang, istirahat tiga hari
- Cocok untuk seduh saring maupun tubruk

Simpan di tempat kering dan habiskan dalam sebulan setelah dibuka.
"""
images = [
  {{ file = "kopi.svg", alt = "Kantong kopi {kind}" }},
  {{ file = "label.svg", alt = "Label kopi {kind}" }},
]
options = ["Berat"]
'''

VARIANT = """
[[product.variant]]
sku = "{sku}-{grams}"
values = ["{grams} g"]
price = {price}
{struck}weight = {weight}
stock = 10000000
"""

PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" viewBox="0 0 400 400">
<rect width="400" height="400" fill="{back}"/><circle cx="200" cy="200" r="120" fill="{front}"/></svg>
"""


def catalogue() -> str:
    text = ""
    for way, category in WAYS:
        text += f'[[category]]\nslug = "{category}"\nname = "{way}"\ndescription = "Kopi {way.lower()}."\n\n'
    for place, kind in enumerate(KINDS):
        for way, category in WAYS:
            slug = f"{kind}-{way}".lower()
            text += PRODUCT.format(slug=slug, kind=kind, way=way, category=category)
            for step, grams in enumerate((200, 500, 1000)):
                price = 60_000 + 5_000 * place + 70_000 * step
                struck = f"compare_at = {price + 15_000}\n" if place % 3 == 0 and step == 1 else ""
                sku = f"{kind[:3]}{way[:2]}".upper()
                text += VARIANT.format(sku=sku, grams=grams, price=price, struck=struck, weight=grams + 40)
    return text


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalog.toml").write_text(catalogue())
    (folder / "kopi.svg").write_text(PICTURE.format(back="#e3ece5", front="#1f4d3a"))
    (folder / "label.svg").write_text(PICTURE.format(back="#fbfcfa", front="#14251d"))
    for number in range(1, int(sys.argv[2]) + 1):
        slug = f"bench-{number:04}"
        (folder / f"{slug}.toml").write_text(SHOP.format(slug=slug, number=number))


main()
