"""Setting a unit's targets of the monthly report; they are kept with those of the business figures."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.reports.monthly.metrics import METRICS, OF_TARGETS
from cxtrain.reports.monthly.sources.queries import targets_of
from cxtrain.voices.indicators import operations, queries
from cxtrain.voices.indicators.targets import wishes
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done

bp = Blueprint("monthly_targets", __name__)
KNOWN = tuple(metric.definition for metric in METRICS if metric.direction)  # no target where neither side is better


@bp.route("/monthly/units/<int:unit_id>/targets/<int:year>", methods=["GET", "POST"])
@requires(Can.EDIT_INDICATORS)
def set_targets(unit_id: int, year: int) -> ResponseReturnValue:
    """Set or change a unit's targets of a year; what was set before is kept."""
    unit = get_unit_for(current_user, Can.EDIT_INDICATORS, unit_id)
    this_year = today(unit.zone).year
    if not this_year - 5 <= year <= this_year + 2:
        abort(404)
    form, lines = PageForm(request.form), wishes.standing(KNOWN, _own(unit, year))
    if form.is_submitted_and_valid():
        lines = wishes.posted(KNOWN, request.form)
        if not any(line.fault for line in lines):
            count = operations.set_targets(unit, year, {each.definition.slug: each.value for each in lines}, actor=current_user)
            answer = done(url_for(".set_targets", unit_id=unit.id, year=year),
                          ngettext("%(num)s target saved.", "%(num)s targets saved.", count))
            db.session.commit()
            return answer
    held = {OF_TARGETS + key: value for key, value in targets_of(unit, f"{year:04d}").items()}
    return render_template("reports/monthly/targets/set_targets.html", form=form, unit=unit, year=year, lines=lines,
                           this_year=this_year, held=held), 400 if form.errors or any(line.fault for line in lines) else 200


def _own(unit: Unit, year: int) -> dict[str, float]:
    return {slug: value for (_, slug), value in queries.targets_of(unit.id, [year]).items()}
