"""Reading who may come to a class, who stands in the way of it, and what was asked for."""

import datetime as dt
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from flask import abort
from sqlalchemy import func, or_, select

from cxtrain.extensions import db
from cxtrain.people.absences.models import Absence
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.people.queries import EMPLOYED, units_in_reach
from cxtrain.training.classes.models import ClassLeave, ClassMember, ClassSession, TrainingClass
from cxtrain.training.classes.queries import CAN, sessions_of
from cxtrain.training.classes.roster import Person, plain
from cxtrain.training.classes.timetable import Busy, Planned, clashes
from cxtrain.training.models import CourseVersion
from cxtrain.web.pages import said

DAY = dt.timedelta(days=1)


def people_by_number(actor: Actor, row: TrainingClass, numbers: Collection[str]) -> dict[str, Person]:
    """Return the people below the unit of a class who have these staff numbers, by number in capitals.

    Who is away or expected elsewhere is said of those in reach of the actor only.
    """
    wanted = {plain(number).upper() for number in numbers}
    found = list(db.session.scalars(select(Employee).join(Unit, Unit.id == Employee.unit_id).where(
        func.upper(Employee.number).in_(wanted), Unit.path.startswith(row.unit.path, autoescape=True), EMPLOYED)))
    ids = [person.id for person in found]
    on_it, near = member_ids(row), _whose_time(actor, ids)
    busy = {each.employee_id for each in clashes_of(actor, row, ids)}
    return {person.number.upper(): Person(
        person.id, said(person.label), said(person.unit.label), person.status == "left", person.id == row.trainer_id,
        person.id in on_it, person.status == "leave" and person.id in near, person.id in busy) for person in found}


def member_ids(row: TrainingClass) -> set[int]:
    """Return the ids of who is on the roster."""
    return set(db.session.scalars(select(ClassMember.employee_id).where(
        ClassMember.class_id == row.id, ClassMember.removed_at.is_(None))))


def candidates(row: TrainingClass, unit: Unit, post: str) -> list[Employee]:
    """Return who works at the unit or below it and is not on the roster, by unit and name; of one post where it is given."""
    query = (select(Employee).join(Unit, Unit.id == Employee.unit_id)
             .where(Unit.path.startswith(unit.path, autoescape=True), Employee.status == "active", EMPLOYED,
                    Employee.id.not_in(member_ids(row)), Employee.id != (row.trainer_id or 0))
             .order_by(Unit.code, Employee.sort_key))
    return list(db.session.scalars(query.where(Employee.post == post) if post else query))


def units_of(row: TrainingClass) -> list[Unit]:
    """Return the unit of a class and those below it, by code."""
    return list(db.session.scalars(select(Unit).where(
        Unit.path.startswith(row.unit.path, autoescape=True)).order_by(Unit.code)))


def posts_of(row: TrainingClass) -> list[str]:
    """Return the posts of who works there, by name."""
    return list(db.session.scalars(
        select(Employee.post).join(Unit, Unit.id == Employee.unit_id).distinct().order_by(Employee.post)
        .where(Unit.path.startswith(row.unit.path, autoescape=True), Employee.status == "active", Employee.post != "",
               EMPLOYED)))


def _whose_time(actor: Actor, people: Collection[int]) -> set[int]:
    """Return those of these people whose absences and other classes the actor may know of: their own, and those in reach."""
    return set(db.session.scalars(select(Employee.id).where(Employee.id.in_(people), or_(
        Employee.id == actor.employee_id, Employee.unit_id.in_(units_in_reach(actor, CAN))))))


def clashes_of(actor: Actor, row: TrainingClass, people: Collection[int]) -> tuple[Busy, ...]:
    """Return who of these people, and whether the trainer, is expected elsewhere or away during the class."""
    sessions = [Planned(each.starts_at, each.ends_at, each.minutes, each.topic, each.method) for each in sessions_of(row)]
    return clashes_at(actor, sessions, people, trainer_id=row.trainer_id, zone=row.unit.zone, beside=row.id)


def clashes_at(actor: Actor, sessions: Collection[Planned], people: Collection[int], *, trainer_id: int | None, zone: str,
               beside: int | None = None) -> tuple[Busy, ...]:
    """Return the same for sessions that may not be kept yet, looking at all classes but the one `beside`."""
    wanted = _whose_time(actor, {*people, *([trainer_id] if trainer_id else [])})
    if not sessions or not wanted:
        return ()
    first, last = min(each.starts_at for each in sessions), max(each.ends_at for each in sessions)
    return clashes(sessions, [*_in_classes(wanted, first, last, beside or 0), *_away(wanted, first, last, ZoneInfo(zone))])


def _in_classes(people: Collection[int], first: dt.datetime, last: dt.datetime, beside: int) -> Iterable[Busy]:
    rows = db.session.execute(
        select(ClassSession.starts_at, ClassSession.ends_at, TrainingClass.trainer_id, CourseVersion.title,
               ClassMember.employee_id)
        .join(TrainingClass, TrainingClass.id == ClassSession.class_id)
        .join(CourseVersion, CourseVersion.id == TrainingClass.course_version_id)
        .outerjoin(ClassMember, (ClassMember.class_id == TrainingClass.id) & ClassMember.removed_at.is_(None)
                   & ClassMember.employee_id.in_(people))
        .where(ClassSession.starts_at < last, ClassSession.ends_at > first, TrainingClass.id != beside,
               TrainingClass.cancelled_at.is_(None), TrainingClass.closed_at.is_(None),
               or_(ClassMember.id.is_not(None), TrainingClass.trainer_id.in_(people))))
    for starts_at, ends_at, trainer, title, member in rows:
        if member:
            yield Busy(member, starts_at, ends_at, "class", said(title))
        if trainer in people:
            yield Busy(trainer, starts_at, ends_at, "teaches", said(title))


def _away(people: Collection[int], first: dt.datetime, last: dt.datetime, zone: ZoneInfo) -> Iterable[Busy]:
    days = first.astimezone(zone).date(), last.astimezone(zone).date()
    rows = db.session.execute(select(Absence.employee_id, Absence.start_on, Absence.end_on).where(
        Absence.employee_id.in_(people), Absence.start_on <= days[1], or_(Absence.end_on.is_(None), Absence.end_on >= days[0])))
    for person, start_on, end_on in rows:
        since, until = max(start_on, days[0]), min(end_on or days[1], days[1])
        yield Busy(person, dt.datetime.combine(since, dt.time(), zone),
                   dt.datetime.combine(until + DAY, dt.time(), zone), "away")


def names_of(people: Collection[int]) -> dict[int, dict[str, str]]:
    """Return the names of these people, by id."""
    return {each.id: each.label for each in db.session.scalars(select(Employee).where(Employee.id.in_(people)))}


def get_member(row: TrainingClass, employee_id: int) -> ClassMember:
    """Return somebody's place on the roster; otherwise answer 404."""
    return db.session.scalar(select(ClassMember).where(
        ClassMember.class_id == row.id, ClassMember.employee_id == employee_id, ClassMember.removed_at.is_(None))) or abort(404)


def get_own_session(actor: Actor, session_id: int) -> tuple[TrainingClass, ClassSession]:
    """Return a session of a class that the actor is on the roster of, and that class; otherwise answer 404."""
    row = db.session.execute(
        select(TrainingClass, ClassSession).join(ClassSession, ClassSession.class_id == TrainingClass.id)
        .join(ClassMember, ClassMember.class_id == TrainingClass.id)
        .where(ClassSession.id == session_id, ClassMember.employee_id == actor.employee_id, ClassMember.removed_at.is_(None),
               TrainingClass.told > 0)).first() or abort(404)
    return row[0], row[1]


def get_leave(session: ClassSession, employee_id: int) -> ClassLeave:
    """Return what somebody asked for; otherwise answer 404."""
    return db.session.get(ClassLeave, (session.id, employee_id)) or abort(404)
