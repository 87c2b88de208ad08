"""Somebody who visits one shop: sends its host, keeps its cookies, posts its forms as a browser would."""

import http.client
from http.cookies import SimpleCookie

from http_side.page import Page


class Visitor:
    def __init__(self, shop, token=None, cookies=None):
        self.shop = shop
        self.cookies = dict(cookies or {})
        if token:
            self.cookies["tokoku"] = token

    def get(self, path, **headers):
        return self.send("GET", path, headers=headers)

    def follow(self, path):
        """Like `get`, over redirects within the shop."""
        page = self.get(path)
        for _ in range(5):
            if page.status not in (301, 302, 303, 307, 308) or not page.location.startswith("/"):
                return page
            page = self.get(page.location)
        raise AssertionError(f"{path} redirects for ever")

    def submit(self, form):
        return self.post(form.action, form.body)

    def post(self, path, body, kind="application/x-www-form-urlencoded", **headers):
        return self.send("POST", path, body, {"Content-Type": kind, "Origin": self.shop.origin, **headers})

    def send(self, method, path, body=None, headers=None, host=None, timeout=60):
        """`host` only where a test lies about it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.shop.port, timeout=timeout)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", host or f"{self.shop.host}:{self.shop.port}")
            if self.cookies:
                connection.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            for name, value in (headers or {}).items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders(body)
            answer = connection.getresponse()
            page = Page(path, answer.status, answer.headers, answer.read())
            for line in answer.headers.get_all("set-cookie") or []:
                self._keep(SimpleCookie(line))
            return page
        finally:
            connection.close()

    def _keep(self, cookies):
        for name, morsel in cookies.items():
            if morsel.value and morsel["max-age"] != "0":
                self.cookies[name] = morsel.value
            else:
                self.cookies.pop(name, None)
