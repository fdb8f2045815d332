"""The bank of questions: finding one, looking at it with its versions and uses, taking it out and bringing it back."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.bank import operations, queries
from cxtrain.quizzes.bank.categories import Branch
from cxtrain.quizzes.bank.forms import args_of, search_of
from cxtrain.quizzes.bank.preview import shown, unanswered
from cxtrain.quizzes.bank.remarks.queries import attempts_by_version, list_remarks, list_waiting
from cxtrain.quizzes.bank.wording import changes, parts_of
from cxtrain.quizzes.kinds.every import DIFFICULTY_NAMES, KIND_NAMES
from cxtrain.quizzes.review import lines_of
from cxtrain.web.pages import done, said

bp = Blueprint("bank", __name__, url_prefix="/authoring/questions")
LACKING = {"zh": "中文", "en": "English"}


@bp.context_processor
def words() -> dict[str, Any]:
    """Give templates the words of the bank."""
    return {"kind_names": KIND_NAMES, "difficulty_names": DIFFICULTY_NAMES, "languages": LACKING}


def _choices(branches: Sequence[Branch], touchpoints: Sequence[Any]) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter of the list offers, as (value, word)."""
    names = {"kind": KIND_NAMES, "difficulty": DIFFICULTY_NAMES, "dimension": DIMENSION_NAMES}
    return {
        "category": [(each.path, f"{'　' * each.depth}{each.name} ({each.count})") for each in branches],
        "tag": [(tag, tag) for tag in queries.all_tags()],
        "touchpoint": [(each.slug, said(each.title)) for each in touchpoints],
        **{name: [(value, _(word)) for value, word in words.items()] for name, words in names.items()}}


@bp.route("")
@requires(Can.EDIT_CONTENT)
def list_questions() -> ResponseReturnValue:
    """List what a search finds in the bank, the newest first."""
    search, before = search_of(request.args), request.args.get("before", type=int)
    found = queries.list_questions(search, before=before, most=queries.PAGE + 1)
    return render_template(
        "quizzes/list_questions.html", search=search, found=found[:queries.PAGE], args=args_of(search), before=before,
        more=found[queries.PAGE - 1].question.id if len(found) > queries.PAGE else None,
        count=queries.count_questions(search), waiting=list_waiting(),
        choices=_choices(queries.branches(search), list_touchpoints()))


@bp.route("/<int:question_id>")
@requires(Can.EDIT_CONTENT)
def show_question(question_id: int) -> ResponseReturnValue:
    """Show a question as players see it, what it says in both languages, its versions, uses and doubles."""
    row = queries.get_question(question_id)
    question, mark = queries.text_of(row.current_id), unanswered(queries.text_of(row.current_id))
    return render_template(
        "quizzes/show_question.html", row=row, question=question, shown=shown(question), mark=mark, lines=lines_of(mark),
        parts=parts_of(question), advice=list(question.complaints()), uses=queries.quizzes_with(row),
        versions=queries.list_versions(row.key), attempts=attempts_by_version(row.key), remarks=list_remarks(row.key),
        tags=queries.tags_of([row.id]).get(row.id, ()), doubles=queries.duplicates_of(row))


@bp.route("/<int:question_id>/compare")
@requires(Can.EDIT_CONTENT)
def compare_questions(question_id: int) -> ResponseReturnValue:
    """Say in words what is different between two versions of a question."""
    row = queries.get_question(question_id)
    versions = {str(each.row.number): each.row for each in queries.list_versions(row.key)}
    before, after = (versions.get(request.args.get(name, "")) for name in ("before", "after"))
    if before is None or after is None:
        abort(400, _("Choose two to compare: one as before, one as after."))
    found = changes(queries.text_of(before.id), queries.text_of(after.id))
    return render_template("quizzes/compare_questions.html", row=row, before=before, after=after, changes=found)


@bp.route("/<int:question_id>/retire", methods=["POST"])
@requires(Can.EDIT_CONTENT)
def retire_question(question_id: int) -> ResponseReturnValue:
    """Take a question out of use, or bring it back."""
    row = queries.get_question(question_id, to_change=True)
    if request.form.get("value") == "back":
        operations.bring_back(row)
        message = _("It is in use again: quizzes may name and draw it.")
    else:
        _retire(row)
        message = _("It is out of use: no quiz draws it any more. What was answered stays.")
    answer = done(url_for(".show_question", question_id=row.id), message)
    db.session.commit()
    return answer


def _retire(row: Any) -> None:
    try:
        operations.retire(row)
    except operations.StillNamed as still:
        names = ", ".join(said(quiz.title) for quiz in still.quizzes)
        abort(409, _("These quizzes name the question: %(names)s. Take it out of them first.", names=names))
