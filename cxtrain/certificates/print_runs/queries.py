"""Reading print runs, and what could be printed: through the eyes of whoever asks."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import joinedload

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.print_runs.arrangement import Slip
from cxtrain.certificates.print_runs.models import Printing, PrintRun
from cxtrain.certificates.print_runs.selection import Selection
from cxtrain.certificates.queries import units_for
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach
from cxtrain.training.models import CourseVersion


@dataclass(frozen=True)
class Candidate:
    """A certificate that could be printed, and whether a finished run has printed it before."""

    certificate: Certificate
    again: bool


@dataclass(frozen=True)
class Copy:
    """One printed copy of a certificate: when, by whom, and why again."""

    at: dt.datetime
    by: Employee
    again: bool
    reason: str
    run_id: int


def _printed() -> ColumnElement[bool]:
    copies = select(Printing.run_id).join(PrintRun, PrintRun.id == Printing.run_id)
    return exists(copies.where(Printing.certificate_id == Certificate.id, PrintRun.finished_at.is_not(None)))


def candidates(actor: Actor | None, chosen: Selection, day: dt.date) -> list[Candidate]:
    """Return what a run would take on `day`, revoked and replaced ones left out; None is the operator's command line."""
    query = select(Certificate, _printed()).where(Certificate.revoked_at.is_(None), *_where(chosen, day))
    if actor is not None:
        query = query.where(Certificate.unit_id.in_(units_for(actor, Can.PRINT_CERTIFICATES, chosen.unit_id)))
    elif chosen.unit_id:
        path = select(Unit.path).where(Unit.id == chosen.unit_id).scalar_subquery()
        query = query.where(Certificate.unit_id.in_(select(Unit.id).where(Unit.path.startswith(path))))
    rows = db.session.execute(_with_people(query).order_by(Certificate.id))
    return [Candidate(certificate, again) for certificate, again in rows]


def _where(chosen: Selection, day: dt.date) -> Iterable[ColumnElement[bool]]:
    if chosen.course:
        yield Certificate.course_version_id.in_(select(CourseVersion.id).where(CourseVersion.slug == chosen.course))
    if chosen.since:
        yield Certificate.issued_on >= chosen.since
    if chosen.until:
        yield Certificate.issued_on <= chosen.until
    if chosen.expiring:
        yield Certificate.valid_until.between(day, day + dt.timedelta(days=chosen.expiring))
    if chosen.never:
        yield ~_printed()


def _with_people(query: Select[Any]) -> Select[Any]:
    return query.options(joinedload(Certificate.employee), joinedload(Certificate.unit))


def slip_of(certificate: Certificate) -> Slip:
    """Return what the order goes by; the name that stands on the paper counts, not today's."""
    facts = certificate.facts
    return Slip(
        certificate_id=certificate.id,
        unit=f"{certificate.unit.code} {facts['unit']}",
        post=facts["post"],
        name=facts["name"],
        correction=certificate.employee.name_en,
        staff_number=facts["staff_number"],
        number=certificate.number,
        course=facts["course"]["zh"] or facts["course"]["en"],
    )


def get_run_for(actor: Actor, run_id: int) -> PrintRun:
    """Return the run if `actor` asked for it and may still print all that is in it; otherwise answer 404."""
    beyond = select(Printing.run_id).join(Certificate, Certificate.id == Printing.certificate_id).where(
        Printing.run_id == PrintRun.id, Certificate.unit_id.not_in(units_in_reach(actor, Can.PRINT_CERTIFICATES)))
    query = select(PrintRun).where(PrintRun.id == run_id, PrintRun.asked_by == actor.employee_id, ~beyond.exists())
    return db.session.scalar(query) or abort(404)


def runs_of(actor: Actor, limit: int = 50) -> Sequence[PrintRun]:
    """Return the latest runs that `actor` asked for."""
    query = select(PrintRun).where(PrintRun.asked_by == actor.employee_id).options(joinedload(PrintRun.job))
    return db.session.scalars(query.order_by(PrintRun.id.desc()).limit(limit)).all()


def certificates_in(run_id: int) -> list[Certificate]:
    """Return the certificates of a run in its order."""
    query = select(Certificate).join(Printing, Printing.certificate_id == Certificate.id)
    return list(db.session.scalars(_with_people(query.where(Printing.run_id == run_id).order_by(Printing.position))))


def printed_again(run_id: int) -> int:
    """Return how many certificates of the run had been printed before."""
    query = select(db.func.count()).where(Printing.run_id == run_id, Printing.again)
    return int(db.session.scalar(query) or 0)


def copies_of(certificate_id: int) -> list[Copy]:
    """Return the printed copies of a certificate, the latest first."""
    query = select(PrintRun, Printing.again, Employee).join(Printing, Printing.run_id == PrintRun.id)
    query = query.join(Employee, Employee.id == PrintRun.asked_by)
    mine = query.where(Printing.certificate_id == certificate_id, PrintRun.finished_at.is_not(None))
    rows = db.session.execute(mine.order_by(PrintRun.finished_at.desc()))
    return [Copy(run.finished_at, by, again, run.reason if again else "", run.id) for run, again, by in rows]


def unfinished() -> set[int]:
    """Return the runs that may still be carried out, those that failed included."""
    query = select(PrintRun.id).where(PrintRun.finished_at.is_(None), PrintRun.cancelled_at.is_(None))
    return set(db.session.scalars(query))
