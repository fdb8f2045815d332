"""Gathering what a report of a store says: the numbers of the Team page, by the same functions."""

import datetime as dt

from sqlalchemy import func, select

from cxtrain import clock
from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.planning.models import Plan
from cxtrain.planning.queries import library, plans_of_unit
from cxtrain.reports import figures, queries
from cxtrain.reports.alerts import queries as alerts
from cxtrain.reports.places.figures import against_standards
from cxtrain.reports.team_report.paper import CellOnPaper, PlaceOnPaper, PlanOnPaper, PraiseOnPaper, TeamPaper

PRAISED = dt.timedelta(days=180)


def team_paper(actor: Actor, unit: Unit, months: tuple[str, ...]) -> TeamPaper:
    """Return a store's report over `months`, as `actor` may see it."""
    day, touchpoints = clock.today(unit.zone), list_touchpoints()
    sums = queries.unit_sums(unit.id, months)
    lines = queries.lines_by_touchpoint(touchpoints, sums, figures.DIMENSIONS)
    proven = against_standards(queries.by_key(lines, figures.DIMENSIONS), sums)
    places = tuple(
        PlaceOnPaper(line.subject.title, tuple(_cell(cell, proven.signs.get((line.subject.id, name), 0))
                                               for name, cell in zip(figures.DIMENSIONS, line.cells, strict=True)))
        for line in lines if any(cell.n for cell in line.cells))
    return TeamPaper(
        unit=unit.label, code=unit.code, made_on=day, first_month=months[0], last_month=months[-1],
        dimensions=tuple(library().dimension(name) for name in figures.DIMENSIONS), places=places, tested=proven.tested,
        above=proven.above, below=proven.below, plans=_plans(actor, unit.id), coaching=_coaching(unit.id),
        praise=tuple(PraiseOnPaper(each.visited_on, each.touchpoint, each.praise)
                     for each in queries.latest_praise(unit.id, day - PRAISED)),
        failed=len(alerts.failed_items(unit.id, clock.now())), appeals=alerts.open_appeals(unit.id).count)


def _cell(cell: figures.Cell, sign: int) -> CellOnPaper:
    shown = cell.value is not None
    return CellOnPaper(cell.value, cell.n, cell.low if shown else None, cell.high if shown else None, sign)


def _plans(actor: Actor, unit_id: int) -> tuple[PlanOnPaper, ...]:
    return tuple(PlanOnPaper(plan.number, plan.goal, plan.touchpoint.title if plan.touchpoint else None, plan.due_on,
                             plan.done_count, len(plan.actions), plan.state) for plan in plans_of_unit(actor, unit_id))


def _coaching(unit_id: int) -> int:
    query = select(func.count()).where(Plan.unit_id == unit_id, Plan.employee_id.is_not(None), Plan.state == "approved")
    return int(db.session.execute(query).scalar_one())
