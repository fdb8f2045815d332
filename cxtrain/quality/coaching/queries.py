"""Coaching observations through the eyes of the two who were there; to anybody else there are none."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.quality.coaching.models import CoachingComment
from cxtrain.quality.models import Visit
from cxtrain.quality.queries import one_or_404

PAGE = 60  # observations in a list


def _held(actor: Actor) -> ColumnElement[bool]:
    return and_(Visit.kind == "coaching", Visit.entered_by == actor.account_id)


def _received(actor: Actor) -> ColumnElement[bool]:
    return and_(Visit.kind == "coaching", Visit.employee_id == actor.employee_id, Visit.state == "released")


def get_coaching_for(actor: Actor, visit_id: int) -> Visit:
    """Return a finished coaching observation in which `actor` was one of the two; else 404."""
    return one_or_404(select(Visit).where(
        Visit.id == visit_id, Visit.state == "released", or_(_held(actor), _received(actor))))


def get_held_for(actor: Actor, visit_id: int) -> Visit:
    """Return a coaching observation that `actor` began, finished or not; else 404."""
    return one_or_404(select(Visit).where(Visit.id == visit_id, _held(actor)))


@dataclass(frozen=True)
class Coachings:
    """The observations of one person, newest first."""

    to_finish: list[Visit]
    held: list[Visit]  # as the one who coaches
    received: list[Visit]  # as the one who is coached


def coachings_of(actor: Actor, employee_id: int | None = None) -> Coachings:
    """Return what `actor` held, with one employee where an id is given, and what others held with `actor`."""
    held = select(Visit).where(_held(actor)).order_by(Visit.visited_on.desc(), Visit.id.desc()).limit(PAGE)
    if employee_id is not None:
        held = held.where(Visit.employee_id == employee_id)
    mine = list(db.session.scalars(held))
    received = select(Visit).where(_received(actor)).order_by(Visit.visited_on.desc(), Visit.id.desc()).limit(PAGE)
    return Coachings([visit for visit in mine if visit.state == "draft"],
                     [visit for visit in mine if visit.state == "released"], list(db.session.scalars(received)))


def comment_of(visit_id: int) -> CoachingComment | None:
    """Return what the employee said about it."""
    return db.session.get(CoachingComment, visit_id)


def coach_of(visit: Visit) -> Employee:
    """Return who held it."""
    return db.session.get_one(Employee, visit.enterer_employee_id)
