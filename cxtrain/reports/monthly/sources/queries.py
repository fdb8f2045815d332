"""Gathering the facts of one report: a fixed number of statements, however many stores lie below the unit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.queries import below
from cxtrain.reports.monthly.facts import Facts, Place, Store, Three, from_data
from cxtrain.reports.monthly.metrics import OF_TARGETS
from cxtrain.reports.monthly.models import MonthlyReport
from cxtrain.reports.monthly.sources import assembly
from cxtrain.reports.monthly.sources.counted import Cells
from cxtrain.reports.monthly.sources.learning import queries as learning
from cxtrain.reports.monthly.sources.learning.queries import Scope
from cxtrain.reports.monthly.sources.service import queries as service
from cxtrain.reports.monthly.spans import BEFORE, YEAR, months_until, three
from cxtrain.voices.indicators.models import IndicatorTarget

COMPARED = 3  # months over which stores are set side by side
AS_IT_WAS = ("hours", "holders")  # who belonged where in which post is known for certain at the time only
OF_ITSELF = ("csat", "nps")  # the counts of a unit hold those of all below it


def facts_of(unit: Unit, month: str) -> Facts:
    """Return what is known now of the unit's month, which must be over."""
    scope = Scope(unit.path, unit.zone, three(month))
    months = [span.month for span in scope.spans]
    seen, earlier = service.seen(scope, months_until(month, COMPARED)), _earlier(unit.id, months)
    cells, wanted = _cells(scope, [nr for nr in range(3) if nr not in earlier]), targets_of(unit, month[:4])
    stores = _stores(scope) if unit.kind != "store" else {}
    labels = {unit_id: store.place.label for unit_id, store in stores.items()}
    return Facts(
        Place(unit.code, unit.label, unit.kind), month,
        _lines(unit, cells, wanted, earlier) | assembly.dimension_lines(seen.places, months, wanted),
        assembly.stores_of(stores.items(), cells, seen.stores), assembly.standing_of(seen.lately, labels),
        service.praise(scope), service.praised(scope))


def _earlier(unit_id: int, months: Sequence[str]) -> dict[int, Facts]:
    """Return the facts of the earlier reports that were kept, by which of the three months they are of."""
    rows = db.session.execute(select(MonthlyReport.month, MonthlyReport.facts).where(
        MonthlyReport.unit_id == unit_id, MonthlyReport.month.in_(months[1:])).order_by(MonthlyReport.edition)).all()
    return {months.index(month): from_data(data) for month, data in rows}


def _cells(scope: Scope, unknown: Sequence[int]) -> dict[str, Cells]:
    """Return the sums of all lines but those of visits; `unknown` are the months of which no report was kept."""
    first, resit = learning.passes(scope)
    csat, nps = service.scores(scope)
    return {
        "completion": learning.completion(scope), "hours": learning.hours(scope, unknown), "first-pass": first,
        "resit-pass": resit, "holders": learning.certified(scope, unknown), "visits": service.visits(scope), "csat": csat,
        "nps": nps, "reply": service.replies(scope), "appeals": service.appeals(scope), "plans": service.actions(scope)}


def _lines(unit: Unit, cells: Mapping[str, Cells], wanted: Mapping[str, float], earlier: Mapping[int, Facts]
           ) -> dict[str, Three]:
    lines = {key: assembly.three_at(each, unit.id, wanted.get(key)) if key in OF_ITSELF else
             assembly.three_of(each, wanted.get(key)) for key, each in cells.items()}
    for key in AS_IT_WAS:
        then = {nr: facts.lines.get(key, Three()).now for nr, facts in earlier.items()}
        lines[key] = replace(lines[key], before=then.get(BEFORE, lines[key].before), year=then.get(YEAR, lines[key].year))
    return lines


def targets_of(unit: Unit, year: str) -> dict[str, float]:
    """Return the targets of a year by line: the unit's own, or those of the nearest unit above that has one."""
    above = [int(part) for part in unit.path.split("/") if part]
    rows = db.session.execute(select(IndicatorTarget.unit_id, IndicatorTarget.slug, IndicatorTarget.value).where(
        IndicatorTarget.unit_id.in_(above), IndicatorTarget.year == int(year), IndicatorTarget.replaced_at.is_(None),
        IndicatorTarget.slug.startswith(OF_TARGETS), IndicatorTarget.value.is_not(None))).all()
    return {row.slug.removeprefix(OF_TARGETS): float(row.value or 0)
            for row in sorted(rows, key=lambda row: above.index(row.unit_id))}


def _stores(scope: Scope) -> dict[int, Store]:
    rows = db.session.execute(select(Unit.id, Unit.code, Unit.name, Unit.name_en).where(
        below((scope.path,)), Unit.kind == "store").order_by(Unit.code))
    return {row.id: Store(Place(row.code, {"zh": row.name, "en": row.name_en or row.name}), {}) for row in rows}
