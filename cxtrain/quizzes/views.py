"""Taking a quiz: what it is, one question after the other, a look over it, handing in, the result."""

import uuid
from collections.abc import Iterable, Mapping

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes import operations, queries
from cxtrain.quizzes.forms import AnswersForm
from cxtrain.quizzes.kinds.numerical import read_amount
from cxtrain.quizzes.marking import Given, by_dimension
from cxtrain.quizzes.markup import pieces, plainly, to_html
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.paper import NotEnough, Sheet
from cxtrain.quizzes.papers.exams.queries import Sat, get_exam, own_sitting, sections_on
from cxtrain.quizzes.question import Shape, Wording
from cxtrain.quizzes.quiz import Quiz, When
from cxtrain.quizzes.review import lines_of
from cxtrain.quizzes.signals import asked_where_next
from cxtrain.quizzes.sittings.queries import deferral_of
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done, said, shown_moment

bp = Blueprint("quizzes", __name__, url_prefix="/quizzes")


@bp.app_template_filter("rich")
def rich(text: Wording | Bilingual, markup: str) -> Markup:
    """Return a question's text in the reader's language, as safe HTML."""
    return Markup(to_html(said(text), markup))  # noqa: S704 - made of allowed tags only


@bp.app_template_filter("plainly")
def in_one_line(text: Wording | Bilingual, markup: str) -> str:
    """Return a question's text in the reader's language, in one line without markup."""
    return plainly(said(text), markup)


@bp.app_template_filter("gapped")
def gapped(text: Wording, markup: str) -> list[Markup | int]:
    """Return a sentence in pieces: safe HTML, and for each gap its number."""
    return [piece if isinstance(piece, int) else Markup(piece) for piece in pieces(to_html(said(text), markup))]  # noqa: S704


@bp.route("/<slug>")
@requires(Can.TRAIN)
def show_quiz(slug: str):
    """Say what the quiz is, how far one is with it, and let one start."""
    quiz = queries.get_quiz(slug)
    standing = queries.standing_of(current_user.employee_id, quiz)
    written = queries.quiz_of(quiz.current)
    opens, closes = operations.opening_of(written, current_user.zone)
    return render_template(
        "quizzes/show_quiz.html", quiz=written, standing=standing, opens=opens, closes=closes, now=now(),
        minutes=written.time_limit and operations.minutes_for(written, current_user.employee_id),
        attempts=queries.latest_attempts(current_user.employee_id, quiz),
        put_off=deferral_of(current_user.employee_id, quiz.id))


@bp.route("/<slug>/start", methods=["POST"])
@requires(Can.TRAIN)
def start_quiz(slug: str):
    """Start an attempt, or go on with the one that is open."""
    quiz = queries.get_quiz(slug)
    try:
        attempt = operations.start_attempt(current_user, quiz)
    except operations.NoAttemptsLeft:
        abort(409, _("All attempts at this quiz have been used. Your supervisor can give you new ones."))
    except operations.NeedsCode:
        return redirect(url_for("onsite.enter_code", slug=slug), 303)
    except operations.NotOpen as shut:
        abort(409, _("This quiz opens on %(moment)s.", moment=shown_moment(shut.opens)) if shut.opens
              else _("This quiz has closed."))
    except NotEnough:
        abort(409, _("This quiz cannot be drawn now: the bank lacks questions for it. Tell whoever writes your courses."))
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
    if operations.is_late(attempt):
        return _time_is_up(attempt)
    sheets, page = _page_of(attempt)
    form = AnswersForm(request.form, sheets=sheets)
    if form.is_submitted_and_valid():
        operations.save_answers(attempt, form.given)
        answer = done(_turned(attempt, page, sheets))
        db.session.commit()
        return answer
    return _page(attempt, form, sheets, page), 400 if form.fault else 200


def _page(attempt: QuizAttempt, form: AnswersForm, sheets: tuple[Sheet, ...], page: int) -> str:
    shown = [sheet for sheet in sheets if page in (0, sheet.position)]
    answers, quiz = queries.answers_of(attempt), queries.quiz_of(attempt.version)
    asking = [sheet for sheet in sheets if sheet.question.shape is not Shape.NONE]
    return render_template(
        "quizzes/take_quiz.html", attempt=attempt, form=form, page=page, total=len(sheets), certainty=quiz.certainty,
        questions=[sheet.shown() for sheet in shown], values=_values(shown, answers) | form.values, left=_left(attempt),
        page_id=uuid.uuid4(), asking=len(asking),
        answered={sheet.position for sheet in asking if sheet.question.id in answers})


def _values(sheets: Iterable[Sheet], answers: Mapping[str, Given]) -> dict[str, tuple[str, ...]]:
    """Return what stands in each field of these sheets."""
    found: dict[str, tuple[str, ...]] = {}
    for sheet in sheets:
        given = answers.get(sheet.question.id, Given())
        found |= sheet.values_of(given.texts) | {f"c{sheet.position}": (str(given.certainty or ""),)}
    return found


def _left(attempt: QuizAttempt) -> int | None:
    """Return the whole seconds that are left, None where there is no end."""
    return None if attempt.deadline is None else max(0, int((attempt.deadline - now()).total_seconds()))


def _page_of(attempt: QuizAttempt) -> tuple[tuple[Sheet, ...], int]:
    """Return the sheets and the position on screen, 0 where all are on one page."""
    quiz = queries.quiz_of(attempt.version)
    sheets = queries.sheets_of(attempt)
    wanted = request.args.get("page", 1, type=int) or 1
    return sheets, min(max(wanted, 1), len(sheets)) if quiz.one_by_one else 0


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
    if operations.is_late(attempt):
        return _time_is_up(attempt)
    form = AnswersForm(request.form, sheets=queries.sheets_of(attempt))
    if not form.is_submitted_and_valid():
        abort(400, form.fault)
    operations.save_answers(attempt, form.given)
    if request.accept_mimetypes.best == "application/json":
        db.session.commit()
        return jsonify(saved=shown_moment(now(), "time"), left=_left(attempt))
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
    sheets = [sheet for sheet in queries.sheets_of(attempt) if sheet.question.shape is not Shape.NONE]
    lines = [(sheet.position, sheet.question, sheet.question.id in answers) for sheet in sheets]
    unread = {sheet.position for sheet in sheets if sheet.question.shape is Shape.NUMBER
              and sheet.question.id in answers and not read_amount(answers[sheet.question.id].texts[0])}
    return render_template("quizzes/review_quiz.html", attempt=attempt, lines=lines, form=PageForm(), unread=unread,
                           one_by_one=quiz.one_by_one, unanswered=[line for line in lines if not line[2]],
                           late=operations.is_late(attempt), left=_left(attempt))


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


def _time_is_up(attempt: QuizAttempt) -> Response:
    """Answer whoever goes on after the time: scripts with 409, people with the page that hands in what there is."""
    if request.accept_mimetypes.best == "application/json":
        abort(409, _("The time of this attempt is up; what you had answered by then is kept."))
    return redirect(url_for(".review_quiz", attempt_id=attempt.id), 303)


@bp.route("/attempts/<int:attempt_id>/result")
@requires(Can.TRAIN)
def show_result(attempt_id: int):
    """Show the score, whether it is a pass, and what each answer was worth, as far as the quiz shows these."""
    attempt = queries.get_attempt_for(current_user, attempt_id)
    if attempt.submitted_at is None:
        return redirect(url_for(".take_quiz", attempt_id=attempt.id), 303)
    quiz, result = queries.quiz_of(attempt.version), queries.result_of(attempt)
    marks = {mark.question.id: mark for mark in result.marks}
    sat = None if any(mark.given for mark in result.marks) else own_sitting(attempt.id)
    if sat:
        return _on_paper(sat, quiz)
    standing = queries.standing_of(current_user.employee_id, queries.get_quiz(quiz.slug))
    onward = next((link for _receiver, link in asked_where_next.send(attempt) if link), None)
    return render_template(
        "quizzes/show_result.html", attempt=attempt, quiz=quiz, standing=standing, onward=onward,
        marks=[(marks[sheet.question.id], lines_of(marks[sheet.question.id])) for sheet in queries.sheets_of(attempt)],
        comments=queries.comments_on(attempt), tallies=by_dimension(marks.values()), dimension_names=DIMENSION_NAMES,
        shown=_shown(quiz, settled=standing.passed or standing.used_up))


def _on_paper(sat: Sat, quiz: Quiz) -> str:
    """Show the result of an exam on paper: its answers are not here."""
    sections = sections_on(get_exam(sat.sitting.exam_id), sat.sitting.form or "A")
    onward = next((link for _receiver, link in asked_where_next.send(sat.attempt) if link), None)
    return render_template("quizzes/_on_paper.html", sat=sat, quiz=quiz, sections=sections, onward=onward,
                           shown=_shown(quiz, settled=True))


def _shown(quiz: Quiz, *, settled: bool) -> dict[str, bool]:
    """Return which parts of a result are shown now: score, feedback and answers."""
    closes = operations.opening_of(quiz, current_user.zone)[1]
    holds = {When.AT_ONCE: True, When.SETTLED: settled, When.CLOSED: closes is not None and now() >= closes, When.NEVER: False}
    return {part: holds[getattr(quiz.review, part)] for part in ("score", "feedback", "answers")}
