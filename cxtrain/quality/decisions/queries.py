"""Scorecards through the eyes of who decides them and of who reads them after their release."""

from sqlalchemy import or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import members_on
from cxtrain.quality.decisions.models import VisitQuestion
from cxtrain.quality.models import Visit
from cxtrain.quality.queries import in_reach, one_or_404, reviewable
from cxtrain.quality.sheet import Shopper


def get_decidable_for(actor: Actor, visit_id: int) -> Visit:
    """Return a submitted scorecard that `actor` may decide; one's own case is not there, like a foreign one: 404."""
    return one_or_404(select(Visit).where(
        Visit.id == visit_id, reviewable(actor), Visit.entered_by != actor.account_id,
        or_(Visit.observed_by.is_(None), Visit.observed_by != actor.account_id),
        or_(Visit.employee_id.is_(None), Visit.employee_id != actor.employee_id)))


def get_scorecard_for(actor: Actor, visit_id: int) -> Visit:
    """Return a released scorecard, or one made void since: one's own, or of a unit whose scorecards one may see; else 404."""
    own = Visit.employee_id == actor.employee_id
    seen = or_(own, in_reach(actor, Can.SEE_SCORECARDS), in_reach(actor, Can.REVIEW_SCORECARDS))
    return one_or_404(select(Visit).where(
        Visit.id == visit_id, Visit.state.in_(("released", "void")), Visit.kind != "coaching", seen))


def get_own_scorecard(actor: Actor, visit_id: int) -> Visit:
    """Return a released scorecard of a visit in which `actor` was observed; else 404."""
    return one_or_404(select(Visit).where(
        Visit.id == visit_id, Visit.state == "released", Visit.kind != "coaching", Visit.employee_id == actor.employee_id))


def get_returned_for(actor: Actor, visit_id: int) -> Visit:
    """Return a scorecard that `actor` entered and a reviewer sent back; else 404."""
    return one_or_404(select(Visit).where(
        Visit.id == visit_id, Visit.entered_by == actor.account_id, Visit.state == "returned"))


def questions_of(visit_id: int) -> list[VisitQuestion]:
    """Return what reviewers asked about a scorecard, and the answers, in their order."""
    return list(db.session.scalars(select(VisitQuestion).where(VisitQuestion.visit_id == visit_id).order_by(VisitQuestion.id)))


def open_question(visit_id: int) -> VisitQuestion | None:
    """Return the question that waits for the shopper's answer."""
    return db.session.scalar(select(VisitQuestion).where(
        VisitQuestion.visit_id == visit_id, VisitQuestion.answered_at.is_(None)))


def stores_names(visit: Visit) -> bool:
    """Return whether the unit stores names of persons, when the visit began and now."""
    return "none" not in (visit.people, visit.unit.people)


def candidates(visit: Visit) -> list[Employee]:
    """Return who may have been observed: the unit's people of that day, without shopper and enterer."""
    apart = {visit.observer_employee_id, visit.enterer_employee_id}
    return [person for person in members_on(visit.unit_id, visit.visited_on) if person.id not in apart]


def shopper_of(visit: Visit) -> Shopper:
    """Return the identity behind a visit. Only a page that REVIEW_SCORECARDS guards may show it."""
    accounts = {account.id: account.employee.label for account in db.session.scalars(
        select(Account).where(Account.id.in_([visit.entered_by, visit.observed_by or visit.entered_by])))}
    outside = visit.observed_by is None
    name = {"zh": visit.shopper, "en": visit.shopper} if outside else accounts[visit.observed_by or 0]
    return Shopper(name, outside, accounts[visit.entered_by])
