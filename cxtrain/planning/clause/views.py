"""The clause on plans about people: read, changed by two."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning.clause import forms, operations, queries
from cxtrain.planning.clause.models import PlanClause
from cxtrain.planning.clause.operations import ClauseRefused
from cxtrain.planning.clause.wording import NAMES, side_to_confirm, sides_of
from cxtrain.planning.wording import plain
from cxtrain.web.pages import done

Page = ResponseReturnValue
bp = Blueprint("clause", __name__, url_prefix="/planning/clause")


@bp.route("", methods=["GET", "POST"])
@requires(Can.CHANGE_CLAUSE)
def show_clause() -> Page:
    """Show the clause, what it was before, and propose other words."""
    there = queries.list_clauses()
    form = forms.ClauseForm(data=queries.words_now(there.in_force))
    problem = ""
    if form.is_submitted_and_valid():
        try:
            operations.propose_clause(current_user, form.words, plain(form.reason.data))
            return _ended(_("Proposed. Somebody else has to confirm it."))
        except ClauseRefused as error:
            problem = _(str(error))
    return _page(there, form, problem), 409 if problem else 400 if form.errors else 200


@bp.route("/<int:clause_id>/confirm", methods=["POST"])
@requires(Can.CHANGE_CLAUSE)
def confirm_clause(clause_id: int) -> Page:
    """Confirm what somebody from the other side has proposed."""
    return _decided(clause_id, True, _("The clause is changed for plans that are approved from now on."))


@bp.route("/<int:clause_id>/refuse", methods=["POST"])
@requires(Can.CHANGE_CLAUSE)
def refuse_clause(clause_id: int) -> Page:
    """Leave the clause as it is."""
    return _decided(clause_id, False, _("The clause stays as it is."))


@bp.route("/<int:clause_id>/withdraw", methods=["POST"])
@requires(Can.CHANGE_CLAUSE)
def withdraw_clause(clause_id: int) -> Page:
    """Take back what one has proposed."""
    clause = db.session.get(PlanClause, clause_id) or abort(404)
    try:
        operations.withdraw_clause(current_user, clause)
    except ClauseRefused as error:
        return _refused(error)
    return _ended(_("Taken back."))


def _decided(clause_id: int, confirm: bool, message: str) -> Page:
    clause = db.session.get(PlanClause, clause_id) or abort(404)
    try:
        operations.decide_clause(current_user, clause, confirm=confirm)
    except ClauseRefused as error:
        return _refused(error)
    return _ended(message)


def _refused(error: ClauseRefused) -> Page:
    there = queries.list_clauses()
    return _page(there, forms.ClauseForm(formdata=None, data=queries.words_now(there.in_force)), _(str(error))), 409


def _page(there: queries.Clauses, form: forms.ClauseForm, problem: str) -> str:
    sides, waiting = sides_of(current_user), there.pending
    confirms = waiting and waiting.proposed_by != current_user.employee_id and side_to_confirm(sides, waiting.proposed_as)
    return render_template("planning/clause/show_clause.html", there=there, now=queries.words_now(there.in_force), form=form,
                           problem=problem, may_propose=bool(sides), may_confirm=bool(confirms), names=NAMES)


def _ended(message: str) -> Page:
    answer = done(url_for(".show_clause"), message)
    db.session.commit()
    return answer
