"""The versions of a plan."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning.history import queries
from cxtrain.planning.history.contents import ACTS
from cxtrain.planning.history.differences import differences
from cxtrain.planning.queries import get_plan_for
from cxtrain.web.pages import reader_locale

bp = Blueprint("plan_history", __name__, url_prefix="/planning/plans/<int:plan_id>/history")


@bp.route("")
@requires(Can.SEE_OWN)
def list_versions(plan_id: int) -> ResponseReturnValue:
    """Show who changed a plan when, and what became different."""
    plan = get_plan_for(current_user, plan_id)
    versions, locale = queries.list_versions(current_user, plan), reader_locale()
    before = [{}, *(version.contents for version in versions)]
    steps = [(version, differences(was, version.contents, locale) if at else ())
             for at, (was, version) in enumerate(zip(before, versions, strict=False))]
    return render_template("planning/history/list_versions.html", plan=plan, steps=steps[::-1], acts=ACTS)


@bp.route("/<int:number>")
@requires(Can.SEE_OWN)
def show_version(plan_id: int, number: int) -> ResponseReturnValue:
    """Show a plan as it stood, and what is different from the version before."""
    plan = get_plan_for(current_user, plan_id)
    version, before = queries.get_version(current_user, plan, number)
    locale = reader_locale()
    return render_template(
        "planning/history/show_version.html", plan=plan, version=version, before=before, acts=ACTS,
        changes=differences(before.contents, version.contents, locale) if before else (),
        whole=differences({}, version.contents, locale))
