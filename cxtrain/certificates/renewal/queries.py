"""Which certificates end, of people at work who have none of the same course that is good longer."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.renewal.expiry import BANDS, LAPSED_DAYS, Counts, counts, in_window
from cxtrain.certificates.terms import Life
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.training.exemptions.queries import exempt_people
from cxtrain.training.models import Assignment, Course, CourseVersion

MOST_GRACE = 366  # days; no form gives more
MOST_LEAD = 366  # days; no form gives a course again sooner
Row = tuple[Certificate, Employee, Unit, Course]


@dataclass(frozen=True)
class Wanted:
    """What of the list is asked for."""

    window: str = "60"  # of expiry.WINDOWS
    unit_id: int | None = None  # with everything below it
    course: str | None = None  # slug


@dataclass(frozen=True)
class Ending:
    """A certificate that ends, and what is done about it."""

    certificate: Certificate
    employee: Employee
    unit: Unit  # today's
    course: Course
    due_on: dt.date | None  # the course is to be passed by then; None: not given
    exempt: bool

    @property
    def can_be_given(self) -> bool:
        """Whether the course can be given to the person now."""
        return self.due_on is None and not self.exempt and self.employee.status == "active"


def standing() -> Select[Row]:
    """Return a select of the certificates that count and end, of people at work, with their unit of today and course."""
    later, version = aliased(Certificate), aliased(CourseVersion)
    longer = or_(later.valid_until.is_(None), later.valid_until > Certificate.valid_until,
                 and_(later.valid_until == Certificate.valid_until, later.id > Certificate.id))
    follows = exists().where(later.employee_id == Certificate.employee_id, later.revoked_at.is_(None), longer,
                             version.id == later.course_version_id, version.slug == CourseVersion.slug)
    return (select(Certificate, Employee, Unit, Course).join(Employee, Employee.id == Certificate.employee_id)
            .join(Unit, Unit.id == Employee.unit_id).join(CourseVersion, CourseVersion.id == Certificate.course_version_id)
            .join(Course, Course.slug == CourseVersion.slug)
            .where(Certificate.revoked_at.is_(None), Employee.status != "left", EMPLOYED, ~follows))


def ending_between(first: dt.date, last: dt.date) -> ColumnElement[bool]:
    """Return the condition that a certificate's last good day lies in the span."""
    return Certificate.valid_until.between(first, last)


def life_of(certificate: Certificate) -> Life:
    """Return what decides what a certificate that is not void is worth."""
    return Life(certificate.valid_until, certificate.grace_until)


def list_ending(actor: Actor, wanted: Wanted, day: dt.date) -> tuple[list[Ending], Counts]:
    """Return the certificates of the window, the soonest to end first, and how many are in each window."""
    query = standing().where(within(actor, Can.SEE_REGISTER), ending_between(
        day - dt.timedelta(LAPSED_DAYS + MOST_GRACE), day + dt.timedelta(max(BANDS))))
    if wanted.unit_id:
        path = select(Unit.path).where(Unit.id == wanted.unit_id).scalar_subquery()
        query = query.where(func.substr(Unit.path, 1, func.length(path)) == path)
    if wanted.course:
        query = query.where(CourseVersion.slug == wanted.course)
    rows = db.session.execute(query.options(joinedload(Certificate.unit)).order_by(
        Certificate.valid_until, Unit.code, Employee.sort_key, Certificate.id)).tuples().all()
    shown = [row for row in rows if in_window(wanted.window, day, life_of(row[0]))]
    return _endings(shown), counts(day, [life_of(row[0]) for row in rows])


def unassigned(day: dt.date) -> list[Ending]:
    """Return the certificates near their end on `day` whose course was not given again for them yet."""
    near = ending_between(day - dt.timedelta(MOST_GRACE + 1), day + dt.timedelta(MOST_LEAD + 1))
    query = standing().where(near, Certificate.reassigned_at.is_(None)).order_by(Certificate.id)
    return _endings(db.session.execute(query).tuples().all())


def _endings(rows: Sequence[Row]) -> list[Ending]:
    courses = {course.id for *_, course in rows}
    waiting, exempt = _waiting(courses), {course: exempt_people(course) for course in courses}
    return [Ending(paper, person, unit, course, waiting.get((person.id, course.id)), person.id in exempt[course.id])
            for paper, person, unit, course in rows]


def _waiting(courses: Collection[int]) -> dict[tuple[int, int], dt.date]:
    """Return until when who has one of the courses to do, by (employee id, course id)."""
    query = select(Assignment.employee_id, Assignment.course_id, Assignment.due_on).where(
        Assignment.done_at.is_(None), Assignment.withdrawn_at.is_(None), Assignment.course_id.in_(courses))
    return {(person, course): due for person, course, due in db.session.execute(query)}
