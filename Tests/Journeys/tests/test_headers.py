"""What every answer tells browsers to refuse."""

import pytest

from http_side.visitor import Visitor
from pages.google import SignIn

PATHS = ["/", "/produk/kaos-uji", "/kategori/uji", "/cari?q=kaos", "/masuk", "/tidak/ada", "/admin/masuk",
         "/robots.txt", "/theme/settings.css", "/keranjang"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_protections(alpha, path):
    headers = Visitor(alpha).get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";") if part.strip())
    assert policy["default-src"] in ("'self'", "'none'")
    assert "unsafe-inline" not in policy.get("script-src", policy["default-src"])
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] in ("same-origin", "strict-origin-when-cross-origin", "no-referrer")
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/produk/kaos-uji", "/masuk", "/admin/masuk"])
def test_no_page_has_script_or_style_in_itself(alpha, path):
    tree = Visitor(alpha).get(path).tree
    assert tree.xpath("//script[not(@src) and @type!='application/ld+json']|//script[not(@src) and not(@type)]") == []
    assert tree.xpath("//style|//*[@style]|//*[@onclick or @onload or @onsubmit]") == []
    assert tree.xpath("//*[starts-with(@href, 'javascript:')]") == []


def test_cookies_belong_to_one_host_and_no_script(alpha, window):
    page = window(360)
    page.goto(f"{alpha.origin}/masuk")
    SignIn(page).go_to_google().choose("Maria")
    page.wait_for_url(f"{alpha.origin}/**")
    cookies = [cookie for cookie in page.context.cookies() if cookie["name"] == "tokoku"]
    assert [(cookie["domain"], cookie["httpOnly"], cookie["sameSite"]) for cookie in cookies] == [
        (alpha.host, True, "Lax")]


@pytest.mark.parametrize("path", ["/keranjang", "/checkout", "/pesanan", "/akun", "/akun/alamat", "/akun/ringkas"])
def test_nothing_personal_may_be_cached(alpha, customer_of, path):
    page = customer_of(alpha, sku="UJI-M").get(path)
    assert page.status == 200
    assert "no-store" in page.headers["cache-control"]


def test_a_head_that_is_too_large_or_a_body_too_long_is_refused(alpha):
    visitor = Visitor(alpha)
    assert visitor.send("GET", "/", headers={"X-Long": "x" * 200_000}).status in (400, 413, 431)
    assert visitor.post("/keranjang/tambah", b"varian=1&jumlah=1&x=" + b"y" * 3_000_000).status == 413
