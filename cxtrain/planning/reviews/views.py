"""Reviewing a plan."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning.lifecycle import Move
from cxtrain.planning.reviews import forms, operations, queries
from cxtrain.planning.views import ended, plan_facts, plan_for, plan_page, status

Page = ResponseReturnValue
bp = Blueprint("reviews", __name__, url_prefix="/planning")


@bp.app_context_processor
def facts() -> dict[str, Callable[..., Any]]:
    """Give a plan's page what the plan brought, and whether the reader may verify it."""
    return {"brought_by": lambda plan: queries.brought_by(plan, today(plan.unit.zone)),
            "may_review": lambda plan: queries.may_review(current_user, plan)}


@bp.route("/plans/<int:plan_id>/close", methods=["GET", "POST"])
@requires(Can.APPROVE_PLANS)
def close_plan(plan_id: int) -> Page:
    """Review a plan, with the numbers before and after where there are any."""
    plan = plan_for(plan_id, Move.CLOSE)
    if not queries.may_review(current_user, plan):
        return plan_page(plan, 403, problem=_("You do one of its actions, so somebody else looks whether it worked: "
                                              "your own supervisor, or HR."))
    compared = queries.compare_since_approval(plan, today(plan.unit.zone))
    form = forms.CloseForm()
    if form.is_submitted_and_valid():
        operations.close_plan(plan, actor=current_user, outcome=form.outcome.data, review=form.review.data,
                              compared=compared)
        return ended(plan, _("Plan reviewed and closed."))
    return render_template("planning/reviews/close_plan.html", plan=plan, form=form,
                           **{**plan_facts(plan), "result": compared}), status(form, None)
