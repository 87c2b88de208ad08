"""Buying without a browser."""

import re


def checkout_form(visitor, address=None):
    """The order form with the cheapest courier and no channel chosen. The cart and an address must be there."""
    page = visitor.get("/checkout" if address is None else f"/checkout?alamat={address}")
    if page.status != 200:
        raise AssertionError(f"/checkout: {page.status} {page.location}")
    form = page.form("/checkout")
    couriers = form.options("kurir")
    if not couriers:
        raise AssertionError(f"no courier is offered: {page.errors}")
    return form.set(kurir=couriers[0])


def place(visitor, channel="BRIVA"):
    """Places the cart's order and returns its code."""
    page = visitor.submit(checkout_form(visitor).set(pembayaran=channel))
    return placed_code(page)


def placed_code(page):
    """The order's code out of the redirect after placing."""
    found = re.fullmatch(r"/pesanan/([A-Z0-9-]+)", page.location or "")
    if page.status not in (302, 303) or not found:
        raise AssertionError(f"no order was placed: {page.status} {page.location} {page.errors}")
    return found.group(1)


def add(visitor, slug, variant, pieces=1):
    page = visitor.get(f"/produk/{slug}?varian={variant}")
    return visitor.submit(page.form("/keranjang/tambah").set(varian=variant, jumlah=pieces))
