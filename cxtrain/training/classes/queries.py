"""Reading classes: those one leads, those one is on the roster of, those one's people go to; a foreign one is a 404."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

from flask import abort
from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import joinedload

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, units_in_reach
from cxtrain.training.classes.closing import Mark, Missing, missing, percents
from cxtrain.training.classes.models import Attendance, ClassLeave, ClassMember, ClassPhoto, ClassSession, TrainingClass
from cxtrain.training.course import Course, StepKind
from cxtrain.training.models import Course as CourseRow
from cxtrain.training.models import CourseVersion
from cxtrain.training.queries import course_of

CAN = Can.RUN_CLASSES
PAGE = 20
When = Literal["coming", "running", "past"]


@dataclass(frozen=True)
class Line:
    """A class in a list."""

    row: TrainingClass
    first: dt.datetime | None  # of its sessions
    last: dt.datetime | None
    minutes: int
    people: int

    @property
    def hours(self) -> float:
        """Class hours, not rounded."""
        return self.minutes / self.row.hour_minutes


@dataclass(frozen=True)
class OnRoster:
    """Somebody on the roster with what is known of each session."""

    member: ClassMember
    unit: dict[str, str]
    marks: dict[int, Attendance] = field(default_factory=dict)  # by session
    leaves: dict[int, ClassLeave] = field(default_factory=dict)
    minutes: int = 0
    percent: int = 0


def leads(actor: Actor, row: TrainingClass) -> bool:
    """Whether the actor may run this class: its trainer, or somebody who runs classes of its unit."""
    return row.trainer_id == actor.employee_id or actor.may(CAN) and actor.may_in(CAN, row.unit.path)


def _led(actor: Actor) -> ColumnElement[bool]:
    return or_(TrainingClass.trainer_id == actor.employee_id, TrainingClass.unit_id.in_(units_in_reach(actor, CAN)))


def _visible(actor: Actor) -> ColumnElement[bool]:
    """Those one leads; and, once its people were told, those oneself or somebody in reach is on the roster of."""
    on_it = select(ClassMember.class_id).where(ClassMember.removed_at.is_(None), or_(
        ClassMember.employee_id == actor.employee_id, ClassMember.unit_id.in_(units_in_reach(actor, CAN))))
    return or_(_led(actor), and_(TrainingClass.told > 0, or_(TrainingClass.id.in_(on_it), _open_to(actor))))


def _open_to(actor: Actor) -> ColumnElement[bool]:
    """Those that people of the actor's unit may put themselves on the roster of."""
    above = [int(part) for part in actor.unit_path.split("/") if part]
    return and_(TrainingClass.joinable, TrainingClass.unit_id.in_(above), TrainingClass.cancelled_at.is_(None),
                TrainingClass.closed_at.is_(None))


def get_class_for(actor: Actor, class_id: int, *, to_change: bool = False) -> TrainingClass:
    """Return a class that the actor may look at; otherwise answer 404. To be changed, one comes after the other."""
    query = select(TrainingClass).where(TrainingClass.id == class_id, _visible(actor))
    return db.session.scalar(query.with_for_update(of=TrainingClass) if to_change else query) or abort(404)


def get_led_class(actor: Actor, class_id: int, *, to_change: bool = False) -> TrainingClass:
    """Return a class that the actor runs; otherwise answer 404."""
    query = select(TrainingClass).where(TrainingClass.id == class_id, _led(actor))
    return db.session.scalar(query.with_for_update(of=TrainingClass) if to_change else query) or abort(404)


def get_led_session(actor: Actor, session_id: int, *, to_change: bool = False) -> tuple[TrainingClass, ClassSession]:
    """Return a session of a class that the actor runs, and that class; otherwise answer 404."""
    query = select(TrainingClass, ClassSession).join(ClassSession, ClassSession.class_id == TrainingClass.id).where(
        ClassSession.id == session_id, _led(actor))
    row = db.session.execute(query.with_for_update(of=TrainingClass) if to_change else query).first() or abort(404)
    return row[0], row[1]


def may_join(actor: Actor, row: TrainingClass, begins: dt.datetime | None) -> bool:
    """Whether the actor may put themselves on the roster now: it is open to their unit, announced, and has not begun."""
    return (row.joinable and row.told > 0 and row.cancelled_at is None and row.closed_at is None and begins is not None
            and begins > now() and actor.unit_path.startswith(row.unit.path) and row.trainer_id != actor.employee_id)


def own_membership(actor: Actor, row: TrainingClass) -> ClassMember | None:
    """Return the actor's place on the roster, None where they have none."""
    return db.session.scalar(select(ClassMember).where(
        ClassMember.class_id == row.id, ClassMember.employee_id == actor.employee_id, ClassMember.removed_at.is_(None)))


def sessions_of(row: TrainingClass) -> list[ClassSession]:
    """Return the sessions in the order of time."""
    return list(db.session.scalars(select(ClassSession).where(ClassSession.class_id == row.id).order_by(ClassSession.number)))


def begun_sessions(row: TrainingClass) -> set[int]:
    """Return the ids of the sessions for which something was noted already: who was there, or who asked for leave."""
    noted = select(Attendance.session_id).join(ClassSession, ClassSession.id == Attendance.session_id).where(
        ClassSession.class_id == row.id)
    asked = select(ClassLeave.session_id).join(ClassSession, ClassSession.id == ClassLeave.session_id).where(
        ClassSession.class_id == row.id)
    return set(db.session.scalars(noted.union(asked)))


def roster_of(row: TrainingClass, actor: Actor | None = None) -> list[OnRoster]:
    """Return who is on the roster, by unit and name, with their marks; for who does not lead it only people in reach."""
    query = (select(ClassMember, Unit).options(joinedload(ClassMember.employee)).join(Unit, Unit.id == ClassMember.unit_id)
             .join(Employee, Employee.id == ClassMember.employee_id)
             .where(ClassMember.class_id == row.id, ClassMember.removed_at.is_(None)).order_by(Unit.code, Employee.sort_key))
    if actor is not None and not leads(actor, row):
        query = query.where(or_(ClassMember.employee_id == actor.employee_id,
                                ClassMember.unit_id.in_(units_in_reach(actor, CAN))))
    members = db.session.execute(query).all()
    attended, asked = _marks_of(row), _leaves_of(row)
    planned = {session.id: session.minutes for session in sessions_of(row)}
    ids = [member.employee_id for member, _ in members]
    counted = percents(ids, planned, _as_marks(attended))
    return [OnRoster(member, unit.label, attended.get(member.employee_id, {}), asked.get(member.employee_id, {}),
                     *counted[member.employee_id]) for member, unit in members]


def _marks_of(row: TrainingClass) -> dict[int, dict[int, Attendance]]:
    found: dict[int, dict[int, Attendance]] = {}
    for mark in db.session.scalars(select(Attendance).join(ClassSession, ClassSession.id == Attendance.session_id).where(
            ClassSession.class_id == row.id)):
        found.setdefault(mark.employee_id, {})[mark.session_id] = mark
    return found


def _leaves_of(row: TrainingClass) -> dict[int, dict[int, ClassLeave]]:
    found: dict[int, dict[int, ClassLeave]] = {}
    for leave in db.session.scalars(select(ClassLeave).join(ClassSession, ClassSession.id == ClassLeave.session_id).where(
            ClassSession.class_id == row.id)):
        found.setdefault(leave.employee_id, {})[leave.session_id] = leave
    return found


def _as_marks(attended: dict[int, dict[int, Attendance]]) -> dict[tuple[int, int], Mark]:
    return {(session, person): Mark(mark.state, mark.minutes, mark.doubted)
            for person, by_session in attended.items() for session, mark in by_session.items()}


def missing_of(row: TrainingClass, roster: list[OnRoster]) -> Missing:
    """Return what the class lacks before it can be closed."""
    attended = {each.member.employee_id: each.marks for each in roster}
    waiting = sum(any(leave.granted is None for leave in each.leaves.values()) for each in roster)
    return missing(attended, {session.id: session.ends_at for session in sessions_of(row)}, _as_marks(attended), now=now(),
                   unanswered=waiting, summary=row.summary)


def _counted() -> tuple[Subquery, Subquery]:
    """Return the sessions and the people of each class, counted."""
    sessions = (select(ClassSession.class_id, func.min(ClassSession.starts_at).label("first"),
                       func.max(ClassSession.ends_at).label("last"), func.sum(ClassSession.minutes).label("minutes"))
                .group_by(ClassSession.class_id).subquery())
    people = (select(ClassMember.class_id, func.count().label("people")).where(ClassMember.removed_at.is_(None))
              .group_by(ClassMember.class_id).subquery())
    return sessions, people


def _lines() -> tuple[Select[Any], Subquery]:
    sessions, people = _counted()
    query = (select(TrainingClass, sessions.c.first, sessions.c.last, func.coalesce(sessions.c.minutes, 0),
                    func.coalesce(people.c.people, 0)).options(joinedload(TrainingClass.trainer))
             .outerjoin(sessions, sessions.c.class_id == TrainingClass.id)
             .outerjoin(people, people.c.class_id == TrainingClass.id))
    return query, sessions


def list_classes(actor: Actor, when: When, page: int = 1) -> tuple[list[Line], bool]:
    """Return a page of the classes that the actor may look at, and whether there are more.

    Coming: not begun. Running: begun and not closed. Past: closed or cancelled, the latest first.
    """
    query, sessions = _lines()
    ended = or_(TrainingClass.closed_at.is_not(None), TrainingClass.cancelled_at.is_not(None))
    begun = sessions.c.first <= now()
    chosen = {"coming": and_(~ended, or_(sessions.c.first.is_(None), ~begun)), "running": and_(~ended, begun), "past": ended}
    order = sessions.c.first.desc() if when == "past" else sessions.c.first
    rows = db.session.execute(query.where(_visible(actor), chosen[when]).order_by(order, TrainingClass.id)
                              .offset(PAGE * (page - 1)).limit(PAGE + 1)).all()
    return [Line(*row) for row in rows[:PAGE]], len(rows) > PAGE


def coming_of_course(actor: Actor, course: CourseRow) -> list[Line]:
    """Return the classes of a course that are still to come or running and that the actor may look at, the next first."""
    query, sessions = _lines()
    rows = db.session.execute(query.where(
        _visible(actor), TrainingClass.course_id == course.id, TrainingClass.closed_at.is_(None),
        TrainingClass.cancelled_at.is_(None), sessions.c.last > now()).order_by(sessions.c.first).limit(PAGE))
    return [Line(*row) for row in rows]


def own_past_of_course(actor: Actor, course: CourseRow) -> list[Line]:
    """Return the closed classes of a course that the actor was on the roster of, the latest first."""
    query, sessions = _lines()
    mine = select(ClassMember.class_id).where(ClassMember.employee_id == actor.employee_id, ClassMember.removed_at.is_(None))
    rows = db.session.execute(query.where(
        TrainingClass.id.in_(mine), TrainingClass.course_id == course.id, TrainingClass.closed_at.is_not(None))
        .order_by(sessions.c.first.desc()).limit(PAGE))
    return [Line(*row) for row in rows]


def own_of(actor: Actor) -> set[int]:
    """Return the ids of the classes that the actor is on the roster of."""
    return set(db.session.scalars(select(ClassMember.class_id).where(
        ClassMember.employee_id == actor.employee_id, ClassMember.removed_at.is_(None))))


@dataclass(frozen=True)
class Soon:
    """A class on Today: one's own, or one that one teaches."""

    row: TrainingClass
    session: ClassSession  # the one under way, or the next
    teaches: bool
    is_new: bool  # told, or told again, and not yet said to have been read


def today_classes(actor: Actor, moment: dt.datetime) -> list[Soon]:
    """Return the next session of each class that the actor goes to or teaches within two weeks, in one statement.

    One that was cancelled stands there until it would have been over or was read.
    """
    coming = (select(ClassSession.class_id, func.min(ClassSession.number).label("number"))
              .where(ClassSession.ends_at > moment, ClassSession.starts_at < moment + dt.timedelta(days=14))
              .group_by(ClassSession.class_id).subquery())
    member = and_(ClassMember.class_id == TrainingClass.id, ClassMember.employee_id == actor.employee_id,
                  ClassMember.removed_at.is_(None))
    rows = db.session.execute(
        select(TrainingClass, ClassSession, ClassMember.id, ClassMember.seen)
        .join(coming, coming.c.class_id == TrainingClass.id)
        .join(ClassSession, (ClassSession.class_id == TrainingClass.id) & (ClassSession.number == coming.c.number))
        .outerjoin(ClassMember, member)
        .where(TrainingClass.told > 0, TrainingClass.closed_at.is_(None), or_(
            ClassMember.id.is_not(None) & (TrainingClass.cancelled_at.is_(None) | (ClassMember.seen < TrainingClass.told)),
            (TrainingClass.trainer_id == actor.employee_id) & TrainingClass.cancelled_at.is_(None)))
        .order_by(ClassSession.starts_at))
    return [Soon(row, session, member_id is None, member_id is not None and seen < row.told)
            for row, session, member_id, seen in rows]


def list_courses() -> list[CourseRow]:
    """Return the published courses, by title."""
    return list(db.session.scalars(select(CourseRow).join(CourseVersion, CourseVersion.id == CourseRow.current_id)
                                   .order_by(CourseRow.slug)))


def classroom_steps(course: Course) -> tuple[str, ...]:
    """Return the names of the steps that a class settles."""
    return tuple(step.slug for step in course.steps if step.kind is StepKind.CLASSROOM)


def course_of_class(row: TrainingClass) -> Course:
    """Return the course as it was when the class was planned."""
    return course_of(row.course_version)


def trainer_by_number(actor: Actor, number: str, row: TrainingClass | None = None) -> Employee | None:
    """Return who has this staff number and can be named as a trainer by the actor, None where nobody does.

    That is who belongs to a unit whose classes the actor runs, the actor, and who teaches the class already.
    """
    known = Employee.id.in_([actor.employee_id, row.trainer_id if row and row.trainer_id else 0])
    return db.session.scalar(select(Employee).where(
        func.upper(Employee.number) == number.strip().upper(), Employee.status != "left", EMPLOYED,
        or_(known, Employee.unit_id.in_(units_in_reach(actor, CAN)))))


def photos_of(row: TrainingClass) -> list[ClassPhoto]:
    """Return the pictures, the first taken first."""
    return list(db.session.scalars(select(ClassPhoto).where(ClassPhoto.class_id == row.id).order_by(ClassPhoto.id)))
