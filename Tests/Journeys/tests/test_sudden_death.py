"""The server is killed in the middle of 200 checkouts: what is written agrees with itself, and paid is paid."""

import http.client
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from http_side.buying import checkout_form, placed_code
from http_side.visitor import Visitor
from stack.waiting import wait_for

pytestmark = pytest.mark.harsh

CUSTOMERS = 200


def count_orders(shop, customers):
    return shop.count(f"SELECT count(*) FROM {{order}} WHERE customer_id IN ({customers})")


def contradictions(shop, customers):
    """Rows that must not be: each query finds one kind."""
    mine = f"o.customer_id IN ({customers})"
    queries = {
        "an order in force without its reservation": f"""
            SELECT o.code FROM {{order}} o JOIN {{order_line}} l ON l.order_id = o.id
            LEFT JOIN {{reservation}} r ON r.order_id = o.id AND r.variant_id = l.variant_id
            WHERE {mine} AND (r.order_id IS NULL OR r.pieces <> l.pieces
                OR r.state <> CASE WHEN o.state = 'pending' THEN 'held' WHEN o.state IN ('cancelled', 'expired')
                    THEN 'released' ELSE 'sold' END)""",
        "an order without lines, payment or event": f"""
            SELECT o.code FROM {{order}} o WHERE {mine} AND (
                NOT EXISTS (SELECT FROM {{order_line}} l WHERE l.order_id = o.id)
                OR NOT EXISTS (SELECT FROM {{payment}} p WHERE p.order_id = o.id)
                OR NOT EXISTS (SELECT FROM {{order_event}} e WHERE e.order_id = o.id))""",
        "goods held for no pending order": """
            SELECT r.order_id FROM {reservation} r LEFT JOIN {order} o ON o.id = r.order_id
            WHERE r.state = 'held' AND (o.id IS NULL OR o.state <> 'pending')""",
        "a customer with two orders": f"""
            SELECT o.customer_id FROM {{order}} o WHERE {mine} AND o.state <> 'cancelled'
            GROUP BY o.customer_id HAVING count(*) > 1""",
        "a shelf that disagrees with the ledger": """
            SELECT v.sku FROM {variant} v LEFT JOIN {stock_movement} m ON m.variant_id = v.id
            GROUP BY v.id, v.sku, v.on_hand HAVING v.on_hand <> coalesce(sum(m.change), 0)""",
        "a line still in the cart of somebody whose order stands": f"""
            SELECT o.code FROM {{order}} o JOIN {{cart}} c ON c.customer_id = o.customer_id
            JOIN {{cart_line}} l ON l.cart_id = c.id WHERE {mine} AND o.state NOT IN ('cancelled', 'expired')""",
    }
    return {name: found for name, query in queries.items() if (found := shop.rows(query))}


def press(visitor, form):
    """The answer; None when the server died under it."""
    try:
        return visitor.submit(form)
    except (OSError, http.client.HTTPException):
        return None


def test_killing_the_server_amid_200_checkouts_loses_and_invents_nothing(installation, sandbox, alpha):
    variant = alpha.variant("UJI-SERBU")
    people = alpha.customers(CUSTOMERS)
    numbers = [number for number, _ in people]
    mine = ", ".join(map(str, numbers))
    alpha.give_address(numbers)
    alpha.fill_carts(numbers, variant)
    visitors = [Visitor(alpha, token) for _, token in people]
    with ThreadPoolExecutor(8) as threads:
        forms = list(threads.map(lambda visitor: checkout_form(visitor).set(pembayaran="BRIVA"), visitors))

    def killer():
        wait_for(lambda: count_orders(alpha, mine) >= 40, "40 orders")
        installation.server.kill()

    hand = threading.Thread(target=killer)
    hand.start()
    with ThreadPoolExecutor(CUSTOMERS) as threads:
        answers = list(threads.map(press, visitors, forms))
    hand.join()
    placed = count_orders(alpha, mine)
    assert 40 <= placed < CUSTOMERS, "the kill came in the middle"
    assert any(answer is None for answer in answers)
    assert contradictions(alpha, mine) == {}
    told = [placed_code(answer) for answer in answers if answer is not None and answer.status in (302, 303)]
    known = {row["code"] for row in alpha.rows(f"SELECT code FROM {{order}} WHERE customer_id IN ({mine})")}
    assert set(told) <= known, "no order that a customer was told of is lost"

    # While the server is dead people pay, and TriPay's callbacks find nobody.
    refs = {row["merchant_ref"] for row in alpha.rows(f"""
        SELECT p.merchant_ref FROM {{payment}} p JOIN {{order}} o ON o.id = p.order_id
        WHERE o.customer_id IN ({mine})""")}
    bills = [bill for bill in sandbox.all_bills("UNPAID") if bill["merchant_ref"] in refs]
    assert bills
    paid = {sandbox.settle(bill["reference"], "pay")["merchant_ref"] for bill in bills[::2]}

    # The next look at each bill is due: ten minutes have passed.
    alpha.run("UPDATE {payment} SET next_check_at = now() WHERE next_check_at IS NOT NULL")
    installation.start_server()

    def unpaid():
        return [row for row in alpha.rows(f"""
            SELECT p.merchant_ref FROM {{payment}} p JOIN {{order}} o ON o.id = p.order_id
            WHERE o.customer_id IN ({mine}) AND o.state = 'pending'""") if row["merchant_ref"] in paid]

    wait_for(lambda: not unpaid(), "every paid bill's order to be paid", 90)
    assert contradictions(alpha, mine) == {}

    # Everybody sends the form again that was on their screen: those without an order get one, the others theirs.
    with ThreadPoolExecutor(8) as threads:
        codes = list(threads.map(lambda visitor, form: placed_code(visitor.submit(form)), visitors, forms))
    assert len(set(codes)) == CUSTOMERS
    assert count_orders(alpha, mine) == CUSTOMERS
    assert contradictions(alpha, mine) == {}
