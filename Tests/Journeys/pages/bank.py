"""The sandbox's bank."""

from pages.money import rupiah


class Bank:
    def __init__(self, page, sandbox):
        self.page, self._sandbox = page, sandbox

    def open_bill(self, words):
        """By what the shop told: a VA number or a store's code."""
        self.page.goto(f"{self._sandbox.origin}/bank")
        self.page.get_by_label("Nomor VA, kode bayar, atau nomor pesanan").fill(words)
        self.page.get_by_role("button", name="Cari").click()
        self.page.wait_for_url("**/bayar/**")
        return self

    def scan(self, merchant_ref):
        """What a phone does with the QR picture: opens that order's bill."""
        reference = self._sandbox.bills(merchant_ref)[0]["reference"]
        self.page.goto(f"{self._sandbox.origin}/bayar/{reference}")
        return self

    @property
    def amount(self):
        return rupiah(self.page.locator("#amount").inner_text())

    def pay(self):
        self.page.get_by_role("button", name="Bayar sekarang").click()
        self.page.locator("#status.PAID").wait_for()

    def return_to_shop(self):
        self.page.locator("#kembali").click()
        self.page.wait_for_url("**/pesanan/**")
