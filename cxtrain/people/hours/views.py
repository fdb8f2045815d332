"""The page on which HR says when a unit is open."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.hours import operations, queries
from cxtrain.people.hours.forms import DAYS, HoursForm
from cxtrain.people.hours.opening import is_open_ever, written
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.web.pages import done

bp = Blueprint("hours", __name__)


@bp.route("/people/units/<int:unit_id>/hours", methods=["GET", "POST"])
@requires(Can.MANAGE_UNITS)
def edit_hours(unit_id: int) -> ResponseReturnValue:
    """Say when a unit is open: the clocks of customers' matters run only then."""
    unit = get_unit_for(current_user, Can.MANAGE_UNITS, unit_id)
    week = queries.week_of(unit.id)
    form = HoursForm(week=week, days=queries.own_closed_days(unit.id))
    if form.is_submitted_and_valid():
        operations.set_hours(unit, form.week, form.days)
        answer = done(url_for("units.edit_unit", unit_id=unit.id), _("Opening hours saved."))
        db.session.commit()
        return answer
    held = queries.hours_of(unit)
    return render_template("people/edit_hours.html", unit=unit, form=form, days=DAYS, own=is_open_ever(week),
                           now=[written(spans) for spans in held.week]), 400 if form.errors else 200
