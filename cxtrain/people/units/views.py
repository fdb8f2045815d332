"""The tree of units: looking at it, adding to it, correcting it."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.people.staff.forms import refuse
from cxtrain.people.staff.operations import Refused
from cxtrain.people.staff.views import unit_choices
from cxtrain.people.units import operations, queries
from cxtrain.people.units.forms import KIND_WORDS, PEOPLE_SHORT, PEOPLE_WORDS, ZONE_EXAMPLES, EditUnitForm, NewUnitForm, typed
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import conflict, done

bp = Blueprint("units", __name__)


@bp.route("/people/units")
@requires(Can.MANAGE_UNITS)
def list_units():
    """Show the tree of units with how many people each has."""
    return render_template("people/list_units.html", tree=queries.tree(current_user), kinds=KIND_WORDS,
                           people_words=PEOPLE_SHORT)  # fmt: skip


@bp.route("/people/units/new", methods=["GET", "POST"])
@requires(Can.MANAGE_UNITS)
def add_unit():
    """Add a region or a store."""
    form = NewUnitForm(parents=unit_choices(Can.MANAGE_UNITS), parent=asked_id("parent"))
    if form.is_submitted_and_valid():
        parent = get_unit_for(current_user, Can.MANAGE_UNITS, form.parent.data)
        try:
            unit = operations.add_unit(form.facts, parent, kind=form.kind.data)
        except Refused as fault:
            refuse(form, fault)
        else:
            answer = done(url_for(".list_units"), _("%(name)s was added.", name=unit.name))
            db.session.commit()
            return answer
    return render_template("people/add_unit.html", form=form, zones=ZONE_EXAMPLES), 400 if form.errors else 200


@bp.route("/people/units/<int:unit_id>", methods=["GET", "POST"])
@requires(Can.MANAGE_UNITS)
def edit_unit(unit_id: int):
    """Correct a unit's names and its zone."""
    unit = get_unit_for(current_user, Can.MANAGE_UNITS, unit_id)
    form = EditUnitForm(data={**typed(unit), "version": unit.version})
    if form.is_submitted_and_valid():
        if form.version.data != unit.version:
            return _came_second(form, unit)
        try:
            operations.edit_unit(unit, form.facts)
        except Refused as fault:
            refuse(form, fault)
        else:
            answer = done(url_for(".list_units"), _("%(name)s was saved.", name=unit.name))
            db.session.commit()
            return answer
    return render_template("people/edit_unit.html", form=form, unit=unit, zones=ZONE_EXAMPLES,
                           people_words=PEOPLE_WORDS), 400 if form.errors else 200  # fmt: skip


def _came_second(form: EditUnitForm, unit: Unit):
    """Show what was saved meanwhile beside what was typed; sending again saves what is in the fields."""
    theirs = typed(unit)
    form.version.raw_data, form.version.data = None, unit.version
    form.submission_key.data = form.submission_key.default()
    differing = {name for name, value in theirs.items() if (form[name].data or "") != value}
    return conflict("people/edit_unit.html", form=form, unit=unit, theirs=theirs, differing=differing,
                    zones=ZONE_EXAMPLES, people_words=PEOPLE_WORDS)  # fmt: skip
