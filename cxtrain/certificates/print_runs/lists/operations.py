"""Writing the list of a finished run: as a PDF, by a worker, and as a spreadsheet."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import get_locale
from flask_babel import gettext as _

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.print_runs import queries
from cxtrain.certificates.print_runs.lists.sign_list import COLUMNS, ListHead, ListPage, ListRow, paged, run_number, table
from cxtrain.certificates.print_runs.models import PrintRun
from cxtrain.certificates.queries import facts_of
from cxtrain.certificates.terms import STATUS_WORDS
from cxtrain.certificates.wording import LEVELS
from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.files.operations import keep
from cxtrain.people.models import Employee
from cxtrain.web import pdf
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.pages import said
from cxtrain.web.tables import xlsx_bytes
from cxtrain.web.transactions import reading

TEMPLATE = "certificates/sign_list.pdf.html"
TAGGED, PORTION = 12, 6  # pages; six take a second
Report = Callable[[int, int], None]


def rows_of(run: PrintRun) -> list[ListRow]:
    """Return the rows of the list in the reader's language; the status is today's."""
    return [_row(place, each) for place, each in enumerate(queries.certificates_in(run.id), 1)]


def _head(run: PrintRun) -> ListHead:
    settings, by = current_app.config["CX"], db.session.get_one(Employee, run.asked_by)
    day = (run.finished_at or run.asked_at).astimezone(ZoneInfo(by.unit.zone)).date()
    return ListHead(run_number(run.id), day, str(said(by.label)), Bilingual(settings.firm, settings.firm_en), run.count)


def _row(place: int, certificate: Certificate) -> ListRow:
    facts, day = facts_of(certificate), today(certificate.unit.zone)
    level = LEVELS.get(facts.level)
    return ListRow(
        place=place, number=facts.number, name=facts.name, staff_number=facts.staff_number, unit=facts.unit,
        post=facts.post, course=facts.course, class_hours=facts.class_hours, level=str(said(level)) if level else "",
        issued_on=facts.issued_on, valid_until=facts.valid_until, status=_(STATUS_WORDS[certificate.status(day)]),
    )  # fmt: skip


def write_list(run_id: int, report: Report) -> str | None:
    """Make the list of a finished run as a PDF and return its digest."""
    with reading():
        run = db.session.get_one(PrintRun, run_id)
        done, pages, facts = run.list_digest, paged(rows_of(run)), {"head": _head(run)}
        db.session.rollback()  # Printing takes long; no transaction may be open for it.
    if done:
        return done
    report(0, len(pages))
    digest = keep(printed(pages, facts, report=report), "application/pdf")
    db.session.get_one(PrintRun, run_id).list_digest = digest
    report(len(pages), len(pages))
    return digest


def printed(pages: Sequence[ListPage], facts: dict[str, Any], *, report: Report) -> bytes:
    """Return the list as a PDF: tagged where it is short, else laid out in portions on all processors."""
    locale = str(get_locale())
    if len(pages) <= TAGGED:
        return pdf.render(TEMPLATE, locale=locale, records=list(pages), **facts)
    with tempfile.TemporaryDirectory() as folder:
        parts = pdf.render_many(TEMPLATE, locale=locale, records=pages, chunk=PORTION, **facts)
        pdf.merge(_reported(parts, len(pages), report), Path(folder) / "list.pdf")
        return (Path(folder) / "list.pdf").read_bytes()


def _reported(parts: Iterator[bytes], total: int, report: Report) -> Iterator[bytes]:
    for number, part in enumerate(parts, 1):
        yield part
        report(min(number * PORTION, total), total)


def spreadsheet(run: PrintRun) -> bytes:
    """Return the list as an XLSX file in the reader's language, staff numbers and numbers of certificates as text."""
    rows = table(rows_of(run), say=lambda words: str(said(words)))
    name = _("Register to sign")
    return xlsx_bytes({name: [[_(column) for column in COLUMNS], *rows]}, landscape=[name])
