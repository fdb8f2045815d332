"""What a unit's people keep, told of five or more together."""

from collections.abc import Iterable

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cxtrain.journey.queries import list_touchpoints
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.training.refreshers.retention import queries
from cxtrain.training.refreshers.retention.shares import FEWEST
from cxtrain.web.converters import asked_id

bp = Blueprint("retention", __name__, url_prefix="/training/refreshers")


@bp.route("/team")
@requires(Can.SEE_RETENTION)
def team_retention() -> ResponseReturnValue:
    """Show by dimension and touchpoint what share of questions people of a unit knew when they were asked again."""
    units = list_units(current_user, Can.SEE_RETENTION)
    unit = _picked(units)
    months = queries.told_months(unit.id)
    asked = request.args.get("month", "")
    month = asked if asked in months else next(iter(months), "")
    titles = {touchpoint.slug: touchpoint.title for touchpoint in list_touchpoints()}
    by_dimension, by_touchpoint = queries.told_of(unit.id, month) if month else ([], [])
    return render_template(
        "training/team_retention.html", unit=unit, units=units, months=months, month=month, titles=titles, fewest=FEWEST,
        by_dimension=_ordered(by_dimension, DIMENSION_NAMES), by_touchpoint=_ordered(by_touchpoint, titles),
        dimension_names=DIMENSION_NAMES)


def _ordered(lines: list[queries.Line], names: Iterable[str]) -> list[queries.Line]:
    """Return the lines in the order of `names`; what has none, or one that is gone, comes last."""
    order = list(names)
    return sorted(lines, key=lambda line: order.index(line.name) if line.name in order else len(order))


def _picked(units: list[Unit]) -> Unit:
    """Return the unit that was asked for, else one's own where it is in reach, else the first."""
    asked = asked_id("unit") if request.args.get("unit") else None
    if request.args.get("unit"):
        return next((unit for unit in units if unit.id == asked), None) or abort(404)
    return next((unit for unit in units if unit.id == current_user.unit_id), None) or (units[0] if units else abort(404))
