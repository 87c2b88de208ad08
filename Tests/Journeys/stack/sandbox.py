"""The sandbox's test interface."""

import json
import urllib.error
import urllib.request
from urllib.parse import urlencode


class Sandbox:
    def __init__(self, port):
        self.origin = f"http://127.0.0.1:{port}"

    def answers(self):
        try:
            with urllib.request.urlopen(self.origin + "/", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def misbehave(self, provider, endpoint, mode, **more):
        """Until `behave`, or for `times=` calls."""
        return self._call("POST", "/_sandbox/misbehave", {
            "provider": provider, "endpoint": endpoint, "mode": mode, **more})

    def behave(self):
        self._call("DELETE", "/_sandbox/misbehave")

    def bills(self, merchant_ref):
        return self._call("GET", f"/_sandbox/transactions?merchant_ref={merchant_ref}")["transactions"]

    def all_bills(self, status=None):
        return self._call("GET", "/_sandbox/transactions" + (f"?status={status}" if status else ""))["transactions"]

    def bill(self, reference):
        return self._call("GET", f"/_sandbox/transactions/{reference}")

    def settle(self, reference, deed, wait=True):
        """`pay`, `expire`, `fail`, `refund` or `resend`; with `wait` the shop has been told when this returns."""
        return self._call("POST", f"/_sandbox/transactions/{reference}/{deed}", {"wait": wait})

    def mails(self, **filters):
        """The letters that arrived, newest first: `to=`, or `shop=` for those of a sender's name."""
        return self._call("GET", f"/_sandbox/mails?{urlencode(filters)}")["mails"]

    def notices(self, **filters):
        """The WhatsApp messages that arrived: `shop=`, `template=`, `to=`."""
        return self._call("GET", f"/_sandbox/whatsapp-messages?{urlencode(filters)}")["messages"]

    def register_outside(self, shop, keys):
        """Makes Gmail and WhatsApp know a shop's account too."""
        self._call("POST", "/_sandbox/mailboxes", {
            "refreshToken": keys["GMAIL_REFRESH_TOKEN"], "clientID": keys["GOOGLE_CLIENT_ID"],
            "address": keys["GMAIL_ADDRESS"]})
        self._call("POST", "/_sandbox/whatsapp-accounts", {
            "name": shop.slug, "accessToken": keys["WHATSAPP_ACCESS_TOKEN"],
            "phoneNumberID": keys["WHATSAPP_PHONE_NUMBER_ID"], "wabaID": keys["WHATSAPP_WABA_ID"],
            "appSecret": keys["WHATSAPP_APP_SECRET"], "verifyToken": keys["WHATSAPP_VERIFY_TOKEN"],
            "webhookURL": f"{shop.origin}/webhook/whatsapp"})

    def register(self, shop):
        """Makes the providers know a shop of ours."""
        self._call("POST", "/_sandbox/merchants", {
            "apiKey": shop.api_key, "privateKey": shop.private_key, "merchantCode": shop.merchant_code,
            "name": shop.name, "komerceKey": f"{shop.slug}-komerce"})
        self._call("POST", "/_sandbox/google-clients", {
            "clientID": f"{shop.slug}.apps.googleusercontent.com", "clientSecret": f"{shop.slug}-google",
            "redirectURIs": [f"{shop.origin}/auth/google/callback"]})

    def _call(self, method, path, body=None):
        request = urllib.request.Request(
            self.origin + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"sandbox {method} {path}: {error.code} {error.read().decode()}") from error
