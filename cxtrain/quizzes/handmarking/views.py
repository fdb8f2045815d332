"""Marking by hand: what waits, one answer after the other without names, and what was marked."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.corrections.forms import asked
from cxtrain.people.corrections.matter import CorrectionRefused
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.handmarking import operations, queries
from cxtrain.quizzes.handmarking.forms import MarkForm
from cxtrain.quizzes.handmarking.operations import Verdict
from cxtrain.quizzes.handmarking.queries import Written
from cxtrain.web.pages import done

bp = Blueprint("handmarking", __name__, url_prefix="/marking")


@bp.route("")
@requires(Can.MARK_ANSWERS)
def list_waiting() -> ResponseReturnValue:
    """List the questions with answers that wait for marks."""
    return render_template("quizzes/list_waiting.html", queues=queries.list_waiting(current_user))


@bp.route("/done")
@requires(Can.MARK_ANSWERS)
def list_marked() -> ResponseReturnValue:
    """List the answers that were marked last, to correct one."""
    return render_template("quizzes/list_marked.html", marked=queries.list_marked(current_user))


@bp.route("/attempts/<int:attempt_id>/<path:question>", methods=["GET", "POST"])
@requires(Can.MARK_ANSWERS)
def mark_answer(attempt_id: int, question: str) -> ResponseReturnValue:
    """Mark one answer, or correct its marks, and go on to the next to the same question."""
    written = queries.get_written(current_user, attempt_id, question, to_change=request.method == "POST")
    mark = written.mark
    form = MarkForm(data={"seen": written.stamp, "comment": mark.comment if mark else ""}, criteria=written.question.criteria,
                    given=mark.points if mark else None)
    if not form.is_submitted():
        return _page(form, written)
    verdict = form.verdict() if form.is_submitted_and_valid() else None
    if verdict is None:
        return _page(form, written), 400
    if form.seen.data != written.stamp:
        return _came_second(form, written)
    if mark and not operations.is_draft(current_user, written) and not form.has_reason():
        return _page(form, written), 400
    try:
        answer = _kept(written, verdict, (form.reason.data or "").strip())
    except CorrectionRefused as refusal:
        form.reason.errors = [_(refusal.sentence, **refusal.values)]
        return _page(form, written), 409
    db.session.commit()
    return answer


def _kept(written: Written, verdict: Verdict, reason: str) -> ResponseReturnValue:
    """Keep the marks and lead to what comes next."""
    if operations.is_draft(current_user, written):
        operations.change_draft(written, verdict)
        return done(url_for(".list_marked"), _("Corrected."))
    if written.mark:
        operations.correct_marks(current_user, written, verdict, reason=reason)
        return done(url_for(".list_marked"), asked())
    operations.give_marks(current_user, written, verdict)
    following = queries.next_waiting(current_user, written)
    if following is None:
        return done(url_for(".list_waiting"), _("Kept. No answer to this question waits any longer."))
    return done(url_for(".mark_answer", attempt_id=following.id, question=written.question.id), _("Kept. Here is the next."))


def _page(form: MarkForm, written: Written, *, came_second: bool = False) -> str:
    marker = queries.marker_of(written.mark) if written.mark else None
    return render_template("quizzes/mark_answer.html", form=form, written=written, question=written.question, marker=marker,
                           came_second=came_second, draft=operations.is_draft(current_user, written))


def _came_second(form: MarkForm, written: Written) -> ResponseReturnValue:
    """Answer whoever marked what somebody else has marked meanwhile: with both marks, ready to become a correction."""
    form.seen.raw_data, form.seen.data = None, written.stamp
    form.submission_key.data = form.submission_key.default()
    return _page(form, written, came_second=True), 409
