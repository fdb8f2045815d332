"""Reading what practical assessments came to: first sittings (首考, also those put off) and resits (补考) apart, with n."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.measures.agreement import Agreement, krippendorff_alpha
from cxtrain.measures.intervals import Estimate, wilson
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.quizzes.sittings.queries import PassCounts, Share, people_in
from cxtrain.training.practicals.marking import compared, judged_pairs
from cxtrain.training.practicals.models import PracticalSheet, PracticalSheetVersion, PracticalSitting
from cxtrain.training.practicals.queries import doubles, sheet_of

_sitting = PracticalSitting.__table__.c
DECIDED = (_sitting.decided_at.is_not(None), _sitting.withdrawn_at.is_(None))
RESAMPLES = 200


@dataclass(frozen=True)
class Rates:
    """Pass rates at a sheet in somebody's reach: shares 0..1 with their intervals and n."""

    first: Estimate
    resit: Estimate
    deferred: int  # of the first sittings, those that had been put off


@dataclass(frozen=True)
class Doubles:
    """How far assessors agree where two marked the same sitting."""

    sittings: int
    items: int  # marked by both
    near: int  # equally, or judged one step apart
    alpha: Agreement  # of the judged items


def rates_at(actor: Actor, sheet: PracticalSheet) -> Rates:
    """Return the pass rates of people who belonged to units in reach when their sitting was planned."""
    rows = db.session.execute(
        select(_sitting.kind, _sitting.passed, func.count()).where(
            _sitting.sheet_id == sheet.id, *DECIDED,
            _sitting.unit_id.in_(select(Unit.id).where(within(actor, Can.ASSESS)))).group_by(_sitting.kind, _sitting.passed))
    counts = {(kind, passed): count for kind, passed, count in rows}
    shares = {kind: (counts.get((kind, True), 0), counts.get((kind, True), 0) + counts.get((kind, False), 0))
              for kind in ("first", "resit", "deferred")}
    passed, n = (sum(pair) for pair in zip(shares["first"], shares["deferred"], strict=True))
    return Rates(wilson(passed, n), wilson(*shares["resit"]), shares["deferred"][1])


def agreement_at(actor: Actor, sheet: PracticalSheet) -> Doubles | None:
    """Return how far the two assessors of recent sittings agree; None where no sitting had two."""
    pairs: list[tuple[float, float]] = []
    found = doubles(actor, sheet)
    n = near = 0
    for sitting in found:
        first, second = (each.marks for each in sitting.marks)
        version = sheet_of(sitting.version)
        pairs += judged_pairs(version, first, second)
        if (one := compared(version, first, second)) is not None:
            n, near = n + one.n, near + one.near
    return Doubles(len(found), n, near, krippendorff_alpha(pairs, resamples=RESAMPLES)) if found else None


def pass_counts(unit_path: str, since: dt.date, until: dt.date, *, employments: Collection[str] | None = None) -> PassCounts:
    """Return the counts of a unit and all below it for the days from `since` to `until`, both included, in one statement.

    Each sitting counts where its person belonged when it was planned; one put off counts as a first one once it was sat.
    `employments`: only of people employed so today.
    """
    return _counted(None, unit_path, (since, until), employments).get(0, PassCounts())


def counts_by_unit(unit_path: str, since: dt.date, until: dt.date, *,
                   employments: Collection[str] | None = None) -> dict[int, PassCounts]:
    """Return the same for each unit, by id; only its own people, without units below. One without any is not in it."""
    return _counted("unit_id", unit_path, (since, until), employments)


def counts_by_person(unit_path: str, since: dt.date, until: dt.date, *,
                     employments: Collection[str] | None = None) -> dict[int, PassCounts]:
    """Return the same for each person, by id."""
    return _counted("employee_id", unit_path, (since, until), employments)


def _counted(by: str | None, unit_path: str, days: tuple[dt.date, dt.date],
             employments: Collection[str] | None) -> dict[int, PassCounts]:
    per: Any = [_sitting[by]] if by else []
    rows = db.session.execute(select(*per, _sitting.kind, _sitting.passed, func.count()).where(
        func.coalesce(_sitting.sat_on, _sitting.planned_on).between(*days), _sitting.withdrawn_at.is_(None),
        *people_in(_sitting, unit_path, employments)).group_by(*per, _sitting.kind, _sitting.passed))
    first: dict[int, Share] = defaultdict(Share)
    resit: dict[int, Share] = defaultdict(Share)
    deferred: dict[int, int] = defaultdict(int)
    for *keys, kind, passed, count in rows:
        key = keys[0] if keys else 0
        deferred[key] += count if kind == "deferred" else 0
        if passed is not None:
            shares = resit if kind == "resit" else first
            shares[key] = shares[key].plus(count, passed=passed)
    return {key: PassCounts(first[key], resit[key], deferred[key]) for key in {*first, *resit, *deferred}}


@dataclass(frozen=True)
class Sat:
    """A decided sitting as training files list it."""

    employee_id: int
    sitting_id: int
    slug: str
    title: dict[str, str]
    kind: str
    sat_on: dt.date
    score: float
    passed: bool


def sittings_of(employee_ids: Collection[int], since: dt.date | None = None,
                until: dt.date | None = None) -> dict[int, list[Sat]]:
    """Return the decided sittings of people, the oldest first, by person. One statement."""
    query = select(_sitting.employee_id, _sitting.id, PracticalSheetVersion.slug, PracticalSheetVersion.title, _sitting.kind,
                   _sitting.sat_on, _sitting.score, _sitting.passed).join(
        PracticalSheetVersion, PracticalSheetVersion.id == _sitting.version_id).where(
        *DECIDED, _sitting.employee_id.in_(employee_ids))
    if since is not None:
        query = query.where(_sitting.sat_on >= since)
    if until is not None:
        query = query.where(_sitting.sat_on <= until)
    found: dict[int, list[Sat]] = defaultdict(list)
    for row in db.session.execute(query.order_by(_sitting.sat_on, _sitting.id)):
        found[row.employee_id].append(Sat(*row))
    return dict(found)
