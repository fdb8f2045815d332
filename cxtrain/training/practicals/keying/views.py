"""Paper forms of an assessor keyed in: typed or pasted, checked, looked over, and handed in all at once."""

import datetime as dt

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Can
from cxtrain.training.practicals import queries
from cxtrain.training.practicals.keying import operations
from cxtrain.training.practicals.keying.forms import BLANK_ROWS, KeyForm
from cxtrain.training.practicals.keying.keyed import Checked, Row, checked, row_of
from cxtrain.training.practicals.keying.operations import Keyed
from cxtrain.training.practicals.keying.queries import persons
from cxtrain.training.practicals.models import PracticalSheet
from cxtrain.training.practicals.refusal import Refused
from cxtrain.web.keying import plain
from cxtrain.web.pages import done, said

bp = Blueprint("practical_keying", __name__, url_prefix="/practicals")


@bp.route("/sheets/<slug>/key", methods=["GET", "POST"])
@requires(Can.ASSESS)
def key_forms(slug: str) -> ResponseReturnValue:
    """Key in what one assessor marked on paper for many."""
    sheet = queries.get_sheet(slug)
    assessors = {each.id: each for each in queries.assessors_near(db.session.get_one(Unit, current_user.unit_id))}
    form = KeyForm(today=today(current_user.zone), chosen=current_user.employee_id, assessors=[
        (key, f"{said(each.label)} {each.number}") for key, each in assessors.items()])
    if not form.is_submitted():
        form.put([], BLANK_ROWS)
        return _keying(sheet, form)
    if form.do.data not in ("check", "save"):
        form.put(form.take(row_of), BLANK_ROWS if form.do.data == "more" else 1)
        return _keying(sheet, form), 400 if form.wrong else 200
    typed, valid = form.take(row_of), form.is_submitted_and_valid()
    rows = _checked(sheet, typed, assessors.get(form.assessor.data or 0))
    form.put([row.row for row in rows])
    if not valid or not rows or any(row.complaints for row in rows):
        return _keying(sheet, form, rows), 400
    if form.do.data == "check":
        return _keying(sheet, form, rows, whole=True)
    return _kept(sheet, rows, assessors[form.assessor.data], form.sat_on.data)


def _checked(sheet: PracticalSheet, rows: list[Row], assessor: Employee | None) -> tuple[Checked, ...]:
    people = persons(current_user, sheet, [plain(row.number) for row in rows], assessor)
    return checked(queries.sheet_of(sheet.current), rows, people)


def _kept(sheet: PracticalSheet, rows: tuple[Checked, ...], assessor: Employee, sat_on: dt.date) -> ResponseReturnValue:
    forms = [Keyed(db.session.get_one(Employee, row.person.employee_id), row.marks) for row in rows if row.person]
    try:
        count = operations.key_in(current_user, sheet, forms, assessor=assessor, sat_on=sat_on)
    except Refused as refusal:
        abort(409, _(refusal.sentence))
    message = ngettext("The marks of %(num)s person are handed in.", "The marks of %(num)s people are handed in.", count)
    answer = done(url_for("practicals.list_results", slug=sheet.slug), message)
    db.session.commit()
    return answer


def _keying(sheet: PracticalSheet, form: KeyForm, rows: tuple[Checked, ...] = (), *, whole: bool = False) -> str:
    """Return the page; `whole`: nothing is wrong, and what will be handed in is shown once more."""
    if rows and not whole:
        form.put([row.row for row in rows], 1)
    return render_template("training/practicals/key_forms.html", row=sheet, sheet=queries.sheet_of(sheet.current), form=form,
                           rows=rows, whole=whole)
