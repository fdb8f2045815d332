"""Style sheets, scripts and icons, read and compressed once, under names that change with their content."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from markupsafe import Markup

from cxtrain.paths import resource_dir


class Cookieless(Blueprint):
    """A blueprint whose pages know nothing of sessions and set no cookie."""


bp = Cookieless("assets", __name__)
BOOTSTRAP = "bootstrap.css"


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    body: bytes
    packed: bytes  # gzip
    media_type: str
    digest: str  # first 12 hex digits of SHA-256


def bootstrap_file(name: str) -> Path:
    """Return the path of a file that Bootstrap-Flask installs, such as css/bootstrap.min.css."""
    return Path(str(files("flask_bootstrap"))) / "static" / "bootstrap5" / name


def _load(name: str) -> Asset | None:
    root = resource_dir("static").resolve()
    path = bootstrap_file("css/bootstrap.min.css") if name == BOOTSTRAP else (root / name).resolve()
    if name != BOOTSTRAP and (root not in path.parents or not path.is_file()):
        return None
    body = path.read_bytes()
    if name == BOOTSTRAP:
        body = re.sub(rb"/\*# sourceMappingURL=.*?\*/", b"", body)
    kind = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(body, gzip.compress(body, 9, mtime=0), kind, hashlib.sha256(body).hexdigest()[:12])


_cached = lru_cache(maxsize=500)(_load)


def find(name: str) -> Asset | None:
    """Return the asset called `name` (path below static/), or None; read anew each time while debugging."""
    return _load(name) if current_app.debug else _cached(name)


@lru_cache(maxsize=500)
def _address(name: str) -> str:
    found = _cached(name)
    return url_for("assets.asset", digest=found.digest if found else "none", name=name)


def address(name: str) -> str:
    """Return the address of an asset, which may be cached for ever because a change gives another one."""
    return _address(name)


@bp.route("/assets/<digest>/<path:name>")
def asset(digest: str, name: str) -> Response:
    """Send a style sheet, script or picture."""
    found = find(name)
    if found is None:
        abort(404)
    fresh = digest == found.digest and not current_app.debug
    return sent(found, "public, max-age=31536000, immutable" if fresh else "no-cache")


asset.public = True  # type: ignore[attr-defined]


def is_cookieless() -> bool:
    """Whether the page asked for belongs to a blueprint that knows nothing of sessions."""
    return isinstance(current_app.blueprints.get(request.blueprint or ""), Cookieless)


class Sessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie, of which assets and the pages for customers know nothing.

    Else assets would vary by cookie, and a phone would load all of them again once somebody has signed in.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie, and say that the answer depends on it, unless the page is a cookieless one."""
        if not is_cookieless():
            super().save_session(app, session, response)


def sent(found: Asset, kept: str) -> Response:
    """Return the answer that sends an asset; `kept` is its Cache-Control."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "") and len(found.packed) < len(found.body)
    answer = Response(found.packed if packed else found.body, mimetype=found.media_type)
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = kept
    return answer


@lru_cache(maxsize=1)
def _sprite() -> str:
    return bootstrap_file("icons/bootstrap-icons.svg").read_text()


@lru_cache(maxsize=200)
def icon(name: str) -> Markup:
    """Return a Bootstrap icon as inline SVG, hidden from screen readers, cut from the installed sprite.

    Raises:
        KeyError: the sprite has no such icon.
    """
    found = re.search(rf'<symbol[^>]*viewBox="([^"]+)"[^>]*id="{re.escape(name)}"[^>]*>(.*?)</symbol>', _sprite(), re.S)
    if not found:
        raise KeyError(f"no icon named {name!r}")
    return Markup('<svg class="icon" viewBox="{}" width="16" height="16" fill="currentColor" aria-hidden="true" '
                  'focusable="false">{}</svg>').format(Markup(found[1]), Markup(found[2].strip()))
