"""The shop's sign-in page and the sandbox's account chooser."""


class SignIn:
    def __init__(self, page):
        self.page = page

    def wait(self):
        self.page.wait_for_url("**/masuk**")
        return self

    def go_to_google(self):
        self.page.get_by_role("link", name="Masuk dengan Google").click()
        self.page.wait_for_url("**/google/accounts/**")
        return Chooser(self.page)


class Chooser:
    def __init__(self, page):
        self.page = page

    def choose(self, name):
        self.page.locator("button.person", has_text=name).click()
