"""Planning sittings: for the people of a unit or of a class, by name or by staff number; changing, putting off, taking back."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for, list_units
from cxtrain.training.practicals import queries
from cxtrain.training.practicals.models import PracticalSheet, PracticalSitting
from cxtrain.training.practicals.plans import operations
from cxtrain.training.practicals.plans.forms import AssessorsForm, PlanForm, PutOffForm, WithdrawForm
from cxtrain.training.practicals.plans.operations import Plan, Planned
from cxtrain.training.practicals.plans.queries import Group, group_of_class, group_of_unit
from cxtrain.training.practicals.refusal import Refused
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, said

bp = Blueprint("practical_plans", __name__, url_prefix="/practicals")


@bp.route("/sheets/<slug>/plan", methods=["GET", "POST"])
@requires(Can.ASSESS)
def plan_sittings(slug: str) -> ResponseReturnValue:
    """Plan sittings at a sheet for many at once; whoever is whose direct superior is said before it is done."""
    sheet = queries.get_sheet(slug)
    if sheet.retired_at is not None:
        abort(404)
    group = _group()
    candidates = _proposed(group)
    form = PlanForm(people=_named(group.people), assessors=_named(candidates))
    if not form.is_submitted_and_valid():
        return _planning(sheet, group, form), 400 if form.errors else 200
    people, unknown = _chosen(group, form)
    assessors = _assessors(form, candidates)
    above = _warned(people, assessors, candidates)
    if unknown or not people or (above and not form.anyway.data):
        return _planning(sheet, group, form, unknown=unknown, above=above, nobody=not people), 400
    plan = Plan(assessors, form.planned_on.data, (form.place.data or "").strip(), group.class_id)
    planned = operations.plan_sittings(current_user, sheet, people, plan)
    answer = done(url_for("practicals.list_sittings"), _told(planned))
    db.session.commit()
    return answer


def _group() -> Group:
    """Return whom the page offers: the roster of a class, or the people of a unit, one's own unit first."""
    class_id = asked_id("class")
    if class_id is not None:
        return group_of_class(current_user, class_id)
    unit_id = asked_id("unit")
    units = list_units(current_user, Can.ASSESS)
    own = next((unit for unit in units if unit.id == current_user.unit_id), units[0] if units else None)
    unit = get_unit_for(current_user, Can.ASSESS, unit_id) if unit_id else own or abort(404)
    return group_of_unit(current_user, unit)


def _proposed(group: Group) -> list[Employee]:
    """Return who may assess near the group, those who are nobody's direct superior in it first."""
    near = queries.assessors_near(group.unit)
    over = {assessor for _person, assessor in queries.superiors(group.people, near)}
    return sorted(near, key=lambda each: each.id in over)


def _named(people: Sequence[Employee]) -> list[tuple[int, str]]:
    return [(person.id, f"{said(person.label)} {person.number} {said(person.unit.label)}") for person in people]


def _chosen(group: Group, form: PlanForm) -> tuple[list[Employee], list[str]]:
    """Return who was ticked or typed, each once, and the staff numbers that nobody in reach has."""
    typed = form.typed_numbers()
    found = queries.people_by_number(current_user, typed) if typed else {}
    ticked = [person for person in group.people if person.id in set(form.people.data or ())]
    people = {person.id: person for person in [*ticked, *(found[number] for number in typed if number in found)]}
    return [*people.values()], [number for number in typed if number not in found]


def _assessors(form: AssessorsForm, candidates: Sequence[Employee]) -> tuple[Employee, ...]:
    by_id = {person.id: person for person in candidates}
    return tuple(by_id[key] for key in (form.first.data, form.second.data) if key)


def _warned(people: Sequence[Employee], assessors: Sequence[Employee], candidates: Sequence[Employee]) -> dict[str, Any]:
    """Return who would be assessed by their direct superior, and who could do it instead; empty where nobody would."""
    found = queries.superiors(people, assessors)
    if not found:
        return {}
    by_id = {person.id: person for person in [*people, *candidates]}
    taken = {each.id for each in assessors} | {assessor for _person, assessor in queries.superiors(people, candidates)}
    others = [each for each in candidates if each.id not in taken and each.id not in {person.id for person in people}]
    return {"pairs": [(by_id[person], by_id[assessor]) for person, assessor in sorted(found)], "others": others[:8]}


def _planning(sheet: PracticalSheet, group: Group, form: PlanForm, **told: Any) -> str:
    units: list[Unit] = list_units(current_user, Can.ASSESS)
    return render_template("training/practicals/plan_sittings.html", sheet=sheet, group=group, form=form, units=units, **{
        "unknown": [], "above": {}, "nobody": False, **told})


def _told(planned: Planned) -> str:
    made = _("Nothing is planned.")
    if planned.made:
        made = ngettext("%(num)s sitting is planned.", "%(num)s sittings are planned.", len(planned.made))
    return " ".join([made, *(_(why, name=said(person.label)) for person, why in planned.left_out)])


@bp.route("/<int:sitting_id>/change", methods=["GET", "POST"])
@requires(Can.ASSESS)
def change_sitting(sitting_id: int) -> ResponseReturnValue:
    """Give a sitting that nobody has handed in marks for another day, place or assessors."""
    sitting = queries.get_planned(current_user, sitting_id, to_change=request.method == "POST")
    near = {each.id: each for each in queries.assessors_near(sitting.employee.unit)}
    near |= {row.assessor_id: row.assessor for row in sitting.marks}
    near.pop(sitting.employee_id, None)
    ids = [row.assessor_id for row in sitting.marks]
    form = AssessorsForm(assessors=_named([*near.values()]), data={
        "planned_on": sitting.planned_on, "place": sitting.place, "first": ids[0], "second": ids[1] if len(ids) > 1 else 0})
    if form.is_submitted_and_valid():
        plan = Plan(_assessors(form, [*near.values()]), form.planned_on.data, (form.place.data or "").strip())
        return _done(sitting, lambda: operations.change_plan(sitting, plan), _("Changed."))
    return _asked("change_sitting", sitting, form)


@bp.route("/<int:sitting_id>/put-off", methods=["GET", "POST"])
@requires(Can.ASSESS)
def put_off(sitting_id: int) -> ResponseReturnValue:
    """Put a sitting off to another day, with a reason."""
    sitting = queries.get_planned(current_user, sitting_id, to_change=request.method == "POST")
    form = PutOffForm(today=today(sitting.employee.unit.zone))
    if form.is_submitted_and_valid():
        until, why = form.until.data, form.why.data.strip()
        return _done(sitting, lambda: operations.put_off(sitting, until=until, why=why), _("Put off."))
    return _asked("put_off", sitting, form)


@bp.route("/<int:sitting_id>/withdraw", methods=["GET", "POST"])
@requires(Can.ASSESS)
def withdraw_sitting(sitting_id: int) -> ResponseReturnValue:
    """Take a planned sitting back, with a reason."""
    sitting = queries.get_planned(current_user, sitting_id, to_change=request.method == "POST")
    form = WithdrawForm()
    if form.is_submitted_and_valid():
        why = form.why.data.strip()
        return _done(sitting, lambda: operations.withdraw(sitting, why=why), _("Taken back."))
    return _asked("withdraw_sitting", sitting, form)


def _done(sitting: PracticalSitting, change: Callable[[], None], message: str) -> ResponseReturnValue:
    """Make the change and return the answer that ends the submit; 409 with the reason where it is refused."""
    try:
        change()
    except Refused as refusal:
        abort(409, _(refusal.sentence))
    answer = done(url_for("practicals.show_sitting", sitting_id=sitting.id), message)
    db.session.commit()
    return answer


def _asked(view: str, sitting: PracticalSitting, form: Any) -> ResponseReturnValue:
    return render_template(f"training/practicals/{view}.html", sitting=sitting, form=form), 400 if form.errors else 200
