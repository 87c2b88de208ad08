"""Everything between cart and order, on one page."""

from pages.money import rupiah


class Checkout:
    def __init__(self, page, javascript=True):
        self.page, self._javascript = page, javascript

    def fill_person(self, recipient, phone, street):
        self.page.get_by_label("Nama penerima").fill(recipient)
        self.page.get_by_label("Nomor telepon").fill(phone)
        self.page.get_by_label("Alamat lengkap").fill(street)

    def find_village(self, words, village):
        """By the search field: by name or postal code."""
        self.page.get_by_label("Cari kelurahan, kecamatan, atau kode pos").fill(words)
        self.page.locator("button[name=langkah][value=cari]").click()
        choice = self.page.locator("label.choice", has=self.page.locator(f"input[name=desa][value='{village}']"))
        choice.click()

    def choose_village(self, village):
        """Step by step: province, regency, district, village."""
        parts = village.split(".")
        for level, name in enumerate(("provinsi", "kabupaten", "kecamatan", "desa")):
            code = ".".join(parts[: level + 1])
            self.page.locator(f"select#{name} option[value='{code}']").wait_for(state="attached")
            self.page.locator(f"select#{name}").select_option(code)
            if not self._javascript and name != "desa":
                self.page.get_by_role("button", name="Tampilkan pilihan berikutnya").click()

    def save_address(self):
        self.page.get_by_role("button", name="Simpan alamat").click()
        self.page.wait_for_url("**/checkout?alamat=*")

    def choose_courier(self):
        """The second: the cheapest, which stands first, is chosen already."""
        self._choose(self.page.locator("#pesanan label.choice", has=self.page.locator("input[name=kurir]")).nth(1))

    def choose_channel(self, code):
        self._choose(self.page.locator("label.choice", has=self.page.locator(f"input[value='{code}']")))

    def _choose(self, label):
        # With script the choice makes the page count again; what comes next must not click into the old one.
        if self._javascript:
            with self.page.expect_response(lambda answer: answer.request.method == "POST"):
                label.click()
            self.page.wait_for_function("!document.querySelector('#pesanan.busy')")
        else:
            label.click()

    def count_again(self):
        """The button for those without script."""
        self.page.get_by_role("button", name="Hitung ulang total").click()

    @property
    def total(self):
        """What is to be paid, the channel's fee included: the last sum."""
        return rupiah(self.page.locator("#ringkasan-pesanan .totals-sum dd").last.inner_text())

    def place(self):
        self.page.get_by_role("button", name="Buat pesanan").click()
        self.page.wait_for_url("**/pesanan/*")
        return OrderPage(self.page)


class OrderPage:
    """The customer's page of one order."""

    def __init__(self, page):
        self.page = page

    @property
    def code(self):
        return self.page.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]

    @property
    def due(self):
        return rupiah(self.page.locator(".pay-facts div", has_text="Jumlah yang dibayar").inner_text())

    @property
    def pay_code(self):
        return self.page.locator("#kode-bayar").inner_text()

    @property
    def state(self):
        return self.page.locator(".order-head .state").inner_text()

    @property
    def qr(self):
        return self.page.locator(".pay-qr svg")

    def wait_for_state(self, words):
        self.page.locator(".order-head .state", has_text=words).wait_for(timeout=30_000)

    def go_to_wallet(self):
        self.page.locator(".payment a.button").click()
        self.page.wait_for_url("**/bayar/**")

    def check_payment(self):
        self.page.get_by_role("link", name="Periksa pembayaran").click()
