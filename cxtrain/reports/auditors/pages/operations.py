"""Letting somebody in by a link: the limits, the note in the ledger, the line that marks each copy; callers commit."""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from cxtrain.certificates.print_runs.bundle import zipped
from cxtrain.extensions import db
from cxtrain.files.operations import read
from cxtrain.reports.auditors.models import AuditorLink
from cxtrain.reports.auditors.operations import note_opening
from cxtrain.reports.auditors.queries import archive_of, class_of, open_link, person_of, shown_people
from cxtrain.reports.class_archives.contents import INDEX, of_whole_records
from cxtrain.reports.class_archives.operations import with_index
from cxtrain.training.classes.models import TrainingClass
from cxtrain.training.classes.papers.documents import LOCALES
from cxtrain.training.classes.papers.queries import paper_of
from cxtrain.web import pdf
from cxtrain.web.limits import hit
from cxtrain.web.overlays import with_strip

TRIES, WINDOW = 120, dt.timedelta(minutes=1)  # from one address; a token has 128 bits, the limit keeps machines from knocking
USES, USE_WINDOW = 1000, dt.timedelta(hours=1)  # by one link
BUSY = "busy"
NOTE = "00 审核用副本 Auditor's copy.txt"


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


@dataclass(frozen=True)
class ClassCopy:
    """The file of a class as a link shows it."""

    digest: str  # of the file as it was made
    language: str
    heading: dict[str, Any]  # of its index
    copy_for: dict[str, str]
    records_too: bool  # the link shows the training files of all who are on the roster

    def zip(self) -> bytes:
        """Return it: each PDF says whose copy it is, and forms of exams and of assessors are in it with records only.

        Raises:
            As `pdf.render`.
        """
        strip = pdf.render("web/strip.pdf.html", locale=LOCALES[self.language], tagged=False, line=self.copy_for)
        with zipfile.ZipFile(io.BytesIO(read(self.digest))) as made:
            files = [(name, made.read(name)) for name in made.namelist()
                     if name != INDEX and (self.records_too or not of_whole_records(name))]
        marked = [(name, with_strip(body, strip) if name.endswith(".pdf") else body) for name, body in files]
        note = (NOTE, "\r\n".join(self.copy_for.values()).encode("utf-8-sig"))
        return zipped([*with_index(marked, self.language, self.heading, copy_for=self.copy_for), note])


def class_copy(link: AuditorLink, row: TrainingClass) -> ClassCopy | None:
    """Return the latest file of a class as the link shows it; None where there is none."""
    archive, paper = archive_of(row.id), paper_of(row)
    if archive is None or archive.digest is None:
        return None
    heading = {"code": paper.code, "course": paper.course, "maker": paper.closed_by, "today": paper.closed_on}
    roster = {person.id for person in paper.people}
    return ClassCopy(archive.digest, archive.language, heading, copy_for(link), roster <= shown_people(link, roster))
