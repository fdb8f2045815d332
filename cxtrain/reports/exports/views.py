"""Files about many people: ask for one, see how far it is, fetch it."""

from flask import Blueprint, abort, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.files.operations import path_of
from cxtrain.jobs.queries import worker_lives
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.reports.exports import operations, queries
from cxtrain.reports.exports.forms import PurposedForm
from cxtrain.reports.exports.kinds import ENDINGS, KINDS, ending_of
from cxtrain.reports.exports.purposes import PURPOSES
from cxtrain.web.pages import done

bp = Blueprint("exports", __name__, url_prefix="/exports")


@bp.route("")
@requires(Can.SEE_HR_REPORTS)
def list_exports() -> ResponseReturnValue:
    """Show one's own files, and how far those are that are being made."""
    return render_template("reports/exports/list_exports.html", exports=queries.list_exports(current_user), kinds=KINDS,
                           purposes=PURPOSES, worker=worker_lives())


@bp.route("/new/<kind>", methods=["GET", "POST"])
@requires(Can.SEE_HR_REPORTS)
def ask_export(kind: str) -> ResponseReturnValue:
    """Ask what the file of a choice is for, and have it made."""
    wanted = KINDS.get(kind) or abort(404)
    if not current_user.may(wanted.can):
        abort(403)
    asked, form = wanted.choose(current_user, request.args), PurposedForm()
    if form.is_submitted_and_valid():
        operations.ask(current_user, kind, asked, form.what_for)
        answer = done(url_for(".list_exports"), _("The file is being made."))
        db.session.commit()
        return answer
    return render_template("reports/exports/ask_export.html", form=form, kind=wanted, asked=asked), 400 if form.errors else 200


@bp.route("/<int:export_id>")
@requires(Can.SEE_HR_REPORTS)
def export_file(export_id: int) -> ResponseReturnValue:
    """Send a file that one asked for."""
    export = queries.get_export_for(current_user, export_id)
    return send_file(path_of(export.digest), ENDINGS[ending_of(export.asked)], True, export.name)
