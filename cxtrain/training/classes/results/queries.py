"""Reading which classes count in somebody's way through a course."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.training.classes.closing import Mark, percents
from cxtrain.training.classes.models import Attendance, ClassMember, ClassSession, TrainingClass
from cxtrain.training.models import Enrolment


@dataclass(frozen=True)
class Counting:
    """A class that somebody went to."""

    class_id: int
    steps: tuple[str, ...]  # names of the classroom steps that it is for
    percent: int  # of the class that they were there for


def classes_counting(enrolment: Enrolment) -> list[Counting]:
    """Return the classes that count in a way that is not passed, in the order in which they were closed.

    Those are the closed ones of its course that the person was at for a minute at least, closed on the day on which the way
    began (of the person's unit) or later, and after every earlier way through the course was passed: no class counts twice.
    """
    mine = (Enrolment.employee_id == enrolment.employee_id, Enrolment.course_id == enrolment.course_id)
    zone = ZoneInfo(db.session.get_one(Employee, enrolment.employee_id).unit.zone)
    query = (select(TrainingClass.id, TrainingClass.steps).join(ClassMember, ClassMember.class_id == TrainingClass.id)
             .where(ClassMember.employee_id == enrolment.employee_id, ClassMember.removed_at.is_(None),
                    TrainingClass.course_id == enrolment.course_id,
                    TrainingClass.closed_at >= dt.datetime.combine(enrolment.started_on, dt.time(), zone)))
    if (passed := db.session.scalar(select(func.max(Enrolment.passed_at)).where(*mine))) is not None:
        query = query.where(TrainingClass.closed_at > passed)
    found = db.session.execute(query.order_by(TrainingClass.closed_at, TrainingClass.id)).all()
    spent = {class_id: _attended(class_id, enrolment.employee_id) for class_id, _steps in found}
    return [Counting(class_id, tuple(steps), spent[class_id][1]) for class_id, steps in found if spent[class_id][0]]


def _attended(class_id: int, employee_id: int) -> tuple[int, int]:
    """Return the minutes that somebody was at a class, and the percent of it that they are."""
    rows = db.session.execute(
        select(ClassSession.id, ClassSession.minutes, Attendance).where(ClassSession.class_id == class_id)
        .outerjoin(Attendance, (Attendance.session_id == ClassSession.id) & (Attendance.employee_id == employee_id))).all()
    marks = {(session, employee_id): Mark(mark.state, mark.minutes) for session, _minutes, mark in rows if mark}
    return percents([employee_id], {session: minutes for session, minutes, _mark in rows}, marks)[employee_id]
