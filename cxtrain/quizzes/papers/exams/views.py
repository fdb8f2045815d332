"""Exams on paper: made, printed, and their marks keyed in by staff number."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.corrections.forms import asked
from cxtrain.people.corrections.matter import CorrectionRefused
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.paper import NotEnough
from cxtrain.quizzes.papers.exams import operations, queries
from cxtrain.quizzes.papers.exams.forms import BLANK_ROWS, LANGUAGES, CorrectForm, ExamForm, KeyForm
from cxtrain.quizzes.papers.exams.keyed import Checked, Person, Row, checked, row_of, score_of
from cxtrain.quizzes.papers.exams.models import PaperExam
from cxtrain.quizzes.papers.exams.sheet import FORMS, shown_marks
from cxtrain.quizzes.papers.exams.wording import PHRASES, form_name, minutes
from cxtrain.quizzes.papers.queries import get_quiz, list_quizzes
from cxtrain.quizzes.queries import quiz_of
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import done, said, shown_day

bp = Blueprint("exams", __name__, url_prefix="/exams")


@bp.context_processor
def words() -> dict[str, Any]:
    """Give the package's templates its words."""
    return {"languages": LANGUAGES, "forms": FORMS, "shown_marks": shown_marks}


@bp.route("")
@requires(Can.MARK_ANSWERS, Can.EDIT_CONTENT)
def list_exams() -> ResponseReturnValue:
    """List the exams on paper."""
    return render_template("quizzes/list_exams.html", exams=queries.list_exams(current_user))


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def make_exam() -> ResponseReturnValue:
    """Make an exam of a quiz: one paper, two forms."""
    form = ExamForm(quizzes={quiz.slug: said(quiz.title) for quiz in list_quizzes()}, data={
        "quiz": request.args.get("quiz", ""), "language": "zh"})
    if not form.is_submitted_and_valid():
        return render_template("quizzes/make_exam.html", form=form), 400 if form.errors else 200
    try:
        exam = operations.make_exam(current_user, get_quiz(form.quiz.data), form.language.data)
    except NotEnough:
        abort(409, _("This quiz cannot be drawn now: the bank lacks questions for it."))
    answer = done(url_for(".show_exam", exam_id=exam.id), _("Made. Print form A and form B; keep the answers apart."))
    db.session.commit()
    return answer


@bp.route("/<int:exam_id>")
@requires(Can.MARK_ANSWERS, Can.EDIT_CONTENT)
def show_exam(exam_id: int) -> ResponseReturnValue:
    """Show an exam with its files, and the marks of people in reach."""
    exam = queries.get_exam(exam_id)
    return render_template("quizzes/show_exam.html", exam=exam, maker=queries.maker_of(exam), most=queries.most_on(exam),
                           sections=queries.sections_on(exam, "A"), sittings=queries.sittings_of(current_user, exam))


@bp.route("/<int:exam_id>/<any(A, B):letter>.pdf")
@requires(Can.MARK_ANSWERS, Can.EDIT_CONTENT)
def exam_paper(exam_id: int, letter: str) -> ResponseReturnValue:
    """Send a form as it is given out."""
    return _printed(queries.get_exam(exam_id), letter, "exam_paper")


@bp.route("/<int:exam_id>/<any(A, B):letter>-key.pdf")
@requires(Can.MARK_ANSWERS, Can.EDIT_CONTENT)
def exam_key(exam_id: int, letter: str) -> ResponseReturnValue:
    """Send the answers to a form with how they are marked: never in the same file as the form."""
    return _printed(queries.get_exam(exam_id), letter, "exam_key")


def _printed(exam: PaperExam, form: str, template: str) -> ResponseReturnValue:
    quiz, sections = quiz_of(exam.version), queries.sections_on(exam, form)
    facts = {
        "code": exam.code, "maker": queries.maker_of(exam).label, "form": form_name(form).as_dict(),
        "title": quiz.title.as_dict(), "sections": sections,
        "language": exam.language, "pass_mark": quiz.pass_mark, "most": shown_marks(sum(queries.most_on(exam))),
        "minutes": minutes(quiz.time_limit).as_dict() if quiz.time_limit else None,
        "seed": exam.seed_a if form == "A" else exam.seed_b, "t": {name: words.as_dict() for name, words in PHRASES.items()}}
    db.session.rollback()  # printing takes half a second and more; no transaction should be open for it
    try:
        body = pdf.render(f"quizzes/{template}.pdf.html", locale="en" if exam.language == "en" else "zh_Hans", **facts)
    except (MissingFont, MissingGlyphs, pdf.PrintFailed, ValueError) as fault:
        current_app.logger.warning("exam %s: %s", exam.code, fault)
        abort(503, _("It could not be printed just now."))
    name = f"{facts['code']}-{form}{'-key' if template == 'exam_key' else ''}.pdf"
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


@bp.route("/<int:exam_id>/marks", methods=["GET", "POST"])
@requires(Can.MARK_ANSWERS)
def key_marks(exam_id: int) -> ResponseReturnValue:
    """Key in the marks of many: typed or pasted, checked, looked over, and kept all at once."""
    exam, form = queries.get_exam(exam_id), KeyForm()
    if not form.is_submitted():
        form.put([], BLANK_ROWS)
        return _keying(exam, form)
    if form.do.data not in ("check", "save"):
        form.put(form.take(row_of), BLANK_ROWS if form.do.data == "more" else 1)
        return _keying(exam, form), 400 if form.wrong else 200
    rows = _checked(exam, form.take(row_of))
    form.put([row.row for row in rows])
    if not form.is_submitted_and_valid() or not _is_day(form, exam) or not rows or any(row.complaints for row in rows):
        return _keying(exam, form, rows), 400
    if form.do.data == "check":
        return _keying(exam, form, rows, whole=True)
    count = operations.keep_marks(current_user, exam, operations.Keyed(rows, form.sat_on.data))
    message = ngettext("The marks of %(num)s person are kept.", "The marks of %(num)s people are kept.", count)
    answer = done(url_for(".show_exam", exam_id=exam.id), message)
    db.session.commit()
    return answer


def _checked(exam: PaperExam, rows: list[Row]) -> tuple[Checked, ...]:
    people = queries.people_by_number(current_user, exam, [row.number for row in rows])
    return checked(rows, queries.most_on(exam), people)


def _is_day(form: KeyForm, exam: PaperExam) -> bool:
    """Whether the exam can have been sat on that day; the field says so where not."""
    made_on: dt.date = exam.made_at.astimezone(ZoneInfo(current_user.zone)).date()
    if made_on <= form.sat_on.data <= today(current_user.zone):
        return True
    told = _("The paper was made on %(day)s; it was sat on that day or later, and not after today.", day=shown_day(made_on))
    form.sat_on.errors = [told]
    return False


def _keying(exam: PaperExam, form: KeyForm, rows: tuple[Checked, ...] = (), *, whole: bool = False) -> str:
    """Return the page; `whole`: nothing is wrong, and what will be kept is shown once more."""
    most = queries.most_on(exam)
    if rows and not whole:
        form.put([row.row for row in rows], 1)
    scores = [score_of(row.earned, most) if row.earned is not None else None for row in rows]
    return render_template("quizzes/key_marks.html", exam=exam, form=form, rows=rows, scores=scores, whole=whole, most=most,
                           pass_mark=quiz_of(exam.version).pass_mark, sections=queries.sections_on(exam, "A"))


@bp.route("/sittings/<int:attempt_id>", methods=["GET", "POST"])
@requires(Can.MARK_ANSWERS)
def correct_sitting(attempt_id: int) -> ResponseReturnValue:
    """Correct marks that were keyed in, with a reason."""
    sat = queries.get_sitting(current_user, attempt_id, to_change=request.method == "POST")
    exam, sitting = queries.get_exam(sat.sitting.exam_id), sat.sitting
    form = CorrectForm(data={"marks": " ".join(sitting.marks) or f"{sitting.earned:g}"})
    most, person = queries.most_on(exam), Person(sat.person.id, said(sat.person.label))
    valid = form.is_submitted_and_valid()
    row = checked([Row(sat.person.number, sitting.form, form.marks.data or "")], most, {sat.person.number.upper(): person})[0]
    if form.is_submitted() and not form.marks.errors and row.complaints:
        form.marks.errors = [_(each.message, **each.values) for each in row.complaints]
    if not valid or row.complaints or not _is_asked(form, sat, row):
        page = render_template("quizzes/correct_sitting.html", exam=exam, sat=sat, form=form, most=most)
        return page, 400 if form.is_submitted() else 200
    answer = done(url_for(".show_exam", exam_id=exam.id), asked())
    db.session.commit()
    return answer


def _is_asked(form: CorrectForm, sat: queries.Sat, row: Checked) -> bool:
    """Ask for the correction; where it is refused, the form says why."""
    try:
        operations.correct_sitting(current_user, sat, row, reason=form.reason.data.strip())
    except CorrectionRefused as refusal:
        form.reason.errors = [_(refusal.sentence, **refusal.values)]
    return not form.reason.errors
