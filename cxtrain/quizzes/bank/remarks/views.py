"""Marking earlier attempts by another key: looked at first, done, shown, undone. Authors see numbers here, and no names."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.bank import queries as bank
from cxtrain.quizzes.bank.remarks import operations, queries
from cxtrain.quizzes.bank.remarks.anew import Key, is_comparable
from cxtrain.quizzes.bank.remarks.forms import EVERYBODY, RemarkForm
from cxtrain.quizzes.bank.remarks.operations import Effect, Outcome, Wish
from cxtrain.quizzes.models import BankQuestion
from cxtrain.web.pages import done

bp = Blueprint("remarks", __name__, url_prefix="/authoring/questions/<int:question_id>/remarks")
BY_HAND = ("free_text", "description")  # what a person marks, and what is not marked


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def remark_question(question_id: int) -> ResponseReturnValue:
    """Choose the versions that were wrong and what counts instead, look at what that changes, and do it."""
    row = bank.get_question(question_id, to_change=request.method == "POST")
    if row.kind in BY_HAND:
        abort(404)
    form = _form(row)
    if not form.is_submitted_and_valid() or not _fits(form):
        return render_template("quizzes/remark_question.html", row=row, form=form, effect=None, stale=False), \
            400 if form.errors else 200
    wish = _wish(form)
    outcome = _outcome(wish)
    effect = outcome.effect()
    if request.form.get("do") != "mark" or form.seen.data != _said(form, effect):
        return _looked_at(row, form, effect)
    made = operations.remark(current_user, row.key, wish, outcome, reason=form.reason.data.strip())
    answer = done(url_for(".show_remark", question_id=row.id, remark_id=made.id), _("Marked anew."))
    db.session.commit()
    return answer


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
    return Wish(tuple(form.versions.data), Key(bank.text_of(by) if by else None, form.keeps_better.data), by)


def _outcome(wish: Wish) -> Outcome:
    try:
        return operations.outcome_of(wish)
    except operations.AlreadyRemarked:
        abort(409, _("A version that you chose is marked by another key already. Undo that first."))


def _said(form: RemarkForm, effect: Effect) -> str:
    """Return what the page says would change, to be compared when it comes back."""
    chosen = (*form.versions.data, form.by.data, int(form.keeps_better.data))
    return "-".join(map(str, (effect.attempts, effect.higher, effect.lower, effect.passes, effect.fails, *chosen)))[:60]


def _looked_at(row: BankQuestion, form: RemarkForm, effect: Effect) -> str:
    stale = request.form.get("do") == "mark"
    form.seen.raw_data, form.seen.data = None, _said(form, effect)
    form.submission_key.data = form.submission_key.default()
    return render_template("quizzes/remark_question.html", row=row, form=form, effect=effect, stale=stale)


@bp.route("/<int:remark_id>")
@requires(Can.EDIT_CONTENT)
def show_remark(question_id: int, remark_id: int) -> ResponseReturnValue:
    """Say what a remark has done, and let it be undone."""
    row = bank.get_question(question_id)
    remark = queries.get_remark(row.key, remark_id)
    listed = next(each for each in queries.list_remarks(row.key) if each.row.id == remark.id)
    numbers = {each.row.id: each.row.number for each in bank.list_versions(row.key)}
    return render_template("quizzes/show_remark.html", row=row, remark=listed, numbers=numbers)


@bp.route("/<int:remark_id>/undo", methods=["POST"])
@requires(Can.EDIT_CONTENT)
def undo_remark(question_id: int, remark_id: int) -> ResponseReturnValue:
    """Mark the attempts as they were marked before."""
    row = bank.get_question(question_id, to_change=True)
    remark = queries.get_remark(row.key, remark_id, to_change=True)
    operations.undo(current_user, remark)
    answer = done(url_for(".show_remark", question_id=row.id, remark_id=remark.id), _("Undone: the scores are as they were."))
    db.session.commit()
    return answer
