"""Two scorecards of one occasion: the first counts, the second is kept out of every sum. The caller commits."""

import datetime as dt

from sqlalchemy import or_, select

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality.calibration.models import VisitPair
from cxtrain.quality.calibration.pairs import queries
from cxtrain.quality.models import Visit
from cxtrain.quality.operations import Start, start_visit
from cxtrain.quality.ownership import is_own_case
from cxtrain.quality.refusal import OWN_CASE, WRONG_STATE, Refused
from cxtrain.quality.sums.operations import recounted
from cxtrain.web.bilingual import N_

NO_REASON = N_("Say why the two no longer belong together.")
OUT_OF_USE = N_("One of the two visits no longer counts, so the other counts by itself.")


def link(actor: Actor, first: Visit, second: Visit) -> VisitPair:
    """Note that two shoppers scored the same touchpoint of a unit within a week; from now on only the first counts.

    Raises:
        Refused: own case, or they are no pair (see queries.candidates).
    """
    if is_own_case(actor, first) or is_own_case(actor, second):
        raise Refused(OWN_CASE)
    if second.id not in {visit.id for visit in queries.candidates(first)}:
        raise Refused(WRONG_STATE)
    pair = VisitPair(first_id=first.id, second_id=second.id, linked_by=actor.account_id, linked_at=now())
    db.session.add(pair)
    with recounted(second):
        second.doubles_id = first.id
    record("visits paired", pair, unit_id=first.unit_id, first=first.id, second=second.id)
    return pair


def ask(actor: Actor, first: Visit, shopper_id: int, due_on: dt.date) -> VisitPair:
    """Ask a second shopper to visit the same touchpoint, who is not told that somebody was there before.

    Raises:
        Refused: own case, or the same shopper.
    """
    if is_own_case(actor, first):
        raise Refused(OWN_CASE)
    if shopper_id == first.observed_by or shopper_id not in {each.id for each in queries.others(first)}:
        raise Refused(N_("Choose another shopper, who does not belong to this store."))
    pair = VisitPair(first_id=first.id, shopper_id=shopper_id, due_on=due_on, linked_by=actor.account_id, linked_at=now())
    db.session.add(pair)
    db.session.flush()
    record("second visit asked", pair, unit_id=first.unit_id, first=first.id)
    return pair


def begin(actor: Actor, pair: VisitPair) -> Visit:
    """Start the second visit, with the form of the first; it is in no sum from its beginning.

    Raises:
        Refused: as start_visit does.
    """
    first = pair.first
    visit = start_visit(actor, Start(first.unit, first.touchpoint, today(first.unit.zone)))
    visit.instrument_id, visit.doubles_id, pair.second_id = first.instrument_id, first.id, visit.id
    db.session.flush()
    return visit


def undo(pair: VisitPair, reason: str) -> None:
    """Let the second visit count by itself again, where it still exists.

    Raises:
        Refused: no reason, or it was undone meanwhile.
    """
    if not reason.strip():
        raise Refused(NO_REASON)
    if pair.undone_at is not None:
        raise Refused(WRONG_STATE)
    pair.undone_at, pair.reason = now(), reason.strip()
    second = pair.second
    if second is not None:
        with recounted(second):
            second.doubles_id = None
    db.session.flush()
    record("visits unpaired", pair, unit_id=pair.first.unit_id)


def part_with(visit: Visit) -> None:
    """Undo the pair of a visit that was made void: what is left of the occasion counts by itself."""
    pair = db.session.scalars(select(VisitPair).where(VisitPair.undone_at.is_(None), or_(
        VisitPair.first_id == visit.id, VisitPair.second_id == visit.id))).one_or_none()
    if pair is not None:
        undo(pair, OUT_OF_USE)


