"""However often the button is pressed, there is one order."""

from concurrent.futures import ThreadPoolExecutor

from http_side.buying import checkout_form, placed_code
from http_side.visitor import Visitor


def orders_of(shop, visitor):
    return shop.rows(f"SELECT code, state FROM {{order}} WHERE customer_id = {visitor.customer}")


def press_at_once(visitor, forms):
    """Each form from a tab of its own."""
    tabs = [Visitor(visitor.shop, cookies=visitor.cookies) for _ in forms]
    with ThreadPoolExecutor(len(forms)) as threads:
        return list(threads.map(lambda pair: pair[0].submit(pair[1]), zip(tabs, forms)))


def test_pressing_twice_at_once_makes_one_order(alpha, sandbox, customer_of):
    visitor = customer_of(alpha, sku="UJI-M", pieces=2)
    form = checkout_form(visitor).set(pembayaran="BRIVA")
    codes = {placed_code(page) for page in press_at_once(visitor, [form] * 8)}
    assert len(codes) == 1
    assert [order["code"] for order in orders_of(alpha, visitor)] == list(codes)
    merchant_ref = alpha.payment(codes.pop())["merchant_ref"]
    assert len(sandbox.bills(merchant_ref)) == 1, "one bill at TriPay"


def test_pressing_again_later_leads_to_the_same_order(alpha, sandbox, customer_of):
    visitor = customer_of(alpha, sku="UJI-M")
    form = checkout_form(visitor).set(pembayaran="BRIVA")
    first, again = placed_code(visitor.submit(form)), placed_code(visitor.submit(form))
    assert first == again
    assert len(orders_of(alpha, visitor)) == 1


def test_two_tabs_make_one_order(alpha, sandbox, customer_of):
    """Both tabs were opened before either was pressed, so each has a key of its own."""
    visitor = customer_of(alpha, sku="UJI-L")
    tabs = [checkout_form(visitor).set(pembayaran=channel) for channel in ("BRIVA", "BNIVA")]
    assert tabs[0].get("kunci") != tabs[1].get("kunci")
    pages = press_at_once(visitor, tabs)
    [order] = orders_of(alpha, visitor)
    for page in pages:
        assert placed_code(page) == order["code"]


def test_a_second_tab_pressed_later_leads_to_the_first_ones_order(alpha, sandbox, customer_of):
    visitor = customer_of(alpha, sku="UJI-L")
    first, second = [checkout_form(visitor).set(pembayaran="BRIVA") for _ in range(2)]
    code = placed_code(visitor.submit(first))
    assert placed_code(visitor.submit(second)) == code
    assert len(orders_of(alpha, visitor)) == 1


def test_a_reload_while_the_order_is_being_placed_makes_one_order(alpha, sandbox, customer_of):
    """The browser hangs up while TriPay is slow, and sends the same form again."""
    visitor = customer_of(alpha, sku="UJI-M")
    form = checkout_form(visitor).set(pembayaran="BRIVA")
    sandbox.misbehave("tripay", "create", "slow", times=1, milliseconds=2_000)
    try:
        visitor.send("POST", form.action, form.body, {
            "Content-Type": "application/x-www-form-urlencoded", "Origin": alpha.origin}, timeout=0.5)
    except TimeoutError:
        pass
    code = placed_code(visitor.submit(form))
    assert [order["code"] for order in orders_of(alpha, visitor)] == [code]
    variant = alpha.variant("UJI-M")
    held = alpha.rows(f"""
        SELECT r.pieces, r.state FROM {{reservation}} r JOIN {{order}} o ON o.id = r.order_id
        WHERE o.code = '{code}' AND r.variant_id = {variant}""")
    assert held == [{"pieces": "1", "state": "held"}]


def test_a_double_click_in_the_browser_makes_one_order(alpha, sandbox, customer_of, window):
    visitor = customer_of(alpha, sku="UJI-M")
    page = window(1280, javascript=False, visitor=visitor)
    page.goto(f"{alpha.origin}/checkout")
    page.locator("label.choice", has=page.locator("input[name=kurir]")).first.click()
    page.locator("label.choice", has=page.locator("input[value=BRIVA]")).click()
    page.get_by_role("button", name="Buat pesanan").dblclick()
    page.wait_for_url("**/pesanan/*")
    assert len(orders_of(alpha, visitor)) == 1
