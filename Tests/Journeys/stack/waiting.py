"""Waiting for a condition, never for a time."""

import time


def wait_for(condition, what, seconds=30.0):
    """Calls `condition` until it returns something true, which is returned; fails saying `what` was waited for."""
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.05)
