"""Home, lists and a product."""


class Home:
    def __init__(self, page, shop):
        self.page, self.shop = page, shop

    def open(self):
        self.page.goto(self.shop.origin + "/")
        return self

    def open_first_category(self):
        self.page.locator(".tiles a.tile").first.click()
        self.page.wait_for_url("**/kategori/**")
        return Listing(self.page)

    def search(self, words):
        box = self.page.get_by_label("Cari produk")
        box.fill(words)
        box.press("Enter")
        self.page.wait_for_url("**/cari?**")
        return Listing(self.page)


class Listing:
    """A category, or what a search found."""

    def __init__(self, page):
        self.page = page

    @property
    def cards(self):
        return self.page.locator("ul.cards .card-link")

    def open_first_in_stock(self):
        self.cards.filter(has_not=self.page.locator(".tag-out")).first.click()
        self.page.wait_for_url("**/produk/**")
        return Product(self.page)


class Product:
    def __init__(self, page):
        self.page = page

    @property
    def name(self):
        return self.page.locator("h1").inner_text()

    @property
    def sku(self):
        return self.page.locator(".facts div", has_text="SKU").locator("dd").inner_text()

    @property
    def choices(self):
        """What can be chosen besides what is."""
        return self.page.locator("a[data-option]:not([aria-current]):not(.chip-out)")

    def choose_another(self):
        before = self.sku
        self.choices.last.click()
        self.page.locator(".facts dd").filter(has_not_text=before).last.wait_for()
        return self

    def set_quantity(self, pieces):
        self.page.get_by_label("Jumlah", exact=True).fill(str(pieces))

    def add(self):
        self.page.get_by_role("button", name="Tambah ke keranjang").click()

    def open_cart(self):
        self.page.get_by_role("link", name="Lihat keranjang").click()
        self.page.wait_for_url("**/keranjang")
        return Cart(self.page)


class Cart:
    def __init__(self, page):
        self.page = page

    @property
    def names(self):
        return self.page.locator(".line-name").all_inner_texts()

    def check_out(self):
        self.page.get_by_role("link", name="Lanjut ke checkout").click()
        self.page.wait_for_url("**/checkout**")
