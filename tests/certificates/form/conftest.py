"""Pictures as people send them, and a form filled as its page would."""

import io
import re
from html import unescape

import pytest
from PIL import Image, ImageDraw

HOUSE, HR = "/certificates/forms/house", "he"


def drawn(kind="PNG", size=(300, 120), mode="RGBA", **how):
    """Return a picture of a line, as bytes."""
    picture = Image.new(mode, size, (255, 255, 255, 0) if mode == "RGBA" else "white")
    ImageDraw.Draw(picture).line((10, 10, size[0] - 10, size[1] - 10), fill="black", width=6)
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def fields_of(text):
    """Return what the form of the page `text` would send as it stands."""
    form = re.search(r'<form[^>]*id="sheet".*?</form>', text, re.S)[0]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag)[1], re.search(r'value="([^"]*)"', tag)
        if not re.search(r'type="(radio|checkbox)"', tag) or " checked" in tag:
            fields[name] = unescape(value[1]) if value else ""
    for name, body in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        fields[name] = unescape(body).strip()
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', body)
        fields[name] = chosen[1] if chosen else ""
    return fields


class Writer:
    """Somebody who writes forms in a browser."""

    def __init__(self, browser):
        self.browser = browser

    def fields(self, url=HOUSE):
        """Return what the page's form holds."""
        return fields_of(self.browser.get(url).text)

    def send(self, url=HOUSE, do="save", seen=None, **changed):
        """Fill the page's form with what is `changed` and send it."""
        return self.browser._open("POST", url, data={**(seen or self.fields(url)), **changed, "do": do})


@pytest.fixture
def writer(office, browser, cast):
    """HR at the desk, with a published course."""
    return Writer(browser.login(cast.he))
