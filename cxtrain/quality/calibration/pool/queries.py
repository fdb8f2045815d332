"""Reading visits that are looked at again, for those who decide, and what is told to the people concerned."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import abort
from sqlalchemy import ColumnElement, Select, func, or_, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach
from cxtrain.quality.calibration.agreement import LOW, PASSED
from cxtrain.quality.calibration.models import Trial, VisitCheck, VisitPair
from cxtrain.quality.models import Visit

TOLD_FOR = dt.timedelta(days=14)  # that visits count again


def visits_to_check(trial: Trial) -> Select[tuple[int]]:
    """Return the ids of the shopper's visits from the failed result back to the last one passed, in every state that may
    still count; visits that are looked at already are left out."""
    counted = (Visit.observed_by == trial.account_id, Visit.kind != "coaching", ~Visit.under_review,
               Visit.state.not_in(("rejected", "void")), Visit.started_at <= trial.submitted_at)
    since = _last_passed(trial)
    query = select(Visit.id).where(*counted).order_by(Visit.id)
    return query.where(Visit.visited_on >= since) if since else query


def _last_passed(trial: Trial) -> dt.date | None:
    """Return the day of the last passed result before this one, by the shopper's clock."""
    row = db.session.execute(
        select(func.max(Trial.submitted_at), Unit.zone).join(Account, Account.id == Trial.account_id)
        .join(Employee, Employee.id == Account.employee_id).join(Unit, Unit.id == Employee.unit_id)
        .where(Trial.account_id == trial.account_id, Trial.verdict.in_(PASSED), Trial.submitted_at < trial.submitted_at)
        .group_by(Unit.zone)).first()
    return row[0].astimezone(ZoneInfo(row[1])).date() if row else None


def _open(actor: Actor) -> Select[tuple[VisitCheck]]:
    return select(VisitCheck).join(Visit, Visit.id == VisitCheck.visit_id).where(
        VisitCheck.lifted_at.is_(None), Visit.unit_id.in_(units_in_reach(actor, Can.CALIBRATE)),
        Visit.employee_id.is_distinct_from(actor.employee_id))  # nobody reads here how they were seen


def open_checks(actor: Actor, account_id: int | None = None, *, limit: int = 200) -> list[VisitCheck]:
    """Return the visits in reach that are looked at again, newest visit first; of one shopper where one is given."""
    query = _open(actor) if account_id is None else _open(actor).where(Visit.observed_by == account_id)
    return list(db.session.scalars(query.order_by(Visit.visited_on.desc(), Visit.id.desc()).limit(limit)))


def open_counts(actor: Actor) -> dict[int, int]:
    """Return how many visits of each shopper in reach are looked at again."""
    found = _open(actor).with_only_columns(Visit.observed_by, func.count()).group_by(Visit.observed_by)
    return {row[0]: row[1] for row in db.session.execute(found.where(Visit.observed_by.is_not(None)))}


def get_check_for(actor: Actor, visit_id: int) -> VisitCheck:
    """Return the open check of a visit in reach, or answer 404."""
    return db.session.scalars(_open(actor).where(VisitCheck.visit_id == visit_id)).one_or_none() or abort(404)


def passed_since(account_id: int, moment: dt.datetime) -> bool:
    """Return whether the account passed a round after `moment`, and failed none after that."""
    last = db.session.scalars(select(Trial.verdict).where(
        Trial.account_id == account_id, Trial.submitted_at > moment, Trial.verdict.in_((*PASSED, LOW))).order_by(
        Trial.submitted_at.desc(), Trial.id.desc()).limit(1)).first()
    return last in PASSED


def was_doubled(visit_id: int) -> bool:
    """Return whether a second shopper's scorecard of the visit was handed in."""
    second = select(Visit.id).join(VisitPair, VisitPair.second_id == Visit.id).where(
        VisitPair.first_id == visit_id, VisitPair.undone_at.is_(None), Visit.submitted_at.is_not(None))
    return db.session.scalar(second.limit(1)) is not None


@dataclass(frozen=True)
class Told:
    """What the people concerned are told; only released visits are spoken of, and never by whom they were made."""

    open: int = 0  # visits that count nowhere until somebody has looked
    back: int = 0  # visits that count again since a short time

    def __bool__(self) -> bool:
        return bool(self.open or self.back)


def told_person(employee_id: int) -> Told:
    """Return what somebody is told of the visits in which they were observed."""
    return _told(Visit.employee_id == employee_id)


def told_units(unit_ids: Collection[int]) -> Told:
    """Return what is told of the visits of some units."""
    return _told(Visit.unit_id.in_(list(unit_ids)))


def _told(whose: ColumnElement[bool]) -> Told:
    rows = db.session.execute(
        select(VisitCheck.lifted_at.is_(None), func.count()).join(Visit, Visit.id == VisitCheck.visit_id)
        .where(whose, Visit.state == "released", or_(VisitCheck.lifted_at.is_(None), VisitCheck.lifted_at > now() - TOLD_FOR))
        .group_by(VisitCheck.lifted_at.is_(None)))
    found = {bool(is_open): n for is_open, n in rows}
    return Told(found.get(True, 0), found.get(False, 0))
