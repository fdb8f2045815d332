"""Plans of visits by month: how they are kept, quotas, a draw to look at, publishing, sending shoppers."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.quality.refusal import Refused
from cxtrain.quality.schedule import grid, operations, queries
from cxtrain.quality.schedule.briefs.queries import written
from cxtrain.quality.schedule.draw import Slot
from cxtrain.quality.schedule.forms import MONTH, FrameForm, MakePlanForm
from cxtrain.quality.schedule.fulfilment import STATUS_WORDS, Tally, tally
from cxtrain.quality.schedule.models import VisitPlan
from cxtrain.quality.schedule.months import month_after, month_before
from cxtrain.quality.shoppers.queries import pool
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import conflict, done, said

bp = Blueprint("schedule", __name__)


def _month() -> str:
    asked = request.args.get("month", "")
    return asked if MONTH.fullmatch(asked) else f"{today(current_user.zone):%Y-%m}"


@bp.route("/quality/plan")
@requires(Can.PLAN_VISITS)
def show_plan() -> ResponseReturnValue:
    """Show a month: how its plan is kept, what lacks, and each visit; or begin the plan."""
    month, now_month = _month(), f"{today(current_user.zone):%Y-%m}"
    plans = queries.plans_of(current_user, month)
    asked = asked_id("plan")
    plan = next((one for one in plans if one.id == asked), plans[0] if plans else None)
    facts = _kept(plan) if plan else {"form": _make_form()}
    return render_template("quality/show_plan.html", month=month, plans=plans, plan=plan, before=month_before(month),
                           after=month_after(month), words=STATUS_WORDS, this_month=now_month, **facts)


def _make_form() -> MakePlanForm:
    return MakePlanForm(units=[(unit.id, said(unit.label)) for unit in queries.planning_units(current_user)])


def _kept(plan: VisitPlan) -> dict[str, Any]:
    lines, stores = queries.lines_of(plan), queries.stores_below(plan)
    cells = tally(line.fate for line in lines)
    shown = {key[1] for key in cells}
    names = {member.account_id: member for member in pool([plan.unit.path], gone=True)}
    return {"lines": lines, "cells": cells, "names": names, "quotas": queries.quotas_of(plan),
            "stores": [unit for unit in stores if any(key[0] == unit.id for key in cells)],
            "places": [point for point in queries.places() if point.id in shown], "total": sum(cells.values(), Tally()),
            "open": sum(line.status == "open" for line in lines), "form": None,
            "unbriefed": sorted(set(cells) - written([unit.id for unit in stores]))}


@bp.route("/quality/plan/make", methods=["POST"])
@requires(Can.PLAN_VISITS)
def make_plan() -> ResponseReturnValue:
    """Begin the plan of a month, as the one before it was."""
    form, month = _make_form(), _month()
    if not form.is_submitted_and_valid():
        abort(400)
    try:
        plan = operations.make_plan(get_unit_for(current_user, Can.PLAN_VISITS, form.unit_id.data), month)
    except Refused as refusal:
        abort(409, _(refusal.sentence))
    answer = done(url_for(".edit_quotas", plan_id=plan.id))
    db.session.commit()
    return answer


@bp.route("/quality/plan/<int:plan_id>/quotas", methods=["GET", "POST"])
@requires(Can.PLAN_VISITS)
def edit_quotas(plan_id: int) -> ResponseReturnValue:
    """Say how often each touchpoint of each store is visited, and within which hours."""
    plan = _draft(plan_id)
    form = FrameForm(data={**asdict(operations.frame_of(plan)), "version": plan.version})
    stores, places = queries.stores_below(plan), queries.places()
    typed = grid.read(request.form, [unit.id for unit in stores], [point.id for point in places])
    facts = {"plan": plan, "form": form, "stores": stores, "places": places, "wrong": typed.wrong, "most": grid.MOST,
             "shown": typed.shown if form.is_submitted() else grid.shown(queries.quotas_of(plan)), "came_second": False}
    if form.is_submitted_and_valid() and not typed.wrong:
        if form.version.data != plan.version:
            form.renew(plan.version)
            return conflict("quality/edit_quotas.html", **{**facts, "came_second": True})
        operations.set_quotas(plan, form.frame, typed.quotas)
        answer = done(url_for(".preview_plan", plan_id=plan.id))
        db.session.commit()
        return answer
    faulty = form.is_submitted() and bool(form.errors or typed.wrong)
    return render_template("quality/edit_quotas.html", **facts), 400 if faulty else 200


def _draft(plan_id: int) -> VisitPlan:
    plan = queries.get_plan_for(current_user, plan_id)
    return plan if plan.state == "draft" else abort(409, _(operations.PUBLISHED))


@bp.route("/quality/plan/<int:plan_id>/preview")
@requires(Can.PLAN_VISITS)
def preview_plan(plan_id: int) -> ResponseReturnValue:
    """Show the visits as they would be published."""
    plan = _draft(plan_id)
    try:
        slots, refused = operations.drawn(plan), ""
    except Refused as refusal:
        slots, refused = (), _(refusal.sentence)
    return render_template("quality/preview_plan.html", plan=plan, slots=slots, refused=refused, facts=_spread(slots),
                           units={unit.id: unit for unit in queries.stores_below(plan)},
                           places={point.id: point for point in queries.places()})


def _spread(slots: Sequence[Slot]) -> dict[str, int]:
    twice = len(slots) - len({(slot.unit_id, slot.day) for slot in slots})
    return {"n": len(slots), "weekends": sum(slot.day.weekday() >= 5 for slot in slots), "twice": twice,
            "stores": len({slot.unit_id for slot in slots})}


@bp.route("/quality/plan/<int:plan_id>/draw", methods=["POST"])
@requires(Can.PLAN_VISITS)
def draw_anew(plan_id: int) -> ResponseReturnValue:
    """Draw other days and hours."""
    plan = _draft(plan_id)
    operations.draw_anew(plan)
    answer = done(url_for(".preview_plan", plan_id=plan.id), _("Drawn anew."))
    db.session.commit()
    return answer


@bp.route("/quality/plan/<int:plan_id>/publish", methods=["POST"])
@requires(Can.PLAN_VISITS)
def publish_plan(plan_id: int) -> ResponseReturnValue:
    """Fix the visits as shown: with the seed and the version that the page was made from."""
    plan = _draft(plan_id)
    if request.form.get("value") != str(plan.version):
        abort(409, _("The plan was changed meanwhile. Look at it once more."))
    try:
        made = operations.publish(plan)
    except Refused as refusal:
        abort(409, _(refusal.sentence))
    answer = done(_url(plan), ngettext("Published: %(num)s visit. Send shoppers next.",
                                       "Published: %(num)s visits. Send shoppers next.", len(made)))
    db.session.commit()
    return answer


def _url(plan: VisitPlan) -> str:
    return url_for(".show_plan", month=plan.month, plan=plan.id)


@bp.route("/quality/plan/<int:plan_id>/send", methods=["POST"])
@requires(Can.PLAN_VISITS)
def send_shoppers(plan_id: int) -> ResponseReturnValue:
    """Send shoppers to the visits that nobody makes yet, without conflicts."""
    plan = queries.get_plan_for(current_user, plan_id)
    found = operations.send_everybody(plan)
    words = [ngettext("%(num)s visit has a shopper now.", "%(num)s visits have a shopper now.", len(found.sent))]
    if found.open:
        words.append(ngettext("%(num)s has nobody who could go: its page says why.",
                              "%(num)s have nobody who could go: their pages say why.", len(found.open)))
    answer = done(_url(plan), " ".join(words))
    db.session.commit()
    return answer
