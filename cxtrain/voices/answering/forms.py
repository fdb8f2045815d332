"""The signed pass of a page that customers answer, which stands in for a cookie and a CSRF token; and what a bot does."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import current_app
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeSerializer

from cxtrain.clock import now

LASTS = dt.timedelta(days=3)  # an answer kept on a telephone without a network is still taken then
LEAST = dt.timedelta(seconds=2)  # nobody reads and answers faster
HONEY = "homepage"  # a field that nobody sees; whoever fills it in is no person
FORGED = _l("This page could not be recognised. Your answers are still here: please send them once more.")
OLD = _l("This page was open for long. Your answers are still here: please send them once more.")
QUICK = _l("That was very quick. Please look at your answers and send them once more.")
FILLED = _l("Something filled in a field that nobody sees. It is empty again: please send your answers once more.")


@dataclass(frozen=True)
class Pass:
    """Which page was given out, and when: a place (0: the page of receipts), a link (0: none), and the answer's key."""

    place_id: int
    link_id: int
    key: str
    issued: dt.datetime

    def signed(self) -> str:
        """Return it as text for the page."""
        return str(_serializer().dumps([self.place_id, self.link_id, self.key, int(self.issued.timestamp() * 10)]))


def new_pass(place_id: int = 0, link_id: int | None = None) -> Pass:
    """Return the pass of a page that is given out now."""
    return Pass(place_id, link_id or 0, uuid.uuid4().hex, now())


def _serializer() -> URLSafeSerializer:
    keys = [*(current_app.config.get("SECRET_KEY_FALLBACKS") or ()), current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt="survey page")


def checked_pass(form: Mapping[str, str]) -> tuple[Pass, str]:
    """Return the pass that was posted, and a sentence where it is not enough, else "".

    One that is forged gives a new pass of no place. One that is good but old or too young keeps its key, so that an
    answer which came already is not taken twice. The page that comes back may be sent at once: its reader knows it.
    """
    read = now() - LEAST
    try:
        place_id, link_id, key, tenths = _serializer().loads(form.get("pass", ""))
    except (BadSignature, ValueError, TypeError):
        return replace(new_pass(), issued=read), str(FORGED)
    found = Pass(place_id, link_id, key, dt.datetime.fromtimestamp(tenths / 10, dt.UTC))
    if form.get(HONEY):
        return found, str(FILLED)
    age = now() - found.issued
    return (replace(found, issued=read), str(OLD)) if age > LASTS else (found, str(QUICK) if age < LEAST else "")
