"""The ticket that a scanned code is exchanged for, the mark of a browser, and the shape of what is keyed in."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import BooleanField, FieldList, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from cxtrain.clock import now
from cxtrain.training.classes.attendance.keyed import MOST_ROWS, Row
from cxtrain.training.classes.attendance.wording import STATE_NAMES
from cxtrain.web.forms import PageForm, TableForm

LASTS = 300  # seconds of a ticket: slow people sign in meanwhile, and a link that is passed on grows old
MARK_LASTS = 12 * 3600  # seconds of the browser's mark: a day of class, and no longer
BLANK_ROWS = 5


@dataclass(frozen=True)
class Ticket:
    """What a fresh code was exchanged for: good for one session, one browser, one person, once."""

    session_id: int
    nonce: str  # 32 hex digits; kept with the attendance, so that no second person uses it
    browser: str  # digest of the browser's mark at this session
    account_id: int  # of whoever scanned, 0 where nobody was signed in
    issued: int  # seconds since 1970

    def signed(self) -> str:
        """Return it as text for an address."""
        return str(_serializer().dumps([self.session_id, self.nonce, self.browser, self.account_id, self.issued]))


def _serializer() -> URLSafeSerializer:
    keys = [*(current_app.config.get("SECRET_KEY_FALLBACKS") or ()), current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt="attendance ticket")


def new_ticket(session_id: int, mark: str, account_id: int) -> Ticket:
    """Return the ticket of a code that was fresh when this browser scanned it."""
    return Ticket(session_id, secrets.token_hex(16), browser_digest(mark, session_id), account_id, int(now().timestamp()))


def read_ticket(text: str) -> Ticket | None:
    """Return the ticket that stands in an address, None where it is none of ours or has grown old."""
    try:
        ticket = Ticket(*_serializer().loads(text))
    except (BadSignature, ValueError, TypeError):
        return None
    return ticket if -5 <= now().timestamp() - ticket.issued <= LASTS else None  # servers' clocks differ a little


def _cookie() -> str:
    return "__Host-cx-phone" if current_app.config["CX"].tls else "cx-phone"


def browser_mark() -> str:
    """Return the mark of the browser that asks, "" where it has none."""
    mark = request.cookies.get(_cookie(), "")
    return mark if re.fullmatch(r"[0-9a-f]{32}", mark) else ""


def new_mark() -> str:
    """Return a mark for a browser that has none."""
    return secrets.token_hex(16)


def give_mark(answer: Response, mark: str) -> None:
    """Have the browser keep its mark for the day."""
    answer.set_cookie(_cookie(), mark, max_age=MARK_LASTS, secure=current_app.config["CX"].tls, httponly=True, samesite="Lax")


def browser_digest(mark: str, session_id: int) -> str:
    """Return what is kept of a mark: another digest at each session, so that nobody is followed from one to the next."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"phone {session_id} {mark}".encode(), hashlib.sha256).hexdigest()


class SignInForm(PageForm):
    """One button: I am here."""


class AddForm(PageForm):
    """Somebody who is here and not on the roster."""

    number = StringField(_l("Staff number"), validators=[InputRequired(_l("Write the staff number.")), Length(max=40)],
                         render_kw={"autocomplete": "off"})


class RowForm(Form):
    """How somebody was there, by staff number."""

    number = StringField(_l("Staff number"), validators=[Length(max=40)], render_kw={"autocomplete": "off"})
    word = SelectField(_l("How it was"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field its states."""
        super().__init__(*args, **kwargs)
        self.word.choices = [(state, _(name)) for state, name in STATE_NAMES.items()]


class PaperForm(TableForm):
    """What stands on a signed sheet of paper."""

    rows = FieldList(FormField(RowForm), max_entries=MOST_ROWS)
    pasted = TextAreaField(_l("Paste from a spreadsheet, or type one staff number in each line"), render_kw={"rows": 6},
                           validators=[Length(max=30_000)], description=_l(
        "Who signed is present. A word in the row says else: late, left early, leave, absent (迟到 早退 请假 缺勤)."))
    others = BooleanField(_l("Whoever is not named here and not marked yet was absent"))

    def typed(self) -> list[Row]:
        """Return the rows in which a number stands."""
        rows = [Row((entry.form.number.data or "").strip(), entry.form.word.data or "") for entry in self.rows]
        return [row for row in rows if row.number]
