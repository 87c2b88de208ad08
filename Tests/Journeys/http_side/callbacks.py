"""TriPay's callbacks, honest and forged."""

import hashlib
import hmac
import json


def letter(bill, status="PAID", **changes):
    """The body of a callback for a bill as the sandbox shows it; changes of None leave a field out."""
    fields = {
        "reference": bill["reference"], "merchant_ref": bill["merchant_ref"], "payment_method": bill["payment_name"],
        "payment_method_code": bill["payment_method"], "total_amount": bill["amount"],
        "fee_merchant": bill["fee_merchant"], "fee_customer": bill["fee_customer"], "total_fee": bill["total_fee"],
        "amount_received": bill["amount_received"], "is_closed_payment": 1, "status": status,
        "paid_at": 1_770_000_000 if status == "PAID" else None, "note": None,
    }
    fields.update(changes)
    return json.dumps(fields).encode()


def sign(body, key):
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def deliver(visitor, body, key, event="payment_status", signature=None):
    """Posts a body signed with a key; `signature` replaces the honest one, and "" leaves it out."""
    headers = {"Content-Type": "application/json"}
    if event:
        headers["X-Callback-Event"] = event
    signature = sign(body, key) if signature is None else signature
    if signature:
        headers["X-Callback-Signature"] = signature
    return visitor.send("POST", "/webhook/tripay", body, headers)
