"""What customers say in numbers: one page of scores with its courses, the map of importance, and files of both."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.reports.listening import asked
from cxtrain.reports.listening.asked import Wish
from cxtrain.reports.listening.facts import overview
from cxtrain.reports.places.asked import SPANS

bp = Blueprint("listening", __name__, url_prefix="/customers")


def _wish(touchpoints: Any, values: Mapping[str, str] | None = None) -> Wish:
    units = list_units(current_user, Can.SEE_VOICES)
    try:
        return asked.read(request.args if values is None else values, units, [each.id for each in touchpoints],
                          f"{today(current_user.zone):%Y-%m}")
    except asked.NotThere:
        abort(404)


@bp.route("")
@requires(Can.SEE_VOICES)
def show_voices() -> ResponseReturnValue:
    """Show the customers' scores of a unit, of one touchpoint or all, and their course beside the shoppers'."""
    touchpoints = list_touchpoints(ended=True)
    wish = _wish(touchpoints)
    return render_template("reports/show_voices.html", wish=wish, asked=wish.place, spans=SPANS, touchpoints=touchpoints,
                           **overview(wish, touchpoints))
