"""Writing the demo company's practical assessments as assessors mark them, each on its day. The caller commits."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.classes.operations import COURSE, PLANNER
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.practicals.plan import PLACE, SHEET, SITTINGS, Assessed, Slips
from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.training.classes.models import ClassMember, TrainingClass
from cxtrain.training.models import Course, Enrolment, StepTry
from cxtrain.training.practicals import queries, turns
from cxtrain.training.practicals.marking import outcome, percent, rounded
from cxtrain.training.practicals.models import PracticalMarks, PracticalSheet, PracticalSitting

HOUR, NOTICE = 14, dt.timedelta(9)  # at which they are sat, and how long before they are planned


def write_practicals(staff: Staff, chronicle: Chronicle) -> None:
    """Write the sittings, what each assessor marked, and what it settled in the course."""
    sheet = db.session.scalars(select(PracticalSheet).where(PracticalSheet.slug == SHEET)).one()
    first = db.session.scalars(select(TrainingClass).order_by(TrainingClass.id).limit(1)).one()
    roster = list(db.session.scalars(select(Employee).join(ClassMember, ClassMember.employee_id == Employee.id)
                                     .where(ClassMember.class_id == first.id).order_by(ClassMember.id)))
    for one in SITTINGS:
        sitting = _planned(staff, sheet, roster[one.person], one, first.id)
        _told(staff, sitting, one, chronicle)
        _mark(staff, sitting, one, chronicle)
        if one.is_decided:
            _decide(staff, sitting, one, chronicle)


def _day(staff: Staff, one: Assessed) -> dt.date:
    return staff.company.year.before(one.days)


def _planned(staff: Staff, sheet: PracticalSheet, person: Employee, one: Assessed, class_id: int) -> PracticalSitting:
    day = _day(staff, one)
    row = PracticalSitting(
        sheet_id=sheet.id, version=sheet.current, employee=person, unit_id=person.unit_id, class_id=class_id, kind=one.kind,
        number=turns.next_number(queries.turns_of(sheet.id, person.id)), assessors=len(one.slips), planned_on=day, place=PLACE,
        deferred_why=one.why, made_by=staff.employees[PLANNER], agreed={}, talked="",
        made_at=moment(min(day - NOTICE, staff.company.year.before(4)), 10))
    db.session.add(row)
    db.session.flush()
    return row


def _told(staff: Staff, row: PracticalSitting, one: Assessed, chronicle: Chronicle) -> None:
    note: dict[str, Any] = {"unit_id": row.unit_id, "actor_id": row.made_by}
    planned_as = "first" if one.kind == "deferred" else one.kind
    subject = (PracticalSitting.__tablename__, row.id)
    chronicle.note(row.made_at, "practical planned", subject, **note, sheet=SHEET, kind=planned_as, number=row.number)
    if one.why:
        chronicle.note(row.made_at + dt.timedelta(days=2), "practical put off", subject, **note, kind=row.kind,
                       until=_day(staff, one).isoformat(), reason_given=True)


def _mark(staff: Staff, row: PracticalSitting, one: Assessed, chronicle: Chronicle) -> None:
    """Write each assessor's marks; where not all have handed in, the first one has, once the day is there."""
    assessors = {number: db.session.get_one(Employee, staff.employees[number]) for number in one.slips}
    above = queries.superiors([row.employee], list(assessors.values()))
    for place, (number, slips) in enumerate(one.slips.items()):
        done = one.days >= 0 and (one.handed_in or place == 0)
        at = moment(_day(staff, one), HOUR, 20 + 10 * place) if done else None
        marks = _marks(row, slips) if done else {}
        db.session.add(PracticalMarks(
            sitting_id=row.id, assessor=assessors[number], marks=marks, words="", source="screen", done_at=at,
            is_superior=(row.employee_id, assessors[number].id) in above,
            score=rounded(percent(queries.sheet_of(row.version), marks)) if done else None))
        if at is not None:
            row.sat_on = _day(staff, one)
            chronicle.note(at, "practical marks handed in", (PracticalSitting.__tablename__, row.id), unit_id=row.unit_id,
                           actor_id=assessors[number].id, assessor=assessors[number].id, source="screen")
    db.session.flush()
    db.session.expire(row, ["marks"])


def _marks(row: PracticalSitting, slips: Slips) -> dict[str, bool | int]:
    full: dict[str, bool | int] = {item.id: 3 if item.is_judged else True for item in queries.sheet_of(row.version).items}
    return {**full, **slips}


def _decide(staff: Staff, row: PracticalSitting, one: Assessed, chronicle: Chronicle) -> None:
    """Decide a sitting by what its marks come to; who passes has the course, as lesson and class were done before."""
    found = outcome(queries.sheet_of(row.version), [each.marks for each in row.marks], {})
    assert found is not None, "nobody differs on a critical item"
    at = max(each.done_at for each in row.marks if each.done_at)
    row.score, row.passed, row.decided_at = found.score, found.passed, at
    chronicle.note(at, "practical decided", (PracticalSitting.__tablename__, row.id), unit_id=row.unit_id,
                   actor_id=row.marks[-1].assessor_id, score=found.score, passed=found.passed, kind=row.kind)
    way = db.session.scalars(select(Enrolment).join(Course, Course.id == Enrolment.course_id).where(
        Course.slug == COURSE, Enrolment.employee_id == row.employee_id)).one()
    step = db.session.get(StepTry, (way.id, f"practical:{SHEET}")) or StepTry(
        enrolment_id=way.id, step=f"practical:{SHEET}", tries=0, best=0.0)
    step.tries, step.best, step.attempt_id = step.tries + 1, max(step.best or 0.0, found.score), row.id
    if found.passed:
        step.passed_at = way.passed_at = at
        chronicle.note(at, "course passed", ("enrolment", way.id), unit_id=row.unit_id, actor_id=row.employee_id, course=COURSE)
    db.session.add(step)
    db.session.flush()
