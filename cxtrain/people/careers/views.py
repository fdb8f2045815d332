"""What happens to an employee: transfer, leave, coming back, leaving, returning."""

from collections.abc import Callable

from flask import Blueprint, abort, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.access.queries import commands
from cxtrain.people.careers import operations
from cxtrain.people.careers.forms import DayForm, PlaceForm, iso
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for, get_unit_for
from cxtrain.people.staff.forms import refuse
from cxtrain.people.staff.operations import Refused
from cxtrain.people.staff.views import unit_choices
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done

bp = Blueprint("careers", __name__)


def _person(employee_id: int, *statuses: str) -> Employee:
    """Return the person if the reader administers them and their status fits what is asked; otherwise answer 404."""
    person = get_employee_for(current_user, Can.MANAGE_PEOPLE, employee_id)
    return person if person.status in statuses and person.erased_on is None else abort(404)


def _finish(person: Employee, form: PageForm, change: Callable[[], None], template: str):
    """Make the change and go back to the person; a refusal stands at its field, with everything typed."""
    try:
        change()
    except Refused as fault:
        refuse(form, fault)
        return render_template(template, form=form, person=person), 400
    answer = done(url_for("staff.show_person", employee_id=person.id), _("Saved."))
    db.session.commit()
    return answer


@bp.route("/people/<int:employee_id>/transfer", methods=["GET", "POST"])
@requires(Can.MANAGE_PEOPLE)
def transfer_person(employee_id: int):
    """Move a person to another unit from a day on."""
    person = _person(employee_id, "active", "leave")
    form = PlaceForm(units=unit_choices(Can.MANAGE_PEOPLE), data={"day": iso(today(person.unit.zone))})
    if form.is_submitted_and_valid():
        unit = get_unit_for(current_user, Can.MANAGE_PEOPLE, form.unit.data)
        return _finish(person, form, lambda: operations.transfer(
            person, unit, day=form.day.read, today=today(unit.zone)), "people/transfer_person.html")  # fmt: skip
    return render_template("people/transfer_person.html", form=form, person=person), 400 if form.errors else 200


@bp.route("/people/<int:employee_id>/leave", methods=["POST"])
@requires(Can.MANAGE_PEOPLE)
def start_leave(employee_id: int):
    """Note that a long absence began."""
    person = _person(employee_id, "active")
    operations.go_on_leave(person)
    answer = done(url_for("staff.show_person", employee_id=person.id), _("Saved."))
    db.session.commit()
    return answer


@bp.route("/people/<int:employee_id>/back", methods=["POST"])
@requires(Can.MANAGE_PEOPLE)
def end_leave(employee_id: int):
    """Note that a long absence is over."""
    person = _person(employee_id, "leave")
    operations.come_back(person)
    answer = done(url_for("staff.show_person", employee_id=person.id), _("Saved."))
    db.session.commit()
    return answer


@bp.route("/people/<int:employee_id>/depart", methods=["GET", "POST"])
@requires(Can.MANAGE_PEOPLE)
def depart_person(employee_id: int):
    """Note that a person left: all their devices are signed out at once."""
    person = _person(employee_id, "active", "leave")
    if person.id == current_user.employee_id or not commands(current_user, person):
        abort(403)
    form = DayForm(data={"day": iso(today(person.unit.zone))})
    if form.is_submitted_and_valid():
        return _finish(person, form, lambda: operations.depart(
            person, day=form.day.read, today=today(person.unit.zone)), "people/depart_person.html")  # fmt: skip
    return render_template("people/depart_person.html", form=form, person=person), 400 if form.errors else 200


@bp.route("/people/<int:employee_id>/return", methods=["GET", "POST"])
@requires(Can.MANAGE_PEOPLE)
def bring_back_person(employee_id: int):
    """Take back somebody who had left, under their number and with their history."""
    person = _person(employee_id, "left")
    form = PlaceForm(units=unit_choices(Can.MANAGE_PEOPLE), unit=person.unit_id,
                     data={"day": iso(today(person.unit.zone))})  # fmt: skip
    if form.is_submitted_and_valid():
        unit = get_unit_for(current_user, Can.MANAGE_PEOPLE, form.unit.data)
        return _finish(person, form, lambda: operations.bring_back(
            person, unit, day=form.day.read, today=today(unit.zone)), "people/bring_back_person.html")  # fmt: skip
    return render_template("people/bring_back_person.html", form=form, person=person), 400 if form.errors else 200
