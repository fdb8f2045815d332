"""What beginning an action has to know."""

from collections.abc import Sequence

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.queries import EMPLOYED
from cxtrain.planning.boards.models import Board, BoardAction
from cxtrain.planning.boards.steps import State
from cxtrain.planning.doing.models import ActionWork, WorkAssignment, WorkVisit
from cxtrain.planning.models import Plan
from cxtrain.quality.programmes.queries import places_above
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.training.exemptions.queries import exempt_people
from cxtrain.training.models import Assignment
from cxtrain.training.rules.queries import WAITING


def learners(unit: Unit, course_id: int) -> list[int]:
    """Return the ids of the people at work in a unit and below who are not exempt from the course."""
    people = db.session.scalars(select(Employee.id).join(Unit, Unit.id == Employee.unit_id).where(
        Unit.path.startswith(unit.path, autoescape=True), Employee.status == "active", EMPLOYED).order_by(Employee.id))
    exempt = exempt_people(course_id)
    return [person for person in people if person not in exempt]


def waiting(course_id: int, people: Sequence[int]) -> dict[int, int]:
    """Return the open assignments of these people to the course: employee id -> assignment id."""
    return {row.employee_id: row.id for row in db.session.execute(select(Assignment.employee_id, Assignment.id).where(
        Assignment.course_id == course_id, Assignment.employee_id.in_(people), *WAITING))}


def boards_at(plan: Plan) -> list[Board]:
    """Return the open boards of the plan's touchpoint in its unit or above, the nearest first, of one unit the newest."""
    above = places_above(plan.unit)
    found = db.session.scalars(select(Board).where(
        Board.touchpoint_id == plan.touchpoint_id, Board.state == State.OPEN, Board.unit_id.in_(above)))
    return sorted(found, key=lambda board: (above.index(board.unit_id), board.id), reverse=True)


def stores_below(unit: Unit) -> list[Unit]:
    """Return the stores at and below a unit, by code."""
    return list(db.session.scalars(select(Unit).where(
        Unit.path.startswith(unit.path, autoescape=True), Unit.kind == "store").order_by(Unit.code)))


def task_of(action_id: int) -> BoardAction | None:
    """Return what stands on a board because of an action."""
    return db.session.scalar(select(BoardAction).join(ActionWork, ActionWork.board_action_id == BoardAction.id).where(
        ActionWork.action_id == action_id))


def count_visits(work_id: int) -> int:
    """Return how many visits were put on the schedule for an action, those called off left out."""
    return db.session.scalar(select(func.count()).select_from(WorkVisit).join(
        PlannedVisit, PlannedVisit.id == WorkVisit.planned_id).where(
        WorkVisit.work_id == work_id, PlannedVisit.state != "cancelled")) or 0


def given(work_id: int) -> list[tuple[WorkAssignment, Assignment, Employee]]:
    """Return the assignments that an action gave, with whom they are for."""
    return list(db.session.execute(
        select(WorkAssignment, Assignment, Employee).join(Assignment, Assignment.id == WorkAssignment.assignment_id)
        .join(Employee, Employee.id == Assignment.employee_id)
        .where(WorkAssignment.work_id == work_id, WorkAssignment.given)).tuples())


def heirs(work_id: int) -> dict[int, WorkAssignment]:
    """Return which other action of a plan counts on an assignment that this one gave, by the assignment's id."""
    mine = select(WorkAssignment.assignment_id).where(WorkAssignment.work_id == work_id, WorkAssignment.given)
    others = db.session.scalars(select(WorkAssignment).join(ActionWork, ActionWork.id == WorkAssignment.work_id).where(
        WorkAssignment.assignment_id.in_(mine), WorkAssignment.work_id != work_id, ActionWork.action_id.is_not(None)))
    return {each.assignment_id: each for each in others}
