"""One installation for the whole run, and a browser."""

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from http_side.visitor import Visitor
from pages.album import Album
from stack.installation import Installation

ARTEFACTS = Path(os.environ.get("TOKOKU_JOURNEYS_ARTEFACTS", ".tokoku-test/artefacts")).absolute()


def pytest_configure():
    """Asked to end, whichever way, the run still stops what it started."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    """What kills the server comes last, so that nothing else stumbles over it."""
    items.sort(key=lambda item: item.get_closest_marker("harsh") is not None)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    if call.when == "call":
        item.failed = outcome.get_result().failed


@pytest.fixture(scope="session")
def installation():
    program, regions = os.environ.get("TOKOKU_JOURNEYS_PROGRAM"), os.environ.get("TOKOKU_JOURNEYS_REGIONS")
    if not program or not regions:
        pytest.exit("TOKOKU_JOURNEYS_PROGRAM and TOKOKU_JOURNEYS_REGIONS are not set; ops/test sets them", 2)
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    installation = Installation(program, regions, ARTEFACTS)
    try:
        installation.start()
        yield installation
    finally:
        installation.stop()


@pytest.fixture
def sandbox(installation):
    """Behaves again after each test."""
    installation.sandbox.behave()
    yield installation.sandbox
    installation.sandbox.behave()


@pytest.fixture
def alpha(installation):
    return installation.shops["alpha"]


@pytest.fixture
def beta(installation):
    return installation.shops["beta"]


@pytest.fixture
def customer_of(installation):
    """Makes a signed-in customer with an address, and a filled cart when asked: `customer_of(shop, sku="UJI-M")`."""

    def make(shop, sku=None, pieces=1, address=True):
        number, token = shop.customers(1)[0]
        if address:
            shop.give_address([number])
        if sku:
            shop.fill_carts([number], shop.variant(sku), pieces)
        visitor = Visitor(shop, token)
        visitor.customer = number
        return visitor

    return make


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("TOKOKU_JOURNEYS_CHROMIUM", "/usr/bin/chromium"),
            args=["--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"])
        yield browser
        browser.close()


@pytest.fixture
def window(chromium, request):
    """Opens a browser window with cookies of its own, or a visitor's: `window(width=360)`. Complaints on the console
    fail the test; one that asks for a refusal clears `page.complaints`, since the browser remarks upon each."""
    contexts, complaints = [], []

    def open_window(width=360, javascript=True, visitor=None):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript, locale="id-ID",
            timezone_id="Asia/Jakarta", device_scale_factor=1)
        context.set_default_timeout(20_000)
        contexts.append(context)
        if visitor:
            context.add_cookies([
                {"name": name, "value": value, "url": visitor.shop.origin} for name, value in visitor.cookies.items()])
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(
            f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.complaints = complaints
        return page

    yield open_window
    if getattr(request.node, "failed", False):
        for number, context in enumerate(contexts):
            for page in context.pages:
                name = re.sub(r"[^A-Za-z0-9]+", "-", request.node.name)
                page.screenshot(path=ARTEFACTS / f"failed-{name}-{number}.png", full_page=True)
    for context in contexts:
        context.close()
    assert complaints == [], "the browser's console complains"


TABLES = []


@pytest.fixture
def outcomes():
    """`outcomes(title, head, rows)` prints a table at the end of the run, and keeps it with the artefacts."""
    return lambda title, head, rows: TABLES.append((title, head, rows))


def pytest_terminal_summary(terminalreporter):
    for title, head, rows in TABLES:
        widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
        lines = ["  ".join(word.ljust(width) for word, width in zip(row, widths)).rstrip() for row in [head, *rows]]
        terminalreporter.section(title)
        terminalreporter.write("\n".join(lines) + "\n")
        with open(ARTEFACTS / "outcomes.txt", "a") as file:
            file.write(f"{title}\n" + "\n".join(lines) + "\n\n")


@pytest.fixture
def album():
    """`album("batik-360")` keeps screenshots in that folder of the artefacts."""
    return lambda name: Album(ARTEFACTS / "screens" / name)
