"""The page on which HR erases somebody who left: what forbids it, what goes, what stays and why."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for
from cxtrain.reports.erasure import operations, queries
from cxtrain.reports.erasure.forms import EraseForm
from cxtrain.reports.privacy.stays import STAYS
from cxtrain.web.pages import done

bp = Blueprint("erasure", __name__)


@bp.route("/people/<int:employee_id>/erase", methods=["GET", "POST"])
@requires(Can.ERASE_PEOPLE)
def erase_person(employee_id: int) -> ResponseReturnValue:
    """Say what would be erased of somebody who left, and what stays and why; then erase it."""
    person = get_employee_for(current_user, Can.ERASE_PEOPLE, employee_id)
    against, form = queries.hindrances(person, today(person.unit.zone)), EraseForm()
    if form.is_submitted_and_valid() and not against:
        operations.erase(person, reason=form.reason.data, asked_by=current_user.employee_id)
        answer = done(url_for("staff.show_person", employee_id=employee_id), _("They were erased."))
        db.session.commit()
        return answer
    counted = {} if against else queries.counted(person.id)
    page = render_template("reports/erasure/erase_person.html", person=person, form=form, against=against,
                           counted=sorted(counted.items()), stays=[reason for reason, _columns in STAYS.values()])
    refused = bool(form.errors) or (bool(against) and form.is_submitted())
    return page, 409 if refused and against else 400 if refused else 200
