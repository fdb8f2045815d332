"""Planning, changing, announcing and cancelling classes; the caller commits."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.training.classes.models import ClassMember, ClassSession, TrainingClass
from cxtrain.training.classes.telling import operations as telling
from cxtrain.training.classes.timetable import Planned
from cxtrain.training.models import Course
from cxtrain.web.numbers import floor_of


@dataclass(frozen=True)
class Plan:
    """What somebody planned; either `trainer_id` or `trainer_name` says who teaches."""

    trainer_id: int | None
    trainer_name: str
    place: str
    hour_minutes: int
    seats: int | None
    joinable: bool
    steps: tuple[str, ...]  # names of the course's classroom steps
    notice: str
    sessions: tuple[Planned, ...]  # at least one, in the order of time


def plan_class(actor: Actor, course: Course, unit: Unit, plan: Plan) -> TrainingClass:
    """Plan the next class of the course: its number within the year follows by itself. Nobody is told yet."""
    db.session.execute(select(Course.id).where(Course.id == course.id).with_for_update())  # one number at a time
    year = plan.sessions[0].starts_at.astimezone(ZoneInfo(unit.zone)).year
    last = db.session.scalar(select(func.max(TrainingClass.term)).where(
        TrainingClass.course_id == course.id, TrainingClass.year == year))
    term = max(last or 0, floor_of(f"term:{course.id}:{year}")) + 1
    row = TrainingClass(
        course_id=course.id, course_version_id=course.current_id, unit_id=unit.id, year=year, term=term,
        trainer_id=plan.trainer_id, trainer_name=plan.trainer_name, place=plan.place, hour_minutes=plan.hour_minutes,
        seats=plan.seats, joinable=plan.joinable, steps=list(plan.steps), notice=plan.notice, summary="", told=0,
        secret=secrets.token_hex(16), made_by=actor.employee_id, made_at=now(), cancelled_why="")
    db.session.add(row)
    db.session.flush()
    db.session.add_all(_session(row, number, each) for number, each in enumerate(plan.sessions, 1))
    db.session.flush()
    record("class planned", row, unit_id=unit.id, course=course.slug, year=year, term=row.term)
    return row


def _session(row: TrainingClass, number: int, planned: Planned) -> ClassSession:
    return ClassSession(class_id=row.id, number=number, starts_at=planned.starts_at, ends_at=planned.ends_at,
                        minutes=planned.minutes, topic=planned.topic, method=planned.method)


def change_class(row: TrainingClass, plan: Plan) -> bool:
    """Plan the class otherwise; who was told is told again where time, place or trainer is another one. True if so."""
    before = _what_matters(row)
    for name in ("trainer_id", "trainer_name", "place", "hour_minutes", "seats", "joinable", "notice"):
        setattr(row, name, getattr(plan, name))
    row.steps = list(plan.steps)
    _put_sessions(row, plan.sessions)
    db.session.flush()
    again = row.told > 0 and _what_matters(row) != before
    record("class changed", row, unit_id=row.unit_id, told_again=again)
    if again:
        row.told += 1
        db.session.flush()
        telling.tell(row)
    return again


def _what_matters(row: TrainingClass) -> tuple[object, ...]:
    times = db.session.execute(select(ClassSession.starts_at, ClassSession.ends_at).where(
        ClassSession.class_id == row.id).order_by(ClassSession.starts_at)).all()
    return row.place, row.trainer_id, row.trainer_name, [tuple(each) for each in times]


def _put_sessions(row: TrainingClass, planned: Sequence[Planned]) -> None:
    """Put the sessions in the place of those that are there; one that has an id stays the same row."""
    known = {session.id: session for session in db.session.scalars(
        select(ClassSession).where(ClassSession.class_id == row.id))}
    for key in set(known) - {each.id for each in planned}:
        db.session.delete(known[key])
    db.session.flush()
    db.session.execute(update(ClassSession).where(ClassSession.class_id == row.id)
                       .values(number=ClassSession.number + 1000).execution_options(synchronize_session="fetch"))
    for number, each in enumerate(planned, 1):
        session = known.get(each.id or 0)
        if session is None:
            db.session.add(_session(row, number, each))
            continue
        session.number, session.starts_at, session.ends_at = number, each.starts_at, each.ends_at
        session.minutes, session.topic, session.method = each.minutes, each.topic, each.method
    db.session.flush()
    db.session.expire(row, ["sessions"])


def tell_class(row: TrainingClass) -> bool:
    """Tell everybody on the roster when and where; False where they were told before."""
    if row.told:
        return False
    row.told = 1
    db.session.flush()
    record("class announced", row, unit_id=row.unit_id, people=telling.tell(row))
    return True


def note_seen(row: TrainingClass, member: ClassMember) -> None:
    """Note that somebody has read what was told last."""
    if member.seen < row.told:
        member.seen = row.told
        db.session.flush()
        record("class notice read", member, unit_id=member.unit_id, training_class=row.id, told=row.told)


def cancel_class(row: TrainingClass, why: str) -> bool:
    """Cancel a class and tell who was told of it; False where it is closed or was cancelled before."""
    if row.closed_at is not None or row.cancelled_at is not None:
        return False
    row.cancelled_at, row.cancelled_why = now(), why
    row.told += 1 if row.told else 0
    db.session.flush()
    record("class cancelled", row, unit_id=row.unit_id, reason_given=True)
    if row.told:
        telling.tell(row)
    return True
