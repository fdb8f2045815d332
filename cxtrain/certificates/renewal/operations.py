"""Giving courses again because certificates end; the caller commits."""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import update

from cxtrain.certificates.form.queries import form_for
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.renewal import queries
from cxtrain.certificates.renewal.expiry import is_due, renewed_by
from cxtrain.certificates.renewal.queries import Ending
from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.jobs.operations import daily
from cxtrain.people.permissions import Actor
from cxtrain.training.assignments.operations import Terms, assign_course, give_again
from cxtrain.training.queries import course_of

CHUNK = 500  # ids in one statement


def assign_again(actor: Actor, endings: Sequence[Ending], terms: Terms) -> int:
    """Give their course to those whose certificates these are; return how many got it.

    Nothing is given to who is away, is exempt, or has the course to do already.
    """
    given = [each for each in endings if each.can_be_given]
    groups: dict[tuple[int, int], list[Ending]] = {}
    for each in given:
        groups.setdefault((each.course.id, each.unit.id), []).append(each)
    for group in groups.values():
        assign_course(actor, group[0].course, group[0].unit, people=_people(group), terms=terms)
    _note(given)
    return len(given)


@daily("courses of ending certificates")
def assign_daily(day: dt.date) -> None:
    """Give again what has come due."""
    assign_due(day)


def assign_due(day: dt.date) -> int:
    """Give the courses of the certificates whose time has come, once for each certificate; return how many were given.

    Who is away or exempt gets it when that is over, if the certificate is still in time; who has the course to do
    already keeps that.

    Args:
        day: a day near today; each unit goes by its own.
    """
    due = [each for each in queries.unassigned(day) if _is_due(each)]
    given = [each for each in due if each.can_be_given]
    groups: dict[tuple[int, int, dt.date], list[Ending]] = {}
    for each in given:
        last = renewed_by(today(each.unit.zone), each.certificate.valid_until or day)
        groups.setdefault((each.course.id, each.unit.id, last), []).append(each)
    for (*_, last), group in sorted(groups.items()):
        give_again(group[0].course, group[0].unit, people=_people(group), terms=Terms(last, working_time=True))
    _note([each for each in due if each.can_be_given or each.due_on])
    return len(given)


def _is_due(each: Ending) -> bool:
    """Whether the form of the course says that it is given again by now, and passing it leads to a certificate."""
    lead = form_for(each.course.slug).sheet.validity.remind_days
    life = queries.life_of(each.certificate)
    return course_of(each.course.current).certificate is not None and is_due(today(each.unit.zone), life, lead)


def _people(group: Iterable[Ending]) -> list[int]:
    return sorted({each.employee.id for each in group})


def _note(endings: Sequence[Ending]) -> None:
    """Note that it was seen to, so that no certificate gives its course twice."""
    ids, moment = [each.certificate.id for each in endings], now()
    for start in range(0, len(ids), CHUNK):
        chunk = Certificate.id.in_(ids[start : start + CHUNK])
        db.session.execute(update(Certificate).where(chunk).values(reassigned_at=moment))
