"""Coaching observations: begun, shared between the two, answered. The caller commits; the ledger learns no name and no word."""

import datetime as dt
from collections.abc import Mapping

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor, Can
from cxtrain.quality import queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.checks.operations import form_for
from cxtrain.quality.coaching.models import CoachingComment
from cxtrain.quality.models import Visit
from cxtrain.quality.programmes.queries import people_on
from cxtrain.quality.refusal import NO_NAMES, NOT_COMPLETE, WRONG_STATE, Refused
from cxtrain.quality.scoring import Review
from cxtrain.web.bilingual import N_

ONESELF = N_("Nobody coaches themselves.")
NOT_IN_TEAM = N_("Coaching is for people of one's own team.")
GROUNDS = "both were there"
WORDS_ONLY_ONCE = N_("Your words are there already.")


def start_coaching(actor: Actor, employee: Employee, touchpoint: Touchpoint, day: dt.date) -> Visit:
    """Begin an observation of one employee of the own team; it needs no programme, for both know of it.

    Raises:
        Refused: oneself, another team, a unit that stores no names, or no form.
    """
    if employee.id == actor.employee_id:
        raise Refused(ONESELF)
    if not actor.may_in(Can.COACH, employee.unit.path):
        raise Refused(NOT_IN_TEAM)
    people = people_on(employee.unit, day, "coaching")
    if people == "none":
        raise Refused(NO_NAMES)
    visit = Visit(kind="coaching", unit_id=employee.unit_id, touchpoint_id=touchpoint.id, people=people,
                  instrument_id=form_for(touchpoint, "coaching").id, employee_id=employee.id, identification="certain",
                  grounds=GROUNDS, observed_by=actor.account_id, observer_employee_id=actor.employee_id,
                  entered_by=actor.account_id, enterer_employee_id=actor.employee_id, visited_on=day,
                  started_at=now(), saved_at=now())
    db.session.add(visit)
    db.session.flush()
    record("coaching started", visit, unit_id=visit.unit_id)
    return visit


def share(visit: Visit, answers: Mapping[str, Answer], found: Review) -> None:
    """Finish an observation: from now on both read it, and it does not change any more.

    Raises:
        Refused: words or behaviours are missing, or it was shared before.
    """
    sheet = queries.sheet_of(visit)
    if visit.kind != "coaching" or visit.state != "draft":
        raise Refused(WRONG_STATE)
    if not sheet.praise or not found.is_complete:
        raise Refused(NOT_COMPLETE)
    visit.state, visit.submitted_at, visit.released_at = "released", now(), now()
    db.session.flush()
    record("coaching shared", visit, unit_id=visit.unit_id)


def say(actor: Actor, visit: Visit, words: str) -> CoachingComment:
    """Keep what the employee says about it; once, as what was said stays as it was read.

    Raises:
        Refused: somebody else, or it was said before.
    """
    if visit.state != "released" or visit.employee_id != actor.employee_id:
        raise Refused(WRONG_STATE)
    if db.session.get(CoachingComment, visit.id) is not None:
        raise Refused(WORDS_ONLY_ONCE)
    db.session.add(comment := CoachingComment(visit_id=visit.id, words=words.strip(), written_at=now()))
    db.session.flush()
    record("coaching answered", visit, unit_id=visit.unit_id)
    return comment
