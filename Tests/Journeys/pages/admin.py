"""The owner's pages."""


class Admin:
    def __init__(self, page, shop):
        self.page, self.shop = page, shop

    def sign_in(self):
        self.page.goto(f"{self.shop.origin}/admin")
        self.page.wait_for_url("**/admin/masuk**")
        self.page.get_by_label("Email").fill(self.shop.owner_email)
        self.page.get_by_label("Kata sandi").fill(self.shop.owner_password)
        self.page.get_by_role("button", name="Masuk").click()
        self.page.wait_for_url("**/admin/pesanan**")
        return self

    def open_order(self, code):
        self.page.locator("ul.orders a", has_text=code).click()
        self.page.wait_for_url(f"**/admin/pesanan/{code}")

    def start_processing(self):
        self.page.get_by_role("button", name="Mulai proses").click()
        self.page.wait_for_url("**?selesai=diproses")

    def ship(self, waybill):
        self.page.get_by_label("Nomor resi").fill(waybill)
        self.page.get_by_role("button", name="Tandai dikirim").click()
        self.page.wait_for_url("**?selesai=dikirim")
