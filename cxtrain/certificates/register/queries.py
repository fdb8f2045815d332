"""Looking through the register."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select, union_all
from sqlalchemy.orm import joinedload

from cxtrain.certificates.models import Certificate, SeriesGap
from cxtrain.certificates.queries import units_for
from cxtrain.certificates.terms import asked_for
from cxtrain.extensions import db
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.staff.queries import Search as PeopleSearch
from cxtrain.people.staff.queries import matching
from cxtrain.training.models import CourseVersion, Enrolment, StepTry

PAGE = 50  # certificates on one page of the register
MOST_UNITS = 400  # units looked at for one page; databases limit the parts of a union
MOST_LINES = 20_000  # of an extract
MOST_PEOPLE = 300  # people whom a search text may mean; who types one letter gets the first of them


@dataclass(frozen=True)
class Sought:
    """What HR looks for in the register."""

    text: str = ""  # a certificate's number or its running part, a name, its pinyin, a staff number
    unit_id: int | None = None  # with everything below it
    before: int | None = None  # id of the last certificate of the page before


@dataclass(frozen=True)
class Extract:
    """What of the register is handed out; None takes all."""

    unit_id: int | None = None  # with everything below it
    course: str | None = None  # slug
    year: int | None = None  # of issue


def extract(actor: Actor, wanted: Extract) -> list[Certificate]:
    """Return the certificates of an extract, in the order of their numbers; MOST_LINES at most, the latest."""
    units = units_for(actor, Can.SEE_REGISTER, wanted.unit_id)
    query = select(Certificate).options(joinedload(Certificate.unit)).where(Certificate.unit_id.in_(units))
    if wanted.course:
        versions = select(CourseVersion.id).where(CourseVersion.slug == wanted.course)
        query = query.where(Certificate.course_version_id.in_(versions))
    if wanted.year:
        query = query.where(Certificate.year == wanted.year)
    found = db.session.scalars(query.order_by(Certificate.id.desc()).limit(MOST_LINES))
    return sorted(found, key=lambda each: (each.prefix, each.year, each.running))


def replaced_by(certificate: Certificate) -> Certificate | None:
    """Return the one that corrects it, None where none does."""
    return db.session.scalar(select(Certificate).where(Certificate.corrects_id == certificate.id)) \
        if certificate.replaced else None


def gaps_of(certificates: Sequence[Certificate]) -> list[SeriesGap]:
    """Return the gaps in the series to which these certificates belong."""
    series = {(each.prefix, each.year) for each in certificates}
    gaps = db.session.scalars(select(SeriesGap).where(SeriesGap.prefix.in_({prefix for prefix, _ in series})))
    return [gap for gap in gaps if (gap.prefix, gap.year) in series]


def numbers_of(certificates: Sequence[Certificate]) -> dict[int, str]:
    """Return the numbers, by id, of the certificates that these renew or correct, and of those that correct these."""
    ids = {each.renews_id for each in certificates} | {each.corrects_id for each in certificates}
    query = select(Certificate).where(Certificate.id.in_({id_ for id_ in ids if id_}))
    return {row.id: row.number for row in db.session.scalars(query)}


def register_page(actor: Actor, sought: Sought) -> list[Certificate]:
    """Return up to PAGE + 1 certificates, the latest first.

    It costs as much after ten years as after one: the latest are looked up unit by unit, or person by person.
    """
    units = list(db.session.scalars(units_for(actor, Can.SEE_REGISTER, sought.unit_id)))
    ids = _ids_meant(actor, sought, units) if sought.text.strip() else _latest_ids(units, sought.before)
    query = select(Certificate).options(joinedload(Certificate.unit)).where(Certificate.id.in_(ids))
    return list(db.session.scalars(query.order_by(Certificate.id.desc())))


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


def standing(employee_id: int, course: str) -> Certificate | None:
    """Return somebody's certificate of the course (slug) that is good longest and neither revoked nor replaced."""
    versions = select(CourseVersion.id).where(CourseVersion.slug == course)
    query = select(Certificate).where(Certificate.employee_id == employee_id, Certificate.revoked_at.is_(None),
                                      Certificate.course_version_id.in_(versions))
    forever = Certificate.valid_until.is_(None)
    return db.session.scalar(query.order_by(forever.desc(), Certificate.valid_until.desc(), Certificate.id.desc()).limit(1))


def of_same_course(certificate: Certificate) -> list[Certificate]:
    """Return the person's other certificates of the same course, in whatever state, the latest first."""
    slug = select(CourseVersion.slug).where(CourseVersion.id == certificate.course_version_id).scalar_subquery()
    versions = select(CourseVersion.id).where(CourseVersion.slug == slug)
    query = select(Certificate).options(joinedload(Certificate.unit)).where(
        Certificate.employee_id == certificate.employee_id, Certificate.course_version_id.in_(versions),
        Certificate.id != certificate.id)
    return list(db.session.scalars(query.order_by(Certificate.id.desc())))


def later_one(certificate: Certificate) -> Certificate | None:
    """Return the one that stands for it now: of those issued later for the same course, the one that is good longest.

    Void ones only where there is no other; None where none was issued later.
    """
    later = [each for each in of_same_course(certificate) if each.id > certificate.id]
    return max(later, key=lambda each: (each.revoked_at is None, each.valid_until or dt.date.max, each.id), default=None)


def whole_score(enrolment: Enrolment) -> float | None:
    """Return the mean of the best scores of the steps that have any, in percent; None where none has."""
    query = select(func.avg(StepTry.best)).where(StepTry.enrolment_id == enrolment.id, StepTry.best.is_not(None))
    return db.session.scalar(query)


def years(actor: Actor) -> list[int]:
    """Return the years in which certificates were issued in reach, the latest first."""
    query = select(Certificate.year).where(Certificate.unit_id.in_(units_for(actor, Can.SEE_REGISTER, None)))
    return list(db.session.scalars(query.distinct().order_by(Certificate.year.desc())))
