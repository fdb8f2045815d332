"""Days away of a person: entered and corrected by HR or the supervisor; the person sees them on the own record."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.absences import operations, queries
from cxtrain.people.absences.forms import AbsenceForm
from cxtrain.people.absences.models import Absence
from cxtrain.people.careers.forms import iso
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for
from cxtrain.people.staff.forms import refuse
from cxtrain.people.staff.operations import Refused
from cxtrain.web.pages import done

bp = Blueprint("absences", __name__, url_prefix="/people/<int:employee_id>/absences")


def _person(employee_id: int) -> Employee:
    """Return the person if the reader may enter when they are away; oneself is another's business."""
    person = get_employee_for(current_user, Can.ENTER_ABSENCES, employee_id)
    return person if person.id != current_user.employee_id else abort(403)


@bp.route("", methods=["GET", "POST"])
@requires(Can.ENTER_ABSENCES)
def list_absences(employee_id: int) -> ResponseReturnValue:
    """Show when a person was away, and enter days."""
    person, form = _person(employee_id), AbsenceForm()
    answer = _saved(person, None, form)
    if answer is not None:
        return answer
    return render_template("people/list_absences.html", person=person, form=form,
                           absences=queries.absences_of(person.id)), 400 if form.errors else 200


@bp.route("/<int:absence_id>", methods=["GET", "POST"])
@requires(Can.ENTER_ABSENCES)
def edit_absence(employee_id: int, absence_id: int) -> ResponseReturnValue:
    """Correct days away, or say the last day."""
    person = _person(employee_id)
    absence = queries.get_absence(person.id, absence_id)
    form = AbsenceForm(data={"start_on": iso(absence.start_on), "end_on": iso(absence.end_on)})
    answer = _saved(person, absence, form)
    if answer is not None:
        return answer
    return render_template("people/edit_absence.html", person=person, absence=absence, form=form), 400 if form.errors else 200


def _saved(person: Employee, absence: Absence | None, form: AbsenceForm) -> ResponseReturnValue | None:
    if not form.is_submitted_and_valid():
        return None
    try:
        if absence is None:
            operations.add_absence(person, form.start_on.read, form.end_on.read)
        else:
            operations.change_absence(person, absence, form.start_on.read, form.end_on.read)
    except Refused as fault:
        refuse(form, fault)
        return None
    answer = done(url_for(".list_absences", employee_id=person.id), _("Saved."))
    db.session.commit()
    return answer


@bp.route("/<int:absence_id>/remove", methods=["POST"])
@requires(Can.ENTER_ABSENCES)
def remove_absence(employee_id: int, absence_id: int) -> ResponseReturnValue:
    """Take back days that were entered by mistake."""
    person = _person(employee_id)
    operations.remove_absence(person, queries.get_absence(person.id, absence_id))
    answer = done(url_for(".list_absences", employee_id=person.id), _("Removed."))
    db.session.commit()
    return answer
