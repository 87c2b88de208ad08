"""Writes the lists of requests that wrk sends, for requests.lua.

    requests.py SHOPS PORT FOLDER

SHOPS: lines of a shop's number, a tab, its slug. Draws are from fixed seeds: two runs send the same.
"""

import base64
import hashlib
import itertools
import pathlib
import random
import re
import sys

DRAWS = 20_000


def token(shop: str, customer: int) -> str:
    """The cookie that customers.sql gave a customer."""
    digest = hashlib.sha256(f"session/t_{shop}/{customer}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def zipf(random_source: random.Random, count: int) -> list[int]:
    """Places of 0..<count: the first as often as the second twice, the third three times, and so on."""
    bounds = list(itertools.accumulate(1 / (place + 1) for place in range(count)))
    return random_source.choices(range(count), cum_weights=bounds, k=DRAWS)


def main() -> None:
    shops = [line.split("\t") for line in pathlib.Path(sys.argv[1]).read_text().splitlines()]
    port, folder = sys.argv[2], pathlib.Path(sys.argv[3])
    # Numbers of shops that are often visited must say nothing about when they were made.
    random.Random(1).shuffle(shops)
    catalogue = pathlib.Path(sys.argv[1]).parent / "shops" / "catalog.toml"
    products = re.findall(r'^slug = "(kopi-[^"]+)"', catalogue.read_text(), re.MULTILINE)

    def line(shop: list[str], path: str, signed_in: bool = False) -> str:
        cookie = token(shop[0], 1) if signed_in else ""
        return f"GET\t{shop[1]}.localhost:{port}\t{path}\t{cookie}\t"

    def write(name: str, lines: list[str]) -> None:
        (folder / name).write_text("\n".join(lines) + "\n")

    page = f"/produk/{products[0]}"
    write("cached-one", [line(shops[0], page)] * DRAWS)
    write("cached-all", [line(shop, page) for shop in random.Random(2).choices(shops, k=DRAWS)])
    write("visit-all", [line(shop, page) for shop in shops])

    cold = [line(shop, f"/produk/{product}") for shop in shops for product in products]
    random.Random(3).shuffle(cold)
    # Each page is asked for once: first to warm the server up, then by visitors who pause, then by hurried ones.
    eighth = len(cold) // 8
    write("cold-before", cold[: 2 * eighth])
    write("cold-calm", cold[2 * eighth : 3 * eighth])
    write("cold-busy", cold[3 * eighth :])

    few = shops[:8]
    for name, path in (("brief", "/akun/ringkas"), ("cart", "/keranjang")):
        write(f"{name}-few", [line(shop, path, True) for shop in random.Random(4).choices(few, k=DRAWS)])
        write(f"{name}-all", [line(shops[place], path, True) for place in zipf(random.Random(5), len(shops))])

    hot = shops[:200]
    paths = ["/", "/kategori/biji", page, f"/produk/{products[5]}", "/cari?q=gayo"]
    lines = [line(shop, path) for shop in hot for path in paths] + [line(shop, "/keranjang", True) for shop in hot]
    random.Random(6).shuffle(lines)
    write("hot", lines)


main()
