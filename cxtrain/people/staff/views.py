"""The people of the firm for those who administer them: the list, one person, and what can happen to them."""

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.access.queries import access_of, commands
from cxtrain.people.access.roles import ROLE_WORDS
from cxtrain.people.careers.queries import memberships
from cxtrain.people.employment import EMPLOYMENTS, STATUSES
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for, get_unit_for, list_units
from cxtrain.people.staff import operations, queries
from cxtrain.people.staff.forms import EditPersonForm, NewPersonForm, TimeAllowanceForm, allowance_code, refuse, typed
from cxtrain.people.tree import tree_order
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import conflict, done, said

bp = Blueprint("staff", __name__)


def unit_choices(can: Can) -> list[tuple[int, str]]:
    """Return the units where the reader may do `can`, as (id, "S01 静安店") pairs, stores among their region."""
    units = list_units(current_user, can)
    units.sort(key=tree_order(units))
    return [(unit.id, "\u2003" * (unit.path.count("/") - 2) + f"{unit.code} {said(unit.label)}") for unit in units]


def _search() -> queries.Search:
    status, order = request.args.get("status", "here"), request.args.get("order", "unit")
    return queries.Search(
        text=request.args.get("q", "")[:60],
        unit_id=asked_id("unit"),
        status=status if status in queries.STATUSES else "here",
        order=order if order in queries.ORDERS else "unit",
        after=asked_id("after"),
    )


@bp.route("/people")
@requires(Can.MANAGE_PEOPLE)
def list_people():
    """List the people, searched by name, pinyin, number or mobile, fifty to a page."""
    search = _search()
    people = queries.list_people(current_user, search)
    return render_template(
        "people/list_people.html", people=people, search=search, statuses=STATUSES, employments=EMPLOYMENTS,
        units=unit_choices(Can.MANAGE_PEOPLE),
    )  # fmt: skip


@bp.route("/people/new", methods=["GET", "POST"])
@requires(Can.MANAGE_PEOPLE)
def add_person():
    """Add one person."""
    form = NewPersonForm(units=unit_choices(Can.MANAGE_PEOPLE))
    if form.is_submitted_and_valid():
        unit = get_unit_for(current_user, Can.MANAGE_PEOPLE, form.unit.data)
        try:
            person = operations.add_person(form.facts, unit, today=today(unit.zone))
        except operations.Refused as fault:
            refuse(form, fault)
        else:
            answer = done(url_for(".show_person", employee_id=person.id), _("%(name)s was added.", name=person.name))
            db.session.commit()
            return answer
    return render_template("people/add_person.html", form=form), 400 if form.errors else 200


@bp.route("/people/<int:employee_id>")
@requires(Can.MANAGE_PEOPLE)
def show_person(employee_id: int):
    """Show what is written down about a person, where they worked, and how they sign in."""
    person = get_employee_for(current_user, Can.MANAGE_PEOPLE, employee_id)
    return render_template(
        "people/show_person.html", person=person, memberships=memberships(person.id), statuses=STATUSES,
        grants=queries.grants_of(person.id), access=access_of(person.id), role_words=ROLE_WORDS,
        may_command=commands(current_user, person), employments=EMPLOYMENTS,
        oneself=person.id == current_user.employee_id,
    )  # fmt: skip


@bp.route("/people/<int:employee_id>/edit", methods=["GET", "POST"])
@requires(Can.MANAGE_PEOPLE)
def edit_person(employee_id: int):
    """Change what is written down about a person."""
    person = get_employee_for(current_user, Can.MANAGE_PEOPLE, employee_id)
    if person.erased_on:
        abort(404)
    form = EditPersonForm(data={**typed(operations.facts_of(person)), "version": person.version})
    if form.is_submitted_and_valid():
        if form.version.data != person.version:
            return _came_second(form, person)
        try:
            operations.edit_person(person, form.facts)
        except operations.Refused as fault:
            refuse(form, fault)
        else:
            answer = done(url_for(".show_person", employee_id=person.id), _("Saved."))
            db.session.commit()
            return answer
    return render_template("people/edit_person.html", form=form, person=person), 400 if form.errors else 200


@bp.route("/people/<int:employee_id>/time", methods=["GET", "POST"])
@requires(Can.SET_ALLOWANCES)
def set_time_allowance(employee_id: int):
    """Say how much time somebody has wherever time is limited. Nobody sees it but HR, and nobody sets their own."""
    person = get_employee_for(current_user, Can.SET_ALLOWANCES, employee_id)
    if person.id == current_user.employee_id:
        abort(403)
    form = TimeAllowanceForm(allowance=allowance_code(person.time_allowance))
    if form.is_submitted_and_valid():
        operations.set_time_allowance(person, form.percent)
        answer = done(url_for(".show_person", employee_id=person.id), _("Saved."))
        db.session.commit()
        return answer
    return render_template("people/set_time_allowance.html", form=form, person=person), 400 if form.errors else 200


def _came_second(form: EditPersonForm, person: Employee):
    """Show what was saved meanwhile beside what was typed; sending again saves what is in the fields."""
    theirs = typed(operations.facts_of(person))
    form.version.raw_data, form.version.data = None, person.version
    form.submission_key.data = form.submission_key.default()
    differing = {name for name, value in theirs.items() if (form[name].data or "") != value}
    return conflict("people/edit_person.html", form=form, person=person, theirs=theirs, differing=differing)
