"""Beginning an announced check; the scorecard is that of every visit."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.queries import get_touchpoint
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for, list_units
from cxtrain.quality import queries
from cxtrain.quality.checks.forms import OpenForm
from cxtrain.quality.checks.operations import start_check as begin
from cxtrain.quality.refusal import Refused
from cxtrain.web.pages import done, said

bp = Blueprint("checks", __name__)


@bp.route("/quality/checks/new", methods=["GET", "POST"])
@requires(Can.COACH)
def start_check() -> ResponseReturnValue:
    """Begin an announced check in a unit of one's own."""
    points = [(point.id, said(point.title)) for point in queries.touchpoints_with_form("announced_check")]
    units = [(unit.id, said(unit.label)) for unit in list_units(current_user, Can.COACH, "store")]
    form = OpenForm(whom=units, label=_("Store"), touchpoints=points, today=today(current_user.zone))
    if form.is_submitted_and_valid():
        unit = get_unit_for(current_user, Can.COACH, form.whom.data)
        try:
            visit = begin(current_user, unit, get_touchpoint(form.touchpoint_id.data), form.observed_on.data)
        except Refused as refusal:
            form.whom.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for("quality.enter_scorecard", visit_id=visit.id))
            db.session.commit()
            return answer
    return render_template("quality/start_check.html", form=form), 400 if form.errors else 200
