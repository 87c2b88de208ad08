"""Rupiah as people read it."""

import re


def rupiah(text):
    """`Rp1.285.000` -> 1285000; the first amount of a text."""
    found = re.search(r"Rp\s?([\d.]+)", text)
    if not found:
        raise AssertionError(f"no amount in {text!r}")
    return int(found.group(1).replace(".", ""))
