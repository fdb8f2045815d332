"""Findings about a store, a region, a touchpoint or a person, and what is decided about them."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for, get_unit_for, list_units
from cxtrain.planning.lines.queries import plans_about
from cxtrain.planning.months import LOOK_BACK
from cxtrain.planning.operations import PlanRefused
from cxtrain.planning.picture import Found, picture_of
from cxtrain.planning.proposals import forms, queries
from cxtrain.planning.proposals.critical.forms import STEPS
from cxtrain.planning.proposals.critical.queries import calls_about, calls_in, own_steps
from cxtrain.planning.proposals.deciding import operations
from cxtrain.planning.proposals.decision import AGAIN, PLAN
from cxtrain.planning.queries import library
from cxtrain.planning.remedies.queries import course_for, courses
from cxtrain.planning.thresholds.queries import current
from cxtrain.planning.triage.queries import Subject, triaged
from cxtrain.planning.views import ended, sentence, status
from cxtrain.web.pages import done

Page = ResponseReturnValue
bp = Blueprint("proposals", __name__, url_prefix="/planning")
OBSERVATIONS = ("mystery_shop", "announced_check")
DRAFTED = _l("Draft made. Change what does not fit, then approve it.")
DECIDED = _l("Kept. It is not proposed again until its day comes or it changes.")


@dataclass
class _Case:
    """A page of findings: whom it is about, what was found, what was sent."""

    unit: Unit
    person: Employee | None
    every: list[Found]  # about the subject
    touchpoint_id: int  # the only one on the page; 0: all
    kind: str
    form: forms.CellForm
    refused: str = ""

    @property
    def found(self) -> list[Found]:
        """The findings on the page."""
        return [each for each in self.every if self.touchpoint_id in (0, each.place.id)]

    @property
    def day(self) -> dt.date:
        """Today at the store."""
        return today(self.unit.zone)

    def facts(self, **more: Any) -> dict[str, Any]:
        """Return what every such page needs."""
        picture, about = picture_of(self.found), self.person.id if self.person else None
        why = triaged([each for each in picture.act if not each.plan_id], self.every,
                      Subject(self.unit, about, self.kind, self.day))
        return {"unit": self.unit, "picture": picture, "why": why, "kind": self.kind, "form": self.form,
                "refused": self.refused, "months": LOOK_BACK, "library": library(), "decisions": forms.CHOICES,
                "rules": current(), **more}


def _case(unit: Unit, person: Employee | None = None, touchpoint_id: int = 0) -> _Case:
    asked = request.values.get("kind", "")
    kind = asked if asked in OBSERVATIONS else OBSERVATIONS[0]
    day, found = today(unit.zone), list[Found]()
    if person is None:
        found = queries.find_for_unit(unit.id, kind, day)
    elif unit.people != "none":
        found = _readable(queries.find_for_person(person.id, kind, day), person)
    return _Case(unit, person, found, touchpoint_id, kind, forms.CellForm(dimensions=list(library().dimensions), today=day))


def _readable(found: list[Found], person: Employee) -> list[Found]:
    """Return the findings without the plans about the reader that the reader may not read yet."""
    if person.id != current_user.employee_id:
        return found
    seen = {plan.id for plan in plans_about(current_user, person.id)}
    return [replace(each, plan_id=each.plan_id if each.plan_id in seen else None) for each in found]


@bp.route("/units/<int:unit_id>", methods=["GET", "POST"])
@requires(Can.WRITE_PLANS)
def unit_findings(unit_id: int) -> Page:
    """Say what the visits show about a store, a region or the firm, and decide about it."""
    unit = get_unit_for(current_user, Can.WRITE_PLANS, unit_id)
    case = _case(unit)
    answer = _decided(case)
    if answer:
        return answer
    above = db.session.get(Unit, unit.parent_id) if unit.parent_id else None
    people = queries.visits_of_people(unit.id, case.kind, case.day) if unit.people != "none" else []
    return render_template(
        "planning/proposals/unit_findings.html", people=people,
        above=above if above and current_user.may_in(Can.WRITE_PLANS, above.path) else None,
        calls=calls_in(unit.id, case.day, current_user), stores=list_units(current_user, Can.WRITE_PLANS, "store"),
        **case.facts()), _code(case)


@bp.route("/units/<int:unit_id>/touchpoints/<int:touchpoint_id>", methods=["GET", "POST"])
@requires(Can.WRITE_PLANS)
def touchpoint_findings(unit_id: int, touchpoint_id: int) -> Page:
    """Say what the visits show about a touchpoint over a store, a region or the firm, and decide about it."""
    unit = get_unit_for(current_user, Can.WRITE_PLANS, unit_id)
    place = db.session.get(Touchpoint, touchpoint_id) or abort(404)
    case = _case(unit, touchpoint_id=place.id)
    answer = _decided(case)
    if answer:
        return answer
    stores = queries.stores_at(unit, place.slug, case.kind, case.day) if unit.kind != "store" else []
    return render_template("planning/proposals/touchpoint_findings.html", touchpoint=place, stores=stores,
                           **case.facts()), _code(case)


@bp.route("/employees/<int:employee_id>", methods=["GET", "POST"])
@requires(Can.WRITE_PLANS)
def person_findings(employee_id: int) -> Page:
    """Say what the visits show about a person, as far as they do, and decide about it."""
    person = get_employee_for(current_user, Can.WRITE_PLANS, employee_id)
    case = _case(person.unit, person)
    answer = _decided(case)
    if answer:
        return answer
    return render_template(
        "planning/proposals/person_findings.html", person=person, plans=plans_about(current_user, person.id),
        calls=[call for call in calls_about(person.id, case.day, current_user) if call.is_open], modules=_modules(case),
        **case.facts()), _code(case)


def _modules(case: _Case) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the course for self-study (slug, title) of each touchpoint where help may be offered."""
    places = {each.place.slug for each in picture_of(case.found).offer}
    titles = courses() if places else {}
    return {place: (slug, titles[slug]) for place in sorted(places) if (slug := course_for(place)) in titles and slug}


@bp.route("/mine")
@requires(Can.SEE_OWN)
def own_decisions() -> Page:
    """Show what was decided about findings on the reader, by whom and why."""
    return render_template("planning/proposals/own_decisions.html", decisions=queries.own_decisions(current_user.employee_id),
                           steps=own_steps(current_user.employee_id), said_of=STEPS, library=library())


def _code(case: _Case) -> int:
    return 409 if case.refused else status(case.form, None)


def _decided(case: _Case) -> Page | None:
    """Do what was decided, and return the answer; None where nothing was asked for, or it was refused."""
    form = case.form
    if not form.is_submitted_and_valid():
        return None
    try:
        if form.choice.data == forms.COLLECT:
            return _asked_for_visits(case)
        return _decision(case, _chosen(case))
    except PlanRefused as refusal:
        db.session.rollback()
        case.refused = sentence(refusal)
        return None


def _chosen(case: _Case) -> Found:
    wanted = (case.form.touchpoint_id.data, case.form.dimension.data)
    chosen = next((each for each in case.found if (each.place.id, each.dimension) == wanted), None)
    if chosen is None or not chosen.finding.allows_plan:
        abort(404)
    if chosen.plan_id or case.person and case.person.id == current_user.employee_id:
        abort(409 if chosen.plan_id else 403)
    return chosen


def _decision(case: _Case, chosen: Found) -> Page:
    form, about = case.form, {"actor": current_user, "unit": case.unit, "employee": case.person}
    if form.choice.data == PLAN:
        plan = operations.draft(chosen, case.every, form.reason.data or "", today=case.day, **about)
        return ended(plan, DRAFTED, "edit_plan")
    operations.decide(chosen, form.choice.data, form.reason.data, until=form.until.data, **about)
    message = _("It is proposed again.") if form.choice.data == AGAIN else str(DECIDED)
    answer = done(url_for(request.endpoint or "", **(request.view_args or {}), kind=case.kind), message)
    db.session.commit()
    return answer


def _asked_for_visits(case: _Case) -> Page:
    picture = picture_of(case.found)
    wanted = max([*(few.to_go for few in picture.missing if few.place.id == case.form.touchpoint_id.data),
                  *(each.finding.visits_to_go for each in picture.unsure if each.place.id == case.form.touchpoint_id.data), 0])
    if not wanted or case.unit.kind != "store":
        abort(404)
    n = operations.ask_for_visits(case.unit, case.form.touchpoint_id.data, wanted, today=case.day)
    answer = done(url_for(request.endpoint or "", **(request.view_args or {}), kind=case.kind),
                  ngettext("%(num)s visit is on the schedule.", "%(num)s visits are on the schedule.", n))
    db.session.commit()
    return answer
