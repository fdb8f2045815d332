"""Taking questions over: a text or a file, a look at each of its questions, the choice, the report; and sending some out."""

from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.files import operations as files
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.bank import operations, queries
from cxtrain.quizzes.bank.forms import args_of, search_of
from cxtrain.quizzes.bank.intake.entries import STATES, Entry, entries_of, placed, report_of, reported, usual_choice
from cxtrain.quizzes.bank.intake.forms import SAMPLE, ChoiceForm, SourceForm
from cxtrain.quizzes.fingerprint import fingerprint
from cxtrain.quizzes.formats.reading import FORMAT_NAMES, READERS, read_questions
from cxtrain.quizzes.formats.results import Read, Written
from cxtrain.quizzes.formats.sheet_template import template
from cxtrain.quizzes.formats.writing import ENDINGS, WRITERS, write_questions
from cxtrain.quizzes.kinds.every import KIND_NAMES
from cxtrain.web.pages import done, reader_locale, said

bp = Blueprint("intake", __name__, url_prefix="/authoring/questions")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SENT = 5000  # questions sent out at a time


@bp.context_processor
def words() -> dict[str, Any]:
    """Give the package's templates its words."""
    return {"states": STATES, "format_names": FORMAT_NAMES, "kind_names": KIND_NAMES}


@bp.app_context_processor
def exports() -> dict[str, Any]:
    """Give every template the formats in which questions can be sent out."""
    return {"export_formats": {name: FORMAT_NAMES[name] for name in WRITERS}}


@bp.route("/import", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def import_questions() -> ResponseReturnValue:
    """Take a text or a file, to be looked over."""
    form = SourceForm(data=_beginning())
    if form.is_submitted_and_valid() and (body := _body(form)):
        digest = files.keep(body[0], "application/octet-stream")
        answer = done(url_for(".choose_questions", digest=digest, form=form.format.data, name=body[1] or None,
                              language=form.language.data or None))
        db.session.commit()
        return answer
    return render_template("quizzes/import_questions.html", form=form, sample=SAMPLE), 400 if form.errors else 200


def _beginning() -> dict[str, str]:
    """Return what the page begins with: what was looked over before, where somebody comes back to change it."""
    digest, form = request.args.get("again", ""), request.args.get("form", "text")
    found = {"format": form, "language": request.args.get("language", "")}
    if not digest or form == "xlsx":
        return found
    try:
        return {**found, "text": files.read(digest).decode("utf-8")}
    except (FileNotFoundError, UnicodeError):
        return found


def _body(form: SourceForm) -> tuple[bytes, str] | None:
    try:
        return form.body()
    except UnicodeError:
        form.encoding.errors = [_("The file is not in this encoding. Choose another one, or let it be found by itself.")]
        return None


@lru_cache(maxsize=4)
def _read(digest: str, form: str, language: str | None) -> Read:
    return read_questions(files.read(digest), form, language)


def _asked(digest: str) -> Read:
    """Return what the address names, read without holding anybody up: a large file takes seconds."""
    form, language = request.args.get("form", "text"), request.args.get("language")
    db.session.rollback()
    try:
        return _read(digest, form if form in READERS else abort(404), language if language in ("zh", "en") else None)
    except FileNotFoundError:
        abort(404)


@bp.route("/imports/<digest>", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def choose_questions(digest: str) -> ResponseReturnValue:
    """Show every question of a file with what would become of it, and take those over that are chosen."""
    read = _asked(digest)
    entries = entries_of(read, queries.known_prints([fingerprint(taken.question) for taken in read.taken]))
    form = ChoiceForm()
    chosen = _ticked(entries) if form.is_submitted() else usual_choice(entries)
    valid = form.is_submitted_and_valid()
    if not valid or not chosen:
        fault = _("Nothing is ticked, so nothing would be taken over.") if valid else ""
        return _choosing(digest, read, entries, form, chosen, fault=fault), 400 if form.is_submitted() else 200
    wanted = {entry.index: placed(entry.question, form.category.data, all_of_them=form.all_of_them.data)
              for entry in entries if entry.question is not None and entry.index in chosen}
    kept = operations.keep_new(list(wanted.values()), actor=current_user, digest=digest)
    report = reported(read, entries, dict(zip(wanted, kept, strict=True)), name=request.args.get("name", "")[:200],
                      title=lambda question: said(question.text)[:120])
    answer = done(url_for(".show_imported", digest=files.keep(report.as_bytes(), "application/json")))
    db.session.commit()
    return answer


def _ticked(entries: tuple[Entry, ...]) -> set[int]:
    sent = set(request.form.getlist("take"))
    return {entry.index for entry in entries if entry.question is not None and str(entry.index) in sent}


def _choosing(digest: str, read: Read, entries: tuple[Entry, ...], form: ChoiceForm, chosen: set[int], *, fault: str) -> str:
    counts = {state: sum(entry.state == state for entry in entries) for state in STATES}
    return render_template(
        "quizzes/choose_questions.html", digest=digest, read=read, entries=entries, form=form, chosen=chosen, counts=counts,
        fault=fault, branches=queries.branches(queries.Search()), name=request.args.get("name", ""))


@bp.route("/imported/<digest>")
@requires(Can.EDIT_CONTENT)
def show_imported(digest: str) -> ResponseReturnValue:
    """Say what of a file was taken over and what was not."""
    try:
        report = report_of(files.read(digest)) or abort(404)
    except FileNotFoundError:
        abort(404)
    return render_template("quizzes/show_imported.html", report=report)


@bp.route("/template.xlsx")
@requires(Can.EDIT_CONTENT)
def question_template() -> ResponseReturnValue:
    """Send the spreadsheet to fill in."""
    return Response(template(), mimetype=XLSX, headers={"Content-Disposition": "attachment; filename=questions.xlsx"})


@bp.route("/export/<form>")
@requires(Can.EDIT_CONTENT)
def export_questions(form: str) -> ResponseReturnValue:
    """Say what a format holds of the questions that a search finds, and send them."""
    search, language = search_of(request.args), "en" if reader_locale() == "en" else "zh"
    if form not in WRITERS:
        abort(404)
    rows = queries.list_rows(search, most=MOST_SENT)
    written = write_questions([queries.text_of(row.current_id) for row in rows], form, language)
    if request.args.get("send"):
        return _sent(written, form)
    return render_template("quizzes/export_questions.html", form=form, written=written, found=len(rows), args=args_of(search),
                           most=MOST_SENT)


def _sent(written: Written, form: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename=questions{ENDINGS[form]}"}
    return Response(written.text, mimetype="text/plain", headers=headers)
