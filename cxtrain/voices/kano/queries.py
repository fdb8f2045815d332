"""Reading Kano studies, what they found, and the categories that are in force."""

import datetime as dt
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, func, literal, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below, within
from cxtrain.voices.kano.models import KanoCategory, KanoStudy
from cxtrain.voices.kano.results import Found, found_of
from cxtrain.voices.kano.study import FACTORS, Feature, Grouping
from cxtrain.voices.models import Response
from cxtrain.voices.sums.queries import counts
from cxtrain.web.bilingual import Bilingual

EVER = ("0000-00", "9999-99")  # a study is read whole: its questionnaire tells it from all others
PAPER = "kano:"  # begins the source key of an answer that was entered from paper
LAST_SHEETS = 8


@dataclass(frozen=True)
class Category:
    """A category that counts for a touchpoint on a day."""

    id: int
    touchpoint_id: int
    letter: str  # M, O, A or I
    factor: str  # the key of planning's KANO_FACTORS
    n: int
    clear: bool  # it differed from the second by more than chance
    study_id: int
    feature: Bilingual
    taken_by: Bilingual
    taken_on: dt.date


def category_of(touchpoint_id: int, day: dt.date) -> Category | None:
    """Return the category in force for a touchpoint on a day, or None where nobody took one over."""
    return categories_on(day).get(touchpoint_id)


def categories_on(day: dt.date) -> dict[int, Category]:
    """Return the categories in force on a day, by touchpoint."""
    rows = db.session.scalars(select(KanoCategory).where(
        KanoCategory.taken_on <= day, or_(KanoCategory.ended_on.is_(None), KanoCategory.ended_on > day)))
    return {row.touchpoint_id: _category(row) for row in rows}


def _category(row: KanoCategory) -> Category:
    features = {each["id"]: Feature.of(each) for each in row.study.features}
    return Category(row.id, row.touchpoint_id, row.category, FACTORS[row.category], row.n, row.clear, row.study_id,
                    features[row.feature].name, Bilingual(**row.taker.label), row.taken_on)


def history_of(touchpoint_id: int) -> list[KanoCategory]:
    """Return all categories that were ever taken over for a touchpoint, the newest first."""
    return list(db.session.scalars(select(KanoCategory).where(KanoCategory.touchpoint_id == touchpoint_id)
                                   .order_by(KanoCategory.taken_on.desc(), KanoCategory.id.desc())))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on KanoStudy (joined with Unit): its unit is in reach, or holds a unit that is.

    A study is about what customers want, not about how a store does; decision 0024.
    """
    paths = actor.reach(Can.SEE_VOICES)
    return or_(below(paths), *(literal(path).startswith(Unit.path) for path in paths))


def list_studies(actor: Actor) -> list[KanoStudy]:
    """Return the studies that `actor` may see, the newest first; drafts only to those who make them."""
    mine = KanoStudy.campaign_id.is_not(None) | within(actor, Can.RUN_SURVEYS)
    return list(db.session.scalars(select(KanoStudy).join(Unit, Unit.id == KanoStudy.unit_id)
                                   .where(visible_to(actor), mine).order_by(KanoStudy.id.desc())))


def get_study_for(actor: Actor, study_id: int) -> KanoStudy:
    """Return a study that asks, or asked, if `actor` may see it; a draft to those who make it; else 404."""
    mine = KanoStudy.campaign_id.is_not(None) | within(actor, Can.RUN_SURVEYS)
    return db.session.scalar(select(KanoStudy).join(Unit, Unit.id == KanoStudy.unit_id).where(
        KanoStudy.id == study_id, visible_to(actor), mine)) or abort(404)


def get_own_study_for(actor: Actor, study_id: int) -> KanoStudy:
    """Return a study that `actor` may change: in a unit where surveys are theirs to run; else 404."""
    return db.session.scalar(select(KanoStudy).join(Unit, Unit.id == KanoStudy.unit_id).where(
        KanoStudy.id == study_id, within(actor, Can.RUN_SURVEYS))) or abort(404)


def get_category(category_id: int) -> KanoCategory:
    """Return a category that was taken over; they belong to the firm, as touchpoints do. Else 404."""
    return db.session.get(KanoCategory, category_id) or abort(404)


def found_in(study: KanoStudy) -> Found:
    """Return what the answers to a study come to, computed from the counts."""
    counted = []
    if study.campaign is not None:
        counted = counts([study.unit_id], EVER, touchpoint_id=study.campaign.touchpoint_id, measures=["kano"])
    slug = study.campaign.questionnaire.slug if study.campaign else ""
    return found_of([Feature.of(each) for each in study.features], Grouping.of(study.grouping), counted,
                    slug=slug, table=study.reading)


def answered(study_ids: list[int]) -> dict[int, int]:
    """Return how many customers answered each study, single answers that are still kept."""
    rows = db.session.execute(
        select(KanoStudy.id, func.count(Response.id)).join(Response, Response.campaign_id == KanoStudy.campaign_id)
        .where(KanoStudy.id.in_(study_ids), Response.counted).group_by(KanoStudy.id))
    return {study_id: n for study_id, n in rows}


def sheet_key(study_id: int, sheet: str) -> str:
    """Return under which key a sheet of paper is kept, so that it is entered once."""
    return f"{PAPER}{study_id}:{sheet}"


def sheets_there(study_id: int, sheets: list[str]) -> set[str]:
    """Return which of these sheets were entered already."""
    keys = {sheet_key(study_id, sheet): sheet for sheet in sheets}
    found = db.session.scalars(select(Response.source_key).where(Response.source_key.in_(list(keys))))
    return {keys[key] for key in found if key is not None}


def last_sheets(study: KanoStudy) -> list[Response]:
    """Return what was entered from paper last."""
    mine = Response.source_key.startswith(sheet_key(study.id, ""))
    return list(db.session.scalars(
        select(Response).where(Response.campaign_id == study.campaign_id, mine)
        .order_by(Response.id.desc()).limit(LAST_SHEETS)))


def get_sheet(study: KanoStudy, response_id: int) -> Response:
    """Return an answer that was entered from paper for this study; else 404."""
    found = db.session.get(Response, response_id)
    if found is None or not (found.source_key or "").startswith(sheet_key(study.id, "")):
        abort(404)
    return found


def taken_from(study_id: int) -> list[KanoCategory]:
    """Return the categories in force that were taken over from a study."""
    mine = (KanoCategory.study_id == study_id, KanoCategory.ended_on.is_(None))
    return list(db.session.scalars(select(KanoCategory).where(*mine)))
