"""What customers say in numbers: one page of scores with its courses, the map of importance, and files of both."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.reports.listening import asked, importance, tables
from cxtrain.reports.listening.asked import Wish
from cxtrain.reports.listening.facts import comparison, expectations, overview
from cxtrain.reports.places.asked import SPANS
from cxtrain.web.bilingual import N_
from cxtrain.web.tables import csv_bytes, xlsx_bytes
from cxtrain.web.transactions import reading

bp = Blueprint("listening", __name__, url_prefix="/customers")
PARTS = {"show_voices": N_("Scores"), "compare_voices": N_("Places"), "show_expectations": N_("Expected and found"),
         "show_importance": N_("What matters to customers")}
FILES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def _wish(touchpoints: Any, values: Mapping[str, str] | None = None) -> Wish:
    units = list_units(current_user, Can.SEE_VOICES)
    try:
        return asked.read(request.args if values is None else values, units, [each.id for each in touchpoints],
                          f"{today(current_user.zone):%Y-%m}")
    except asked.NotThere:
        abort(404)


def _filters(wish: Wish, touchpoints: Any) -> dict[str, Any]:
    """Return what the pages' row of filters and row of parts need."""
    return {"wish": wish, "asked": wish.place, "spans": SPANS, "touchpoints": touchpoints, "parts": PARTS}


@bp.route("")
@requires(Can.SEE_VOICES)
def show_voices() -> ResponseReturnValue:
    """Show the customers' scores of a unit, of one touchpoint or all, and their course beside the shoppers'."""
    touchpoints = list_touchpoints(ended=True)
    wish = _wish(touchpoints)
    return render_template("reports/show_voices.html", **_filters(wish, touchpoints), **overview(wish))


@bp.route("/places")
@requires(Can.SEE_VOICES)
def compare_voices() -> ResponseReturnValue:
    """Show the scores of touchpoints beside each other, and of the units right below."""
    touchpoints = list_touchpoints(ended=True)
    wish = _wish(touchpoints)
    return render_template("reports/compare_voices.html", **_filters(wish, touchpoints), **comparison(wish, touchpoints))


@bp.route("/expectations")
@requires(Can.SEE_VOICES)
def show_expectations() -> ResponseReturnValue:
    """Show what customers found beside what they had expected, by dimension."""
    touchpoints = list_touchpoints(ended=True)
    wish = _wish(touchpoints)
    return render_template("reports/show_expectations.html", **_filters(wish, touchpoints), **expectations(wish))


@bp.route("/importance")
@requires(Can.SEE_VOICES)
def show_importance() -> ResponseReturnValue:
    """Show how important things are to customers, and how well they find them done."""
    touchpoints = list_touchpoints(ended=True)
    wish = _wish(touchpoints)
    return render_template("reports/show_importance.html", **_filters(wish, touchpoints),
                           **importance.facts(wish, request.args.get("lines", "")))


@bp.route("/file", methods=["POST"])
@requires(Can.SEE_VOICES)
def export_voices() -> ResponseReturnValue:
    """Send a table as a file with the filters of its page; the ledger keeps who took which."""
    ending, maker = request.form.get("ending", ""), tables.MAKERS.get(request.form.get("table", ""))
    if ending not in FILES or maker is None:
        abort(400)
    with reading():  # nobody waits for the write lock while a file is made
        wish = _wish(list_touchpoints(ended=True), request.form)
        made = maker(wish)
        content = csv_bytes([str(cell) for cell in made.data[0]], made.data[1:]) if ending == "csv" else \
            xlsx_bytes(tables.sheets(made, wish), landscape={_("Print version")})
        db.session.commit()
    return send_file(BytesIO(content), FILES[ending], True, f"{made.name}-{wish.place.months[-1]}.{ending}")
