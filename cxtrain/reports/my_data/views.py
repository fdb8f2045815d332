"""The page on which people have their own data put together, and the copy."""

from flask import Blueprint, Response, abort, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.files.operations import path_of
from cxtrain.jobs.queries import worker_lives
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.reports.my_data import operations, queries
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done

bp = Blueprint("my_data", __name__)


@bp.route("/me/data", methods=["GET", "POST"])
@requires(Can.SEE_OWN)
def my_data() -> ResponseReturnValue:
    """Say what the copy holds, have it made, and offer it for a week."""
    form = PageForm()
    if form.is_submitted_and_valid():
        operations.ask(current_user)
        answer = done(url_for(".my_data"), _("Your data is being put together."))
        db.session.commit()
        return answer
    return render_template("reports/my_data.html", form=form, job=queries.latest_job(current_user.employee_id),
                           worker=worker_lives(), days=operations.KEPT_DAYS), 400 if form.errors else 200


@bp.route("/me/data.zip")
@requires(Can.SEE_OWN)
def my_data_file() -> Response:
    """Send the copy to whom it is about."""
    job = queries.latest_job(current_user.employee_id)
    if job is None or job.state != "done" or not job.result:
        abort(404)
    return send_file(path_of(job.result), "application/zip", True, "my-data.zip")
