"""HR's monthly list of the minutes that people learnt within and outside working time."""

import datetime as dt
import re
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.people.employment import EMPLOYMENTS
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.staff.views import unit_choices
from cxtrain.reports.learning_time import queries
from cxtrain.reports.learning_time.tables import NOTES, as_csv, as_xlsx
from cxtrain.reports.transcripts.sheet import whole_minutes
from cxtrain.reports.transcripts.views import XLSX
from cxtrain.training.activity.queries import summed_until
from cxtrain.web.converters import asked_id

bp = Blueprint("learning_time", __name__)


@bp.route("/learning-time")
@requires(Can.SEE_LEARNING_TIME)
def list_learning_time():
    """Show a month: who learnt how long outside working time, and how much of it was assigned as working time."""
    wanted, units = _wanted(), unit_choices(Can.SEE_LEARNING_TIME)
    found = queries.list_month(current_user, wanted)
    return render_template(
        "reports/list_learning_time.html", wanted=wanted, found=found, units=units, months=_months(), notes=NOTES,
        employments=EMPLOYMENTS, minutes=whole_minutes, until=summed_until(), asked=_asked(wanted),
        pages=max(1, -(-found.people // queries.PAGE)))


@bp.route("/learning-time.<any(xlsx, csv):ending>")
@requires(Can.SEE_LEARNING_TIME)
def learning_time_file(ending: str):
    """Send the whole month as a table."""
    wanted = _wanted()
    lines = queries.whole_month(current_user, wanted)
    if ending == "csv":
        made, kind = as_csv(wanted.month, lines), "text/csv"
    else:
        made, kind = as_xlsx(wanted.month, lines, queries.days_of_month(current_user, wanted)), XLSX
    return send_file(BytesIO(made), kind, True, f"learning-time-{wanted.month:%Y-%m}.{ending}")


def _wanted() -> queries.Wanted:
    """Return what the address asks for: by default the month before this one, and whoever learnt outside working time.

    A unit that is not in reach is a 404.
    """
    unit = asked_id("unit")
    if request.args.get("unit") and unit not in {number for number, _ in unit_choices(Can.SEE_LEARNING_TIME)}:
        abort(404)
    return queries.Wanted(_month(), unit, request.args.get("people") == "all", request.args.get("agency") == "yes",
                          min(asked_id("page") or 1, 10_000))


def _month() -> dt.date:
    this = today(current_user.zone).replace(day=1)
    asked = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", request.args.get("month", ""), re.ASCII)
    return dt.date(int(asked[1]), int(asked[2]), 1) if asked else (this - dt.timedelta(days=1)).replace(day=1)


def _months() -> list[dt.date]:
    """Return the months to choose from, the latest first: back to the first that holds anything, three years at most."""
    months = [today(current_user.zone).replace(day=1)]
    first = min(queries.first_month() or months[0], (months[0] - dt.timedelta(days=1)).replace(day=1))
    while months[-1] > first and len(months) < queries.MOST_MONTHS:
        months.append((months[-1] - dt.timedelta(days=1)).replace(day=1))
    return sorted({*months, _month()}, reverse=True)


def _asked(wanted: queries.Wanted) -> dict[str, str | int | None]:
    """Return the same wish as parts of an address, without its page."""
    return {"month": f"{wanted.month:%Y-%m}", "unit": wanted.unit_id, "people": "all" if wanted.everybody else None,
            "agency": "yes" if wanted.agency else None}
