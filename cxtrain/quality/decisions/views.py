"""Scorecards: a reviewer's decision, the shopper's answer to a question, and the page of a released one."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can
from cxtrain.quality.appeals import queries as appealing
from cxtrain.quality.decisions import operations, queries
from cxtrain.quality.decisions.forms import AnswerForm, DecideForm
from cxtrain.quality.highlights import highlights
from cxtrain.quality.models import Visit
from cxtrain.quality.queries import answers_of, instrument_of, photos_of, sheet_of
from cxtrain.quality.refusal import Refused
from cxtrain.quality.schedule.queries import seen_within
from cxtrain.quality.scoring import review
from cxtrain.web.pages import conflict, done, said

bp = Blueprint("decisions", __name__)
bp.context_processor(lambda: {"dimension_names": DIMENSION_NAMES})
bp.app_context_processor(lambda: {"questions_of": queries.questions_of})


@bp.route("/quality/visits/<int:visit_id>/decide", methods=["GET", "POST"])
@requires(Can.REVIEW_SCORECARDS)
def decide_visit(visit_id: int) -> ResponseReturnValue:
    """Identify the person or nobody; approve, release, send back or reject; make void what was released."""
    visit = queries.get_decidable_for(current_user, visit_id)
    form, refused = _decide_form(visit), None
    if form.is_submitted_and_valid() and form.version.data != visit.version:
        return _decided_meanwhile(visit, form)
    if form.is_submitted() and not form.errors:
        try:
            sentence = _decide(visit, form)
        except Refused as refusal:
            db.session.rollback()
            visit, refused = queries.get_decidable_for(current_user, visit_id), _(refusal.sentence)
        else:
            answer = done(url_for(".decide_visit", visit_id=visit.id), sentence)
            db.session.commit()
            return answer
    status = 400 if form.errors or refused else 200
    return render_template("quality/decide_visit.html", **_case(visit, form), refused=refused), status


def _decide_form(visit: Visit) -> DecideForm:
    people = [person for person in queries.candidates(visit) if person.id != current_user.employee_id]
    shown = [(str(person.id), _named(visit, person)) for person in people]
    return DecideForm(people=shown if queries.stores_names(visit) else [], data={
        "version": visit.version, "employee_id": str(visit.employee_id or ""), "grounds": visit.grounds})


def _named(visit: Visit, person: Employee) -> str:
    """Return a person as the reviewer chooses them, marked where the same shopper met them lately: in doubt, nobody."""
    name = f"{said(person.label)} · {person.number}"
    lately = visit.kind == "mystery_shop" and seen_within(visit, person.id)
    return _("%(name)s – met by the same shopper lately: in doubt choose nobody", name=name) if lately else name


def _decide(visit: Visit, form: DecideForm) -> str:
    reason = form.reason.data or ""
    if form.decision.data == "return":
        operations.send_back(current_user, visit, form.question.data or "")
        return _("Returned to the shopper.")
    if form.decision.data == "reject":
        operations.reject(current_user, visit, reason)
        return _("Rejected. It counts nowhere; the shopper reads why.")
    if form.decision.data == "void":
        operations.void(current_user, visit, reason)
        return _("Made void. It counts nowhere any more; the person and the store read why.")
    return _approve(visit, form)


def _approve(visit: Visit, form: DecideForm) -> str:
    if visit.state != "approved" or (visit.employee_id, visit.grounds) != (form.person, form.grounds.data):
        operations.approve(current_user, visit, employee_id=form.person, grounds=form.grounds.data or "")
    if form.decision.data == "release":
        operations.release(current_user, visit)
        return _("Released. The store can read it now.")
    return _("Approved. It is not released yet.")


def _case(visit: Visit, form: DecideForm) -> dict[str, Any]:
    answers = answers_of(visit.id)
    instrument = instrument_of(visit.instrument)
    return {"visit": visit, "form": form, "answers": answers, "instrument": instrument, "theirs": None,
            "found": review(instrument, answers), "card": sheet_of(visit), "shopper": queries.shopper_of(visit),
            "photos": photos_of(visit.id), "stores_names": queries.stores_names(visit),
            "appeals": appealing.appeals_of(visit.id)}


def _decided_meanwhile(visit: Visit, form: DecideForm) -> ResponseReturnValue:
    """Show how the case stands now beside what was typed."""
    form.renew(visit.version)
    return conflict("quality/decide_visit.html", **{**_case(visit, form), "theirs": visit}, refused=None)


@bp.route("/quality/visits/<int:visit_id>/question", methods=["GET", "POST"])
@requires(Can.SHOP)
def answer_question(visit_id: int) -> ResponseReturnValue:
    """Answer what the reviewer asks; the scorecard is handed in again on its own page."""
    visit = queries.get_returned_for(current_user, visit_id)
    form = AnswerForm()
    if form.is_submitted_and_valid():
        try:
            operations.answer_question(visit, form.answer.data or "")
        except Refused as refusal:
            form.answer.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for("quality.review_scorecard", visit_id=visit.id), _(
                "Your answer is kept. Now submit the scorecard."))
            db.session.commit()
            return answer
    return render_template("quality/answer_question.html", visit=visit, form=form), 400 if form.errors else 200


@bp.route("/quality/scorecards/<int:visit_id>")
@requires(Can.SEE_OWN)
def show_scorecard(visit_id: int) -> ResponseReturnValue:
    """Show a released scorecard, praise first, to the person observed and to their supervisors."""
    visit = queries.get_scorecard_for(current_user, visit_id)
    answers, instrument = answers_of(visit.id), instrument_of(visit.instrument)
    return render_template(
        "quality/show_scorecard.html", visit=visit, instrument=instrument, answers=answers,
        card=sheet_of(visit), words=highlights(instrument, answers),
        own=visit.employee_id == current_user.employee_id, found=review(instrument, answers),
        appeals=appealing.appeals_of(visit.id), to_appeal=appealing.lines_to_appeal(current_user, visit),
        appeal_until=appealing.appeal_until(current_user, visit),
        too_late=appealing.is_too_late(current_user, visit, now()))


@bp.route("/quality/scorecards/<int:visit_id>/read", methods=["POST"])
@requires(Can.SEE_OWN)
def acknowledge_scorecard(visit_id: int) -> ResponseReturnValue:
    """Note that the person observed has read it: a button of its own, so that nobody is watched while reading."""
    visit = queries.get_own_scorecard(current_user, visit_id)
    operations.acknowledge(visit)
    answer = done(url_for(".show_scorecard", visit_id=visit.id), _(
        "Noted that you have read it. That does not mean that you agree."))
    db.session.commit()
    return answer
