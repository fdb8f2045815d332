"""Setting a unit's targets for a year."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.voices.indicators import operations, queries
from cxtrain.voices.indicators.targets import wishes
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done

bp = Blueprint("indicator_targets", __name__, url_prefix="/indicators")


@bp.route("/units/<int:unit_id>/targets/<int:year>", methods=["GET", "POST"])
@requires(Can.EDIT_INDICATORS)
def set_targets(unit_id: int, year: int) -> ResponseReturnValue:
    """Set or change the targets of a unit and year; what was set before is kept."""
    unit = get_unit_for(current_user, Can.EDIT_INDICATORS, unit_id)
    this_year = today(unit.zone).year
    if not this_year - 5 <= year <= this_year + 2:
        abort(404)
    known = list(queries.definitions().values())
    form, lines = PageForm(request.form), wishes.standing(
        known, {slug: value for (_, slug), value in queries.targets_of(unit.id, [year]).items()})
    if form.is_submitted_and_valid():
        lines = wishes.posted(known, request.form)
        if not any(line.fault for line in lines):
            count = operations.set_targets(unit, year, {each.definition.slug: each.value for each in lines}, actor=current_user)
            answer = done(url_for(".set_targets", unit_id=unit.id, year=year),
                          ngettext("%(num)s target saved.", "%(num)s targets saved.", count))
            db.session.commit()
            return answer
    return render_template(
        "voices/indicators/targets/set_targets.html", form=form, unit=unit, year=year, lines=lines, this_year=this_year,
        history=queries.target_history(unit.id, year), names={each.slug: each for each in known},
    ), 400 if form.errors or any(line.fault for line in lines) else 200
