"""Taking a quiz: what it is, one question after the other, a look over it, handing in, the result."""

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes import operations, queries
from cxtrain.quizzes.forms import AnswersForm
from cxtrain.quizzes.marking import by_dimension, mark_quiz
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.paper import Sheet
from cxtrain.quizzes.signals import asked_where_next
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done, shown_moment

bp = Blueprint("quizzes", __name__, url_prefix="/quizzes")


@bp.route("/<slug>")
@requires(Can.TRAIN)
def show_quiz(slug: str):
    """Say what the quiz is, how far one is with it, and let one start."""
    quiz = queries.get_quiz(slug)
    standing = queries.standing_of(current_user.employee_id, quiz)
    return render_template("quizzes/show_quiz.html", quiz=queries.quiz_of(quiz.current), standing=standing,
                           attempts=queries.latest_attempts(current_user.employee_id, quiz))


@bp.route("/<slug>/start", methods=["POST"])
@requires(Can.TRAIN)
def start_quiz(slug: str):
    """Start an attempt, or go on with the one that is open."""
    quiz = queries.get_quiz(slug)
    try:
        attempt = operations.start_attempt(current_user, quiz)
    except operations.NoAttemptsLeft:
        abort(409, _("All attempts at this quiz have been used. Your supervisor can give you new ones."))
    answer = done(url_for(".take_quiz", attempt_id=attempt.id))
    db.session.commit()
    return answer


@bp.route("/attempts/<int:attempt_id>", methods=["GET", "POST"])
@requires(Can.TRAIN)
def take_quiz(attempt_id: int):
    """Show one question, or all where the author wants it so, and keep its answer."""
    attempt = queries.get_attempt_for(current_user, attempt_id, to_change=request.method == "POST")
    if attempt.submitted_at is not None:
        return _handed_in(attempt)
    sheets, page = _page_of(attempt)
    form = AnswersForm(request.form, sheets=sheets)
    if form.is_submitted_and_valid():
        operations.save_answers(attempt, form.given)
        answer = done(_turned(attempt, page, sheets))
        db.session.commit()
        return answer
    shown = [sheet for sheet in sheets if page in (0, sheet.position)]
    answers = queries.answers_of(attempt)
    return render_template(
        "quizzes/take_quiz.html", attempt=attempt, form=form, page=page, total=len(sheets),
        questions=[sheet.shown() for sheet in shown], chosen=_tokens(shown, answers),
        answered={sheet.position for sheet in sheets if sheet.question.id in answers},
    ), 400 if form.fault else 200


def _page_of(attempt: QuizAttempt) -> tuple[tuple[Sheet, ...], int]:
    """Return the sheets and the position on screen, 0 where all are on one page."""
    quiz = queries.quiz_of(attempt.version)
    sheets = queries.sheets_of(attempt)
    wanted = request.args.get("page", 1, type=int) or 1
    return sheets, min(max(wanted, 1), len(sheets)) if quiz.one_by_one else 0


def _tokens(sheets: list[Sheet], answers: dict[str, list[str]]) -> set[str]:
    return {token for sheet in sheets for token in sheet.tokens_of(answers.get(sheet.question.id, ()))}


def _turned(attempt: QuizAttempt, page: int, sheets: tuple[Sheet, ...]) -> str:
    """Return where the button that was pressed leads: a page back, a page on, or the review."""
    wanted = page - 1 if request.form.get("go") == "back" else page + 1
    if request.form.get("go") == "review" or page == 0 or not 1 <= wanted <= len(sheets):
        return url_for(".review_quiz", attempt_id=attempt.id)
    return url_for(".take_quiz", attempt_id=attempt.id, page=wanted)


@bp.route("/attempts/<int:attempt_id>/answers", methods=["POST"])
@requires(Can.TRAIN)
def save_answers(attempt_id: int):
    """Keep any number of answers at once: for the page's script, which gets JSON, or for a form."""
    attempt = queries.get_attempt_for(current_user, attempt_id, to_change=True)
    if attempt.submitted_at is not None:
        return _handed_in(attempt)
    form = AnswersForm(request.form, sheets=queries.sheets_of(attempt))
    if not form.is_submitted_and_valid():
        abort(400, form.fault)
    operations.save_answers(attempt, form.given)
    if request.accept_mimetypes.best == "application/json":
        db.session.commit()
        return jsonify(saved=shown_moment(now(), "time"))
    answer = done(url_for(".review_quiz", attempt_id=attempt.id))
    db.session.commit()
    return answer


@bp.route("/attempts/<int:attempt_id>/review")
@requires(Can.TRAIN)
def review_quiz(attempt_id: int):
    """Show what is answered and what is not, before the attempt is handed in."""
    attempt = queries.get_attempt_for(current_user, attempt_id)
    if attempt.submitted_at is not None:
        return _handed_in(attempt)
    quiz, answers = queries.quiz_of(attempt.version), queries.answers_of(attempt)
    sheets = queries.sheets_of(attempt)
    lines = [(sheet.position, sheet.question.text, sheet.question.id in answers) for sheet in sheets]
    return render_template("quizzes/review_quiz.html", attempt=attempt, lines=lines, form=PageForm(),
                           one_by_one=quiz.one_by_one, unanswered=[line for line in lines if not line[2]])


@bp.route("/attempts/<int:attempt_id>/submit", methods=["POST"])
@requires(Can.TRAIN)
def submit_quiz(attempt_id: int):
    """Hand the attempt in and mark it."""
    attempt = queries.get_attempt_for(current_user, attempt_id, to_change=True)
    if attempt.submitted_at is not None:
        return _handed_in(attempt)
    operations.submit_attempt(current_user, attempt)
    answer = done(url_for(".show_result", attempt_id=attempt.id))
    db.session.commit()
    return answer


def _handed_in(attempt: QuizAttempt) -> Response:
    """Answer whoever comes to an attempt that has been handed in: scripts with 409, people with the result."""
    if request.accept_mimetypes.best == "application/json":
        abort(409, _("This attempt has been handed in; its answers no longer change."))
    return redirect(url_for(".show_result", attempt_id=attempt.id), 303)


@bp.route("/attempts/<int:attempt_id>/result")
@requires(Can.TRAIN)
def show_result(attempt_id: int):
    """Show the score, whether it is a pass, and what each answer was worth."""
    attempt = queries.get_attempt_for(current_user, attempt_id)
    if attempt.submitted_at is None:
        return redirect(url_for(".take_quiz", attempt_id=attempt.id), 303)
    quiz = queries.quiz_of(attempt.version)
    marks = {mark.question.id: mark for mark in mark_quiz(quiz, queries.answers_of(attempt)).marks}
    standing = queries.standing_of(current_user.employee_id, queries.get_quiz(quiz.slug))
    onward = next((link for _receiver, link in asked_where_next.send(attempt) if link), None)
    return render_template(
        "quizzes/show_result.html", attempt=attempt, quiz=quiz, standing=standing, onward=onward,
        marks=[marks[sheet.question.id] for sheet in queries.sheets_of(attempt)],
        tallies=by_dimension(marks.values()), dimension_names=DIMENSION_NAMES,
        keys_shown=standing.passed or standing.used_up,
    )
