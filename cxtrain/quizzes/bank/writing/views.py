"""Writing a question in the browser: a new one, a copy, or the next version of one."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.bank import queries
from cxtrain.quizzes.bank.keys import free_keys, is_key, wanted_key
from cxtrain.quizzes.bank.operations import keep_question
from cxtrain.quizzes.bank.preview import shown
from cxtrain.quizzes.bank.wording import Change, changes
from cxtrain.quizzes.bank.writing.faults import Wrong, judged
from cxtrain.quizzes.bank.writing.forms import FORMS, HeadForm
from cxtrain.quizzes.bank.writing.rows import arranged
from cxtrain.quizzes.bank.writing.sheet import blank, filled, read
from cxtrain.quizzes.kinds.every import KIND_NAMES, as_data
from cxtrain.quizzes.models import BankQuestion
from cxtrain.quizzes.question import Question
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import done, said

bp = Blueprint("writing", __name__, url_prefix="/authoring/questions")
KIND_HINTS = {  # what each kind is for, in the order of `KIND_NAMES`
    "single": N_("Options, one of them is right."), "multiple": N_("Options, several of them are right."),
    "true_false": N_("A sentence that is true or not."), "short_answer": N_("A word or a few are typed."),
    "gap_fill": N_("A sentence with gaps, typed or chosen."), "numerical": N_("A number is typed, with a unit or without."),
    "matching": N_("What belongs together."), "ordering": N_("Steps are put in their order."),
    "judgement": N_("Responses to a situation, compared with what experts say."),
    "free_text": N_("A text is written, and a person marks it."),
    "description": N_("A text between questions; it asks for nothing."),
}


@bp.route("/new")
@requires(Can.EDIT_CONTENT)
def new_question() -> ResponseReturnValue:
    """Let an author choose the kind of a new question."""
    return render_template("quizzes/new_question.html", kinds=KIND_NAMES, hints=KIND_HINTS)


@bp.route("/new/<kind>", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def write_question(kind: str) -> ResponseReturnValue:
    """Write a new question, or one that begins as a copy."""
    form = _form(kind if kind in FORMS else abort(404), _beginning(kind))
    if not form.is_submitted():
        return _page(form, kind)
    taken = queries.own_keys()
    key = (form.key.data or "").strip() or next(free_keys(wanted_key(form.name.data, form.text_en.data), taken))
    question, wrongs = _judged(form, kind, own=key if is_key(key) else "q")
    wrongs = (*_key_faults(key, taken), *wrongs)
    if _pressed(form) != "save" or question is None or any(wrong.is_error for wrong in wrongs):
        return _again(form, kind, wrongs, question)
    row = keep_question(question, key=key, actor=current_user, note=form.note.data)
    answer = done(url_for("bank.show_question", question_id=row.id), _("Kept in the bank. Quizzes can name it or draw it now."))
    db.session.commit()
    return answer


def _beginning(kind: str) -> dict[str, Any]:
    """Return the sheet that a new question begins with: that of the question to copy, if any."""
    copied = request.args.get("copy", type=int)
    if copied is None:
        return blank(kind)
    question = queries.text_of(queries.get_question(copied).current_id)
    return filled(as_data(question)) if question.kind == kind else blank(kind)


def _key_faults(key: str, taken: set[str]) -> list[Wrong]:
    if not is_key(key):
        return [Wrong("key", N_("Use lower-case letters, figures and single hyphens, 50 at most."), {})]
    return [Wrong("key", N_("Another question has this short name."), {})] if key in taken else []


@bp.route("/<int:question_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def edit_question(question_id: int) -> ResponseReturnValue:
    """Write the next version of a question."""
    row = queries.get_question(question_id, to_change=request.method == "POST")
    before = queries.text_of(row.current_id)
    form = _form(row.kind, {**filled(as_data(before)), "seen": str(row.current_id)})
    if not form.is_submitted():
        return _page(form, row.kind, row=row)
    question, wrongs = _judged(form, row.kind, own=before.id, used=_used(row))
    if _pressed(form) != "save" or question is None:
        return _again(form, row.kind, wrongs, question, row=row)
    if form.seen.data != str(row.current_id):
        clash = changes(before, question)
        form.seen.raw_data, form.seen.data = None, str(row.current_id)
        form.submission_key.data = form.submission_key.default()
        return _page(form, row.kind, row=row, clash=clash), 409
    keep_question(question, key=row.key, actor=current_user, note=form.note.data)
    answer = done(url_for("bank.show_question", question_id=row.id), _kept(before, question))
    db.session.commit()
    return answer


def _kept(before: Question, question: Question) -> str:
    if not changes(before, question):
        return _("Nothing is different, so there is no new version.")
    return _("Kept. New attempts get this version; attempts under way and finished ones keep theirs.")


def _used(row: BankQuestion) -> set[str]:
    """Return the short names that rows of any version of a question have or had."""
    found = set()
    for version in queries.list_versions(row.key):
        data = as_data(queries.text_of(version.row.id))
        found |= {part["id"] for rows in data.values() if isinstance(rows, list) for part in rows
                  if isinstance(part, dict) and "id" in part}
    return found


def _form(kind: str, sheet: Mapping[str, Any]) -> HeadForm:
    return FORMS[kind](data=dict(sheet), touchpoints={each.slug: said(each.title) for each in list_touchpoints()})


def _pressed(form: HeadForm) -> str:
    """Return the button: "save", "look", or a wish about rows."""
    return request.form.get("do") or "save"


def _judged(form: HeadForm, kind: str, *, own: str, used: set[str] | None = None) -> tuple[Question | None, Sequence[Wrong]]:
    """Return the question that the form describes and what is wrong with it; a form that is stale itself is wrong too."""
    question, wrongs = judged(read(form.data, kind, own=own, used=used or ()))
    stale = [] if form.is_submitted_and_valid() else [
        Wrong(name if name == "note" else "", "%(text)s", {"text": text})
        for name, texts in form.errors.items() for text in texts]
    return (None if stale else question), (*stale, *wrongs)


def _again(form: HeadForm, kind: str, wrongs: Sequence[Wrong], question: Question | None, *,
           row: BankQuestion | None = None) -> ResponseReturnValue:
    """Show the page again with all that was typed: with its faults, with other rows, or with a look at the question."""
    pressed = _pressed(form)
    if pressed in ("save", "look"):
        status = 200 if pressed == "look" and question else 400
        return _page(form, kind, row=row, wrongs=wrongs, look=question if pressed == "look" else None), status
    fresh = FORMS[kind](None, data=arranged(form.data, pressed), touchpoints={
        each.slug: said(each.title) for each in list_touchpoints()})
    return _page(fresh, kind, row=row)


def _page(form: HeadForm, kind: str, *, row: BankQuestion | None = None, wrongs: Sequence[Wrong] = (),
          look: Question | None = None, clash: Sequence[Change] = ()) -> str:
    places: dict[str, list[Wrong]] = {}
    for wrong in wrongs:
        places.setdefault(wrong.field, []).append(wrong)
    return render_template(
        "quizzes/edit_question.html", form=form, kind=kind, row=row, wrongs=places, clash=clash, kind_name=KIND_NAMES[kind],
        has_errors=any(wrong.is_error for wrong in wrongs), look=shown(look) if look else None,
        branches=queries.branches(queries.Search()), of_file=row is not None and "/" in row.key)
