"""Reading visits that two shoppers scored, for those who calibrate; a shopper sees only that a visit is asked of them."""

import datetime as dt
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, or_, select

from cxtrain.extensions import db
from cxtrain.measures.agreement import Agreement, krippendorff_alpha
from cxtrain.people.models import Account
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach
from cxtrain.quality.answers import Answer
from cxtrain.quality.calibration.agreement import POINTS, SEED
from cxtrain.quality.calibration.models import VisitPair
from cxtrain.quality.calibration.queries import possible_shoppers
from cxtrain.quality.instrument import Instrument
from cxtrain.quality.models import Rating, Visit
from cxtrain.quality.queries import instrument_of

WEEK = dt.timedelta(days=7)
MOST = 100  # pairs on the page, and in the agreement over them


def open_pairs(actor: Actor) -> list[VisitPair]:
    """Return the pairs in reach, newest first."""
    return list(db.session.scalars(select(VisitPair).join(Visit, Visit.id == VisitPair.first_id).where(
        VisitPair.undone_at.is_(None), Visit.unit_id.in_(units_in_reach(actor, Can.CALIBRATE)),
        Visit.employee_id.is_distinct_from(actor.employee_id)).order_by(
        VisitPair.id.desc()).limit(MOST)))


def get_pair_for(actor: Actor, pair_id: int) -> VisitPair:
    """Return a pair in reach that stands, or answer 404."""
    return next((pair for pair in open_pairs(actor) if pair.id == pair_id), None) or abort(404)


def get_first_for(actor: Actor, visit_id: int) -> Visit:
    """Return a mystery shop in reach that was handed in and may be scored by a second shopper; else 404."""
    taken = select(VisitPair.id).where(VisitPair.undone_at.is_(None), or_(
        VisitPair.first_id == Visit.id, VisitPair.second_id == Visit.id))
    return db.session.scalars(select(Visit).where(
        Visit.id == visit_id, *_handed_in(Visit), Visit.unit_id.in_(units_in_reach(actor, Can.CALIBRATE)),
        Visit.employee_id.is_distinct_from(actor.employee_id),
        ~taken.exists())).one_or_none() or abort(404)


def _handed_in(visit: type[Visit]) -> tuple[ColumnElement[bool], ...]:
    return (visit.kind == "mystery_shop", visit.observed_by.is_not(None), visit.doubles_id.is_(None),
            visit.state.in_(("submitted", "approved", "released")))


def candidates(first: Visit) -> list[Visit]:
    """Return the visits of other shoppers to the same touchpoint of the same unit within a week, with the same form."""
    taken = select(VisitPair.id).where(VisitPair.undone_at.is_(None), or_(
        VisitPair.first_id == Visit.id, VisitPair.second_id == Visit.id))
    return list(db.session.scalars(select(Visit).where(
        *_handed_in(Visit), Visit.id != first.id, Visit.unit_id == first.unit_id, Visit.touchpoint_id == first.touchpoint_id,
        Visit.instrument_id == first.instrument_id, Visit.observed_by != first.observed_by, ~taken.exists(),
        Visit.visited_on.between(first.visited_on - WEEK, first.visited_on + WEEK)).order_by(Visit.visited_on, Visit.id)))


def recent_visits(actor: Actor) -> list[Visit]:
    """Return the newest mystery shops in reach that could get a second scoring."""
    taken = select(VisitPair.id).where(VisitPair.undone_at.is_(None), or_(
        VisitPair.first_id == Visit.id, VisitPair.second_id == Visit.id))
    return list(db.session.scalars(select(Visit).where(
        *_handed_in(Visit), Visit.unit_id.in_(units_in_reach(actor, Can.CALIBRATE)), ~taken.exists()).order_by(
        Visit.visited_on.desc(), Visit.id.desc()).limit(30)))


def asked_of(account_id: int) -> list[VisitPair]:
    """Return the second visits that the account is asked to make and has not begun, the earliest date first."""
    return list(db.session.scalars(select(VisitPair).where(
        VisitPair.shopper_id == account_id, VisitPair.second_id.is_(None), VisitPair.undone_at.is_(None)).order_by(
        VisitPair.due_on, VisitPair.id)))


def get_asked_of(actor: Actor, pair_id: int) -> VisitPair:
    """Return a second visit that is asked of the reader, or answer 404."""
    return next((pair for pair in asked_of(actor.account_id) if pair.id == pair_id), None) or abort(404)


def others(first: Visit) -> list[Account]:
    """Return who may make the second visit: other shoppers who neither work in nor lead the unit."""
    return [account for account in possible_shoppers() if account.id != first.observed_by
            and account.employee.unit_id != first.unit_id]


def names_of(account_ids: set[int | None]) -> dict[int, dict[str, str]]:
    """Return the names behind accounts."""
    return {account.id: account.employee.label for account in db.session.scalars(
        select(Account).where(Account.id.in_([each for each in account_ids if each is not None])))}


@dataclass(frozen=True)
class Compared:
    """One pair whose two scorecards were handed in."""

    pair_id: int
    rows: tuple[tuple[str, float | None, float | None], ...]  # item, share 0..1 by the first and by the second
    apart: float | None  # mean of second minus first over ratings, points of 1..7

    @property
    def exact(self) -> int:
        """How many answers are equal."""
        return sum(one == other for _, one, other in self.rows if one is not None and other is not None)

    @property
    def both(self) -> int:
        """How many items both answered with a number."""
        return sum(one is not None and other is not None for _, one, other in self.rows)


def compared(pairs: list[VisitPair]) -> dict[int, Compared]:
    """Return what can be compared, by pair: both handed in, neither rejected nor void; as the shoppers wrote it."""
    done = [pair for pair in pairs if pair.second is not None and all(
        visit.submitted_at and visit.state not in ("returned", "rejected", "void") for visit in (pair.first, pair.second))]
    ids = [each for pair in done for each in (pair.first_id, pair.second_id)]
    written: dict[int, dict[str, Answer]] = {}
    for rating in db.session.execute(select(Rating.visit_id, Rating.item, Rating.value, Rating.missing).where(
            Rating.visit_id.in_(ids))):
        written.setdefault(rating.visit_id, {})[rating.item] = Answer(rating.value, rating.missing)
    return {pair.id: _compared(pair, instrument_of(pair.first.instrument), written) for pair in done}


def _compared(pair: VisitPair, form: Instrument, written: dict[int, dict[str, Answer]]) -> Compared:
    def share(visit_id: int | None, item_id: str) -> float | None:
        item = next(each for each in form.items if each.id == item_id)
        return form.share(item, written.get(visit_id or 0, {}).get(item_id, Answer()).value)
    judged = [item for item in form.items if item.is_judged]
    rows = tuple((item.id, share(pair.first_id, item.id), share(pair.second_id, item.id)) for item in judged)
    apart = [POINTS * (other - one) for (_, one, other), item in zip(rows, judged, strict=True)
             if item.kind == "rating" and one is not None and other is not None]
    return Compared(pair.id, rows, sum(apart) / len(apart) if apart else None)


def agreement_of(pairs: dict[int, Compared]) -> Agreement:
    """Return Krippendorff's alpha over all pairs: the units are their items, the raters first and second shopper."""
    return krippendorff_alpha([row[1:] for each in pairs.values() for row in each.rows], scale="ordinal", seed=SEED)


