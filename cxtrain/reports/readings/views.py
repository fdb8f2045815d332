"""Noting each reading before its answer leaves, and the page on which people see who looked at their scores."""

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import DBAPIError

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.reports.readings import operations, queries
from cxtrain.reports.readings.pages import NAMES, PAGES
from cxtrain.web import errors
from cxtrain.web.locks import LockTimeout
from cxtrain.web.transactions import reading

bp = Blueprint("readings", __name__)
MOST = 500


@bp.after_app_request
def note_reading(answer: Response) -> Response:
    """Note that the reader sees somebody's scores, or withhold the page where that cannot be written."""
    page = PAGES.get(request.endpoint or "")
    if page is None or request.method != "GET" or answer.status_code != 200:
        return answer
    try:
        operations.note(current_user.employee_id, queries.people_behind(page, request.view_args or {}), request.endpoint or "")
    except (LockTimeout, DBAPIError) as fault:
        current_app.logger.error("%s is withheld: its reading could not be noted", request.path, exc_info=fault)
        db.session.rollback()
        answer.close()
        with reading():
            return errors.page(503, _("This page is shown once its reading has been noted. Try again in a moment."))
    return answer


@bp.route("/me/readings")
@requires(Can.SEE_OWN)
def my_readings() -> ResponseReturnValue:
    """Show the reader who opened pages with their scores in the last year."""
    return render_template("reports/my_readings.html", names=NAMES, most=MOST,
                           readings=queries.readings_of(current_user.employee_id, limit=MOST))
