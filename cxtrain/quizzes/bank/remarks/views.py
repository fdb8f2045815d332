"""Marking earlier attempts by another key: looked at first, asked for, decided on, undone in the same way.

Authors see numbers here, and no names of whom they are about.
"""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.corrections.forms import asked
from cxtrain.people.corrections.matter import CorrectionRefused
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.bank import queries as bank
from cxtrain.quizzes.bank.remarks import operations, queries
from cxtrain.quizzes.bank.remarks.anew import is_comparable
from cxtrain.quizzes.bank.remarks.effects.queries import Effect, Outcome, Wish, outcome_of, wish_of
from cxtrain.quizzes.bank.remarks.forms import EVERYBODY, DecideRemarkForm, RemarkForm, UndoForm
from cxtrain.quizzes.bank.remarks.models import QuestionRemark
from cxtrain.quizzes.models import BankQuestion
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import done

bp = Blueprint("remarks", __name__, url_prefix="/authoring/questions/<int:question_id>/remarks")
BY_HAND = ("free_text", "description")  # what a person marks, and what is not marked
NOTHING = Outcome(0, (), frozenset(), 0)
DONE = {"confirm": N_("Confirmed. It counts from now on."), "refuse": N_("Refused. What was recorded stays."),
        "withdraw": N_("Withdrawn. What was recorded stays.")}


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def remark_question(question_id: int) -> ResponseReturnValue:
    """Choose the versions that were wrong and what counts instead, look at what that changes, and ask for it."""
    row = bank.get_question(question_id, to_change=request.method == "POST")
    if row.kind in BY_HAND:
        abort(404)
    form = _form(row)
    if not form.is_submitted_and_valid() or not _fits(form):
        return _page(row, form), 400 if form.errors else 200
    wish = _wish(form)
    outcome = outcome_of(wish)
    try:
        operations.refuse_to_ask(current_user, row.key, wish, outcome)
    except CorrectionRefused as refusal:
        return _page(row, form, refusal=_(refusal.sentence)), 409
    seen, asks = _said(outcome.effect(), wish), request.form.get("do") == "ask"
    if not asks or form.seen.data != seen:
        _send_again(form, seen)
        return _page(row, form, outcome.effect(), stale=asks)
    made = operations.ask(current_user, row.key, wish, reason=form.reason.data.strip())
    answer = done(url_for(".show_remark", question_id=row.id, remark_id=made.id), asked())
    db.session.commit()
    return answer


def _page(row: BankQuestion, form: RemarkForm, effect: Effect | None = None, *, stale: bool = False, refusal: str = "") -> str:
    return render_template("quizzes/remark_question.html", row=row, form=form, effect=effect, stale=stale, refusal=refusal)


def _form(row: BankQuestion) -> RemarkForm:
    """Return the form with the versions that were answered, and with all whose key may count."""
    versions, attempts = bank.list_versions(row.key), queries.attempts_by_version(row.key)
    names = {each.row.id: _("version %(number)s", number=each.row.number) for each in versions}
    counts = {version: ngettext("%(num)s attempt", "%(num)s attempts", each.attempts) for version, each in attempts.items()}
    answered = [(each.row.id, f"{names[each.row.id]} ({counts[each.row.id]})") for each in versions if each.row.id in counts]
    keys = [(str(each.row.id), _("the key of %(version)s", version=names[each.row.id])) for each in versions]
    former = [value for value, _word in answered if value != row.current_id]
    wrong = former or [value for value, _word in answered][:1]
    return RemarkForm(versions=answered, keys=keys, data={
        "versions": wrong, "by": str(row.current_id) if former else EVERYBODY, "keeps_better": True})


def _fits(form: RemarkForm) -> bool:
    """Whether every answer to the wrong versions is one to the version whose key counts; the field says where not."""
    if form.by.data == EVERYBODY:
        return True
    new = bank.text_of(int(form.by.data))
    if all(is_comparable(bank.text_of(version), new) for version in form.versions.data):
        return True
    form.by.errors = [_("This version has other things to choose from, so earlier answers cannot be marked by its key.")]
    return False


def _wish(form: RemarkForm) -> Wish:
    by = None if form.by.data == EVERYBODY else int(form.by.data)
    return Wish(tuple(form.versions.data), queries.Ruling(by, form.keeps_better.data))


def _said(effect: Effect, wish: Wish | None = None) -> str:
    """Return what a page says would change, and where that was chosen, to be compared when it comes back."""
    chosen = (*sorted(wish.versions), *vars(wish.ruling).values()) if wish else ()
    return "-".join(map(str, (*vars(effect).values(), *chosen)))[:60]


def _send_again(form: RemarkForm | DecideRemarkForm, seen: str) -> None:
    """Let a form that was sent be sent once more, from a page that says something else."""
    form.seen.raw_data, form.seen.data = None, seen
    form.submission_key.data = form.submission_key.default()


@bp.route("/<int:remark_id>", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def show_remark(question_id: int, remark_id: int) -> ResponseReturnValue:
    """Say what a remark does or has done; a second person decides on it, and who asked may withdraw it."""
    row = bank.get_question(question_id, to_change=request.method == "POST")
    remark = queries.get_remark(row.key, remark_id, to_change=request.method == "POST")
    outcome = outcome_of(wish_of(remark)) if remark.state == "waiting" else NOTHING
    form, seen = DecideRemarkForm(), _said(outcome.effect())
    if not form.is_submitted_and_valid():
        return _shown(row, remark, form, outcome), 400 if form.is_submitted() else 200
    if form.do.data == "confirm" and remark.state == "waiting" and form.seen.data != seen:
        return _shown(row, remark, form, outcome, stale=True)
    try:
        _decide(remark, form, outcome)
    except CorrectionRefused as refusal:
        return _shown(row, remark, form, outcome, refusal=_(refusal.sentence)), 409
    answer = done(url_for(".show_remark", question_id=row.id, remark_id=remark.id), _(DONE[form.do.data]))
    db.session.commit()
    return answer


def _decide(remark: QuestionRemark, form: DecideRemarkForm, outcome: Outcome) -> None:
    if form.do.data == "confirm":
        operations.confirm(current_user, remark, outcome)
    elif form.do.data == "refuse":
        operations.refuse(current_user, remark, outcome, (form.words.data or "").strip())
    elif form.do.data == "withdraw":
        operations.withdraw(current_user, remark)
    else:
        abort(400)


def _shown(row: BankQuestion, remark: QuestionRemark, form: DecideRemarkForm, outcome: Outcome, **said: Any) -> str:
    """Return the page of a remark, from which it is decided as it stands there."""
    _send_again(form, _said(outcome.effect()))
    listed = queries.list_remarks(row.key)
    asks = remark.state == "waiting" and remark.made_by == current_user.employee_id
    return render_template(
        "quizzes/show_remark.html", row=row, form=form, effect=outcome.effect(), **{"stale": False, "refusal": "", **said},
        remark=next(each for each in listed if each.row.id == remark.id),
        undoings=[each.row for each in listed if each.row.undoes_id == remark.id],
        numbers={each.row.id: each.row.number for each in bank.list_versions(row.key)},
        own_case=current_user.employee_id in outcome.people,
        deciders=queries.deciders({remark.made_by, *outcome.people}) if asks else [])


@bp.route("/<int:remark_id>/undo", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def undo_remark(question_id: int, remark_id: int) -> ResponseReturnValue:
    """Ask that the attempts be marked as they were before, once one has seen what that changes."""
    row = bank.get_question(question_id, to_change=request.method == "POST")
    remark = queries.get_remark(row.key, remark_id, to_change=request.method == "POST")
    outcome, form, refusal = outcome_of(replace(wish_of(remark), undoes=True)), UndoForm(), ""
    try:
        operations.refuse_to_undo(current_user, remark, outcome)
    except CorrectionRefused as refused:
        refusal = _(refused.sentence)
    if refusal or not form.is_submitted_and_valid():
        status = 409 if refusal else 400 if form.errors else 200
        return render_template("quizzes/undo_remark.html", row=row, remark=remark, form=form, effect=outcome.effect(),
                               refusal=refusal), status
    asking = operations.ask_undoing(current_user, remark, form.reason.data.strip())
    answer = done(url_for(".show_remark", question_id=row.id, remark_id=asking.id), asked())
    db.session.commit()
    return answer
