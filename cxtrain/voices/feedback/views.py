"""Customers' matters: tell one, see what became of it, handle it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.journey.queries import get_touchpoint, list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for, list_units
from cxtrain.voices.feedback import course, operations, queries, wording
from cxtrain.voices.feedback.causes import operations as causes
from cxtrain.voices.feedback.forms import TOLD_STEPS, ActForm, RefileForm, TellForm
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.feedback.outcomes import operations as outcomes
from cxtrain.voices.feedback.outcomes import queries as asked
from cxtrain.voices.feedback.refusal import WRONG_STATE, Refused
from cxtrain.voices.surveys.link import link_url
from cxtrain.voices.surveys.queries import link_token
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import conflict, done, said

bp = Blueprint("feedback", __name__)
bp.context_processor(lambda: {"wording": wording, "next_due": queries.next_due})
bp.app_context_processor(lambda: {"matter_words": wording, "matter_due": queries.next_due,
                                  "customers_praise": queries.praise_of})


def _choices(unit: Unit) -> dict[str, list[tuple[int, str]]]:
    return {"touchpoints": [(point.id, said(point.title)) for point in list_touchpoints()],
            "people": [(person.id, said(person.label)) for person in queries.colleagues(unit)]}


def _told_unit() -> Unit:
    """Return where it happened: one's own unit, or another that one handles such matters for."""
    elsewhere = asked_id("unit")
    if elsewhere and elsewhere != current_user.unit_id:
        return get_unit_for(current_user, Can.HANDLE_FEEDBACK, elsewhere)
    return db.session.get_one(Unit, current_user.unit_id)


def _person(employee_id: int | None) -> Employee | None:
    return db.session.get(Employee, employee_id) if employee_id else None


@bp.route("/feedback/tell", methods=["GET", "POST"])
@requires(Can.TELL)
def tell_feedback() -> ResponseReturnValue:
    """Tell in a minute what a customer complained of, suggested, asked or praised."""
    unit = _told_unit()
    form, refused = TellForm(**_choices(unit), data={"kind": request.args.get("kind")}), None
    if form.is_submitted_and_valid():
        try:
            feedback = operations.tell(current_user, operations.Told(
                form.kind.data, unit, get_touchpoint(form.touchpoint_id.data).id, form.words.data, _person(form.about_id.data),
                form.severity.data, form.reachable.data, form.reference.data or "", _done(form)))
        except Refused as refusal:
            db.session.rollback()
            refused = _(refusal.sentence)
        else:
            answer = done(url_for(".my_feedback"), _thanks(feedback))
            db.session.commit()
            return answer
    return render_template("voices/feedback/tell_feedback.html", form=form, unit=unit, refused=refused, steps=TOLD_STEPS,
                           units=list_units(current_user, Can.HANDLE_FEEDBACK)), 400 if form.errors or refused else 200


def _done(form: TellForm) -> tuple[str, ...]:
    """Return the steps that were ticked and belong to this kind of matter."""
    return tuple(step for step in course.steps_of(form.kind.data, form.reachable.data) if step in (form.done.data or ()))


def _thanks(feedback: Feedback) -> str:
    if feedback.kind == "praise":
        return _("Kept. The person reads it today.") if feedback.about_id else _("Kept. Whoever leads the unit passes it on.")
    return _("Kept. Whoever leads the unit sees it now; you see here what becomes of it.")


@bp.route("/feedback/mine")
@requires(Can.TELL)
def my_feedback() -> ResponseReturnValue:
    """Show what oneself told and what became of it, and the praise one got."""
    return render_template("voices/feedback/my_feedback.html", told=queries.told_by(current_user),
                           praise=queries.praise_of(current_user.employee_id), named=queries.named_in(current_user))


@bp.route("/feedback")
@requires(Can.HANDLE_FEEDBACK)
def list_feedback() -> ResponseReturnValue:
    """Show the open matters by what is due next, and the closed ones."""
    before, unit_id, kind = asked_id("before"), asked_id("unit"), request.args.get("kind", "")
    wanted = queries.Asked(get_unit_for(current_user, Can.HANDLE_FEEDBACK, unit_id) if unit_id else None,
                          kind if kind in course.KINDS else "", asked_id("touchpoint"))
    lists = queries.list_feedback_for(current_user, wanted, before=before)
    every = [*lists.open, *lists.closed]
    words = {one.id: queries.words_for(current_user, one) for one in every}
    return render_template("voices/feedback/list_feedback.html", lists=lists, words=words, asked=wanted, older=before,
                           now=now(), units=list_units(current_user, Can.HANDLE_FEEDBACK), touchpoints=list_touchpoints(),
                           names=queries.names_of([person for one in every for person in (one.owner_id, one.about_id)]))


@bp.route("/feedback/<int:feedback_id>")
@requires(Can.HANDLE_FEEDBACK)
def show_feedback(feedback_id: int) -> ResponseReturnValue:
    """Show a matter: what was said, what is owed next, what was done, and why it came about."""
    return render_template("voices/feedback/show_feedback.html", **_page(feedback_id))


def _page(feedback_id: int) -> dict[str, Any]:
    feedback = queries.get_feedback_for(current_user, feedback_id)
    events, steps = queries.events_of(feedback), queries.steps_done(feedback)
    return {
        "feedback": feedback, "words": queries.words_for(current_user, feedback), "events": events, "now": now(),
        "steps": course.steps_of(feedback.kind, feedback.reachable), "done": steps, "causes": queries.causes_of(feedback),
        "owed": course.owed(feedback.kind, feedback.reachable, steps), "most_whys": course.MOST_WHYS,
        "handlers": queries.handlers_of(feedback), "link": _link(feedback), "typed": {}, "refused": None, "acted": "",
        "score": asked.score_of(feedback.response_id),
        "names": queries.names_of([feedback.owner_id, feedback.about_id, feedback.told_by, *(one.by_id for one in events)])}


def _link(feedback: Feedback) -> str | None:
    """Return the address that the customer may still answer."""
    link = asked.waiting_link(feedback, today(feedback.unit.zone))
    token = link_token(link) if link else None
    base = str(current_app.config["CX"].public_url or request.url_root).rstrip("/")
    return link_url(base, token) if token else None


def _take(feedback: Feedback, form: ActForm) -> str:
    operations.hand_over(current_user, feedback, form.owner_id.data or current_user.employee_id)
    return _("Handed over.") if form.owner_id.data not in (None, current_user.employee_id) else _("It is yours now.")


def _step(feedback: Feedback, form: ActForm) -> str:
    operations.note_step(current_user, feedback, form.step.data or "", note=form.note.data or "")
    return _("Noted: %(step)s.", step=_(wording.STEPS[form.step.data]))


def _wait(feedback: Feedback, form: ActForm) -> str:
    operations.wait(current_user, feedback, form.note.data or "")
    return _("The clock stands until the customer answers.")


def _resume(feedback: Feedback, _form: ActForm) -> str:
    operations.resume(current_user, feedback)
    return _("The clock runs again.")


def _close(feedback: Feedback, form: ActForm) -> str:
    outcome = form.outcome.data if form.outcome.data in course.OUTCOMES else "solved"
    operations.close(current_user, feedback, result=form.note.data or "", outcome=str(outcome))
    return _("Closed.")


def _reopen(feedback: Feedback, form: ActForm) -> str:
    operations.reopen(current_user, feedback, form.note.data or "")
    return _("Open again, with a new clock.")


def _why(feedback: Feedback, form: ActForm) -> str:
    causes.answer_why(current_user, feedback, form.because.data or "", form.evidence.data or "")
    return _("Added to the chain.")


def _unwhy(feedback: Feedback, _form: ActForm) -> str:
    causes.take_back_why(feedback)
    return _("The last answer is taken out.")


def _ask(feedback: Feedback, _form: ActForm) -> str:
    outcomes.ask_customer(current_user, feedback)
    return _("The link is on this page. Give it to the customer: it can be answered once.")


ACTS: dict[str, Callable[[Feedback, ActForm], str]] = {
    "take": _take, "step": _step, "wait": _wait, "resume": _resume, "close": _close, "reopen": _reopen, "why": _why,
    "unwhy": _unwhy, "ask": _ask}


@bp.route("/feedback/<int:feedback_id>/<any(take, step, wait, resume, close, reopen, why, unwhy, ask):act>", methods=["POST"])
@requires(Can.HANDLE_FEEDBACK)
def act_on_feedback(feedback_id: int, act: str) -> ResponseReturnValue:
    """Do one thing to a matter; where that is refused, what was typed stays."""
    feedback, form = queries.get_feedback_for(current_user, feedback_id), ActForm()
    try:
        if not form.is_submitted_and_valid() or form.version.data != feedback.version:
            raise Refused(next((str(first) for first, *_rest in form.errors.values()), WRONG_STATE))
        message = ACTS[act](feedback, form)
    except Refused as refusal:
        db.session.rollback()
        page = {**_page(feedback_id), "typed": request.form, "acted": act, "refused": _(refusal.sentence)}
        return conflict("voices/feedback/show_feedback.html", **page)
    answer = done(url_for(".show_feedback", feedback_id=feedback_id), message)
    db.session.commit()
    return answer


@bp.route("/feedback/<int:feedback_id>/file", methods=["GET", "POST"])
@requires(Can.HANDLE_FEEDBACK)
def refile_feedback(feedback_id: int) -> ResponseReturnValue:
    """Correct what a matter is, how serious, and whom or what it is about."""
    feedback = queries.get_feedback_for(current_user, feedback_id)
    form, refused = RefileForm(obj=feedback, **_choices(feedback.unit)), None
    if form.is_submitted_and_valid():
        try:
            if form.version.data != feedback.version:
                raise Refused(WRONG_STATE)
            operations.refile(current_user, feedback, operations.Filed(
                form.kind.data, form.severity.data, get_touchpoint(form.touchpoint_id.data).id, form.reachable.data,
                _person(form.about_id.data)))
        except Refused as refusal:
            db.session.rollback()
            refused = _(refusal.sentence)
        else:
            answer = done(url_for(".show_feedback", feedback_id=feedback.id), _("Filed anew."))
            db.session.commit()
            return answer
    return render_template("voices/feedback/refile_feedback.html", form=form, feedback=feedback, refused=refused), \
        400 if form.errors or refused else 200
