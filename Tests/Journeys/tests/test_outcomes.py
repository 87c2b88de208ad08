"""Each misbehaviour of each provider: no job is lost, none is done twice unless it is marked as of unknown outcome, the
shop's health says it in words, and when the provider behaves again all is done. Time is rewound, not slept."""

import urllib.parse

import pytest

from http_side.buying import checkout_form, placed_code
from stack.trial import HAS_WHATSAPP, Trial
from stack.waiting import wait_for

MODES = ["timeout", "slow", "500", "html", "html403", "ip403", "success_false", "cut", "lost_answer", "empty", "quota",
         "wrong_signature"]
WAIT = 100
HEAD = ["provider", "endpoint", "switch", "state after", "health", "reason", "after it behaves again"]
MAIL, COUNTING = ("mail", "mail.receipt"), ("analytics", "Order Completed")
# provider, endpoint, whose health tells of it, the job, the other lane's job
JOBS = [
    ("gmail", "send", "gmail", MAIL, COUNTING),
    ("google", "token", "gmail", MAIL, COUNTING),
    ("smtp", "session", "smtp", MAIL, COUNTING),
    ("posthog", "batch", "posthog", COUNTING, MAIL),
]
if HAS_WHATSAPP:
    JOBS.append(("whatsapp", "messages", "whatsapp", ("whatsapp", "owner.paid"), MAIL))
# A no to the question, which says nothing of the source.
REFUSED_QUESTIONS = {("binderbyte", "success_false"), ("binderbyte", "wrong_signature")}


@pytest.fixture(scope="module")
def trial(installation):
    installation.sandbox.behave()
    return Trial(installation).open()


def address(provider, mode):
    # At Gmail `expired@` meets a stale access token first, and so a new one is asked for.
    return f"{'expired' if provider == 'google' else 'pembeli'}@{provider}-{mode.replace('_', '-')}.coba.test"


def copies(sandbox, lane, provider, mode, code):
    """How often the outside has it."""
    if lane == "mail":
        return len(sandbox.mails(to=address(provider, mode)))
    if lane == "whatsapp":
        return sum(one["parameters"].get("nomor_pesanan") == code for one in sandbox.notices())
    query = urllib.parse.urlencode({"key": "phc_CobaUji42", "event": "Order Completed"})
    events = sandbox._call("GET", f"/_sandbox/events?{query}")["events"]
    return sum(one["properties"]["order_id"] == code for one in events)


def short(text):
    return (text or "-").replace("\n", " ")[:90]


@pytest.mark.parametrize("provider, endpoint, whose, job, witness", JOBS, ids=[f"{row[0]} {row[1]}" for row in JOBS])
def test_a_job_outlives_whatever_its_provider_does(trial, sandbox, outcomes, provider, endpoint, whose, job, witness):
    shop, rows = trial.shop, []
    shop.run(f"UPDATE {{shop}} SET mail_transport = '{'smtp' if provider == 'smtp' else 'gmail'}'")
    orders = trial.orders({f"{provider}-{mode}": address(provider, mode) for mode in MODES})
    if provider == "whatsapp":
        # Nobody is told of money for a parcel that has left.
        shop.run("UPDATE {order} SET state = 'paid' WHERE state = 'shipped'")
    for mode in MODES:
        order = orders[f"{provider}-{mode}"]
        code = shop.value(f"SELECT code FROM {{order}} WHERE id = {order}")
        trial.forget_health()
        sandbox.misbehave(provider, endpoint, mode, milliseconds=WAIT)
        number, other = trial.enqueue(*job, order), trial.enqueue(*witness, order)
        after = trial.tried(number)
        state, reason = trial.health(whose)
        assert trial.tried(other)["state"] == "sent", f"{mode}: the other lane goes on"
        assert after["state"] in ("pending", "parked", "sent"), (mode, after)
        if after["state"] == "pending":
            assert after["due_at"], (mode, after)
            assert state in ("unsteady", "refused") and reason, (mode, state, reason)
        sandbox.behave()
        unknowns = int(after["unknowns"])
        trial.rewind(number)
        final = trial.tried(number)
        found = copies(sandbox, job[0], provider, mode, code)
        assert final["state"] == "sent" or (final["state"] == "parked" and final["reason"]), (mode, final)
        if final["state"] == "sent":
            assert 1 <= found <= 1 + unknowns, (mode, final, found)
            assert trial.health(whose)[0] == "ok" or after["state"] == "sent"
        else:
            assert found <= unknowns, (mode, final, found)
        rows.append([
            provider, endpoint, mode, after["state"] + (f" (unknown {unknowns})" if unknowns else ""), state,
            short(after["reason"]), f"{final['state']}, arrived {found}x"])
    outcomes(f"Misbehaviours of {provider}", HEAD, rows)
    assert shop.count("SELECT count(*) FROM {outbox} WHERE state IN ('pending', 'sending')") == 0


@pytest.mark.parametrize("provider", ["binderbyte", "komerce"])
def test_a_parcel_is_asked_for_again_whatever_its_source_does(trial, sandbox, outcomes, provider):
    """Once with the other source there to answer instead, and once with that one away too."""
    shop, rows = trial.shop, []
    other = {"binderbyte": "komerce", "komerce": "binderbyte"}[provider]
    shop.run(f"UPDATE {{shop}} SET tracking_source = '{provider}'")
    orders = trial.orders({f"{provider}-{mode}": address(provider, mode) for mode in MODES})
    for mode in MODES:
        order = orders[f"{provider}-{mode}"]
        # Komerce's plan counts by the day, and lets parcels have half of it.
        shop.run(f"DELETE FROM {shop.schema}.rate_call")
        trial.forget_health()
        sandbox.misbehave(provider, "track", mode, milliseconds=WAIT)
        instead = trial.ask_after(order)
        trial.forget_health()
        sandbox.misbehave(other, "track", "html")
        after = trial.ask_after(order)
        state, reason = trial.health(provider)
        assert after["track_at"], f"{mode}: it is asked for again"
        if mode == "slow" or (provider, mode) in REFUSED_QUESTIONS:
            assert state == "ok", (mode, state, reason)
        else:
            assert state in ("unsteady", "refused") and reason, (mode, state, reason)
            assert not instead["track_problem"], f"{mode}: the other source was asked"
        problem = after["track_problem"]
        assert shop.value(f"SELECT state FROM {{order}} WHERE id = {order}") == "shipped"
        sandbox.behave()
        trial.forget_health()
        final = trial.ask_after(order)
        assert final["track_state"] == "moving" and not final["track_problem"], (mode, final)
        assert trial.health(provider)[0] == "ok"
        rows.append([
            provider, "track", mode,
            f"{after['track_state']}, alone: {problem or 'told'}; with {other}: {instead['track_problem'] or 'told'}",
            state, short(reason), final["track_state"]])
    outcomes(f"Misbehaviours of {provider}, asked after parcels", HEAD, rows)


def test_a_postal_code_is_a_suggestion_whatever_pos_indonesia_does(
        installation, trial, sandbox, outcomes, customer_of):
    shop, rows = trial.shop, []
    places = [row["code"] for row in installation.database.rows(f"""
        SELECT code FROM tokoku.region WHERE code LIKE '33.74.%' AND length(code) = 13
        ORDER BY code LIMIT {len(MODES)}""")]

    def checked(village):
        return installation.database.value(
            f"SELECT postal_code FROM tokoku.postal_code_check WHERE village_code = '{village}'")

    for mode, village in zip(MODES, places, strict=True):
        visitor = customer_of(shop, address=False)
        shop.give_address([visitor.customer], village=village, postal_code="50123")
        number = shop.count(f"SELECT id FROM {{address}} WHERE customer_id = {visitor.customer}")
        sandbox.misbehave("posindonesia", "search", mode, milliseconds=WAIT, times=1)
        page = visitor.get(f"/akun/alamat?ubah={number}")
        assert page.status == 200 and page.form("/akun/alamat").get("kodepos") == "50123", mode
        wait_for(
            lambda: sandbox._call("GET", "/_sandbox/misbehave")["misbehaviours"] == [], "Pos Indonesia to be asked")

        # The wishes are granted one after the other: what comes of this one shows that the first is through.
        def known():
            assert visitor.get(f"/akun/alamat?ubah={number}").status == 200
            return checked(village)

        first = checked(village)
        code = wait_for(known, "Pos Indonesia's code")
        rows.append([
            "posindonesia", "search", mode, f"known {first}" if first else "suggested from our own list", "-", "-",
            f"known {code}"])
    outcomes("Misbehaviours of posindonesia", HEAD, rows)


def test_a_checkout_survives_whatever_tripay_does(trial, sandbox, outcomes, customer_of):
    shop, rows = trial.shop, []
    for mode in MODES:
        trial.forget_health()
        buyer = customer_of(shop, sku="UJI-M")
        form = checkout_form(buyer).set(pembayaran="BRIVA")
        sandbox.misbehave("tripay", "create", mode, times=1, milliseconds=WAIT)
        page = buyer.submit(form)
        assert page.status in (302, 303, 422), (mode, page.status)
        if page.status == 422:
            after, reason = "no order", short(next(iter(page.errors), None))
            assert "Pesanan tidak dibuat" in reason, (mode, reason)
        else:
            code = placed_code(page)
            payment = shop.payment(code)
            after, reason = f"{shop.order(code)['state']}, bill {payment['state']}", "-"
            assert payment["state"] in ("open", "opening"), (mode, payment)
            assert len(sandbox.bills(payment["merchant_ref"])) <= 1
            if payment["state"] == "opening":
                reason = "not known whether there is a bill: looked for"
                shop.run(f"UPDATE {{payment}} SET checks = 100 WHERE id = {payment['id']}")
                buyer.follow(f"/pesanan/{code}?periksa=1")
                assert shop.order(code)["state"] == "cancelled" and not sandbox.bills(payment["merchant_ref"])
        sandbox.behave()
        open_orders = f"""SELECT count(*) FROM {{order}} o JOIN {{payment}} p ON p.order_id = o.id
            WHERE o.customer_id = {buyer.customer} AND o.state = 'pending' AND p.state = 'open'"""
        again = "the same order"
        if shop.count(open_orders) == 0:
            placed_code(buyer.submit(checkout_form(buyer).set(pembayaran="BRIVA")))
            again = "ordered from the same cart"
        assert shop.count(open_orders) == 1, mode
        rows.append(["tripay", "create", mode, after, "-", reason, f"{again}, one bill"])
    outcomes("Misbehaviours of tripay, at checkout", HEAD, rows)


def test_a_checkout_survives_whatever_komerce_does(trial, sandbox, outcomes, customer_of):
    shop, rows = trial.shop, []
    buyer = customer_of(shop, sku="UJI-M")
    checkout_form(buyer)
    for mode in MODES:
        shop.run(f"""
            DELETE FROM {shop.schema}.rate_answer; DELETE FROM {{shipping_quote}};
            DELETE FROM {shop.schema}.rate_call;""")
        trial.forget_health()
        sandbox.misbehave("komerce", "cost", mode, milliseconds=WAIT)
        page = buyer.get("/checkout")
        assert page.status == 200, mode
        couriers = page.form("/checkout").options("kurir") if page.has_form("/checkout") else []
        state, words = trial.health("komerce")
        assert couriers or page.errors, f"{mode}: told in words"
        told = short(next(iter(page.errors), None))
        assert shop.count(f"""
            SELECT count(*) FROM {{cart_line}} l JOIN {{cart}} c ON c.id = l.cart_id
            WHERE c.customer_id = {buyer.customer}""") == 1
        sandbox.behave()
        trial.forget_health()
        # A plan that was used up rests till the day is over.
        shop.run(f"DELETE FROM {shop.schema}.rate_call")
        assert checkout_form(buyer).options("kurir"), mode
        rows.append([
            "komerce", "cost", mode, f"{len(couriers)} services offered", state, words and short(words) or told,
            "services offered"])
    outcomes("Misbehaviours of komerce, at checkout", HEAD, rows)
