"""Roles with their unit, and links and slips with which people set their password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.urls import iri_to_uri

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.access import operations, queries
from cxtrain.people.access.forms import LinkForm, RoleForm, SlipsForm
from cxtrain.people.access.roles import ROLE_HINTS, ROLE_WORDS
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can, Role
from cxtrain.people.queries import get_employee_for, get_unit_for
from cxtrain.people.staff.operations import Refused
from cxtrain.people.staff.views import unit_choices
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done
from cxtrain.web.qr import QrCode, qr_code

bp = Blueprint("access", __name__)
MOST_SLIPS = 200  # on one page: 25 sheets of paper
STARTER_MINUTES = 7 * 24 * 60  # a week: slips lie in a drawer until the new starters' first shift


@dataclass(frozen=True)
class Slip:
    """What somebody needs to set a password: shown once, on a screen or on paper."""

    person: Employee
    url: str
    qr: QrCode


def slip_for(person: Employee, token: str) -> Slip:
    """Return what the person needs to set a password by `token`."""
    base = current_app.config["CX"].public_url.rstrip("/") or request.host_url.rstrip("/")
    url = base + url_for("people.set_password", token=token)
    return Slip(person, url, qr_code(iri_to_uri(url)))


@bp.route("/people/<int:employee_id>/roles", methods=["GET", "POST"])
@requires(Can.GRANT_ROLES)
def add_role(employee_id: int):
    """Give a person a role for a unit; their devices are signed out, so that it holds at once."""
    person = ruled(employee_id, Can.GRANT_ROLES)
    roles = [(role.value, _(word)) for role, word in ROLE_WORDS.items() if role in current_user.may_grant()]
    form = RoleForm(roles=roles, units=unit_choices(Can.GRANT_ROLES), unit=person.unit_id)
    if form.is_submitted_and_valid():
        operations.grant_role(person, Role(form.role.data), form.unit.data)
        answer = done(url_for("staff.show_person", employee_id=person.id), _("The role was given."))
        db.session.commit()
        return answer
    return render_template("people/add_role.html", form=form, person=person,
                           hints=ROLE_HINTS), 400 if form.errors else 200  # fmt: skip


def ruled(employee_id: int, can: Can) -> Employee:
    """Return a person at work whose account the reader may change: not their own, nor one who may more than they."""
    person = get_employee_for(current_user, can, employee_id)
    if person.status == "left":
        abort(404)
    if person.id == current_user.employee_id or not queries.commands(current_user, person):
        abort(403)
    return person


@bp.route("/people/<int:employee_id>/roles/<int:grant_id>/take", methods=["POST"])
@requires(Can.GRANT_ROLES)
def take_role(employee_id: int, grant_id: int):
    """Take a role away; the person's devices are signed out."""
    person = get_employee_for(current_user, Can.GRANT_ROLES, employee_id)
    if person.id == current_user.employee_id:
        abort(403)
    try:
        operations.take_role(queries.get_grant_for(current_user, person, grant_id))
    except Refused as fault:
        abort(409, _(fault.message))
    answer = done(url_for("staff.show_person", employee_id=person.id), _("The role was taken away."))
    db.session.commit()
    return answer


@bp.route("/people/<int:employee_id>/link", methods=["GET", "POST"])
@requires(Can.MAKE_PASSWORD_LINKS)
def make_link(employee_id: int):
    """Make a link with which a person sets a password; it is shown once, because only its hash is kept."""
    person = ruled(employee_id, Can.MAKE_PASSWORD_LINKS)
    form = LinkForm()
    if form.is_submitted_and_valid():
        minutes = int(form.minutes.data)
        token = operations.make_link(person, made_by=current_user.employee_id, minutes=minutes)
        db.session.commit()
        back = url_for("staff.show_person", employee_id=person.id)
        return _shown("people/make_link.html", [slip_for(person, token)], minutes, back=back)
    return render_template("people/make_link.html", form=form, person=person), 400 if form.errors else 200


@bp.route("/people/slips", methods=["GET", "POST"])
@requires(Can.MAKE_PASSWORD_LINKS)
def make_slips():
    """Make slips for everybody of a unit who never set a password, to be printed and cut."""
    form = SlipsForm(units=unit_choices(Can.MAKE_PASSWORD_LINKS), unit=asked_id("unit"))
    if form.is_submitted_and_valid():
        unit = get_unit_for(current_user, Can.MAKE_PASSWORD_LINKS, form.unit.data)
        people = _starters(unit.id)
        if 0 < len(people) <= MOST_SLIPS:
            tokens = operations.make_links(people, made_by=current_user.employee_id, minutes=STARTER_MINUTES)
            db.session.commit()
            slips = [slip_for(person, token) for person, token in zip(people, tokens, strict=True)]
            back = url_for("staff.list_people", unit=unit.id)
            return _shown("people/make_slips.html", slips, STARTER_MINUTES, back=back)
        form.unit.errors = [_("Too many people: choose a smaller unit.") if people else
                            _("Everybody at work there has set a password already.")]
    return render_template("people/make_slips.html", form=form), 400 if form.errors else 200


def _starters(unit_id: int) -> list[Employee]:
    """Return who never set a password in a unit, without those whose accounts are not the reader's to change."""
    people = queries.without_password(current_user, unit_id)
    others = {current_user.employee_id} | queries.beyond(current_user, [person.id for person in people])
    return [person for person in people if person.id not in others]


def _shown(template: str, slips: Sequence[Slip], minutes: int, *, back: str):
    """Return the page with the slips; no redirect, because what can be fetched again is not shown once."""
    return render_template(template, slips=slips, until=now() + timedelta(minutes=minutes), back=back)
