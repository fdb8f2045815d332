"""Exemptions: a new one, changing one, ending one."""

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for
from cxtrain.training.exemptions import operations, queries
from cxtrain.training.exemptions.forms import EditExemptionForm, ExemptionForm
from cxtrain.training.models import Course
from cxtrain.training.queries import get_course
from cxtrain.web.pages import conflict, done, said

bp = Blueprint("exemptions", __name__, url_prefix="/training/exemptions")


@bp.route("/people/<int:employee_id>/<slug>", methods=["GET", "POST"])
@requires(Can.ASSIGN_TRAINING)
def add_exemption(employee_id: int, slug: str):
    """Exempt one person from a course, with a reason. Nobody exempts themselves."""
    person, course = get_employee_for(current_user, Can.ASSIGN_TRAINING, employee_id), get_course(slug)
    _not_oneself(person)
    form = ExemptionForm(request.form, today=today(person.unit.zone))
    if form.is_submitted_and_valid():
        made = operations.exempt(current_user, person, course, reason=form.reason.data.strip(), until=form.until.data)
        if made is None:
            abort(409, _("They are exempt from this course already."))
        answer = done(url_for(".edit_exemption", exemption_id=made.id), _(
            "%(name)s does not have to do this course.", name=said(person.label)))
        db.session.commit()
        return answer
    return render_template("training/add_exemption.html", form=form, person=person, course=course), 400 if form.errors else 200


def _not_oneself(person: Employee) -> None:
    if person.id == current_user.employee_id:
        abort(403, _("Ask somebody else: nobody exempts themselves."))


@bp.route("/<int:exemption_id>", methods=["GET", "POST"])
@requires(Can.ASSIGN_TRAINING)
def edit_exemption(exemption_id: int):
    """Show an exemption, and change its reason or its last day."""
    named = queries.get_exemption_for(current_user, exemption_id)
    row, person = named.row, named.employee
    form = EditExemptionForm(request.form, today=today(person.unit.zone),
                             data={"reason": row.reason, "until": row.until, "version": row.version})
    facts = {"form": form, "named": named, "course": db.session.get_one(Course, row.course_id)}
    if form.is_submitted_and_valid():
        _not_oneself(person)
        if form.version.data != row.version:
            form.version.raw_data, form.version.data = None, row.version
            form.submission_key.data = form.submission_key.default()
            return conflict("training/edit_exemption.html", **facts, theirs=row)
        operations.change_exemption(row, person, reason=form.reason.data.strip(), until=form.until.data)
        answer = done(url_for(".edit_exemption", exemption_id=row.id), _("Saved."))
        db.session.commit()
        return answer
    return render_template("training/edit_exemption.html", **facts), 400 if form.errors else 200


@bp.route("/<int:exemption_id>/end", methods=["POST"])
@requires(Can.ASSIGN_TRAINING)
def end_exemption(exemption_id: int):
    """End an exemption."""
    named = queries.get_exemption_for(current_user, exemption_id)
    operations.end_exemption(current_user, named.row, named.employee)
    answer = done(url_for("assignments.list_assignments"), _(
        "%(name)s is no longer exempt.", name=said(named.employee.label)))
    db.session.commit()
    return answer
