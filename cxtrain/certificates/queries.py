"""Reading the register: through the eyes of whoever asks, or by the code that stands on the paper."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import joinedload

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.terms import asked_for
from cxtrain.certificates.wording import CertificateFacts, from_json
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach, within
from cxtrain.people.staff.queries import Search as PeopleSearch
from cxtrain.people.staff.queries import matching
from cxtrain.training.models import Course, CourseVersion

PAGE = 50  # certificates on one page of the register
MOST_UNITS = 400  # units looked at for one page; databases limit the parts of a union
MOST_PEOPLE = 300  # people whom a search text may mean; who types one letter gets the first of them


@dataclass(frozen=True)
class Sought:
    """What HR looks for in the register."""

    text: str = ""  # a certificate's number or its running part, a name, its pinyin, a staff number
    unit_id: int | None = None  # with everything below it
    before: int | None = None  # id of the last certificate of the page before


@dataclass(frozen=True)
class Selection:
    """What a print run takes: unit with everything below it, course, days of issue; None takes all."""

    unit_id: int | None = None
    course: str | None = None  # slug
    since: dt.date | None = None
    until: dt.date | None = None


def certificates_of(employee_id: int) -> list[Certificate]:
    """Return the employee's certificates, the latest first."""
    query = select(Certificate).where(Certificate.employee_id == employee_id)
    return list(db.session.scalars(query.order_by(Certificate.issued_at.desc(), Certificate.id.desc())))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that `actor` may see a certificate: one's own, one's team's, or those one keeps."""
    team = select(Employee.id).join(Unit, Unit.id == Employee.unit_id).where(within(actor, Can.SEE_TEAM))
    return or_(
        Certificate.employee_id == actor.employee_id,
        Certificate.unit_id.in_(units_in_reach(actor, Can.SEE_REGISTER)),
        Certificate.employee_id.in_(team),
    )


def get_certificate_for(actor: Actor, certificate_id: int) -> Certificate:
    """Return the certificate if `actor` may see it; otherwise answer 404."""
    return db.session.scalar(select(Certificate).where(Certificate.id == certificate_id, visible_to(actor))) or abort(
        404
    )


def get_kept_certificate_for(actor: Actor, can: Can, certificate_id: int) -> Certificate:
    """Return the certificate if `actor` may do `can` in the unit that it was issued in; otherwise answer 404."""
    units = units_in_reach(actor, can)
    query = select(Certificate).where(Certificate.id == certificate_id, Certificate.unit_id.in_(units))
    return db.session.scalar(query) or abort(404)


def certificate_by_code(code: str | None) -> Certificate | None:
    """Return the certificate whose paper bears `code`."""
    return db.session.scalar(select(Certificate).where(Certificate.code == code)) if code else None


def facts_of(certificate: Certificate) -> CertificateFacts:
    """Return what was true when the certificate was issued."""
    return from_json(certificate.facts)


def register_page(actor: Actor, sought: Sought) -> list[Certificate]:
    """Return up to PAGE + 1 certificates, the latest first.

    It costs as much after ten years as after one: the latest are looked up unit by unit, or person by person.
    """
    units = list(db.session.scalars(_units(actor, Can.SEE_REGISTER, sought.unit_id)))
    ids = _ids_meant(actor, sought, units) if sought.text.strip() else _latest_ids(units, sought.before)
    query = select(Certificate).options(joinedload(Certificate.unit)).where(Certificate.id.in_(ids))
    return list(db.session.scalars(query.order_by(Certificate.id.desc())))


def _units(actor: Actor, can: Can, unit_id: int | None) -> Select[tuple[int]]:
    """Return a select of the units where `actor` may do `can`; of `unit_id` and those below it where one is given."""
    units = units_in_reach(actor, can)
    if unit_id:
        path = select(Unit.path).where(Unit.id == unit_id).scalar_subquery()
        units = units.where(func.substr(Unit.path, 1, func.length(path)) == path)
    return units


def _latest_ids(units: Sequence[int], before: int | None) -> list[int]:
    """Return the latest PAGE + 1 ids: those of each unit from its index, then the latest of these."""
    older = (Certificate.id < before,) if before else ()
    latest = Certificate.id.desc()
    parts = [
        select(Certificate.id).where(Certificate.unit_id == unit, *older).order_by(latest).limit(PAGE + 1).subquery()
        for unit in units[:MOST_UNITS]
    ]
    if not parts:
        return []
    whole = union_all(*(select(part.c.id) for part in parts)).subquery()
    return list(db.session.scalars(select(whole.c.id).order_by(whole.c.id.desc()).limit(PAGE + 1)))


def _ids_meant(actor: Actor, sought: Sought, units: Sequence[int]) -> list[int]:
    """Return the latest PAGE + 1 ids that bear the number, or belong to a person, that goes by the text."""
    asked = asked_for(sought.text)
    people = matching(actor, PeopleSearch(text=sought.text, status="all")).limit(MOST_PEOPLE)
    meant = [Certificate.employee_id.in_(list(db.session.scalars(people)))]
    if asked.running is not None:
        year = (Certificate.year == asked.year,) if asked.year else ()
        meant.append(and_(Certificate.running == asked.running, *year))
    rows = [
        row for where in meant for row in db.session.execute(select(Certificate.id, Certificate.unit_id).where(where))
    ]
    found = {id_ for id_, unit in rows if unit in set(units) and (not sought.before or id_ < sought.before)}
    return sorted(found, reverse=True)[: PAGE + 1]


def certificates_to_print(actor: Actor, chosen: Selection) -> list[Certificate]:
    """Return the certificates that a print run takes, by unit, post and name; revoked ones are left out."""
    units = _units(actor, Can.PRINT_CERTIFICATES, chosen.unit_id)
    query = select(Certificate).where(Certificate.unit_id.in_(units), Certificate.revoked_at.is_(None))
    if chosen.course:
        versions = select(CourseVersion.id).where(CourseVersion.slug == chosen.course)
        query = query.where(Certificate.course_version_id.in_(versions))
    if chosen.since:
        query = query.where(Certificate.issued_on >= chosen.since)
    if chosen.until:
        query = query.where(Certificate.issued_on <= chosen.until)
    return list(db.session.scalars(_in_print_order(query)))


def certificates_by_id(ids: Sequence[int] | None) -> list[Certificate]:
    """Return these certificates, or all that are not revoked, by unit, post and name."""
    query = select(Certificate).where(Certificate.revoked_at.is_(None) if ids is None else Certificate.id.in_(ids))
    return list(db.session.scalars(_in_print_order(query)))


def _in_print_order(query: Select[tuple[Certificate]]) -> Select[tuple[Certificate]]:
    joined = query.join(Employee, Employee.id == Certificate.employee_id).join(Unit, Unit.id == Certificate.unit_id)
    return joined.order_by(Unit.code, Employee.post, Employee.sort_key, Certificate.id)


def course_choices() -> list[tuple[str, dict[str, str]]]:
    """Return (slug, title) of every course, for the print run's filter."""
    query = select(Course.slug, CourseVersion.title).join(CourseVersion, CourseVersion.id == Course.current_id)
    return [(slug, title) for slug, title in db.session.execute(query.order_by(Course.slug))]
