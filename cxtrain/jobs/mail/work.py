"""Emptying the outbox: each mail is taken in one transaction, sent outside of any, and noted in another.

A worker that dies in between leaves a mail that was sent and is sent again when its lease has run out, under the same
id: at least once, and but for that exactly once.
"""

import contextlib
import logging
import smtplib
from collections.abc import Callable

from cxtrain.clock import now
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.jobs.mail import operations, smtp
from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.web.transactions import reading

log = logging.getLogger("cxtrain.mail")
MOST = 20  # in one go, so that other jobs get their turn


class Unreachable(Exception):
    """The server as a whole cannot be used now; which mail was tried does not matter."""


def send_waiting(settings: Settings) -> int:
    """Send what waits, over one connection; return how many the server took. Nothing where no server is set."""
    if not settings.mail_host or not _anything_due():
        return 0
    sent = 0
    with contextlib.ExitStack() as stack:
        server: smtplib.SMTP | None = None
        for _ in range(MOST):
            mail = _wanted()
            if mail is None:
                break
            try:
                server = server or _open(settings, stack)
                sent += _send(server, mail, settings.mail_from)
            except Unreachable as why:
                _put_off(mail, str(why))
                break
    return sent


def _anything_due() -> bool:
    with reading():
        found = operations.anything_due(now())
        db.session.remove()
    return found


def _wanted() -> OutgoingMail | None:
    """Take the next mail that is still wanted; the others are given up."""
    while True:
        try:
            mail = operations.claim(now())
            check = operations.STILL_WANTED.get(mail.kind) if mail else None
            wanted = check is None or mail is None or check(mail.key)
            if mail is not None and not wanted:
                operations.note_failed(mail.id, "no longer needed", for_good=True)
            db.session.commit()
            if wanted:
                return mail
        finally:
            db.session.remove()


def _open(settings: Settings, stack: contextlib.ExitStack) -> smtplib.SMTP:
    try:
        server = smtp.connect(settings)
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(_told(error)) from error
    stack.callback(_close, server)
    return server


def _close(server: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _send(server: smtplib.SMTP, mail: OutgoingMail, sender: str) -> bool:
    """Send one mail and note it; False where the server refused this one."""
    try:
        server.send_message(smtp.message(mail, sender))
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as error:
        _note_refused(mail, error)
        return False
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(_told(error)) from error
    _noted(lambda: operations.note_sent(mail.id))
    return True


def _note_refused(mail: OutgoingMail, error: Exception) -> None:
    for_good = isinstance(error, ValueError) or smtp.is_for_good(error)
    _noted(lambda: operations.note_failed(mail.id, _told(error), for_good=for_good))


def _put_off(mail: OutgoingMail, why: str) -> None:
    log.warning("mail %s: %s", mail.id, why)
    _noted(lambda: operations.note_failed(mail.id, why))
    _noted(operations.pause_all)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _noted(change: Callable[[], None]) -> None:
    try:
        change()
        db.session.commit()
    finally:
        db.session.remove()
