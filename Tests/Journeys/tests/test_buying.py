"""From the home page to a paid and shipped order, in a browser."""

import pytest

from pages.admin import Admin
from pages.bank import Bank
from pages.catalog import Home, Product
from pages.checkout import Checkout
from pages.google import SignIn


class Journey:
    """One customer's way through one shop."""

    def __init__(self, page, shop, sandbox, album, javascript=True):
        self.page, self.shop, self.sandbox, self.album = page, shop, sandbox, album
        self.javascript = javascript

    def find_product(self, words):
        home = Home(self.page, self.shop).open()
        self.album.keep(self.page, "home")
        listing = home.search(words) if words else home.open_first_category()
        self.album.keep(self.page, "list")
        product = listing.open_first_in_stock()
        product.choose_another()
        self.album.keep(self.page, "product")
        return product

    def add_and_sign_in(self, product, person):
        name, sku = product.name, product.sku
        product.add()
        SignIn(self.page).wait()
        self.album.keep(self.page, "sign-in")
        chooser = SignIn(self.page).go_to_google()
        self.album.keep(self.page, "google")
        chooser.choose(person)
        self.page.wait_for_url("**/produk/**pesan=ditambah")
        self.album.keep(self.page, "added")
        assert Product(self.page).sku == sku, "the same variant is chosen after the way over Google"
        cart = Product(self.page).open_cart()
        self.album.keep(self.page, "cart")
        assert cart.names == [name]
        return cart

    def give_address(self, checkout, by_search):
        self.album.keep(self.page, "address")
        checkout.fill_person("Ibu Siti", "0812 3456 7890", "Jl. Cempaka No. 7, RT 02/RW 05")
        if by_search:
            checkout.find_village("Menteng", "31.71.06.1001")
        else:
            checkout.choose_village("33.02.25.1007")
        self.album.keep(self.page, "address-filled")
        checkout.save_address()

    def order(self, channel, by_search):
        checkout = Checkout(self.page, self.javascript)
        self.give_address(checkout, by_search)
        self.album.keep(self.page, "checkout")
        checkout.choose_courier()
        checkout.choose_channel(channel)
        if not self.javascript:
            checkout.count_again()
        total = checkout.total
        self.album.keep(self.page, "checkout-filled")
        order = checkout.place()
        self.album.keep(self.page, "order")
        assert order.state == "Menunggu pembayaran"
        assert order.due == total, "the bill is what the checkout showed"
        return order

    def pay(self, order, channel, bank_page):
        """The page must turn by itself when there is script; otherwise by the button."""
        merchant_ref = self.shop.payment(order.code)["merchant_ref"]
        due = order.due
        bank = Bank(bank_page, self.sandbox)
        if channel == "QRIS2":
            assert order.qr.is_visible()
            bank.scan(merchant_ref)
        elif channel == "DANA":
            bank = Bank(self.page, self.sandbox)
            order.go_to_wallet()
        else:
            bank.open_bill(order.pay_code)
        assert bank.amount == due, "the bank asks for what the order page says"
        self.album.keep(bank.page, "bank")
        bank.pay()
        self.album.keep(bank.page, "bank-paid")
        if channel == "DANA":
            bank.return_to_shop()
        elif not self.javascript:
            order.check_payment()
        order.wait_for_state("Sudah dibayar")
        self.album.keep(self.page, "order-paid")

    def ship(self, order, admin_page, waybill):
        admin = Admin(admin_page, self.shop).sign_in()
        self.album.keep(admin_page, "admin-orders")
        admin.open_order(order.code)
        self.album.keep(admin_page, "admin-order")
        admin.start_processing()
        admin.ship(waybill)
        self.album.keep(admin_page, "admin-shipped")
        self.page.reload()
        order.wait_for_state("Dalam pengiriman")
        assert self.page.get_by_text(waybill).first.is_visible()
        self.album.keep(self.page, "order-shipped")


JOURNEYS = [
    pytest.param("batik", 360, "BRIVA", "Siti Rahma", None, id="batik at 360 px, virtual account"),
    pytest.param("batik", 1280, "QRIS2", "Budi Santoso", "kemeja", id="batik at 1280 px, QRIS"),
    pytest.param("kopi", 360, "ALFAMART", "Ni Luh Ayu", "kintamani", id="kopi at 360 px, store"),
    pytest.param("kopi", 1280, "DANA", "Suharti", None, id="kopi at 1280 px, wallet"),
]


@pytest.mark.parametrize("slug, width, channel, person, words", JOURNEYS)
def test_a_customer_buys_pays_and_gets_a_waybill(
    installation, sandbox, window, album, slug, width, channel, person, words
):
    shop = installation.shops[slug]
    journey = Journey(window(width), shop, sandbox, album(f"{slug}-{width}"))
    cart = journey.add_and_sign_in(journey.find_product(words), person)
    cart.check_out()
    order = journey.order(channel, by_search=width == 360)
    journey.pay(order, channel, window(width))
    journey.ship(order, window(1280), "JX1234567890")
    assert shop.order(order.code)["state"] == "shipped"


@pytest.mark.parametrize("slug, channel, words", [("batik", "BNIVA", "tunik"), ("kopi", "QRIS2", "toraja")])
def test_a_customer_without_script_buys_pays_and_gets_a_waybill(
    installation, sandbox, window, album, slug, channel, words
):
    shop = installation.shops[slug]
    journey = Journey(
        window(360, javascript=False), shop, sandbox, album(f"{slug}-no-script"), javascript=False)
    cart = journey.add_and_sign_in(journey.find_product(words), "Yohanes Wambrauw")
    cart.check_out()
    order = journey.order(channel, by_search=slug == "batik")
    journey.pay(order, channel, window(360, javascript=False))
    journey.ship(order, window(1280, javascript=False), "JNE0099887766")
    assert shop.order(order.code)["state"] == "shipped"
