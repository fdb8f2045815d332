"""The authors' pages of quizzes: the list, one with its settings and entries, its versions, a rehearsal."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxtrain.extensions import db
from cxtrain.journey.queries import touchpoints_by_slug
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.formats.drafts import slug_of
from cxtrain.quizzes.kinds.every import DIFFICULTY_NAMES, KIND_NAMES
from cxtrain.quizzes.models import Quiz
from cxtrain.quizzes.operations import publish_quiz
from cxtrain.quizzes.paper import NotEnough
from cxtrain.quizzes.papers import queries
from cxtrain.quizzes.papers.differences import Change, Saying, differences
from cxtrain.quizzes.papers.forms import QuizForm, filled
from cxtrain.quizzes.papers.manuscript import by_field, document_of, moved, slot_of, written
from cxtrain.quizzes.papers.reading import overlaps, read
from cxtrain.quizzes.queries import quiz_of
from cxtrain.quizzes.quiz import Draw, Fixed, parse
from cxtrain.quizzes.quiz import Quiz as WrittenQuiz
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.documents import Fault
from cxtrain.web.pages import done, said

bp = Blueprint("papers", __name__, url_prefix="/authoring/quizzes")
BLANK_DRAW = {"draw": "1"}


@bp.context_processor
def words() -> dict[str, Any]:
    """Give the package's templates its words."""
    return {"kind_names": KIND_NAMES, "difficulty_names": DIFFICULTY_NAMES, "dimension_names": DIMENSION_NAMES, "told": told}


def told(saying: Saying) -> str:
    """Return a saying in the reader's language."""
    return said(saying.message) if isinstance(saying.message, Bilingual) else _(saying.message, **saying.values)


@bp.route("")
@requires(Can.EDIT_CONTENT)
def list_quizzes() -> ResponseReturnValue:
    """List all quizzes with what they are used for."""
    return render_template("quizzes/list_quizzes.html", quizzes=queries.list_quizzes())


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def new_quiz() -> ResponseReturnValue:
    """Make a quiz."""
    return _worked_on(QuizForm(categories=queries.categories()), None)


@bp.route("/<slug>", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def edit_quiz(slug: str) -> ResponseReturnValue:
    """Change a quiz: what is sent becomes its next version."""
    quiz = queries.get_quiz(slug, to_change=request.method == "POST")
    current = quiz_of(quiz.current)
    data = {**filled(document_of(current)), "opens": current.opens, "closes": current.closes, "seen": quiz.current.digest}
    return _worked_on(QuizForm(data=data, categories=queries.categories()), quiz)


def _worked_on(form: QuizForm, quiz: Quiz | None) -> ResponseReturnValue:
    """Answer with the page as it stands, with an entry more, less or elsewhere, or with what publishing came to."""
    if not form.is_submitted():
        return _page(form, quiz)
    if form.do.data == "rehearse":
        return _rehearsing(form, quiz)
    if form.do.data != "save":
        return _page(_arranged(form), quiz)
    if not form.is_submitted_and_valid():
        return _page(form, quiz), 400
    if quiz and form.seen.data != quiz.current.digest:
        return _came_second(form, quiz)
    text = written(form.document(_slug(form, quiz)))
    if _may_run_out(form):
        return _page(form, quiz, {"entries": ()}), 400
    published = publish_quiz(text)
    if published.quiz is None:
        return _page(form, quiz, by_field(parse(text), published.faults, len(form.entries))), 400
    message = _("Published. New attempts are of this version; attempts under way keep theirs.")
    answer = done(url_for(".edit_quiz", slug=published.quiz.slug), message)
    db.session.commit()
    return answer


def _may_run_out(form: QuizForm) -> bool:
    """Whether a draw may leave a later one too few questions, so that somebody could not begin; the page says which."""
    slots = [slot_of(entry.form.entry()) for entry in form.entries]
    return any(each.short for each in overlaps(slots, queries.pools(slots)))


def _slug(form: QuizForm, quiz: Quiz | None) -> str:
    wish = slug_of(form.title_en.data or "") or slug_of(form.title_zh.data or "")
    return quiz.slug if quiz else queries.free_slug(wish[:50].strip("-") or "quiz")


def _arranged(form: QuizForm) -> QuizForm:
    """Return the form after a button among its entries."""
    rows = moved(form.rows(), form.do.data or "")
    there = {row["key"] for row in rows}
    if form.do.data == "pick":
        rows += [{"key": key} for key in form.pick.data or () if key not in there]
        form.pick.data = []
    elif form.do.data == "draw":
        rows.append({**BLANK_DRAW, "category": form.where.data or "", "difficulty": form.level.data or ""})
    form.put(rows)
    return form


def _came_second(form: QuizForm, quiz: Quiz) -> ResponseReturnValue:
    """Answer the one who came second: what was typed, and what differs from what was published meanwhile."""
    mine = parse(written(form.document(quiz.slug))).quiz
    form.seen.raw_data, form.seen.data = None, quiz.current.digest
    form.submission_key.data = form.submission_key.default()
    return _page(form, quiz, clash=differences(quiz_of(quiz.current), mine) if mine else ()), 409


def _page(form: QuizForm, quiz: Quiz | None, faults: Mapping[str, Sequence[Fault]] | None = None,
          clash: tuple[Change, ...] | None = None) -> str:
    """Return the page of a quiz; `faults` by field, `clash` is what the one who came second would change."""
    entries = [entry.form.entry() for entry in form.entries]
    keys = [entry["bank"] for entry in entries if "bank" in entry]
    wanted = {"category": form.where.data or "", "difficulty": form.level.data or ""}
    asked = form.do.data in ("search", "pick") or form.words.data
    found = queries.find_questions(form.words.data or "", **wanted, without=keys) if asked else None
    return render_template(
        "quizzes/edit_quiz.html", form=form, quiz=quiz, found=found, questions=queries.questions_by_key(keys), clash=clash,
        faults=faults or {}, categories=form.where.choices[1:], tags=queries.tags(), most=queries.MOST_FOUND,
        uses=queries.uses_of([quiz.slug]).get(quiz.slug, []) if quiz else [], **_sums([slot_of(entry) for entry in entries]))


def _sums(slots: Sequence[Fixed | Draw]) -> dict[str, Any]:
    """Return what the entries add up to."""
    pools = queries.pools(slots)
    keys = {key for pool in pools.values() for key in pool} | {slot.key for slot in slots if isinstance(slot, Fixed)}
    reading = read(slots, queries.facts_of(keys), pools)
    touchpoints = touchpoints_by_slug([share.value for share in reading.by_touchpoint if share.value])
    there = {at: len(pools[slot]) for at, slot in enumerate(slots) if isinstance(slot, Draw)}
    return {"reading": reading if slots else None, "overlaps": overlaps(slots, pools), "there": there,
            "touchpoint_titles": {slug: touchpoint.title for slug, touchpoint in touchpoints.items()}}


@bp.route("/<slug>/rehearse")
@requires(Can.EDIT_CONTENT)
def rehearse_quiz(slug: str) -> ResponseReturnValue:
    """Show a paper of the published quiz as a player with some seed would get it. Nothing is kept."""
    quiz = queries.get_quiz(slug)
    return _rehearsal(quiz_of(quiz.current), request.args.get("seed", type=int), slug)


def _rehearsing(form: QuizForm, quiz: Quiz | None) -> ResponseReturnValue:
    """Show a paper of the quiz as it stands in the page; where it cannot be read, the page with what is wrong."""
    parsed = parse(written(form.document(quiz.slug if quiz else "new-quiz")))
    if not form.validate() or parsed.quiz is None:
        return _page(form, quiz, by_field(parsed, parsed.faults, len(form.entries))), 400
    return _rehearsal(parsed.quiz, None, None)


def _rehearsal(quiz: WrittenQuiz, seed: int | None, slug: str | None) -> ResponseReturnValue:
    seed = seed if seed is not None and 0 <= seed < 2**63 else secrets.randbelow(100_000)
    try:
        sheets = queries.rehearsed(quiz, seed)
    except NotEnough:
        abort(409, _("This quiz cannot be drawn now: the bank lacks questions for it."))
    marks = sum(sheet.question.worth for sheet in sheets)
    return render_template("quizzes/rehearse_quiz.html", quiz=quiz, seed=seed, slug=slug, marks=float(marks),
                           questions=[sheet.shown() for sheet in sheets])


@bp.route("/<slug>/versions")
@requires(Can.EDIT_CONTENT)
def quiz_versions(slug: str) -> ResponseReturnValue:
    """List the versions of a quiz, and what each changed."""
    quiz, editions = queries.get_quiz(slug), queries.editions(slug)
    quizzes = [quiz_of(edition.version) for edition in editions]
    changes = [differences(before, after) for after, before in zip(quizzes, quizzes[1:], strict=False)]
    keys = sorted({key for each in quizzes for key in queries.named_in(each)})
    return render_template("quizzes/quiz_versions.html", quiz=quiz, editions=list(zip(editions, [*changes, None], strict=True)),
                           questions=queries.questions_by_key(keys))
