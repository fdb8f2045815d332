"""Reading instruments, visits and sums through the eyes of whoever asks: a foreign and a missing row are one 404."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import lazyload

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach
from cxtrain.quality import timetable
from cxtrain.quality.answers import Answer
from cxtrain.quality.highlights import VisitInWords, highlights
from cxtrain.quality.instrument import Instrument, Survey, recalled, recalled_survey
from cxtrain.quality.models import InstrumentVersion, Rating, Visit, VisitPhoto
from cxtrain.quality.sheet import Sheet

PAGE = 30  # visits on a page
WINDOWS = (dt.timedelta(days=92), dt.timedelta(days=3 * 366), None)  # that are looked through for a page


def instrument_of(version: InstrumentVersion) -> Instrument:
    """Return the form of a version."""
    return instrument_by_digest(version.digest)


@lru_cache(maxsize=200)
def instrument_by_digest(digest: str) -> Instrument:
    """Return the form whose text has this SHA-256, read once per process: what a digest names cannot change."""
    return recalled(db.session.scalars(select(InstrumentVersion.source).where(InstrumentVersion.digest == digest)).one())


def current_surveys() -> dict[str, Survey]:
    """Return the current surveys by slug."""
    query = select(InstrumentVersion.slug, InstrumentVersion.source).where(
        InstrumentVersion.kind == "customer_survey", InstrumentVersion.current)
    return {slug: recalled_survey(source) for slug, source in db.session.execute(query)}


def current_form(touchpoint_slug: str, kind: str = "mystery_shop") -> InstrumentVersion | None:
    """Return the form that a new observation of `kind` uses at the touchpoint: its own, else the one for any touchpoint."""
    return db.session.scalars(select(InstrumentVersion).where(
        InstrumentVersion.kind == kind, InstrumentVersion.current,
        InstrumentVersion.touchpoint_slug.in_((touchpoint_slug, ""))).order_by(
            InstrumentVersion.touchpoint_slug.desc(), InstrumentVersion.id.desc())).first()


def form_version(slug: str, digest: str = "") -> InstrumentVersion | None:
    """Return the version of a form that is in use, or the one whose digest is given; None where there is none."""
    which = InstrumentVersion.digest == digest if digest else InstrumentVersion.current
    return db.session.scalars(select(InstrumentVersion).where(
        InstrumentVersion.slug == slug, InstrumentVersion.kind != "customer_survey", which)).first()


def touchpoints_with_form(kind: str = "mystery_shop") -> list[Touchpoint]:
    """Return the touchpoints that have a form for observations of `kind`, along the journey."""
    slugs = set(db.session.scalars(select(InstrumentVersion.touchpoint_slug).where(
        InstrumentVersion.kind == kind, InstrumentVersion.current)))
    every = select(Touchpoint).order_by(Touchpoint.position, Touchpoint.id)
    return list(db.session.scalars(every if "" in slugs else every.where(Touchpoint.slug.in_(slugs))))


def stores() -> list[Unit]:
    """Return all stores, by code: a mystery shop leads beyond one's own reach."""
    return list(db.session.scalars(select(Unit).where(Unit.kind == "store").order_by(Unit.code)))


def sheet_of(visit: Visit) -> Sheet:
    """Return the card on top of a scorecard."""
    return Sheet(timetable.of(visit.times), visit.praise, visit.nothing_to_praise, visit.badge, visit.receipt)


def answers_of(visit_id: int) -> dict[str, Answer]:
    """Return the answers of a visit by item id."""
    return answers_of_many([visit_id]).get(visit_id, {})


def photos_of(visit_id: int) -> list[VisitPhoto]:
    """Return the photos of a visit, oldest first."""
    return list(db.session.scalars(select(VisitPhoto).where(VisitPhoto.visit_id == visit_id).order_by(VisitPhoto.id)))


def photographed(visit_id: int) -> frozenset[str]:
    """Return the ids of the items that a photo of the visit is evidence for."""
    return frozenset(db.session.scalars(select(VisitPhoto.item).where(
        VisitPhoto.visit_id == visit_id, VisitPhoto.item != "").distinct()))


def in_reach(actor: Actor, can: Can) -> ColumnElement[bool]:
    """Return the condition that a visit's unit is one in which `actor` may do `can`."""
    return Visit.unit_id.in_(units_in_reach(actor, can))


def _entered_by(actor: Actor) -> ColumnElement[bool]:
    return Visit.entered_by == actor.account_id


def reviewable(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a visit was submitted in a unit whose scorecards `actor` reviews."""
    return and_(Visit.state.in_(("submitted", "approved", "returned", "rejected", "released", "void")),
                Visit.kind != "coaching", in_reach(actor, Can.REVIEW_SCORECARDS))


def about_persons() -> ColumnElement[bool]:
    """Return the condition that a visit counts about its person: rollup.VisitFacts.counts_for_person, for statements."""
    return and_(Visit.state == "released", Visit.appeals_open == 0, ~Visit.under_review, Visit.doubles_id.is_(None),
                Visit.kind != "coaching", Visit.identification == "certain")


# Every save of a scorecard runs these two: made once, without the rows that saving does not need.
_DRAFT = select(Visit).where(
    Visit.id == db.bindparam("visit"), Visit.entered_by == db.bindparam("account"), Visit.state.in_(("draft", "returned")),
).options(lazyload(Visit.unit), lazyload(Visit.touchpoint))
_rating, _visit, _place, _form = (model.__table__ for model in (Rating, Visit, Touchpoint, InstrumentVersion))
_NOW = (case((_rating.c.corrected, _rating.c.corrected_value), else_=_rating.c.value),
        case((_rating.c.corrected, _rating.c.corrected_missing), else_=_rating.c.missing))
_ANSWERS = select(_rating.c.visit_id, _rating.c.item, *_NOW, _rating.c.note).where(
    _rating.c.visit_id.in_(db.bindparam("visits", expanding=True)))


def one_or_404(query: Select[tuple[Visit]], values: dict[str, int] | None = None) -> Visit:
    """Return the visit that `query` finds; else 404."""
    return db.session.scalar(query, values) or abort(404)


def get_draft_for(actor: Actor, visit_id: int) -> Visit:
    """Return a scorecard that `actor` entered and may still write; else 404."""
    return one_or_404(_DRAFT, {"visit": visit_id, "account": actor.account_id})


def get_entered_for(actor: Actor, visit_id: int) -> Visit:
    """Return a scorecard that `actor` entered, in whatever state; else 404."""
    return one_or_404(select(Visit).where(Visit.id == visit_id, _entered_by(actor)))


def photo_digest_for(actor: Actor, photo_id: int) -> str:
    """Return the digest of a photo of a scorecard that `actor` entered or may decide; else 404."""
    query = (select(VisitPhoto.digest).join(Visit, Visit.id == VisitPhoto.visit_id)
             .where(VisitPhoto.id == photo_id, or_(_entered_by(actor), reviewable(actor))))
    return db.session.scalar(query) or abort(404)


def paper_digest_for(actor: Actor, visit_id: int) -> str:
    """Return the digest of a visit's paper form, for whoever entered it or may decide it; else 404."""
    query = select(Visit.paper_digest).where(Visit.id == visit_id, or_(_entered_by(actor), reviewable(actor)))
    return db.session.scalar(query) or abort(404)


@dataclass(frozen=True)
class VisitLists:
    """The lists on the page of visits."""

    to_write: list[Visit]  # drafts and returned ones that the reader entered
    waiting: list[Visit]  # that the reader entered and somebody else decides
    ended: list[Visit]  # that the reader entered and that count nowhere, rejected or void
    to_decide: list[Visit]
    released: list[Visit]
    more: bool  # whether there are older released ones


def _ended(actor: Actor) -> Select[tuple[Visit]]:
    ended = select(Visit).where(_entered_by(actor), Visit.state.in_(("rejected", "void")))
    return ended.order_by(Visit.started_at.desc(), Visit.id.desc()).limit(10)


def list_visits_for(actor: Actor, *, before: int | None = None, **place: int) -> VisitLists:
    """Return the visits that `actor` may see, the latest first; released ones older than visit `before`, of a unit_id …"""
    own = list(db.session.scalars(select(Visit).where(
        _entered_by(actor), Visit.state.in_(("draft", "submitted", "returned", "approved"))).order_by(
        Visit.started_at.desc(), Visit.id.desc()).limit(PAGE)))
    due = select(Visit).where(
        Visit.state.in_(("submitted", "approved")), in_reach(actor, Can.REVIEW_SCORECARDS),
        Visit.entered_by != actor.account_id, or_(Visit.observed_by.is_(None), Visit.observed_by != actor.account_id),
        or_(Visit.employee_id.is_(None), Visit.employee_id != actor.employee_id))
    released = _latest_released(actor, before, place)
    return VisitLists(
        to_write=[visit for visit in own if visit.state in ("draft", "returned")],
        waiting=[visit for visit in own if visit.state in ("submitted", "approved")],
        ended=list(db.session.scalars(_ended(actor))),
        to_decide=list(db.session.scalars(due.order_by(Visit.submitted_at).limit(200))),
        released=released[:PAGE], more=len(released) > PAGE)


def _latest_released(actor: Actor, before: int | None, place: dict[str, int]) -> list[Visit]:
    """Return one more than a page of released visits, the latest first.

    Short windows are looked through first, so that a page does not sort a store's whole past to find its latest days.
    """
    seen = select(Visit).filter_by(**place).where(
        Visit.state.in_(("released", "void")), Visit.kind != "coaching", in_reach(actor, Can.SEE_SCORECARDS))
    day = db.session.scalar(select(Visit.visited_on).where(Visit.id == before)) if before else None
    if day:
        seen = seen.where(or_(Visit.visited_on < day, and_(Visit.visited_on == day, Visit.id < before)))
    found: list[Visit] = []
    for window in WINDOWS:
        since = (day or today("UTC")) - window if window else dt.date.min
        found = list(db.session.scalars(seen.where(Visit.visited_on >= since).order_by(
            Visit.visited_on.desc(), Visit.id.desc()).limit(PAGE + 1)))
        if len(found) > PAGE:
            break
    return found


_WAITS = case((_visit.c.under_review, "review"), (_visit.c.appeals_open > 0, "appeal"), else_="").label("waits")
_LATEST = (select(_visit.c.id, _visit.c.visited_on, _place.c.title, _visit.c.praise, _form.c.digest, _WAITS)
           .select_from(_visit.join(_place, _place.c.id == _visit.c.touchpoint_id)
                        .join(_form, _form.c.id == _visit.c.instrument_id))
           .where(_visit.c.employee_id == db.bindparam("employee"), _visit.c.state == "released",
                  _visit.c.kind != "coaching")
           .order_by(_visit.c.visited_on.desc(), _visit.c.id.desc()).limit(db.bindparam("most")))


def visits_in_words(employee_id: int, *, limit: int = 12) -> list[VisitInWords]:
    """Return an employee's latest released visits, newest first, in two statements."""
    rows = db.session.execute(_LATEST, {"employee": employee_id, "most": limit}).all()
    answers = answers_of_many([row.id for row in rows])
    return [VisitInWords(row.id, row.visited_on, row.title, row.praise,
                         highlights(instrument_by_digest(row.digest), answers.get(row.id, {})), row.waits) for row in rows]


def answers_of_many(visit_ids: Sequence[int] | Select[tuple[int]]) -> dict[int, dict[str, Answer]]:
    """Return the answers of several visits by visit and item, in one statement; a visit without any is left out.

    What an upheld appeal corrected is returned as corrected.
    """
    found: dict[int, dict[str, Answer]] = {}
    if isinstance(visit_ids, Select):
        rows = db.session.execute(select(*_ANSWERS.selected_columns).where(_rating.c.visit_id.in_(visit_ids)))
    else:
        rows = db.session.execute(_ANSWERS, {"visits": list(visit_ids)})
    for visit_id, item, *rest in rows:
        found.setdefault(visit_id, {})[item] = Answer(*rest)
    return found
