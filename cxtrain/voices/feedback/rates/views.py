"""The page of times and rates."""

import datetime as dt

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cxtrain.clock import now, today
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.voices.feedback import course, wording
from cxtrain.voices.feedback.rates import figures, queries

bp = Blueprint("feedback_rates", __name__)
SPANS = (3, 6, 12)


@bp.route("/feedback/rates")
@requires(Can.HANDLE_FEEDBACK)
def show_rates() -> ResponseReturnValue:
    """Show how quickly complaints are answered and settled, how often they come back, and what customers say of it."""
    units = list_units(current_user, Can.HANDLE_FEEDBACK) or abort(404)
    asked, span = request.args.get("unit", type=int), request.args.get("span", 12, type=int)
    span = span if span in SPANS else 12
    top = min(units, key=lambda one: len(one.path))
    unit = next((one for one in units if one.id == asked), None) if asked else top
    since = now() - dt.timedelta(days=round(span * 30.44))
    cases = queries.cases_of(unit or abort(404), since)
    months = _months(today(unit.zone), span)
    return render_template(
        "voices/feedback/show_rates.html", unit=unit, units=units, span=span, spans=SPANS, figures=figures.of(cases),
        places=figures.by_touchpoint(cases), titles={one.id: one.title for one in list_touchpoints(ended=True)},
        kinds=queries.counts_by_kind(unit, since), wording=wording, fewest=figures.FEWEST, score_from=figures.SCORE_FROM,
        within=(course.REPLY_WITHIN, course.CLOSE_WITHIN),
        recovered=figures.recovered(queries.settled_answers(unit, months), queries.all_answers(unit, months)))


def _months(day: dt.date, span: int) -> tuple[str, ...]:
    last = day.year * 12 + day.month - 1
    return tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(last - span, last + 1))
