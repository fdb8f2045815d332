"""Reading briefs: what HR wrote for a store, and what a planned visit asks."""

from flask import abort
from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import get_unit_for
from cxtrain.quality.models import Visit
from cxtrain.quality.queries import current_form, instrument_of, touchpoints_with_form
from cxtrain.quality.schedule.briefs.brief import Brief, StoreWords, questions_of, role_of, store_words, window
from cxtrain.quality.schedule.models import PlannedVisit, StoreBrief


def words_of(unit_id: int, touchpoint_id: int) -> StoreWords:
    """Return what HR wrote for a touchpoint of a store."""
    kept = db.session.get(StoreBrief, (unit_id, touchpoint_id))
    return store_words(kept.words if kept else {})


def kept_words(unit_id: int, touchpoint_id: int) -> StoreBrief | None:
    """Return the row in which HR wrote, None where nobody has yet."""
    return db.session.get(StoreBrief, (unit_id, touchpoint_id))


def written(unit_ids: list[int]) -> set[tuple[int, int]]:
    """Return for which (unit, touchpoint) of these stores something is written."""
    return set(db.session.execute(select(StoreBrief.unit_id, StoreBrief.touchpoint_id).where(
        StoreBrief.unit_id.in_(unit_ids))).tuples())


def get_place_for(actor: Actor, unit_id: int, touchpoint_id: int) -> tuple[Unit, Touchpoint]:
    """Return a store where `actor` plans visits and a touchpoint that has a form; else 404."""
    unit = get_unit_for(actor, Can.PLAN_VISITS, unit_id)
    place = next((point for point in touchpoints_with_form() if point.id == touchpoint_id), None)
    return unit, place or abort(404)


def brief_of_planned(planned: PlannedVisit) -> Brief:
    """Return the brief of a planned visit, with the form as it is today."""
    version = current_form(planned.touchpoint.slug)
    form, words = instrument_of(version) if version else None, words_of(planned.unit_id, planned.touchpoint_id)
    persona, script = role_of(form)
    return Brief(planned.code, planned.unit.label, planned.touchpoint.title, planned.day,
                 window(planned.from_hour, planned.until_hour), persona, script, words, questions_of(form, words))


def brief_of(visit: Visit) -> Brief | None:
    """Return the brief of the planned visit that a scorecard belongs to; None where nobody planned it."""
    planned = db.session.get(PlannedVisit, visit.planned_id) if visit.planned_id else None
    return brief_of_planned(planned) if planned else None
