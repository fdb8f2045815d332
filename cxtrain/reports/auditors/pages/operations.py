"""Letting somebody in by a link: the limits, the note in the ledger, the line that marks each copy; callers commit."""

import datetime as dt
import io
import zipfile
from zoneinfo import ZoneInfo

from cxtrain.extensions import db
from cxtrain.reports.auditors.models import AuditorLink
from cxtrain.reports.auditors.operations import note_opening
from cxtrain.reports.auditors.queries import class_of, open_link, person_of
from cxtrain.web.limits import hit

TRIES, WINDOW = 120, dt.timedelta(minutes=1)  # from one address; a token has 128 bits, the limit keeps machines from knocking
USES, USE_WINDOW = 1000, dt.timedelta(hours=1)  # by one link
BUSY = "busy"


def enter(token: str, sender: str, what: str, key: int = 0, *, file: str = "") -> AuditorLink | str | None:
    """Return the link if it is open and shows this, and note the opening; BUSY beyond the limits; None otherwise.

    Args:
        token: of the address.
        sender: where the request comes from.
        what: link, class or person.
        key: of the class or the person.
        file: the name of the document that is taken, empty for a page.
    """
    if not hit(f"audit@{sender}", TRIES, WINDOW):
        return BUSY
    link = open_link(token)
    if link is None or not _shows(link, what, key):
        return None
    if not hit(f"audit#{link.id}", USES, USE_WINDOW):
        return BUSY
    note_opening(link, what, key, file=file)
    db.session.flush()
    return link


def _shows(link: AuditorLink, what: str, key: int) -> bool:
    if what == "class":
        return class_of(link, key) is not None
    return what == "link" or person_of(link, key) is not None


def last_day(link: AuditorLink) -> str:
    """Return until when the link is good, by the clock of its unit."""
    return f"{link.ends_at.astimezone(ZoneInfo(link.unit.zone)):%Y-%m-%d %H:%M}"


def copy_for(link: AuditorLink) -> dict[str, str]:
    """Return the line that stands on every page and paper of a link: who has it, for what, until when."""
    until = last_day(link)
    return {"zh": f"审核用副本：供{link.recipient}用于{link.purpose}，有效至 {until}，链接 {link.id}",
            "en": f"Auditor's copy for {link.recipient}: {link.purpose}. Good until {until}, link {link.id}"}


def marked(archive: bytes, link: AuditorLink) -> bytes:
    """Return the file of a class with a note in it that says whose copy it is."""
    whole = io.BytesIO(archive)
    note = zipfile.ZipInfo("00 审核用副本 Auditor's copy.txt", (2026, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(note, "\r\n".join(copy_for(link).values()).encode("utf-8-sig"))
    return whole.getvalue()
