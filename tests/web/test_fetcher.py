import base64
import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import weasyprint
from PIL import Image

from cxtrain.web.fetcher import PaperFetcher, asset

SECRET = "the-secret-of-the-house-4711"


@pytest.fixture
def listener():
    """A server on loopback that notes every request."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.seen = seen
    yield server
    server.shutdown()
    server.server_close()


PAYLOADS = [
    '<img alt="" src="{url}">',
    '<link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<base href="{url}"><img alt="" src="x.png">',
    '<svg><image href="{url}" width="9" height="9"/></svg>',
    '<svg><use href="{url}#a"/></svg>',
    '<style>@import url({url});</style>',
    '<style>body {{ background: url({url}) }}</style>',
    '<style>p::before {{ content: url({url}) }}</style>',
    '<style>@font-face {{ font-family: F; src: url({url}) }} p {{ font-family: F }}</style>',
    '<ul style="list-style-image: url({url})"><li>x</ul>',
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_reaches_the_network_or_a_file(payload, listener, tmp_path):
    # Facts 6 of the risks: with WeasyPrint's own fetcher most of these fetch, and attachments leak files.
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    for url in (f"http://127.0.0.1:{listener.server_port}/x", secret.as_uri(), "ftp://127.0.0.1/x"):
        html = f"<p>x</p>{payload.format(url=url)}"
        fetcher = PaperFetcher()
        body = weasyprint.HTML(string=html, base_url="asset:", url_fetcher=fetcher).write_pdf(uncompressed_pdf=True)
        assert SECRET.encode() not in body and b"/EmbeddedFile" not in body
    assert listener.seen == []


def test_a_style_sheet_of_ours_may_not_import_either(listener):
    sheet = f"@import url(http://127.0.0.1:{listener.server_port}/x); p {{ color: red }}"
    weasyprint.CSS(string=sheet, url_fetcher=PaperFetcher())
    assert listener.seen == []


def test_a_named_asset_of_ours_is_found():
    body, kind = asset("base.css")
    assert kind == "text/css" and b":root" in body


@pytest.mark.parametrize("name", ["../cxtrain/config.py", "/etc/hostname", "missing.png", "..", ""])
def test_an_asset_is_a_picture_or_sheet_below_static_only(name):
    with pytest.raises(ValueError, match="no such asset"):
        asset(name)


def test_a_small_picture_carried_along_is_allowed_and_a_page_is_not():
    picture = io.BytesIO()
    Image.new("RGB", (1, 1)).save(picture, "PNG")
    dot = "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()
    assert PaperFetcher().fetch(dot).read()[:4] == b"\x89PNG"
    for url in ("data:text/html,<script>", "data:image/svg+xml,<svg/>", f"{dot[:22]}{'A' * 2_000_000}"):
        with pytest.raises(ValueError, match="may not fetch"):
            PaperFetcher().fetch(url)
