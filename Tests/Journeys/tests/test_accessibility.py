"""What a keyboard, a small screen and a screen reader need of every page."""

import pytest

from http_side.buying import place
from http_side.visitor import Visitor
from pages.admin import Admin

CHECK = """() => {
    const faults = [];
    const named = (element) => (element.getAttribute("aria-label") || element.getAttribute("title") ||
        [...(element.labels || [])].map((label) => label.textContent).join(" ") ||
        (element.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent || "").join(" ") ||
        element.textContent + [...element.querySelectorAll("img[alt], svg[aria-label]")].map(
            (picture) => picture.getAttribute("alt") || picture.getAttribute("aria-label")).join(" ")).trim();
    const tell = (what, element) => faults.push(what + ": " + element.outerHTML.slice(0, 160));
    if (!document.documentElement.lang.startsWith("id")) faults.push("the page's language is not Indonesian");
    if (!document.title.trim()) faults.push("the page has no title");
    if (document.querySelectorAll("h1").length !== 1) faults.push("there are " + document.querySelectorAll("h1").length + " h1");
    if (document.querySelectorAll("main").length !== 1) faults.push("there is not one main");
    for (const field of document.querySelectorAll("input:not([type=hidden]):not([type=submit]), select, textarea"))
        if (!named(field)) tell("a field without a label", field);
    for (const door of document.querySelectorAll("a[href]:not([aria-hidden=true]), button, summary"))
        if (!named(door)) tell("a link or button without a name", door);
    for (const picture of document.querySelectorAll("img")) if (!picture.hasAttribute("alt")) tell("a picture without alt", picture);
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) faults.push("two elements are called " + id);
    for (const element of document.querySelectorAll("[aria-describedby], [aria-labelledby]"))
        for (const id of ((element.getAttribute("aria-describedby") || "") + " " + (element.getAttribute("aria-labelledby") || "")).split(" "))
            if (id && !document.getElementById(id)) tell("points to nothing by " + id, element);
    let level = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
        const own = Number(heading.tagName[1]);
        if (own > level + 1) tell("a heading that skips a level", heading);
        level = own;
    }
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 0) faults.push("the page scrolls sideways by " + wide + " px");
    return faults;
}"""

# Ratio of contrast between a text and the ground behind it, for all text that is seen (WCAG 1.4.3).
CONTRAST = """() => {
    const parts = (colour) => { const n = colour.match(/[\\d.]+/g).map(Number);
        const rgb = colour.startsWith("color(") ? n.slice(0, 3).map((v) => v * 255) : n.slice(0, 3);
        return [...rgb, n.length > 3 ? n[3] : 1]; };
    const light = ([r, g, b]) => { const s = [r, g, b].map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * s[0] + 0.7152 * s[1] + 0.0722 * s[2]; };
    const faults = [];
    for (const element of document.querySelectorAll("main *, header *, footer *")) {
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        const style = getComputedStyle(element);
        if (!own || !element.checkVisibility() || element.closest("[disabled], .hidden-text, .choice-closed, .hero, .chip-out")) continue;
        let ground = element, colour = null;
        while (ground && !colour) {
            const below = getComputedStyle(ground);
            if (below.backgroundImage !== "none") break;
            if (parts(below.backgroundColor)[3] === 1) colour = parts(below.backgroundColor);
            ground = ground.parentElement;
        }
        if (!ground && !colour) colour = [255, 255, 255];
        if (!colour) continue;
        const [a, b] = [light(parts(style.color)), light(colour)].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5)) faults.push(ratio.toFixed(2) + ": " + element.outerHTML.slice(0, 120));
    }
    return faults;
}"""

STOREFRONT = ["/", "/kategori/{category}", "/produk/{product}", "/cari?q=a", "/masuk", "/tidak-ada"]
PERSONAL = ["/keranjang", "/checkout", "/checkout?alamat=baru", "/akun", "/akun/alamat", "/akun/alamat?baru=1",
            "/pesanan", "/pesanan/{code}"]


def check(page):
    assert page.evaluate(CHECK) == []
    assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("slug", ["batik", "kopi"])
def test_the_shop_is_accessible(installation, window, slug, width):
    shop = installation.shops[slug]
    category = shop.value("SELECT slug FROM {category} WHERE parent_id IS NULL ORDER BY position, id LIMIT 1")
    product = shop.value("SELECT slug FROM {product} ORDER BY id LIMIT 1")
    page = window(width)
    for path in STOREFRONT:
        page.goto(shop.origin + path.format(category=category, product=product))
        check(page)
    page.complaints.clear()  # of the 404 that was asked for


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_a_customer_are_accessible(alpha, sandbox, window, customer_of, width):
    visitor = customer_of(alpha, sku="UJI-M")
    code = place(visitor)
    alpha.fill_carts([visitor.customer], alpha.variant("UJI-L"))
    page = window(width, visitor=visitor)
    for path in PERSONAL:
        page.goto(alpha.origin + path.format(code=code))
        check(page)


def test_the_owners_pages_are_accessible_on_a_phone(alpha, window):
    page = window(360)
    page.goto(f"{alpha.origin}/admin/masuk")
    check(page)
    Admin(page, alpha).sign_in()
    for path in ("/admin/pesanan?status=semua", "/admin/produk"):
        page.goto(alpha.origin + path)
        check(page)
    page.complaints.clear()


def test_an_address_with_mistakes_is_accessible_and_takes_the_focus_to_them(alpha, customer_of, window):
    visitor = customer_of(alpha, address=False)
    page = window(360, visitor=visitor)
    page.goto(f"{alpha.origin}/akun/alamat?baru=1")
    page.locator("form[data-address]").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Simpan alamat").click()
    page.locator("section.errors").wait_for()
    check(page)
    assert page.evaluate("document.activeElement.matches('section.errors')")
    page.complaints.clear()  # of the answer's 422


def test_the_keyboard_reaches_the_content_and_shows_where_it_is(installation, window):
    shop = installation.shops["batik"]
    page = window(1280)
    page.goto(shop.origin + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#isi", "first the way past the menu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash") in ("isi", "#isi")
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
            const style = getComputedStyle(document.activeElement);
            return document.activeElement === document.body || (style.outlineStyle !== "none" &&
                parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
        }""")
        assert seen, "focus is seen on " + page.evaluate("document.activeElement.outerHTML.slice(0, 160)")


@pytest.mark.parametrize("slug", ["batik", "kopi"])
def test_products_are_in_the_page_that_crawlers_read(installation, slug):
    shop = installation.shops[slug]
    names = [row["name"] for row in shop.rows("SELECT name FROM {product} ORDER BY id LIMIT 3")]
    home = " ".join(Visitor(shop).get("/").words("//main"))
    assert any(name in home for name in names)
    slug = shop.value("SELECT slug FROM {product} ORDER BY id LIMIT 1")
    assert names[0] in Visitor(shop).get(f"/produk/{slug}").words("//h1")
