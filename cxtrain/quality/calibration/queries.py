"""Reading rounds and results. Where a shopper stands is public to planners; a key only to those who calibrate.

`standing_of`, `may_shop` and `severities` are what other packages ask.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from flask import abort, current_app
from sqlalchemy import ColumnElement, func, select

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import GRANTS, Actor, Can, Role
from cxtrain.quality.answers import Answer
from cxtrain.quality.calibration.agreement import LOW, Shares, Spot, residuals
from cxtrain.quality.calibration.cases.case import keyed_items, shares
from cxtrain.quality.calibration.cases.queries import case_of, form_of
from cxtrain.quality.calibration.models import CalibrationRound, CaseRating, GoldCase, RoundCase, Trial
from cxtrain.quality.calibration.standing import Facts, Result, Standing, standing
from cxtrain.quality.models import Visit

KEEPERS = tuple(role.value for role in Role if Can.CALIBRATE in GRANTS[role])
SHOPPERS = tuple(role.value for role in Role if Can.SHOP in GRANTS[role])
REMEMBERED = dt.timedelta(days=365)  # how far back severity looks


def standing_of(account_ids: Collection[int]) -> dict[int, Standing]:
    """Return where each account stands with calibration, in six statements however many they are."""
    ids = list(account_ids)
    rounds = db.session.scalar(select(CalibrationRound.id).limit(1)) is not None
    required = current_app.config["CX"].calibration_required
    facts, zones = _facts(ids), _zones(ids)
    return {account: standing(facts[account], today(zones.get(account, "Asia/Shanghai")), rounds=rounds, required=required)
            for account in ids}


def may_shop(account_id: int) -> bool:
    """Return whether the account may start a visit as far as calibration goes."""
    return standing_of([account_id])[account_id].may_shop


def has_failed(account_id: int) -> bool:
    """Return whether the last result that says something is below .667: then the account judges nothing that counts."""
    return standing_of([account_id])[account_id].state == LOW


def _facts(ids: Sequence[int]) -> dict[int, Facts]:
    told = db.session.execute(select(Trial.account_id, Trial.submitted_at, Trial.verdict, Trial.alpha).where(
        Trial.account_id.in_(ids), Trial.submitted_at.is_not(None)).order_by(Trial.account_id, Trial.submitted_at, Trial.id))
    results = {account: [Result(*row[1:]) for row in rows] for account, rows in groupby(told, lambda row: row[0])}
    asked = {row[0]: row for row in db.session.execute(
        select(Trial.account_id, func.min(CalibrationRound.due_on), func.min(Trial.asked_at))
        .join(CalibrationRound, CalibrationRound.id == Trial.round_id)
        .where(Trial.account_id.in_(ids), Trial.submitted_at.is_(None), CalibrationRound.closed_at.is_(None))
        .group_by(Trial.account_id))}
    first = dict(db.session.execute(select(Visit.observed_by, func.min(Visit.started_at)).where(
        Visit.observed_by.in_(ids)).group_by(Visit.observed_by)).tuples().all())
    keepers = keepers_of_keys()
    return {account: Facts(results.get(account, ()), *(asked[account][1:] if account in asked else (None, None)),
                           first.get(account), account in keepers) for account in ids}


def keepers_of_keys() -> frozenset[int]:
    """Return the accounts that can see keys: their own scoring would say nothing."""
    return frozenset(db.session.scalars(select(RoleGrant.account_id).where(RoleGrant.role.in_(KEEPERS))))


def _zones(ids: Sequence[int]) -> dict[int, str]:
    return dict(db.session.execute(select(Account.id, Unit.zone).join(Employee, Employee.id == Account.employee_id).join(
        Unit, Unit.id == Employee.unit_id).where(Account.id.in_(ids))).tuples().all())


def shoppers() -> list[Account]:
    """Return who is asked into a quarter's round: whoever observed or took part within a year, and shoppers from outside."""
    since = today("UTC") - REMEMBERED
    asked = select(Trial.account_id).where(Trial.asked_at >= dt.datetime.combine(since, dt.time(), dt.UTC))
    observed = select(Visit.observed_by).where(Visit.observed_by.is_not(None), Visit.visited_on >= since)
    outside = select(RoleGrant.account_id).where(RoleGrant.role == Role.SHOPPER.value)
    return _people(Account.id.in_(observed) | Account.id.in_(outside) | Account.id.in_(asked))


def possible_shoppers() -> list[Account]:
    """Return everybody who may visit: for a training round or a second visit, chosen one by one."""
    return _people(Account.id.in_(select(RoleGrant.account_id).where(RoleGrant.role.in_(SHOPPERS))))


def _people(who: ColumnElement[bool]) -> list[Account]:
    keepers = keepers_of_keys()
    found = db.session.scalars(select(Account).join(Employee, Employee.id == Account.employee_id).where(
        who, Account.active, Employee.status != "left").order_by(Employee.sort_key, Account.id))
    return [account for account in found if account.id not in keepers]


def rounds() -> list[CalibrationRound]:
    """Return all rounds, newest first."""
    return list(db.session.scalars(select(CalibrationRound).order_by(CalibrationRound.id.desc())))


def get_round(round_id: int) -> CalibrationRound:
    """Return a round, or answer 404."""
    return db.session.get(CalibrationRound, round_id) or abort(404)


def newest_quarter() -> CalibrationRound | None:
    """Return the newest round for everybody: a new shopper may take part in it also when it is closed."""
    return db.session.scalars(select(CalibrationRound).where(CalibrationRound.kind == "quarter").order_by(
        CalibrationRound.id.desc()).limit(1)).first()


def cases_of(round_id: int) -> list[GoldCase]:
    """Return the cases of a round in their order."""
    return list(db.session.scalars(select(GoldCase).join(RoundCase, RoundCase.case_id == GoldCase.id).where(
        RoundCase.round_id == round_id).order_by(RoundCase.position)))


def seen_cases(account_ids: Collection[int]) -> dict[str, int]:
    """Return the slugs of the cases whose key some of these have seen, and how many of them have."""
    query = (select(GoldCase.slug, func.count(Trial.account_id.distinct())).join(RoundCase, RoundCase.case_id == GoldCase.id)
             .join(Trial, Trial.round_id == RoundCase.round_id)
             .where(Trial.account_id.in_(list(account_ids)), Trial.submitted_at.is_not(None)).group_by(GoldCase.slug))
    return dict(db.session.execute(query).tuples().all())


def trials_of(round_id: int) -> list[Trial]:
    """Return everybody's part in a round, by name."""
    return list(db.session.scalars(select(Trial).join(Account, Account.id == Trial.account_id).join(
        Employee, Employee.id == Account.employee_id).where(Trial.round_id == round_id).order_by(Employee.sort_key, Trial.id)))


def own_trials(actor: Actor) -> list[Trial]:
    """Return the reader's own parts, newest first."""
    return list(db.session.scalars(select(Trial).where(Trial.account_id == actor.account_id).order_by(Trial.id.desc())))


def get_trial_for(actor: Actor, trial_id: int) -> Trial:
    """Return the reader's own part in a round; a foreign one is not there."""
    return db.session.scalars(select(Trial).where(Trial.id == trial_id, Trial.account_id == actor.account_id)
                              ).one_or_none() or abort(404)


def get_any_trial(trial_id: int) -> Trial:
    """Return anybody's submitted part, for those who calibrate; else 404."""
    return db.session.scalars(select(Trial).where(Trial.id == trial_id, Trial.submitted_at.is_not(None))
                              ).one_or_none() or abort(404)


def due_for(account_id: int) -> list[Trial]:
    """Return what the account is asked to score in rounds that are open, the earliest date first."""
    return list(db.session.scalars(select(Trial).join(CalibrationRound, CalibrationRound.id == Trial.round_id).where(
        Trial.account_id == account_id, Trial.submitted_at.is_(None), CalibrationRound.closed_at.is_(None)).order_by(
        CalibrationRound.due_on, Trial.id)))


def answers_of(trial_id: int) -> dict[int, dict[str, Answer]]:
    """Return a shopper's answers by case and item."""
    return answers_of_many([trial_id]).get(trial_id, {})


def answers_of_many(trial_ids: Collection[int]) -> dict[int, dict[int, dict[str, Answer]]]:
    """Return the answers of several parts by part, case and item, in one statement."""
    found: dict[int, dict[int, dict[str, Answer]]] = {}
    rows = db.session.execute(select(CaseRating.__table__).where(CaseRating.trial_id.in_(list(trial_ids))))
    for trial_id, case_id, item, value, missing, note in rows:
        found.setdefault(trial_id, {}).setdefault(case_id, {})[item] = Answer(value, missing, note)
    return found


def key_of(cases: Sequence[GoldCase]) -> dict[Spot, float | None]:
    """Return the key of these cases, in their order, as shares 0..1."""
    key = dict[Spot, float | None]()
    for gold in cases:
        form, right = form_of(gold), shares(case_of(gold), form_of(gold))
        key |= {Spot(gold.id, item.id, item.kind == "rating"): right[item.id] for item in keyed_items(form)}
    return key


def given_in(cases: Sequence[GoldCase], answers: Mapping[int, Mapping[str, Answer]]) -> dict[Spot, float | None]:
    """Return somebody's answers to these cases as shares 0..1; None where there is no number."""
    given = dict[Spot, float | None]()
    for gold in cases:
        form, own = form_of(gold), answers.get(gold.id, {})
        given |= {Spot(gold.id, item.id, item.kind == "rating"): form.share(item, own[item.id].value)
                  for item in keyed_items(form) if item.id in own}
    return given


def residuals_by_round(account_id: int) -> list[tuple[Trial, list[float]]]:
    """Return the account's residuals in points of 1..7 for each submitted part, oldest first."""
    mine = [trial for trial in db.session.scalars(select(Trial).where(
        Trial.account_id == account_id, Trial.submitted_at.is_not(None)).order_by(Trial.submitted_at, Trial.id))]
    answers, found = answers_of_many([trial.id for trial in mine]), []
    for trial in mine:
        cases = cases_of(trial.round_id)
        given: Shares = given_in(cases, answers.get(trial.id, {}))
        found.append((trial, residuals(key_of(cases), given)))
    return found


def severities() -> dict[int, float]:
    """Return each calibrated account's severity: mean of rating minus key over a year's rounds, points of 1..7.

    Above 0 is milder than the key. Weighted by compared answers. Nothing is adjusted with it in silence: whoever uses it
    says so on the page.
    """
    since = dt.datetime.combine(today("UTC") - REMEMBERED, dt.time(), dt.UTC)
    sums = func.sum(Trial.severity * Trial.compared), func.sum(Trial.compared)
    rows = db.session.execute(select(Trial.account_id, *sums).where(
        Trial.submitted_at >= since, Trial.severity.is_not(None), Trial.compared > 0).group_by(Trial.account_id)).tuples()
    return {account: float(total) / n for account, total, n in rows}

