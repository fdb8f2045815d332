"""Putting people on a roster and taking them off it; asking for leave and answering; the caller commits."""

from collections.abc import Sequence

from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.training.classes.models import Attendance, ClassLeave, ClassMember, ClassSession, TrainingClass
from cxtrain.training.classes.telling import operations as telling
from cxtrain.web.bilingual import N_

FULL = N_("This class has %(seats)s seats and %(people)s people are on the roster. Take somebody off, or add seats.")
NOTED = N_("Something was noted of this person's attendance already, so they stay on the roster.")
BEGUN = N_("Nobody takes themselves off the roster once a session has begun: ask somebody else who runs classes here.")


class Full(ValueError):
    """There are not enough seats; it carries how many people are on the roster."""

    def __init__(self, people: int) -> None:
        """Keep the number."""
        super().__init__(FULL)
        self.people = people


def add_members(actor: Actor, row: TrainingClass, people: Sequence[int]) -> list[int]:
    """Put people on the roster and, where the class was announced, tell them; return the ids of those who were not on it.

    Raises:
        Full: there are not enough seats for them.
    """
    known = {each.employee_id: each for each in db.session.scalars(select(ClassMember).where(ClassMember.class_id == row.id))}
    new = [key for key in dict.fromkeys(people) if key not in known or known[key].removed_at is not None]
    there = sum(each.removed_at is None for each in known.values())
    if row.seats is not None and new and there + len(new) > row.seats:
        raise Full(there)
    units = {key: unit for key, unit in db.session.execute(select(Employee.id, Employee.unit_id).where(Employee.id.in_(new)))}
    for key in new:
        member = known.get(key) or ClassMember(class_id=row.id, employee_id=key)
        member.unit_id, member.added_by, member.added_at, member.removed_at = units[key], actor.employee_id, now(), None
        member.seen = 0
        db.session.add(member)
    db.session.flush()
    if new:
        record("class roster filled", row, unit_id=row.unit_id, people=sorted(new))
    if new and row.told:
        telling.tell(row, new)
    return new


def remove_member(actor: Actor, row: TrainingClass, member: ClassMember) -> str:
    """Take somebody off the roster; return why not, a sentence for the catalogue, "" where it was done."""
    noted = db.session.scalar(select(func.count()).select_from(Attendance).join(
        ClassSession, ClassSession.id == Attendance.session_id).where(
            ClassSession.class_id == row.id, Attendance.employee_id == member.employee_id))
    begun = db.session.scalar(select(func.count()).select_from(ClassSession).where(
        ClassSession.class_id == row.id, ClassSession.starts_at <= now()))
    if noted or row.closed_at is not None:
        return NOTED
    if begun and member.employee_id == actor.employee_id:
        return BEGUN
    member.removed_at = now()
    db.session.flush()
    record("class roster shortened", member, unit_id=member.unit_id, training_class=row.id, employee=member.employee_id)
    return ""


def ask_leave(actor: Actor, row: TrainingClass, session: ClassSession, why: str) -> bool:
    """Ask not to be at a session; False where it has begun, or was asked for before."""
    if session.starts_at <= now() or row.cancelled_at is not None or db.session.get(
            ClassLeave, (session.id, actor.employee_id)) is not None:
        return False
    leave = ClassLeave(session_id=session.id, employee_id=actor.employee_id, why=why, asked_at=now(), answer="")
    db.session.add(leave)
    db.session.flush()
    record("class leave asked", ("class_session", session.id), unit_id=row.unit_id, employee=actor.employee_id)
    return True


def answer_leave(actor: Actor, row: TrainingClass, session: ClassSession, leave: ClassLeave, *, granted: bool,
                 answer: str) -> bool:
    """Grant leave or not, and tell who asked; False where it was answered before. Nobody answers their own asking."""
    if leave.granted is not None or leave.employee_id == actor.employee_id or row.closed_at is not None:
        return False
    leave.granted, leave.decided_at, leave.decided_by, leave.answer = granted, now(), actor.employee_id, answer
    mark = db.session.get(Attendance, (session.id, leave.employee_id))
    if granted and (mark is None or mark.minutes == 0):
        mark = mark or Attendance(session_id=session.id, employee_id=leave.employee_id)
        mark.state, mark.minutes, mark.source, mark.at, mark.by = "leave", 0, "keyed", now(), actor.employee_id
        mark.why, mark.doubted = leave.why, False
        db.session.add(mark)
    db.session.flush()
    record("class leave answered", ("class_session", session.id), unit_id=row.unit_id, employee=leave.employee_id,
           granted=granted)
    telling.tell_answer(row, session, leave.employee_id, granted=granted, answer=answer)
    return True
