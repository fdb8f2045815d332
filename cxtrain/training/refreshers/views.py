"""Refreshers of one's own: a question, its answer, what one keeps; switching them off and on."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.review import lines_of
from cxtrain.training.refreshers import operations, queries
from cxtrain.training.refreshers.cards import Offer
from cxtrain.training.refreshers.forms import RefresherForm, ShownForm
from cxtrain.training.refreshers.keeping import Held
from cxtrain.training.refreshers.retention.views import bp as retention
from cxtrain.web.charts import Reading
from cxtrain.web.curves import LineChart, trend
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done
from cxtrain.web.whole import LARGEST_ID

bp = Blueprint("refreshers", __name__, url_prefix="/training/refreshers")
blueprints = [bp, retention]


@bp.route("", methods=["GET", "POST"])
@requires(Can.TRAIN)
def ask_refresher() -> ResponseReturnValue:
    """Ask the next question of today, and take its answer."""
    if request.method == "POST":
        operations.lock(current_user.employee_id)
    plan = queries.plan_for(current_user)
    offer = _sent(plan) if request.method == "POST" else next(iter(plan.asked), None)
    if isinstance(offer, Response):
        return offer
    if offer is None:
        return render_template("training/ask_refresher.html", plan=plan, offer=None)
    sheet = queries.sheet_of(current_user, offer, _secret())
    form = RefresherForm(request.form, sheet=sheet)
    if form.is_submitted_and_valid():
        made = operations.answer_question(current_user, offer, form.texts)
        answer = done(url_for(".show_refresher", answer_id=made.id))
        db.session.commit()
        return answer
    return render_template("training/ask_refresher.html", plan=plan, form=form, offer=offer, question=sheet.shown(),
                           values=form.values), 400 if form.fault else 200


def _sent(plan: queries.Plan) -> Offer | Response:
    """Return the question that was answered, or where to look where it was answered before."""
    question_id, version_id = (request.form.get(name, 0, type=int) for name in ("question", "version"))
    offer = next((each for each in plan.asked if each.question_id == question_id), None)
    if offer is None and 0 < question_id <= LARGEST_ID:
        made = queries.answer_of_today(current_user.employee_id, question_id, plan.day)
        if made:
            return redirect(url_for(".show_refresher", answer_id=made), 303)
    if offer is None or offer.version_id != version_id:
        abort(409 if question_id else 400, _("This question is not asked of you now, or was changed meanwhile. "
                                             "Open your refreshers again."))
    return offer


def _secret() -> bytes:
    key = current_app.secret_key
    return key if isinstance(key, bytes) else str(key).encode()


@bp.route("/answers/<int:answer_id>")
@requires(Can.TRAIN)
def show_refresher(answer_id: int) -> ResponseReturnValue:
    """Show whether an answer was right, why, and when the question comes again."""
    answer = queries.get_answer_for(current_user, answer_id)
    mark = queries.mark_of(answer)
    return render_template("training/show_refresher.html", answer=answer, mark=mark, lines=lines_of(mark),
                           again=_again_in(answer), plan=queries.plan_for(current_user))


def _again_in(answer: queries.RefresherAnswer) -> str:
    """Return when the question comes again, in words."""
    due_on, day = queries.due_on(answer), today(current_user.zone)
    if due_on is None:
        return _("You have answered it again since.")
    days = (due_on - day).days
    if days < 1:
        return _("It comes again today.")
    return _("It comes again tomorrow.") if days == 1 else ngettext(
        "It comes again in %(num)s day.", "It comes again in %(num)s days.", days)


@bp.route("/more", methods=["POST"])
@requires(Can.TRAIN)
def more_refreshers() -> ResponseReturnValue:
    """Ask three more today, because somebody wants them."""
    if not PageForm().is_submitted_and_valid():
        abort(400)
    operations.ask_for_more(current_user)
    answer = done(url_for(".ask_refresher"))
    db.session.commit()
    return answer


@bp.route("/shown", methods=["POST"])
@requires(Can.TRAIN)
def switch_refreshers() -> ResponseReturnValue:
    """Switch refreshers off for oneself, or on again."""
    form = ShownForm(request.form)
    if not form.is_submitted_and_valid():
        abort(400)
    shown = form.value.data == "yes"
    operations.show(current_user, shown=shown)
    answer = done(url_for(".ask_refresher"), _("Refreshers are shown again.") if shown else _(
        "Refreshers are no longer shown. You find them under Training."))
    db.session.commit()
    return answer


@bp.route("/mine")
@requires(Can.TRAIN)
def my_retention() -> ResponseReturnValue:
    """Show how much of what one was asked one would know today, and how that went over ninety days."""
    day = today(current_user.zone)
    held = queries.kept_by(current_user.employee_id, day)
    return render_template("training/my_retention.html", held=held[-1], chart=_curve(held), span=queries.SPAN,
                           measured=queries.measured(current_user.employee_id, day))


def _curve(held: list[Held]) -> LineChart | None:
    """Return the line of what would have been known, in percent; None where only today could be drawn."""
    readings = [Reading(f"{each.day:%m-%d}", None if each.share is None else 100 * each.share, n=each.cards)
                for each in held if each.cards]
    return trend(readings, low=0, high=100, digits=0) if len(readings) > 1 else None
