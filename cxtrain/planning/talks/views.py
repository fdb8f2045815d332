"""The talk about a plan: the draft shown before it, the talk noted, options added."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning import queries
from cxtrain.planning.lifecycle import Move
from cxtrain.planning.models import Plan
from cxtrain.planning.talks import forms, operations
from cxtrain.planning.talks.models import PlanTalk
from cxtrain.planning.talks.sheet import SOURCES
from cxtrain.planning.views import ended, plan_for, plan_page
from cxtrain.web.pages import conflict, reader_locale, said

Page = ResponseReturnValue
PAGE = "planning/talks/hold_talk.html"
bp = Blueprint("talks", __name__, url_prefix="/planning/plans/<int:plan_id>")


@bp.route("/share", methods=["POST"])
@requires(Can.WRITE_PLANS)
def share_plan(plan_id: int) -> Page:
    """Let the colleague read the draft before the talk."""
    plan = plan_for(plan_id, Move.SHARE)
    operations.share_plan(plan, actor=current_user)
    return ended(plan, _("The colleague can read the draft now, and add own ideas."))


@bp.route("/talks/new", methods=["GET", "POST"])
@requires(Can.WRITE_PLANS)
def hold_talk(plan_id: int) -> Page:
    """Note a talk that one has led."""
    plan = plan_for(plan_id, Move.TALK)
    form = _form(plan, held_on=today(plan.unit.zone), forward_on=plan.due_on, goal=said(plan.goal),
                 forward_id=plan.employee_id or current_user.employee_id)
    if form.is_submitted_and_valid():
        operations.hold_talk(plan, form.facts, actor=current_user, locale=reader_locale())
        return ended(plan, _("Talk noted."))
    return render_template(PAGE, plan=plan, form=form, theirs=None, is_new=True), 400 if form.errors else 200


@bp.route("/talks/<int:talk_id>", methods=["GET", "POST"])
@requires(Can.WRITE_PLANS)
def edit_talk(plan_id: int, talk_id: int) -> Page:
    """Correct the notes of a talk that one has led; the one who comes second sees both."""
    plan = plan_for(plan_id, Move.TALK)
    talk = next((each for each in plan.talks if each.id == talk_id), None) or abort(404)
    if talk.led_by != current_user.employee_id:
        abort(403)
    form = _form(plan, talk, **forms.typed_talk(talk))
    if form.is_submitted_and_valid():
        if form.version.data != talk.version:
            form.version.raw_data, form.version.data = None, talk.version
            form.submission_key.data = form.submission_key.default()
            return conflict(PAGE, plan=plan, form=form, theirs=talk, is_new=False)
        operations.edit_talk(plan, talk, form.facts, actor=current_user, locale=reader_locale())
        return ended(plan, _("Talk noted."))
    return render_template(PAGE, plan=plan, form=form, theirs=None, is_new=False), 400 if form.errors else 200


@bp.route("/options", methods=["POST"])
@requires(Can.SEE_OWN)
def add_option(plan_id: int) -> Page:
    """Add one's own option."""
    plan = plan_for(plan_id, Move.OPTION)
    form = forms.OwnOptionForm()
    if form.is_submitted_and_valid():
        operations.add_option(plan, form.what.data, actor=current_user, locale=reader_locale())
        return ended(plan, _("Your option stands with the others."))
    return plan_page(plan, 400, option=form)


@bp.route("/options/<int:option_id>/drop", methods=["POST"])
@requires(Can.SEE_OWN)
def drop_option(plan_id: int, option_id: int) -> Page:
    """Take back one's own option."""
    plan = plan_for(plan_id, Move.OPTION)
    option = next((each for each in plan.options if each.id == option_id), None) or abort(404)
    if not operations.may_drop(plan, option, current_user):
        abort(409 if option.author_id == current_user.employee_id else 403)
    operations.drop_option(plan, option, actor=current_user)
    return ended(plan, _("Option taken back."))


def _form(plan: Plan, talk: PlanTalk | None = None, **typed: Any) -> forms.TalkForm:
    keep = [talk.forward_id] if talk else []
    people = queries.owners_for(current_user, plan.unit_id, plan.employee_id, keep)
    stand = [(each.id, f"{said(each.what)} · {_(SOURCES[each.source])}") for each in plan.options]
    return forms.TalkForm(
        data={**typed, "chosen": [each.id for each in plan.options if each.chosen]}, today=today(plan.unit.zone),
        people=[(person.id, said(person.label)) for person in people], stand=stand)
