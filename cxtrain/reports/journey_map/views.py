"""The journey as a map, on the page and on paper."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.departments.queries import list_departments
from cxtrain.journey.queries import lanes, list_touchpoints
from cxtrain.journey.touchpoint import CHANNELS, DIMENSION_NAMES, KINDS, STAGES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.reports.journey_map import paper, queries
from cxtrain.reports.journey_map.figures import STATES
from cxtrain.reports.places import asked
from cxtrain.reports.places.asked import SPANS, Asked
from cxtrain.voices.figures import SCORED_FROM, SHOWN_FROM
from cxtrain.web import pdf
from cxtrain.web.pages import reader_locale

bp = Blueprint("journey_map", __name__, url_prefix="/journey")


def _asked() -> Asked | None:
    """Return whose numbers are wanted; None for somebody who sees the map without any."""
    units = list_units(current_user, Can.SEE_VOICES) if current_user.may(Can.SEE_VOICES) else []
    if not units:
        return None
    try:
        return asked.read(request.args, units, f"{today(current_user.zone):%Y-%m}")
    except asked.NotThere:
        abort(404)


def _facts() -> dict[str, Any]:
    wish, touchpoints = _asked(), list_touchpoints()
    return {"asked": wish, "lanes": lanes(touchpoints), "measured": queries.measured(wish, touchpoints) if wish else {},
            "owners": {each.id: each.title for each in list_departments(ended=True)}}


@bp.route("")
@requires(Can.SEE_JOURNEY)
def show_map() -> ResponseReturnValue:
    """Show the stages across and the touchpoints in lanes by kind, each with its moment, its measures and its state."""
    may_edit = current_user.may(Can.EDIT_TOUCHPOINTS)
    ended = [each for each in list_touchpoints(ended=True) if each.ended_at] if may_edit else []
    return render_template("reports/show_map.html", **_facts(), stages=STAGES, kinds=KINDS, channels=CHANNELS, spans=SPANS,
                           dimension_names=DIMENSION_NAMES, states=STATES, few=SHOWN_FROM, scored=SCORED_FROM,
                           may_edit=may_edit, ended=ended)


@bp.route("/map.pdf")
@requires(Can.SEE_JOURNEY)
def map_pdf() -> ResponseReturnValue:
    """Send the map on A4 or A3, landscape."""
    size = "A3" if request.args.get("size") == "A3" else "A4"
    facts = paper.facts(**_facts(), say=_, locale=reader_locale())
    db.session.rollback()  # printing takes a while; no transaction should be open for it
    body = pdf.render("reports/journey_map.pdf.html", locale=reader_locale(), size=size, day=today(current_user.zone), **facts)
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": 'inline; filename="journey.pdf"'})
