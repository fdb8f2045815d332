"""The list of departments, a new one, and correcting or ending one."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxtrain.extensions import db
from cxtrain.journey.departments import operations, queries
from cxtrain.journey.departments.forms import DepartmentForm, typed
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.web.pages import conflict, done

bp = Blueprint("departments", __name__, url_prefix="/journey/departments")


@bp.route("", methods=["GET", "POST"])
@requires(Can.EDIT_DEPARTMENTS)
def list_departments() -> ResponseReturnValue:
    """Show the departments with what they own, and add one."""
    form = DepartmentForm(request.form)
    if form.is_submitted_and_valid() and (lead_id := _lead(form)) is not False:
        made = operations.add_department(form.title, lead_id or None)
        answer = done(url_for(".list_departments"), _("%(name)s was added.", name=made.title["zh"]))
        db.session.commit()
        return answer
    return render_template("journey/list_departments.html", form=form, departments=queries.list_departments(),
                           owned=queries.owned()), 400 if form.errors else 200


@bp.route("/<int:department_id>", methods=["GET", "POST"])
@requires(Can.EDIT_DEPARTMENTS)
def edit_department(department_id: int) -> ResponseReturnValue:
    """Rename a department, say who answers for it, or end it."""
    department = queries.get_department(department_id)
    if department.ended_at:
        abort(404)
    form = DepartmentForm(data=typed(department))
    if form.is_submitted_and_valid() and (lead_id := _lead(form)) is not False:
        if form.version.data != department.version:
            return _came_second(form, department.version)
        if request.form.get("end"):
            operations.end_department(department)
        else:
            operations.edit_department(department, form.title, lead_id or None)
        answer = done(url_for(".list_departments"), _("Department ended.") if department.ended_at else _("Department saved."))
        db.session.commit()
        return answer
    return render_template("journey/edit_department.html", form=form, department=department,
                           owned=queries.owned().get(department.id, 0)), 400 if form.errors else 200


def _came_second(form: DepartmentForm, version: int) -> ResponseReturnValue:
    form.version.raw_data, form.version.data = None, version
    form.submission_key.data = form.submission_key.default()
    department = queries.get_department(int((request.view_args or {})["department_id"]))
    return conflict("journey/edit_department.html", form=form, department=department, theirs=typed(department), owned=0)


def _lead(form: DepartmentForm) -> int | bool | None:
    """Return the id of whoever answers for it, None where nobody was typed, False where nobody has that number."""
    if not (form.lead.data or "").strip():
        return None
    person = queries.employee_by_number(form.lead.data)
    if person is None:
        form.lead.errors = [_("Nobody who works here has this staff number.")]
        return False
    return person.id
