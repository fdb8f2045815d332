"""Print runs with the picture of the seal, for admins."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.certificates.print_runs.lists.sign_list import run_number
from cxtrain.certificates.print_runs.seals import operations, queries
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.web.pages import done

bp = Blueprint("seals", __name__)


@bp.app_context_processor
def _waiting() -> dict[str, Any]:
    """Give every template seals_waiting(): the runs that wait for the reader's word about the seal."""
    return {"seals_waiting": lambda: queries.waiting_for(current_user)}


@bp.route("/certificates/print/seals")
@requires(Can.KEEP_SEAL)
def list_seals():
    """List the runs that wait for a word about the seal."""
    runs = queries.waiting_for(current_user)
    return render_template("certificates/seals/list_seals.html", runs=runs, run_number=run_number)


@bp.route("/certificates/print/<int:run_id>/seal", methods=["POST"])
@requires(Can.KEEP_SEAL)
def decide_seal(run_id: int):
    """Allow the picture of the seal in a run, or not."""
    run, allowed = queries.get_waiting(current_user, run_id), request.form.get("value") == "grant"
    (operations.grant if allowed else operations.refuse)(current_user, run)
    answer = done(url_for(".list_seals"), _("The run prints with the seal.") if allowed else _("The run is not printed."))
    db.session.commit()
    return answer
