"""Issuing, revoking and printing certificates; the caller commits."""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.certificates import queries
from cxtrain.certificates.form import ART, TEMPLATE
from cxtrain.certificates.models import Certificate, CertificateSeries
from cxtrain.certificates.terms import code_text, last_day, number_text
from cxtrain.certificates.wording import CertificateFacts, Wording, as_json, wording, written
from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.names import romanised
from cxtrain.people.permissions import Actor
from cxtrain.training.course import Course, StepKind
from cxtrain.training.models import Enrolment
from cxtrain.training.queries import course_of
from cxtrain.web import pdf
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.fonts import KAI, MissingGlyphs, missing
from cxtrain.web.transactions import reading

Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Unprintable:
    """A certificate that the fonts cannot show, and the characters that they lack."""

    certificate: Certificate
    characters: str

    @property
    def name(self) -> str:
        """Its number and whose it is."""
        return f"{self.certificate.number} {self.certificate.facts['name']}"


def issue(enrolment: Enrolment) -> Certificate | None:
    """Issue the certificate of a course that has been passed, and note it in the ledger; once for each enrolment.

    None where the course leads to no certificate.
    """
    certificate = make(enrolment)
    if certificate is not None:
        record(
            "certificate issued",
            certificate,
            unit_id=certificate.unit_id,
            number=certificate.number,
            employee=certificate.employee_id,
        )
    return certificate


def make(enrolment: Enrolment, *, bits: bytes | None = None) -> Certificate | None:
    """Add the certificate of a passed enrolment as of the day it was passed, without a word to the ledger.

    Args:
        bits: the 128 bits of its code, for a seeded demo; by default drawn from the system's randomness.

    Raises:
        ValueError: the course has not been passed.
    """
    if enrolment.passed_at is None:
        raise ValueError("a certificate needs a course that was passed")
    course = course_of(enrolment.version)
    if course.certificate is None:
        return None
    person = db.session.get_one(Employee, enrolment.employee_id)
    facts = _facts(enrolment, person, course)
    certificate = Certificate(
        prefix=_prefix(), year=facts.issued_on.year, running=int(facts.number.rsplit("-", 1)[1]),
        code=code_text(bits or secrets.token_bytes(16)), enrolment_id=enrolment.id, employee_id=person.id,
        course_version_id=enrolment.course_version_id, unit_id=person.unit_id, title=facts.title.as_dict(),
        facts=as_json(facts), issued_at=enrolment.passed_at, issued_on=facts.issued_on, valid_until=facts.valid_until,
    )  # fmt: skip
    db.session.add(certificate)
    db.session.flush()
    return certificate


def _facts(enrolment: Enrolment, person: Employee, course: Course) -> CertificateFacts:
    """Return what is true today, for good. The course has certificate terms and the enrolment was passed."""
    assert course.certificate is not None and enrolment.passed_at is not None
    issued_on = enrolment.passed_at.astimezone(ZoneInfo(person.unit.zone)).date()
    settings, terms = current_app.config["CX"], course.certificate
    return CertificateFacts(
        number=number_text(_prefix(), issued_on.year, _next_running(_prefix(), issued_on.year)),
        name=person.name,
        name_en=person.name_en or romanised(person.name),
        staff_number=person.number,
        unit=person.unit.name,
        post=person.post,
        course=course.title,
        title=terms.title,
        firm=Bilingual(settings.firm, settings.firm_en),
        class_hours=course.class_hours,
        started_on=min(enrolment.started_on, issued_on),
        finished_on=issued_on,
        issued_on=issued_on,
        valid_until=last_day(issued_on, terms.valid_months),
        assessed=_assessed(course),
    )


def _assessed(course: Course) -> tuple[str, ...]:
    """Return how the course examines. A role-play on screen is no practical assessment, and is not called one."""
    written = ("written",) if any(step.kind == StepKind.QUIZ for step in course.steps) else ()
    played = ("roleplay",) if course.has_practical else ()
    return written + played


def _prefix() -> str:
    return str(current_app.config["CX"].certificate_prefix)[:30]


def _next_running(prefix: str, year: int) -> int:
    """Take the year's next number, in one statement, so that two who pass at once get two numbers."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = insert(CertificateSeries).values(prefix=prefix, year=year, last=1)
    statement = statement.on_conflict_do_update(
        index_elements=["prefix", "year"], set_={"last": CertificateSeries.last + 1}
    ).returning(CertificateSeries.last)
    return int(db.session.execute(statement).scalar_one())


def revoke(actor: Actor, certificate: Certificate, reason: str) -> None:
    """Revoke a certificate; its number and its page stay, and say so. Revoking again changes nothing."""
    if certificate.revoked_at is not None:
        return
    certificate.revoked_at, certificate.revoked_by, certificate.revoked_reason = now(), actor.employee_id, reason
    db.session.flush()
    record("certificate revoked", certificate, unit_id=certificate.unit_id, number=certificate.number)


def worded(certificate: Certificate, base_url: str) -> Wording:
    """Return the lines of a certificate, its QR code leading to the verify page below `base_url`."""
    url = f"{base_url.rstrip('/')}/verify/{certificate.code}"
    return wording(queries.facts_of(certificate), url, certificate.code)


def unprintable(certificates: Sequence[Certificate]) -> list[Unprintable]:
    """Return those of `certificates` that would show empty boxes."""
    found = []
    for certificate in certificates:
        lacking = missing("".join(written(queries.facts_of(certificate))), [KAI])
        found += [Unprintable(certificate, lacking)] if lacking else []
    return found


def print_certificates(ids: Sequence[int] | None, target: Path, *, base_url: str, report: Report | None = None) -> int:
    """Print certificates into the one file `target`, by unit, post and name; return how many. Needs no worker.

    Args:
        ids: which; None prints all that are not revoked.
        base_url: what the QR codes begin with, such as https://train.example.cn.
        report: called with (printed, of how many) after each chunk, outside any transaction.

    Raises:
        LookupError: there is none to print.
        MissingGlyphs: a character of one of them is in no installed face of the form.
        pdf.PrintFailed: the renderer is at fault.
    """
    with reading():
        chosen = queries.certificates_by_id(ids)
        lines = [worded(certificate, base_url) for certificate in chosen]
        for faulty in unprintable(chosen):
            raise MissingGlyphs(faulty.characters, where=faulty.name)
        db.session.rollback()  # Printing takes long; no transaction may be open for it.
    if not lines:
        raise LookupError("there is no certificate to print")
    parts = pdf.render_many(TEMPLATE, locale="zh_Hans", records=lines, art=ART)
    return pdf.merge(_counted(parts, len(lines), report or _silent), target)


def _counted(parts: Iterator[bytes], total: int, report: Report) -> Iterator[bytes]:
    report(0, total)
    for number, part in enumerate(parts, 1):
        yield part
        report(min(number * pdf.CHUNK, total), total)


def _silent(printed: int, total: int) -> None:
    """Say nothing of how far it is."""


def temporary_file() -> Path:
    """Return a path in the instance folder for a file in the making."""
    folder = Path(current_app.config["CX"].instance).resolve() / "printing"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{os.getpid()}-{secrets.token_hex(8)}.pdf"
