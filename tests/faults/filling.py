"""Every form of every page, filled in as somebody might who has no time: words where words go, the first of each choice."""

from urllib.parse import urljoin

from lxml import html

from tests.access.forms import LEFT_ALONE
from tests.faults.acts import Act

WORDS = "Words typed at once"
BY_TYPE = {"date": "2027-01-04", "time": "09:30", "month": "2027-01", "number": "3", "email": "a@example.cn", "tel": "13800001111",
           "url": "https://example.cn", "datetime-local": "2027-01-04T09:30"}


def acts_of(answer, path):
    """Yield (act, (address, fields)) for each button of each form of a page that writes."""
    if answer.mimetype != "text/html":
        return
    for form in html.fromstring(answer.text).forms:
        address = urljoin(path, form.action or path)
        if form.method != "POST" or address.endswith(LEFT_ALONE):
            continue
        fields, typed = dict(form.form_values()), {}
        for field in form.xpath(".//input | .//textarea"):
            kind = field.get("type", "text")
            if field.get("name") and not field.get("hidden") and not fields.get(field.get("name")) and kind in {"text", *BY_TYPE}:
                typed[field.get("name")] = BY_TYPE.get(kind, WORDS)
            if kind == "radio" and field.get("name") not in fields:
                typed.setdefault(field.get("name"), field.get("value"))
        buttons = {(each.get("name"), each.get("value", "")) for each in form.iter("button")} or {(None, "")}
        for name, value in sorted(buttons, key=lambda button: (button[0] or "", button[1])):  # the plain one first
            pressed = {name: value} if name else {}
            yield Act(f"{address} {value}".strip(), "", path, None, typed), (address, {**fields, **typed, **pressed})
