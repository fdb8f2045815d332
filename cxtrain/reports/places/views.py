"""Places: units by touchpoints, one unit, one touchpoint, what shoppers wrote, and all of it as files."""

import datetime as dt
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.queries import get_touchpoint, list_touchpoints
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.quality.rollup import OVERALL
from cxtrain.reports.places import asked, queries, tables
from cxtrain.reports.places.asked import SPANS, Asked
from cxtrain.reports.places.figures import tiers
from cxtrain.reports.places.grid import conclusion, heat_map, written
from cxtrain.reports.places.touchpoint import touchpoint_facts
from cxtrain.reports.places.unit import unit_facts
from cxtrain.reports.places.wording import DEFINITIONS, KINDS
from cxtrain.web.converters import asked_id
from cxtrain.web.tables import csv_bytes, xlsx_bytes
from cxtrain.web.transactions import reading

bp = Blueprint("places", __name__, url_prefix="/quality/places")
FILES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def _asked(values: Mapping[str, str] | None = None, **changes: str) -> Asked:
    units = list_units(current_user, Can.SEE_QUALITY)
    try:
        return asked.read({**(request.args if values is None else values), **changes}, units,
                          f"{today(current_user.zone):%Y-%m}")
    except asked.NotThere:
        abort(404)


def _filters(wish: Asked) -> dict[str, Any]:
    """Return what the row of filters needs."""
    return {"asked": wish, "spans": SPANS, "kinds": KINDS, "dimensions": DIMENSION_NAMES, "overall": OVERALL,
            "definitions": DEFINITIONS}


@bp.route("")
@requires(Can.SEE_QUALITY)
def list_places() -> ResponseReturnValue:
    """Show units by touchpoints against the standards, and which stores stand apart."""
    wish, touchpoints = _asked(), list_touchpoints()
    grid = queries.grid_of(wish.store_ids, touchpoints, wish.ends, kind=wish.kind, dimension=wish.dimension)
    heat = heat_map(wish, touchpoints, grid)
    return render_template(
        "reports/list_places.html", **_filters(wish), touchpoints=touchpoints, grid=grid, heat=heat,
        lines=written(heat, wish, touchpoints), conclusion=conclusion(heat.found),
        tiers=tiers(grid.sums, wish.store_ids), names={unit.id: unit.label for unit in wish.units})


@bp.route("/units/<int:unit_id>")
@requires(Can.SEE_QUALITY)
def show_unit(unit_id: int) -> ResponseReturnValue:
    """Show one unit, a store or all stores of a region: touchpoints by dimensions, its course, its plans, what was written."""
    wish = _asked(unit=str(unit_id))
    facts = unit_facts(current_user, wish)
    return render_template("reports/show_unit.html", **_filters(wish), **facts)


@bp.route("/touchpoints/<int:touchpoint_id>")
@requires(Can.SEE_QUALITY)
def show_touchpoint(touchpoint_id: int) -> ResponseReturnValue:
    """Show one touchpoint: its dimensions, its months on a control chart, its items, what was written."""
    wish, touchpoint = _asked(), get_touchpoint(touchpoint_id)
    return render_template("reports/show_touchpoint.html", **_filters(wish),
                           **touchpoint_facts(current_user, wish, touchpoint))


@bp.route("/comments")
@requires(Can.SEE_QUALITY)
def list_comments() -> ResponseReturnValue:
    """Show what shoppers wrote beside items, the newest first, to be searched; without names."""
    wish, touchpoints = _asked(), list_touchpoints()
    text, place = request.args.get("q", "").strip()[:60], asked_id("touchpoint")
    if request.args.get("touchpoint") and place not in {each.id for each in touchpoints}:
        abort(404)
    found = queries.comments(wish.store_ids, dt.date.fromisoformat(f"{wish.months[0]}-01"), kind=wish.kind,
                             touchpoint_ids=[place] if place else [each.id for each in touchpoints], text=text,
                             before=_before())
    return render_template(
        "reports/list_comments.html", **_filters(wish), comments=found[:queries.COMMENTS], text=text, place=place,
        places={each.id: each.title for each in touchpoints}, older=bool(_before()),
        more=found[queries.COMMENTS - 1].key if len(found) > queries.COMMENTS else None)


def _before() -> tuple[dt.date, int, str] | None:
    """Return the comment after which the page goes on, or None where the address names none."""
    parts = re.fullmatch(r"(\d{4}-\d\d-\d\d)_(\d{1,9})_([a-z][a-z0-9]{0,7})", request.args.get("before", ""), re.ASCII)
    try:
        return (dt.date.fromisoformat(parts[1]), int(parts[2]), parts[3]) if parts else None
    except ValueError:
        return None


@bp.route("/file", methods=["POST"])
@requires(Can.SEE_QUALITY)
def export_places() -> ResponseReturnValue:
    """Send a table as a file with the same filters as its page; the ledger keeps who took which."""
    ending, maker = request.form.get("ending", ""), tables.MAKERS.get(request.form.get("table", ""))
    if ending not in FILES or maker is None:
        abort(400)
    with reading():  # nobody waits for the write lock while a file is made
        wish = _asked(request.form)
        made = maker(wish, request.form.get("touchpoint", 0, type=int)) or abort(404)
        content = _file(made, wish, ending)
        db.session.commit()
    return send_file(BytesIO(content), FILES[ending], True, f"{made.name}-{wish.months[-1]}.{ending}")



def _file(made: tables.Table, wish: Asked, ending: str) -> bytes:
    if ending == "csv":
        return csv_bytes([str(cell) for cell in made.data[0]], made.data[1:])
    return xlsx_bytes(made.sheets(tables.definitions(wish)), landscape={_("Print version")})
