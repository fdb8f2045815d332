"""Pages that set packages side by side: Today, Team, Employee."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain import clock
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.queries import list_touchpoints
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.reports import figures, queries
from cxtrain.reports.menu import MENU

bp = Blueprint("reports", __name__)


@bp.app_context_processor
def menu() -> dict[str, Callable[[], list[dict[str, Any]]]]:
    """Give every template main_menu()."""
    return {"main_menu": main_menu}


def main_menu() -> list[dict[str, Any]]:
    """Return the entries that the reader may open: url, label, current."""
    here = request.blueprint if request.blueprint != "reports" else (request.endpoint or "").split(".")[-1]
    return [{"url": url_for(entry.endpoint), "label": _(entry.label), "current": entry.package == here}
            for entry in MENU if current_user.may(entry.can) and entry.endpoint in current_app.view_functions]


@bp.route("/")
@requires(Can.SEE_OWN)
def today():
    """Show what is due, what is new, and nothing else."""
    return render_template("reports/today.html")


SPANS = (3, 6, 12)


def _span() -> tuple[int, tuple[str, ...]]:
    """Return how many months the reader wants to see, and these months."""
    asked = request.args.get("span", 12, type=int)
    span = asked if asked in SPANS else 12
    return span, figures.months_back(f"{clock.today(current_user.zone):%Y-%m}", span)


@bp.route("/team")
@requires(Can.SEE_TEAM)
def team():
    """Show a store: touchpoints by dimensions, what needs a person today, and its people."""
    stores = list_units(current_user, Can.SEE_TEAM, kind="store")
    asked = request.args.get("unit", type=int)
    unit = next((store for store in stores if store.id == asked), None)
    if unit is None and (asked or not stores):
        abort(404)
    unit = unit or next((store for store in stores if store.id == current_user.unit_id), stores[0])
    span, months = _span()
    touchpoints, day = list_touchpoints(), clock.today(unit.zone)
    lines = queries.lines_by_touchpoint(touchpoints, queries.unit_sums(unit.id, months), figures.DIMENSIONS)
    people = queries.people_of(unit.id)
    return render_template(
        "reports/team.html", unit=unit, stores=stores, span=span, months=months, lines=lines, today=day, people=people,
        people_lines=_people_lines(unit, people, touchpoints, months), few=[line for line in lines if line.n < 3],
        plans=queries.pressing_plans(unit, day), praise=queries.latest_praise(unit.id),
        dimensions=_names(figures.DIMENSIONS), person_dimensions=_names(figures.PERSON_DIMENSIONS))


def _names(dimensions: tuple[str, ...]) -> dict[str, str]:
    return {slug: _(DIMENSION_NAMES[slug]) for slug in dimensions}


def _people_lines(unit: Unit, people: list[Employee], touchpoints: list[Touchpoint], months: tuple[str, ...]):
    if unit.people == "none" or not touchpoints:
        return []
    sums = queries.people_sums(unit.id, months)
    standards = {each: sum(t.expectation[each] for t in touchpoints) / len(touchpoints) for each in figures.DIMENSIONS}
    return queries.lines_by_person(people, sums, standards) if figures.enough_people(sums) else []
