"""An answer of a shop, and the forms on it."""

import json
from urllib.parse import urlencode, urljoin, urlsplit

from lxml import html


class Page:
    def __init__(self, path, status, headers, body):
        self.path = path
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8", errors="replace")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def location(self):
        return self.headers.get("location")

    @property
    def tree(self):
        return html.fromstring(self.body.decode("utf-8"))

    def words(self, selector):
        """The text of every element with this CSS class or tag, as `//` XPath."""
        return [" ".join(found.text_content().split()) for found in self.tree.xpath(selector)]

    @property
    def errors(self):
        """What stands at the fields and on top of a form."""
        return self.words("//*[contains(concat(' ', @class, ' '), ' field-error ') and not(@hidden)]"
                          "|//section[contains(@class, 'errors')]//li|//p[contains(@class, 'message-bad')]")

    def form(self, action):
        """The first form that posts to this path."""
        for form in self.tree.forms:
            if urlsplit(urljoin("http://shop" + self.path, form.get("action") or "")).path == action:
                return Form(form, action)
        raise AssertionError(f"no form for {action} on {self.path} ({self.status}):\n{self.text[:2000]}")

    def has_form(self, action):
        return any(urlsplit(form.get("action") or "").path == action for form in self.tree.forms)


class Form:
    """A form filled as the page has it; `set` types into it. A field that is not there is an error."""

    def __init__(self, element, action):
        self._element = element
        self.action = action
        self.values = [(name, value) for name, value in element.form_values()]

    def options(self, name):
        """The values that radios or a select of this name offer, those closed and empty left out."""
        found = self._element.xpath(
            ".//input[@name=$name and @type='radio' and not(@disabled)]/@value|.//select[@name=$name]/option/@value",
            name=name)
        outside = self._element.getroottree().xpath(
            "//input[@form=$form and @name=$name]/@value", form=self._element.get("id", "-"), name=name)
        return [value for value in found + outside if value]

    def names(self):
        return {name for name, _ in self.values} | set(self._element.xpath(".//*[@name]/@name"))

    def get(self, name):
        return dict(self.values).get(name)

    def set(self, **fields):
        for name, value in fields.items():
            if name not in self.names():
                raise AssertionError(f"the form for {self.action} has no field {name}; it has {sorted(self.names())}")
            self.put(name, value)
        return self

    def put(self, name, value):
        """Sends a field whether the page has it or not, as a forger would."""
        self.values = [(other, old) for other, old in self.values if other != name] + [(name, str(value))]
        return self

    @property
    def body(self):
        return urlencode(self.values).encode()
