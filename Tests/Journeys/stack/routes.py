"""Which routes the server has, read from its source, so that a new one cannot be forgotten by a test."""

import re

from stack.installation import REPOSITORY

SOURCES = {
    "Sources/Storefront/Storefront.swift": "",
    "Sources/Webhooks/TriPayWebhook.swift": "webhook",
}

# Every folder of the owner's pages adds routes of its own.
SOURCES |= {str(path.relative_to(REPOSITORY)): "admin" for path in (REPOSITORY / "Sources/Admin").rglob("*.swift")}

CALL = re.compile(r'\b(?:group|inside|shops|routes|router)\.(get|post|put|patch|delete)\(\s*"([^"]*)"')


def all_routes():
    """`("GET", "/pesanan/:code")` of shops, owners and providers."""
    found = set()
    for source, prefix in SOURCES.items():
        for method, path in CALL.findall((REPOSITORY / source).read_text()):
            whole = "/".join(part for part in (prefix, path.strip("/")) if part)
            found.add((method.upper(), "/" + whole))
    return found
