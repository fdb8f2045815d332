"""The journey's touchpoints, and editing one."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.journey import operations, queries
from cxtrain.journey.forms import TouchpointForm, typed
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.tabs import TABS
from cxtrain.journey.touchpoint import DIMENSION_NAMES, KINDS, STAGES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.views import opened
from cxtrain.web.pages import conflict, done

bp = Blueprint("journey", __name__)


@bp.app_context_processor
def tabs() -> dict[str, Any]:
    """Give every template journey_tabs(): the pages about the journey that the reader may open."""
    return {"journey_tabs": lambda: opened(TABS)}


@bp.route("/journey")
@requires(Can.SEE_JOURNEY)
def list_touchpoints() -> ResponseReturnValue:
    """Show the stages across and the touchpoints in lanes by kind."""
    return render_template("journey/list_touchpoints.html", lanes=queries.lanes(queries.list_touchpoints()),
                           stages=STAGES, kinds=KINDS, dimension_names=DIMENSION_NAMES,
                           may_edit=current_user.may(Can.EDIT_TOUCHPOINTS))


@bp.route("/journey/<int:touchpoint_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_TOUCHPOINTS)
def edit_touchpoint(touchpoint_id: int) -> ResponseReturnValue:
    """Change a touchpoint's texts, place and standard."""
    touchpoint = queries.get_touchpoint(touchpoint_id)
    form = TouchpointForm(data=typed(touchpoint), stages=[(key, _(word)) for key, word in STAGES.items()],
                          kinds=[(key, _(word)) for key, word in KINDS.items()])
    if form.is_submitted_and_valid():
        if form.version.data != touchpoint.version:
            return _came_second(form, touchpoint)
        operations.edit_touchpoint(touchpoint, form.facts)
        answer = done(url_for(".list_touchpoints"), _("Touchpoint saved."))
        db.session.commit()
        return answer
    return render_template("journey/edit_touchpoint.html", form=form, touchpoint=touchpoint,
                           dimension_names=DIMENSION_NAMES), 400 if form.errors else 200


def _came_second(form: TouchpointForm, touchpoint: Touchpoint) -> ResponseReturnValue:
    """Show what was saved meanwhile beside what was typed; sending again saves what is in the fields."""
    theirs = typed(touchpoint)
    form.version.raw_data, form.version.data = None, touchpoint.version
    form.submission_key.data = form.submission_key.default()
    differing = {name for name, value in theirs.items() if name != "version" and form[name].data != value}
    return conflict("journey/edit_touchpoint.html", form=form, touchpoint=touchpoint, theirs=theirs,
                    differing=differing, dimension_names=DIMENSION_NAMES)
