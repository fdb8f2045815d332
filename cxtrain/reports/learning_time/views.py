"""HR's monthly list of the minutes that people learnt within and outside working time."""

import datetime as dt

from flask import Blueprint, abort, render_template, request
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.people.employment import EMPLOYMENTS
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.staff.views import unit_choices
from cxtrain.reports.learning_time import queries
from cxtrain.reports.learning_time.asked import address, read
from cxtrain.reports.learning_time.tables import NOTES
from cxtrain.reports.transcripts.sheet import whole_minutes
from cxtrain.training.activity.queries import summed_until

bp = Blueprint("learning_time", __name__)


@bp.route("/learning-time")
@requires(Can.SEE_LEARNING_TIME)
def list_learning_time():
    """Show a month: who learnt how long outside working time, and how much of it was assigned as working time."""
    wanted, units = _wanted(), unit_choices(Can.SEE_LEARNING_TIME)
    found = queries.list_month(current_user, wanted)
    return render_template(
        "reports/list_learning_time.html", wanted=wanted, found=found, units=units, months=_months(wanted.month), notes=NOTES,
        employments=EMPLOYMENTS, minutes=whole_minutes, until=summed_until(), asked=address(wanted),
        pages=max(1, -(-found.people // queries.PAGE)))


def _wanted() -> queries.Wanted:
    """Return what the address asks for. A unit that is not in reach is a 404."""
    wanted = read(request.args, today(current_user.zone))
    if request.args.get("unit") and wanted.unit_id not in {number for number, _ in unit_choices(Can.SEE_LEARNING_TIME)}:
        abort(404)
    return wanted


def _months(chosen: dt.date) -> list[dt.date]:
    """Return the months to choose from, the latest first: back to the first that holds anything, three years at most."""
    months = [today(current_user.zone).replace(day=1)]
    first = min(queries.first_month() or months[0], (months[0] - dt.timedelta(days=1)).replace(day=1))
    while months[-1] > first and len(months) < queries.MOST_MONTHS:
        months.append((months[-1] - dt.timedelta(days=1)).replace(day=1))
    return sorted({*months, chosen}, reverse=True)
