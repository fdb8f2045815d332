"""Reading who must hold which certificate and who does: five statements, however many people there are."""

import datetime as dt
from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Select, or_, select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.terms import Life
from cxtrain.extensions import db
from cxtrain.people.employment import OUTSIDE
from cxtrain.people.models import Employee, Membership, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below
from cxtrain.reports.training_files.holding import Holder, Holdings, Key, Need, counted, required_of
from cxtrain.training.exemptions.models import TrainingExemption
from cxtrain.training.models import Course, CourseVersion
from cxtrain.training.queries import course_by_digest
from cxtrain.training.rules.models import TrainingRule

NOT_OURS = frozenset({"dispatched", "promoter"})  # of other employers; reports leave them out unless asked
_employee, _member, _unit, _certificate, _version = (
    model.__table__ for model in (Employee, Membership, Unit, Certificate, CourseVersion))


def holders(of: Actor | str, day: dt.date, zone: str, *, leave_out: Collection[str] = NOT_OURS) -> Holdings:
    """Return who must hold a certificate on `day`, by unit, post and course, and how many do.

    A post needs a course's certificate while a standing rule for posts gives it that course, and the course leads to one.

    Args:
        of: the path of a unit, which is taken with everything below it; or whose reach of HR's reports is taken.
        day: people stand where they belonged on it, in the posts that they have now.
        zone: of the unit or the reader whose day it is; by its clock the day ends.
        leave_out: kinds of employment that do not count.
    """
    paths = (of,) if isinstance(of, str) else of.reach(Can.SEE_HR_REPORTS)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(zone))
    needs = _needs(end)
    courses = {need.course_id for need in needs}
    if not courses:
        return Holdings(day, ())
    posts = {post for need in needs for post in need.posts}
    inside = _inside(paths, day, posts)
    people = {row.id: Holder(*row) for row in db.session.execute(inside).all() if row.employment not in leave_out}
    required = required_of(people.values(), needs, _exempt(courses, day, end))
    return counted(required, _held(inside, courses, day, end), day)


def _needs(end: dt.datetime) -> list[Need]:
    """Return what rules for posts asked for before the moment `end`, of courses that lead to a certificate."""
    rows = db.session.execute(
        select(TrainingRule.course_id, Unit.path, TrainingRule.named, CourseVersion.digest)
        .join(Unit, Unit.id == TrainingRule.unit_id).join(Course, Course.id == TrainingRule.course_id)
        .join(CourseVersion, CourseVersion.id == Course.current_id)
        .where(TrainingRule.audience == "posts", TrainingRule.at < end,
               or_(TrainingRule.ended_at.is_(None), TrainingRule.ended_at >= end)))
    return [Need(row.course_id, row.path, frozenset(row.named)) for row in rows if course_by_digest(row.digest).certificate]


def _inside(paths: Sequence[str], day: dt.date, posts: Collection[str]) -> Select[tuple[int, int, str, str, str]]:
    """Return a select of the people in such posts below `paths` on `day`: id, unit, its path, post, employment."""
    there = (_member.c.start_on <= day) & or_(_member.c.end_on.is_(None), _member.c.end_on >= day)
    return (select(_employee.c.id, _unit.c.id, _unit.c.path, _employee.c.post, _employee.c.employment)
            .select_from(_member.join(_employee, _employee.c.id == _member.c.employee_id)
                         .join(_unit, _unit.c.id == _member.c.unit_id))
            .where(there, below(tuple(paths)), _employee.c.employment != OUTSIDE, _employee.c.post.in_(sorted(posts))))


def _exempt(courses: Collection[int], day: dt.date, end: dt.datetime) -> list[Key]:
    query = select(TrainingExemption.employee_id, TrainingExemption.course_id).where(
        TrainingExemption.course_id.in_(courses), TrainingExemption.at < end,
        or_(TrainingExemption.ended_at.is_(None), TrainingExemption.ended_at >= end),
        or_(TrainingExemption.until.is_(None), TrainingExemption.until >= day))
    return [(row.employee_id, row.course_id) for row in db.session.execute(query)]


def _held(inside: Select[tuple[int, int, str, str, str]], courses: Collection[int], day: dt.date, end: dt.datetime
          ) -> dict[Key, list[Life]]:
    """Return what decides about the certificates of these courses that had been issued by `day`."""
    people = inside.with_only_columns(_employee.c.id)
    query = (select(_certificate.c.employee_id, Course.id.label("course_id"), _certificate.c.valid_until,
                    _certificate.c.grace_until, _certificate.c.revoked_at)
             .select_from(_certificate.join(_version, _version.c.id == _certificate.c.course_version_id)
                          .join(Course.__table__, Course.slug == _version.c.slug))
             .where(_certificate.c.issued_on <= day, Course.id.in_(courses), _certificate.c.employee_id.in_(people),
                    or_(_certificate.c.valid_until.is_(None), _certificate.c.grace_until >= day)))
    held: dict[Key, list[Life]] = {}
    for row in db.session.execute(query).all():
        revoked = row.revoked_at is not None and row.revoked_at < end
        held.setdefault((row.employee_id, row.course_id), []).append(Life(row.valid_until, row.grace_until, revoked))
    return held
