"""The outbox: putting mails in, taking them under a lease, noting how it went; callers commit."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from flask import current_app
from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.jobs.mail.quiet import allowed_from
from cxtrain.jobs.operations import daily

CHUNK = 500
PAUSE = dt.timedelta(minutes=5)  # after the first failure, and for all where the server cannot be reached
LONGEST_PAUSE = dt.timedelta(hours=6)
GIVEN_UP_AFTER = dt.timedelta(days=3)  # an older reminder reminds of nothing
KEPT = dt.timedelta(days=30)
WAITING = (OutgoingMail.sent_at.is_(None), OutgoingMail.given_up_at.is_(None))
STILL_WANTED: dict[str, Callable[[str], bool]] = {}
"""By kind: whether the mail of a key is still to be sent, asked right before."""


@dataclass(frozen=True)
class Letter:
    """A mail to be sent. The same key is the same mail."""

    kind: str
    key: str
    to: str
    subject: str
    body: str
    zone: str  # whose quiet hours count


def switched_on() -> bool:
    """Whether a mail server is set."""
    return bool(current_app.config["CX"].mail_host)


def post(letters: Sequence[Letter]) -> None:
    """Put letters into the outbox, each at once or at the end of the quiet hours; one whose key is known is left out."""
    moment = now()
    add = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    rows = [{**asdict(each), "subject": " ".join(each.subject.split())[:200], "tries": 0, "last_error": "",
             "made_at": moment, "next_try_at": allowed_from(moment, each.zone)} for each in letters]
    for start in range(0, len(rows), CHUNK):
        db.session.execute(add(OutgoingMail).on_conflict_do_nothing(index_elements=["key"]), rows[start : start + CHUNK])


def anything_due(moment: dt.datetime) -> bool:
    """Whether a mail waits whose time has come."""
    return bool(db.session.scalar(select(exists().where(*WAITING, OutgoingMail.next_try_at <= moment))))


def claim(moment: dt.datetime) -> OutgoingMail | None:
    """Take the oldest mail whose time has come; until it is tried again nobody else gets it. None where there is none."""
    query = select(OutgoingMail).where(*WAITING, OutgoingMail.next_try_at <= moment).order_by(OutgoingMail.id).limit(1)
    while (mail := db.session.scalar(query.with_for_update(skip_locked=True))) is not None:
        allowed = allowed_from(moment, mail.zone)
        if moment - mail.made_at > GIVEN_UP_AFTER:
            mail.given_up_at = moment
        elif allowed > moment:
            mail.next_try_at = allowed
        else:
            mail.tries += 1
            mail.next_try_at = moment + min(PAUSE * 2 ** (mail.tries - 1), LONGEST_PAUSE)
            db.session.flush()
            return mail
        db.session.flush()
    return None


def note_sent(mail_id: int) -> None:
    """Note that the server took it."""
    db.session.execute(update(OutgoingMail).where(OutgoingMail.id == mail_id).values(sent_at=now(), last_error=""))


def note_failed(mail_id: int, error: str, *, for_good: bool = False) -> None:
    """Note why it was not sent; `for_good`: it is not tried again."""
    ended = {"given_up_at": now()} if for_good else {}
    db.session.execute(update(OutgoingMail).where(OutgoingMail.id == mail_id).values(last_error=error[:300], **ended))


def pause_all() -> None:
    """Let everything wait a while: the server cannot be reached, and each try would cost the worker its time limit."""
    until = now() + PAUSE
    db.session.execute(update(OutgoingMail).where(*WAITING, OutgoingMail.next_try_at < until).values(next_try_at=until))


@daily("forget sent mail")
def forget_old(_day: dt.date) -> None:
    """Delete what is older than a month: it names people, and its key is not needed any more."""
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.made_at < now() - KEPT))
