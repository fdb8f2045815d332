"""Reading the critical items that failed, with their evidence, who disputes them, and what was done."""

import datetime as dt
from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from flask import abort
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach
from cxtrain.planning.proposals.critical.call import ENDS, Call, Failure, calls
from cxtrain.planning.proposals.models import CriticalStep
from cxtrain.quality.answers import Answer
from cxtrain.quality.models import Visit, VisitPhoto
from cxtrain.quality.queries import answers_of_many, in_reach, instrument_of
from cxtrain.quality.scoring import review
from cxtrain.web.bilingual import Bilingual

OPEN_FOR = dt.timedelta(days=45)  # after the release; by then it was dealt with or it was not
CONFIRMS = dt.timedelta(days=365)  # how far back a second observation confirms
COUNTED = ("submitted", "approved", "released")


def calls_in(unit_id: int, today: dt.date, actor: Actor) -> list[Call]:
    """Return what failed critical items of a unit call for and is not done, the latest first; none about the reader."""
    return [call for call in _calls(Visit.unit_id == unit_id, today, actor) if call.is_open]


def calls_about(employee_id: int, today: dt.date, actor: Actor) -> list[Call]:
    """Return what failed critical items in visits to a person call for, done or not, the latest first.

    Those of a store that the reader does not lead are left out: somebody who changed stores brings none along.
    """
    mine = set(db.session.scalars(units_in_reach(actor, Can.WRITE_PLANS)))
    return [call for call in _calls(Visit.employee_id == employee_id, today, actor) if call.failure.unit_id in mine]


def get_visit_for(actor: Actor, visit_id: int) -> Visit:
    """Return a released visit of a unit for which `actor` writes plans, and not one's own case; else answer 404."""
    return db.session.scalar(select(Visit).where(
        Visit.id == visit_id, Visit.state == "released", Visit.kind != "coaching", in_reach(actor, Can.WRITE_PLANS),
        Visit.employee_id.is_distinct_from(actor.employee_id))) or abort(404)


def calls_of(visit: Visit, actor: Actor) -> list[Call]:
    """Return what the failed critical items of one visit call for, beside others of the same person."""
    same = Visit.employee_id == visit.employee_id if visit.employee_id else Visit.id == visit.id
    every = _judged(_visits(same, actor, since=visit.visited_on - CONFIRMS))
    return [call for call in every if call.failure.visit_id == visit.id]


def _calls(whose: ColumnElement[bool], today: dt.date, actor: Actor) -> list[Call]:
    return _judged(_visits(whose, actor, since=today - OPEN_FOR))


def _judged(visits: Sequence[Visit]) -> list[Call]:
    failures = _failures(visits)
    return calls(failures, _steps({each.visit_id for each in failures}))


def _visits(whose: ColumnElement[bool], actor: Actor, *, since: dt.date) -> list[Visit]:
    return list(db.session.scalars(select(Visit).where(
        whose, Visit.state == "released", Visit.kind != "coaching", Visit.doubles_id.is_(None), Visit.visited_on >= since,
        Visit.employee_id.is_distinct_from(actor.employee_id)).order_by(Visit.released_at.desc(), Visit.id.desc())))


def _failures(visits: Sequence[Visit]) -> list[Failure]:
    answers = answers_of_many([visit.id for visit in visits])
    failed = [(visit, found.item) for visit in visits if visit.id in answers
              for found in review(instrument_of(visit.instrument), answers[visit.id]).critical]
    ids = {visit.id for visit, _ in failed}
    photos, again = _photographed(ids), _looked_again(ids)
    return [Failure(
        visit.id, item.id, item.label, item.of == "person", Bilingual(**visit.touchpoint.title), visit.touchpoint_id,
        visit.unit_id, visit.employee_id, f"{visit.observed_by}/{visit.shopper}", visit.visited_on,
        _day(visit), bool(answers[visit.id].get(item.id, Answer()).note.strip()) or (visit.id, item.id) in photos,
        visit.appeals_open > 0 or visit.under_review, visit.id in again) for visit, item in failed]


def _day(visit: Visit) -> dt.date:
    return visit.released_at.astimezone(ZoneInfo(visit.unit.zone)).date() if visit.released_at else visit.visited_on


def _photographed(ids: set[int]) -> set[tuple[int, str]]:
    if not ids:
        return set()
    rows = db.session.execute(select(VisitPhoto.visit_id, VisitPhoto.item).where(VisitPhoto.visit_id.in_(ids)))
    return set(rows.tuples())


def _looked_again(ids: set[int]) -> set[int]:
    """Return which of these visits another shopper has followed with one to the same place, handed in by now."""
    if not ids:
        return set()
    later = aliased(Visit)
    another = (later.observed_by.is_distinct_from(Visit.observed_by)) | (later.shopper != Visit.shopper)
    return set(db.session.scalars(select(Visit.id).where(Visit.id.in_(ids), exists().where(
        later.unit_id == Visit.unit_id, later.touchpoint_id == Visit.touchpoint_id, later.visited_on > Visit.visited_on,
        later.kind == Visit.kind, later.state.in_(COUNTED), ~later.under_review, another))))


def _steps(visit_ids: Collection[int]) -> dict[tuple[int, str], set[str]]:
    found: dict[tuple[int, str], set[str]] = {}
    if not visit_ids:
        return found
    for visit_id, item, step in db.session.execute(select(CriticalStep.visit_id, CriticalStep.item, CriticalStep.step).where(
            CriticalStep.visit_id.in_(visit_ids))):
        found.setdefault((visit_id, item), set()).add(step)
    return found


def steps_of(visit_id: int) -> list[CriticalStep]:
    """Return what was done about a visit's critical items, the first first."""
    return list(db.session.scalars(select(CriticalStep).where(CriticalStep.visit_id == visit_id).order_by(CriticalStep.id)))


def own_steps(employee_id: int) -> list[CriticalStep]:
    """Return what was done about critical items in visits in which somebody was observed, the latest first."""
    return list(db.session.scalars(select(CriticalStep).join(Visit, Visit.id == CriticalStep.visit_id).where(
        Visit.employee_id == employee_id, Visit.state == "released").order_by(CriticalStep.id.desc())))


def person_of(visit: Visit) -> Employee | None:
    """Return who was observed for certain."""
    return db.session.get(Employee, visit.employee_id) if visit.employee_id else None


def ended_among(visit_ids: Collection[int]) -> set[tuple[int, str]]:
    """Return the critical items of these visits after which nothing is owed any more, by visit and item."""
    if not visit_ids:
        return set()
    return set(db.session.execute(select(CriticalStep.visit_id, CriticalStep.item).where(
        CriticalStep.visit_id.in_(visit_ids), CriticalStep.step.in_(ENDS))).tuples())
