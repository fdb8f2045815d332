"""Writing the demo company's classes as trainers write them, each on its day. The caller commits."""

import datetime as dt
import hashlib
from random import Random
from typing import Any

from sqlalchemy import select

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.classes.plan import CLASSES, DAY, LATE_MINUTES, OPINIONS, WHY_LEAVE, Held, Sitting
from cxtrain.demo.company import Person
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.training.classes.closing import minutes_of
from cxtrain.training.classes.hours import attended_percent
from cxtrain.training.classes.models import (
    Attendance,
    ClassEvaluation,
    ClassLeave,
    ClassMember,
    ClassSession,
    TrainingClass,
)
from cxtrain.training.models import Course, Enrolment, LessonRead, StepTry

COURSE, STEP, LESSON = "front-desk-day", "practice-day", "first-15-seconds"
PLANNER = "0002"
DESK = "前台接待"


def write_classes(staff: Staff, chronicle: Chronicle, random: Random) -> None:
    """Write the classes, their people, who was there, what it settled and what people thought."""
    course = db.session.scalars(select(Course).where(Course.slug == COURSE)).one()
    terms: dict[int, int] = {}
    for held in CLASSES:
        day = staff.company.year.before(held.days)
        terms[day.year] = terms.get(day.year, 0) + 1
        row = _class(staff, course, held, day, terms[day.year])
        people = _people(staff, held, day)
        _roster(staff, row, people, held, chronicle)
        if held.is_closed:
            _attendance(staff, row, people, held)
            _close(staff, row, people, held, chronicle)
            _opinions(row, random, len(people))


def _class(staff: Staff, course: Course, held: Held, day: dt.date, term: int) -> TrainingClass:
    made_at = moment(day - dt.timedelta(12), 10) if held.days > -5 else moment(staff.company.year.before(2), 10)
    row = TrainingClass(
        course_id=course.id, course_version_id=course.current_id, unit_id=staff.units[held.unit], year=day.year, term=term,
        trainer_id=staff.employees.get(held.trainer), trainer_name=held.outside, place=held.place, hour_minutes=45, steps=[STEP],
        seats=held.seats, joinable=held.joinable, told=1, notice=held.notice, summary=held.summary, made_at=made_at,
        secret=hashlib.sha256(f"{day} {held.unit}".encode()).hexdigest()[:32], made_by=staff.employees[PLANNER], cancelled_why="")
    db.session.add(row)
    db.session.flush()
    for number, each in enumerate(DAY, 1):
        db.session.add(_session(row, number, each, day))
    db.session.flush()
    return row


def _session(row: TrainingClass, number: int, sitting: Sitting, day: dt.date) -> ClassSession:
    return ClassSession(class_id=row.id, number=number, starts_at=moment(day, *sitting.begins), ends_at=moment(day, *sitting.ends),
                        minutes=sitting.minutes, topic=sitting.topic, method=sitting.method)


def _people(staff: Staff, held: Held, day: dt.date) -> list[Person]:
    """Return who is on the roster: at work below the unit on that day, those at the front desk first."""
    codes = {place.code for place in staff.company.places if place.code == held.unit or place.parent == held.unit}
    there = [person for person in staff.company.frontline if person.unit_on(day) in codes and person.status != "left"
             and person.number != held.trainer]
    return sorted(there, key=lambda person: (person.post != DESK, person.number))[: held.people]


def _roster(staff: Staff, row: TrainingClass, people: list[Person], held: Held, chronicle: Chronicle) -> None:
    by = staff.employees[PLANNER]
    db.session.add_all(ClassMember(
        class_id=row.id, employee_id=staff.employees[person.number], unit_id=staff.units[person.unit], added_by=by,
        added_at=row.made_at, seen=1 if held.is_closed or place % 3 else 0) for place, person in enumerate(people))
    db.session.flush()
    note: dict[str, Any] = {"unit_id": row.unit_id, "actor_id": by}
    chronicle.note(row.made_at, "class planned", ("training_class", row.id), **note, course=COURSE, year=row.year, term=row.term)
    chronicle.note(row.made_at + dt.timedelta(minutes=20), "class roster filled", ("training_class", row.id), **note,
                   people=sorted(staff.employees[person.number] for person in people))
    chronicle.note(row.made_at + dt.timedelta(minutes=25), "class announced", ("training_class", row.id), **note, people=len(people))


def _state(held: Held, place: int, number: int) -> str:
    if place in held.away:
        return "absent"
    if place in held.leave and number == 2:
        return "leave"
    return "late" if place in held.late and number == 1 else "present"


def _attendance(staff: Staff, row: TrainingClass, people: list[Person], held: Held) -> None:
    by = row.trainer_id or staff.employees[PLANNER]
    for place, person in enumerate(people):
        for session in row.sessions:
            state, who = _state(held, place, session.number), staff.employees[person.number]
            db.session.add(Attendance(
                session_id=session.id, employee_id=who, state=state, minutes=minutes_of(state, session.minutes, LATE_MINUTES),
                source="code" if state == "present" else "keyed", at=session.starts_at, by=who if state == "present" else by,
                doubted=False, why=WHY_LEAVE if state == "leave" else ""))
            if state == "leave":
                asked = session.starts_at - dt.timedelta(days=2)
                db.session.add(ClassLeave(session_id=session.id, employee_id=who, why=WHY_LEAVE, asked_at=asked, granted=True,
                                          decided_at=asked + dt.timedelta(hours=3), decided_by=by, answer="好的，资料会发给你。"))
    db.session.flush()


def _close(staff: Staff, row: TrainingClass, people: list[Person], held: Held, chronicle: Chronicle) -> None:
    """Close the class: who was there for enough of it has the step done, and is on the way through the course."""
    at, by = row.sessions[-1].ends_at + dt.timedelta(minutes=40), row.trainer_id or staff.employees[PLANNER]
    row.closed_at, row.closed_by = at, by
    planned, settled = sum(session.minutes for session in row.sessions), 0
    for place, person in enumerate(people):
        states = [(_state(held, place, session.number), session.minutes) for session in row.sessions]
        percent = attended_percent(sum(minutes_of(state, most, LATE_MINUTES) for state, most in states), planned)
        if percent:
            settled += percent >= 80
            _settle(staff, row, person, percent, chronicle)
    chronicle.note(at, "class closed", ("training_class", row.id), unit_id=row.unit_id, actor_id=by, people=len(people),
                   settled=settled, minutes=planned)


def _settle(staff: Staff, row: TrainingClass, person: Person, percent: int, chronicle: Chronicle) -> None:
    who, at = staff.employees[person.number], row.closed_at
    assert at is not None, "closed before"
    way = db.session.scalar(select(Enrolment).where(Enrolment.employee_id == who, Enrolment.course_id == row.course_id))
    if way is None:
        day = row.sessions[0].starts_at
        way = Enrolment(employee_id=who, course_id=row.course_id, course_version_id=row.course_version_id, started_on=day.date())
        db.session.add(way)
        db.session.flush()
        chronicle.note(at, "course started", ("enrolment", way.id), unit_id=staff.units[person.unit], actor_id=row.closed_by or 0,
                       course=COURSE, training_class=row.id)
        read_at = at + dt.timedelta(minutes=5 + who % 40)  # the short lesson, once more on the way home
        db.session.add(LessonRead(enrolment_id=way.id, lesson=LESSON, read_at=read_at, seconds=180 + 7 * (who % 30)))
        chronicle.note(read_at, "lesson read", ("enrolment", way.id), unit_id=staff.units[person.unit], actor_id=who,
                       lesson=LESSON)
    done = db.session.get(StepTry, (way.id, f"classroom:{STEP}"))
    if done is None:  # who went to both classes was settled by the first
        db.session.add(StepTry(enrolment_id=way.id, step=f"classroom:{STEP}", tries=1, best=percent, attempt_id=row.id,
                               passed_at=at if percent >= 80 else None))
    db.session.flush()


def _opinions(row: TrainingClass, random: Random, people: int) -> None:
    """Write what people thought: nobody's name, and no moment."""
    for marks, words in OPINIONS[: max(5, min(people - 3, len(OPINIONS)))]:
        db.session.add(ClassEvaluation(id=f"{random.getrandbits(128):032x}", class_id=row.id, marks=list(marks), words=words,
                                       shown=True))
    db.session.flush()
