"""Changes to instruments and visits. The caller commits; each change of state writes one ledger row."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Role
from cxtrain.quality import queries, timetable
from cxtrain.quality.answers import Answer
from cxtrain.quality.calibration.queries import may_shop
from cxtrain.quality.decisions.queries import open_question
from cxtrain.quality.instrument import Instrument, Survey, stored
from cxtrain.quality.instrument_file import read_instrument
from cxtrain.quality.models import InstrumentVersion, Rating, Visit, VisitPhoto
from cxtrain.quality.photos.models import PhotoChunk, PhotoUpload
from cxtrain.quality.programmes.queries import people_on
from cxtrain.quality.refusal import NOT_CALIBRATED, NOT_COMPLETE, OWN_UNIT, UNANSWERED, WRONG_STATE, Refused
from cxtrain.quality.scoring import Review
from cxtrain.quality.sheet import Sheet
from cxtrain.web.bilingual import N_

OPEN = ("draft", "returned")  # states in which the shopper may still write


def publish_instrument(text: str | bytes) -> InstrumentVersion:
    """Publish a survey or form file as the current version of its slug; the same content is kept once.

    A form uses the current version of the survey it names, so publish the survey first.

    Raises:
        Refused: the file has an error; nothing is changed.
    """
    value, faults = read_instrument(text, queries.current_surveys())
    if value is None:
        raise Refused("; ".join(f"line {fault.line}: {fault.sentence}" for fault in faults), faults)
    return keep_instrument(value)


def keep_instrument(value: Survey | Instrument) -> InstrumentVersion:
    """Make `value` the version in use of its slug; the same content is kept once.

    A touchpoint has one form in use for each kind of observation: another one is used no more from now on.
    """
    source = stored(value)
    digest = hashlib.sha256(source.encode()).hexdigest()
    version = db.session.scalar(select(InstrumentVersion).where(InstrumentVersion.digest == digest))
    if version is not None and version.current:
        return version
    db.session.execute(update(InstrumentVersion).where(InstrumentVersion.slug == value.slug).values(current=False))
    if version is None:
        version = InstrumentVersion(
            slug=value.slug, kind=value.kind, digest=digest, source=source, title=value.title.said.as_dict(),
            touchpoint_slug=value.touchpoint if isinstance(value, Instrument) else "", published_at=now())
        db.session.add(version)
    version.current = True
    if isinstance(value, Instrument):
        db.session.execute(update(InstrumentVersion).where(
            InstrumentVersion.kind == value.kind, InstrumentVersion.touchpoint_slug == value.touchpoint,
            InstrumentVersion.slug != value.slug, InstrumentVersion.current).values(current=False))
    db.session.flush()
    record("instrument published", version, unit_id=None, slug=version.slug, digest=digest)
    return version


@dataclass(frozen=True)
class Observer:
    """A shopper with an account whose paper form somebody else keys in."""

    account_id: int
    employee_id: int


@dataclass(frozen=True)
class Start:
    """What starting a visit needs. A paper form comes with a photo, and with the shopper's name or account."""

    unit: Unit
    touchpoint: Touchpoint
    visited_on: dt.date
    shopper: str = ""
    paper_digest: str | None = None
    observer: Observer | None = None  # None: the actor, or the `shopper` named
    planned_id: int | None = None


def is_home(actor: Actor, unit: Unit) -> bool:
    """Return whether `unit` is the actor's own, or one they supervise: there they are no mystery to anybody."""
    return unit.id == actor.unit_id or any(
        held.role == Role.SUPERVISOR and unit.path.startswith(held.unit_path) for held in actor.roles)


def _check_observer(actor: Actor, start: Start, *, own: bool) -> None:
    if own and is_home(actor, start.unit):
        raise Refused(OWN_UNIT)
    shopper_id = start.observer.account_id if start.observer else actor.account_id if own else None
    if shopper_id is not None and not may_shop(shopper_id):
        raise Refused(NOT_CALIBRATED)
    if not own and not start.paper_digest:
        raise Refused(N_("Keying in a paper form needs a photo of it."))


def start_visit(actor: Actor, start: Start) -> Visit:
    """Begin a scorecard as a draft, with the current form of its touchpoint.

    Raises:
        Refused: no programme in force, own observation in the own unit, a paper form without photo, or no form.
    """
    own, people = not (start.shopper or start.observer), people_on(start.unit, start.visited_on)
    _check_observer(actor, start, own=own)
    version = queries.current_form(start.touchpoint.slug)
    if version is None:
        raise Refused(N_("There is no shopper's form for this touchpoint yet."))
    seen_by = start.observer or (Observer(actor.account_id, actor.employee_id) if own else None)
    visit = Visit(
        planned_id=start.planned_id, unit_id=start.unit.id, touchpoint_id=start.touchpoint.id,
        instrument_id=version.id, people=people,
        observed_by=seen_by.account_id if seen_by else None,
        observer_employee_id=seen_by.employee_id if seen_by else None,
        shopper=start.shopper, entered_by=actor.account_id, enterer_employee_id=actor.employee_id,
        paper_digest=start.paper_digest, visited_on=start.visited_on, started_at=now(), saved_at=now())
    db.session.add(visit)
    db.session.flush()
    record("visit started", visit, unit_id=visit.unit_id, paper=not own)
    return visit


def save_scorecard(
    visit: Visit, *, answers: Mapping[str, Answer], sheet: Sheet | None = None, writer: str = ""
) -> None:
    """Store changed answers, and the sheet where it changed, in two statements. A draft is no change of state.

    Args:
        visit: in a state in which its shopper may write.
        answers: by item id, only those that changed.
        sheet: the whole card, or None where nothing on it changed.
        writer: which open page saves: its own earlier save, whose reply was lost, is no clash.

    Raises:
        Refused: the scorecard was submitted meanwhile.
    """
    if visit.state not in OPEN:
        raise Refused(WRONG_STATE)
    _store(visit.id, answers)
    if sheet is not None:
        visit.times, visit.praise = sheet.times.as_dict(), sheet.praise
        visit.nothing_to_praise, visit.badge, visit.receipt = sheet.nothing_to_praise, sheet.badge, sheet.receipt
    visit.saved_at, visit.writer = now(), writer
    db.session.flush()


def _store(visit_id: int, answers: Mapping[str, Answer]) -> None:
    rows = [{"visit_id": visit_id, "item": item, "value": a.value, "missing": a.missing, "note": a.note}
            for item, a in answers.items()]
    if rows:
        db.session.execute(_put_ratings(db.session.get_bind().dialect.name), rows)


@lru_cache(maxsize=2)
def _put_ratings(dialect: str) -> Any:
    """Return the statement that adds ratings or changes them; made once, because every save runs it."""
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(Rating.__table__)
    parts = {name: statement.excluded[name] for name in ("value", "missing", "note")}
    return statement.on_conflict_do_update(index_elements=["visit_id", "item"], set_=parts)


def submit(visit: Visit, answers: Mapping[str, Answer], found: Review) -> None:
    """Hand the scorecard to a reviewer, with its score before and after critical rules.

    Raises:
        Refused: something is missing, a reviewer's question is not answered, or it was submitted before.
    """
    sheet = queries.sheet_of(visit)
    if visit.state not in OPEN or visit.kind == "coaching":  # that one is shared between the two, and reviewed by nobody
        raise Refused(WRONG_STATE)
    if sheet.missing or timetable.order_fault(sheet.times) or not found.is_complete:
        raise Refused(NOT_COMPLETE)
    if visit.state == "returned" and open_question(visit.id):
        raise Refused(UNANSWERED)
    visit.state, visit.submitted_at = "submitted", visit.submitted_at or now()
    left = timetable.moment_left(visit.visited_on, sheet.times, visit.unit.zone)
    visit.late = timetable.is_late(visit.submitted_at, left)
    visit.score_before, visit.score = found.before, found.after
    db.session.flush()
    record("scorecard submitted", visit, unit_id=visit.unit_id, late=visit.late, score=visit.score,
           ratings={item: answer.choice for item, answer in sorted(answers.items())})


def discard(visit: Visit) -> None:
    """Throw a draft away that was never submitted.

    Raises:
        Refused: it was submitted once, so others may have acted on it.
    """
    if visit.state != "draft":
        raise Refused(WRONG_STATE)
    record("visit discarded", visit, unit_id=visit.unit_id, visited_on=visit.visited_on.isoformat())
    db.session.execute(Rating.__table__.delete().where(Rating.visit_id == visit.id))
    pieces = PhotoChunk.upload_id.in_(select(PhotoUpload.id).where(PhotoUpload.visit_id == visit.id))
    db.session.execute(PhotoChunk.__table__.delete().where(pieces))
    db.session.execute(PhotoUpload.__table__.delete().where(PhotoUpload.visit_id == visit.id))
    db.session.execute(VisitPhoto.__table__.delete().where(VisitPhoto.visit_id == visit.id))
    db.session.delete(visit)
    db.session.flush()
