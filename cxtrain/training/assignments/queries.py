"""Reading assignments through the eyes of whoever may assign: only people in reach are counted and named."""

import datetime as dt
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, Select, case, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.quizzes.queries import used_up
from cxtrain.training.course import StepKind
from cxtrain.training.exemptions.queries import exempt_people
from cxtrain.training.models import Assignment, AssignmentBatch, Course, CourseVersion, Enrolment
from cxtrain.training.progress import Progress
from cxtrain.training.queries import course_of, done_keys, progress_from

CAN = Can.ASSIGN_TRAINING
MOST_BATCHES = 200


@dataclass(frozen=True)
class BatchLine:
    """One batch in the list, counted over the people in reach."""

    id: int
    title: dict[str, str]
    unit: dict[str, str]
    due_on: dt.date
    working_time: bool
    people: int
    done: int

    @property
    def open(self) -> int:
        """How many have not done it yet."""
        return self.people - self.done


@dataclass(frozen=True)
class PersonLine:
    """One person of a batch."""

    assignment: Assignment
    employee: Employee
    progress: Progress | None  # None: not started
    stuck_at: tuple[str, ...]  # slugs of the course's quizzes at which no attempt is left


@dataclass(frozen=True)
class Candidate:
    """Somebody to whom a course may be given."""

    employee: Employee
    waiting: bool  # has the course to do already
    exempt: bool
    passed_at: dt.datetime | None


def _in_reach(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return within(actor, CAN), Employee.status != "left", Assignment.withdrawn_at.is_(None)


def _assigned() -> Select[tuple[Assignment]]:
    return (select(Assignment).join(Employee, Employee.id == Assignment.employee_id)
            .join(Unit, Unit.id == Employee.unit_id))


def list_batches(actor: Actor) -> list[BatchLine]:
    """Return the batches with people in reach: first those with somebody left to do it, each by day, latest first."""
    people, done = func.count(Assignment.id), func.count(Assignment.done_at)
    counted = (
        _assigned().with_only_columns(Assignment.batch_id, people.label("people"), done.label("done"))
        .where(*_in_reach(actor)).group_by(Assignment.batch_id).subquery())
    rows = db.session.execute(
        select(AssignmentBatch, CourseVersion.title, Unit, counted.c.people, counted.c.done)
        .join(counted, counted.c.batch_id == AssignmentBatch.id).join(Course, Course.id == AssignmentBatch.course_id)
        .join(CourseVersion, CourseVersion.id == Course.current_id).join(Unit, Unit.id == AssignmentBatch.unit_id)
        .order_by(case((counted.c.people > counted.c.done, 0), else_=1), AssignmentBatch.due_on.desc(),
                  AssignmentBatch.id.desc()).limit(MOST_BATCHES))
    return [BatchLine(batch.id, title, unit.label, batch.due_on, batch.working_time, n, finished)
            for batch, title, unit, n, finished in rows]


def get_batch_for(actor: Actor, batch_id: int) -> AssignmentBatch:
    """Return the batch if anybody of it is in reach; otherwise answer 404."""
    reached = _assigned().with_only_columns(Assignment.batch_id).where(*_in_reach(actor))
    query = select(AssignmentBatch).where(AssignmentBatch.id == batch_id, AssignmentBatch.id.in_(reached))
    return db.session.scalar(query) or abort(404)


def get_assignment_for(actor: Actor, assignment_id: int) -> tuple[Assignment, Employee]:
    """Return the assignment and its person if that person is in reach; otherwise answer 404."""
    query = _assigned().add_columns(Employee).where(Assignment.id == assignment_id, *_in_reach(actor))
    row = db.session.execute(query).first() or abort(404)
    return row[0], row[1]


def people_of(actor: Actor, batch: AssignmentBatch) -> list[PersonLine]:
    """Return the people of a batch who are in reach, those with something left to do first, then by unit and name."""
    rows = db.session.execute(
        _assigned().add_columns(Employee).where(Assignment.batch_id == batch.id, *_in_reach(actor))
        .order_by(Assignment.done_at.is_not(None), Employee.unit_id, Employee.sort_key)).all()
    waiting = [employee.id for assignment, employee in rows if assignment.done_at is None]
    running = {row.employee_id: row for row in db.session.scalars(select(Enrolment).where(
        Enrolment.course_id == batch.course_id, Enrolment.employee_id.in_(waiting), Enrolment.passed_at.is_(None)))}
    keys = done_keys([row.id for row in running.values()])
    course = course_of(db.session.get_one(Course, batch.course_id).current)
    stuck = used_up(waiting, [step.slug for step in course.steps if step.kind is StepKind.QUIZ])
    return [PersonLine(
        assignment, employee,
        progress_from(course_of(running[employee.id].version), keys.get(running[employee.id].id, set()))
        if employee.id in running else None,
        tuple(slug for person, slug in stuck if person == employee.id)) for assignment, employee in rows]


def list_courses() -> list[Course]:
    """Return the published courses, by slug."""
    return list(db.session.scalars(select(Course).order_by(Course.slug)))


def candidates(actor: Actor, unit: Unit, course: Course) -> list[Candidate]:
    """Return the active people of a unit and the units below it who are in reach, by unit and name."""
    people = list(db.session.scalars(
        select(Employee).join(Unit, Unit.id == Employee.unit_id)
        .where(within(actor, CAN), Unit.path.startswith(unit.path, autoescape=True), Employee.status == "active", EMPLOYED)
        .order_by(Employee.unit_id, Employee.sort_key)))
    ids = select(Assignment.employee_id).where(
        Assignment.course_id == course.id, Assignment.done_at.is_(None), Assignment.withdrawn_at.is_(None))
    waiting = set(db.session.scalars(ids))
    passed = {employee_id: at for employee_id, at in db.session.execute(
        select(Enrolment.employee_id, func.max(Enrolment.passed_at)).where(
            Enrolment.course_id == course.id, Enrolment.passed_at.is_not(None)).group_by(Enrolment.employee_id))}
    exempt = exempt_people(course.id)
    return [Candidate(person, person.id in waiting, person.id in exempt, passed.get(person.id)) for person in people]
