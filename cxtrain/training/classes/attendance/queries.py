"""Reading a session through the eyes of who runs its class, and of who sits in it."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import lazyload

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.training.classes.attendance.keyed import Person
from cxtrain.training.classes.attendance.marks import Line
from cxtrain.training.classes.attendance.times import Span
from cxtrain.training.classes.models import Attendance, ClassMember, ClassSession, TrainingClass
from cxtrain.web.pages import said


@dataclass(frozen=True)
class Held:
    """A session with its class."""

    session: ClassSession
    of: TrainingClass

    @property
    def span(self) -> Span:
        """Its time."""
        return Span(self.session.starts_at, self.session.ends_at, self.session.minutes)

    @property
    def is_open(self) -> bool:
        """Whether attendance may still be taken and changed without a reason: the class is neither closed nor cancelled."""
        return self.of.closed_at is None and self.of.cancelled_at is None


@dataclass(frozen=True)
class Seat:
    """Somebody on the roster, and how they were at a session; None: nobody has said."""

    person: Employee
    unit: Unit
    attendance: Attendance | None

    @property
    def state(self) -> str:
        """How they were, "" where nobody has said."""
        return self.attendance.state if self.attendance else ""


@dataclass(frozen=True)
class Counts:
    """Of a session: how many are on the roster, have come, and are doubted."""

    roster: int
    here: int
    doubted: int


def runs(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on TrainingClass, joined with its Unit, that the actor runs it: as its trainer or by role."""
    return or_(TrainingClass.trainer_id == actor.employee_id, within(actor, Can.RUN_CLASSES))


def get_session(actor: Actor, session_id: int, *, to_change: bool = False) -> Held:
    """Return a session of a class that the actor runs; otherwise answer 404. To be changed, one comes after the other."""
    query = _held().where(ClassSession.id == session_id, runs(actor))
    row = db.session.execute(query.with_for_update(of=TrainingClass) if to_change else query).first() or abort(404)
    return Held(*row)


def own_session(actor: Actor, session_id: int, *, to_sign: bool = False) -> Held | None:
    """Return a session if the actor is on the roster of its class. Many sign at once, but none while the class is closed."""
    row = db.session.execute(_own(to_sign), {"session": session_id, "employee": actor.employee_id}).first()
    return Held(*row) if row else None


@lru_cache(maxsize=2)
def _own(to_sign: bool) -> Select[Any]:
    """Return the statement, made once: everybody in a room runs it within a minute."""
    mine = select(ClassMember.class_id).where(
        ClassMember.employee_id == bindparam("employee"), ClassMember.removed_at.is_(None))
    query = _held().where(ClassSession.id == bindparam("session"), TrainingClass.id.in_(mine)).options(
        lazyload(TrainingClass.course), lazyload(TrainingClass.unit))
    return query.with_for_update(read=True, of=TrainingClass) if to_sign else query


def secret_of(session_id: int) -> str | None:
    """Return what the codes of a session are made from, whoever asks: a code that was scanned names it."""
    return db.session.execute(_SECRET, {"session": session_id}).scalar()


_session, _class = ClassSession.__table__, TrainingClass.__table__
_SECRET = select(_class.c.secret).join(_session, _session.c.class_id == _class.c.id).where(
    _session.c.id == bindparam("session"))


def _held() -> Select[Any]:
    return (select(ClassSession, TrainingClass).join(TrainingClass, TrainingClass.id == ClassSession.class_id)
            .join(Unit, Unit.id == TrainingClass.unit_id))


def sessions_of(held: Held) -> list[ClassSession]:
    """Return the sessions of the class, in the order of time."""
    query = select(ClassSession).where(ClassSession.class_id == held.of.id)
    return list(db.session.scalars(query.order_by(ClassSession.number)))


def roster_of(held: Held) -> list[Seat]:
    """Return who is on the roster, by unit and name, with how they were."""
    rows = db.session.execute(
        select(Employee, Unit, Attendance).select_from(ClassMember)
        .join(Employee, Employee.id == ClassMember.employee_id).join(Unit, Unit.id == ClassMember.unit_id)
        .outerjoin(Attendance, (Attendance.employee_id == Employee.id) & (Attendance.session_id == held.session.id))
        .where(ClassMember.class_id == held.of.id, ClassMember.removed_at.is_(None))
        .order_by(Unit.code, Employee.sort_key, Employee.id))
    return [Seat(*row) for row in rows.tuples()]


def lines_of(seats: Collection[Seat], own: int) -> dict[int, Line]:
    """Return how people stand, by employee id, without whoever asks: nobody marks themselves."""
    return {seat.person.id: Line(row.state, row.minutes, row.why) if (row := seat.attendance) else Line()
            for seat in seats if seat.person.id != own}


def people_by_number(seats: Collection[Seat], own: int) -> dict[str, Person]:
    """Return those on the roster by staff number in capitals; `own` is the id of whoever keys in."""
    return {seat.person.number.upper(): Person(seat.person.id, said(seat.person.label), seat.state, seat.person.id == own)
            for seat in seats}


def counts_of(held: Held) -> Counts:
    """Return how many have come, in one statement."""
    here = Attendance.state.in_(("present", "late", "left_early"))
    row = db.session.execute(
        select(func.count(ClassMember.id), func.count(Attendance.employee_id).filter(here),
               func.count(Attendance.employee_id).filter(Attendance.doubted))
        .outerjoin(Attendance, (Attendance.employee_id == ClassMember.employee_id) & (Attendance.session_id == held.session.id))
        .where(ClassMember.class_id == held.of.id, ClassMember.removed_at.is_(None))).one()
    return Counts(*row)


def own_attendance(session_id: int, employee_id: int) -> Attendance | None:
    """Return how somebody was at a session, None where nobody has said."""
    return db.session.get(Attendance, (session_id, employee_id))


def holder_of(nonce: str) -> int | None:
    """Return who has used a ticket, None where nobody has."""
    return db.session.scalar(select(Attendance.employee_id).where(Attendance.ticket == nonce))


def others_by(browser: str, session_id: int, employee_id: int) -> list[int]:
    """Return who else signed in with the same browser at a session."""
    return list(db.session.scalars(select(Attendance.employee_id).where(
        Attendance.session_id == session_id, Attendance.device == browser, Attendance.employee_id != employee_id)))


def doubts_of(seats: Collection[Seat]) -> list[tuple[Seat, list[Seat]]]:
    """Return who is doubted, each with those whom the same browser signed in."""
    def same(seat: Seat) -> list[Seat]:
        mark = seat.attendance.device if seat.attendance else None
        return [other for other in seats if other is not seat and other.attendance and mark and other.attendance.device == mark]
    return [(seat, same(seat)) for seat in seats if seat.attendance and seat.attendance.doubted]


def find_newcomer(held: Held, number: str) -> Employee | None:
    """Return who has a staff number in the units of the class, None where there is nobody."""
    return db.session.scalar(
        select(Employee).join(Unit, Unit.id == Employee.unit_id).where(
            func.upper(Employee.number) == number.upper(), Unit.path.startswith(held.of.unit.path, autoescape=True),
            Employee.status != "left", EMPLOYED))


def member_of(held: Held, employee_id: int) -> ClassMember | None:
    """Return somebody's place on the roster, taken off or not."""
    return db.session.scalar(select(ClassMember).where(
        ClassMember.class_id == held.of.id, ClassMember.employee_id == employee_id))
