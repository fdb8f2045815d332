"""The signed pass of a telephone in a huddle: it stands in for a cookie and for a token against foreign forms."""

import datetime as dt
import uuid
from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from cxtrain.clock import now

LASTS = dt.timedelta(hours=4)  # longer than a huddle is open


@dataclass(frozen=True)
class Pass:
    """Which huddle (0: the page that asks for the code), which telephone, and in which hour it was given out."""

    huddle_id: int
    phone: str
    hour: int  # since 1970

    def signed(self) -> str:
        """Return it as text for an address or a field."""
        return str(_serializer().dumps([self.huddle_id, self.phone, self.hour]))

    def in_(self, huddle_id: int) -> "Pass":
        """Return the pass of the same telephone for a huddle."""
        return Pass(huddle_id, self.phone, self.hour)


def new_pass() -> Pass:
    """Return the pass of a telephone that has joined nothing yet."""
    return Pass(0, uuid.uuid4().hex, _hour())


def _hour() -> int:
    return int(now().timestamp()) // 3600


def _serializer() -> URLSafeSerializer:
    keys = [*(current_app.config.get("SECRET_KEY_FALLBACKS") or ()), current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt="huddle phone")


def read_pass(text: str) -> Pass | None:
    """Return the pass that a text holds; None where it is forged or too old."""
    try:
        found = Pass(*_serializer().loads(text))
    except (BadSignature, ValueError, TypeError):
        return None
    return found if 0 <= _hour() - found.hour <= LASTS.total_seconds() // 3600 else None
