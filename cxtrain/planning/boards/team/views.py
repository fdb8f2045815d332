"""Who is on a board, what each does, and what they say to each other."""

import datetime as dt
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.departments.queries import list_departments
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning.boards import queries
from cxtrain.planning.boards.models import Board, BoardAction, BoardMember
from cxtrain.planning.boards.operations import BoardRefused, allowed
from cxtrain.planning.boards.steps import Move, State
from cxtrain.planning.boards.team import operations
from cxtrain.planning.boards.team.forms import MemberForm, NoteForm, TaskForm
from cxtrain.planning.boards.views import board_page, people_of
from cxtrain.planning.doing.forms import DoneForm
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import done, said

Page = ResponseReturnValue
bp = Blueprint("board_team", __name__, url_prefix="/planning/boards")
NOBODY = N_("Nobody here has this staff number, or more than one has this name.")
NOBODY_TYPED = N_("Type a staff number or a name, or choose a department that somebody leads.")


@bp.route("/<int:board_id>/members", methods=["GET", "POST"])
@requires(Can.IMPROVE)
def edit_members(board_id: int) -> Page:
    """Show who is on a board, and add somebody: by number or name, or whoever leads a department."""
    board, form = _chosen_by(board_id), MemberForm(departments=_departments())
    if form.is_submitted_and_valid():
        department = next((each for each in list_departments() if each.id == form.department_id.data), None)
        typed = (form.who.data or "").strip()
        person = queries.employee_called(typed)
        person_id = person.id if person else department.lead_id if department and not typed else None
        if person_id:
            operations.add_member(board, person_id, department.id if department else None, actor=current_user)
            return _end(board, _("Added to the board."), "board_team.edit_members")
        form.who.errors = [_(NOBODY if typed else NOBODY_TYPED)]
    return _members_page(board, form, 400 if form.errors else 200)


def _members_page(board: Board, form: MemberForm, status: int, problem: str = "") -> Page:
    return render_template("planning/boards/edit_members.html", board=board, form=form, problem=problem), status


@bp.route("/<int:board_id>/members/<int:employee_id>/remove", methods=["POST"])
@requires(Can.IMPROVE)
def remove_member(board_id: int, employee_id: int) -> Page:
    """Take somebody off the board."""
    board = _chosen_by(board_id)
    try:
        operations.remove_member(board, _member(board, employee_id), actor=current_user)
    except BoardRefused as error:
        return _members_page(board, MemberForm(formdata=None, departments=_departments()), 409,
                             _(error.message, **error.values))
    return _end(board, _("Taken off the board."), "board_team.edit_members")


@bp.route("/<int:board_id>/members/<int:employee_id>/lead", methods=["POST"])
@requires(Can.IMPROVE)
def hand_over(board_id: int, employee_id: int) -> Page:
    """Let a member lead the board."""
    board = _chosen_by(board_id)
    operations.hand_over(board, _member(board, employee_id), actor=current_user)
    return _end(board, _("Handed over."), "board_team.edit_members")


@bp.route("/<int:board_id>/actions/new", methods=["GET", "POST"])
@requires(Can.JOIN_BOARDS)
def plan_action(board_id: int) -> Page:
    """Plan something that a member does by a day."""
    board = _writable(board_id)
    day = board.due_on or today(board.unit.zone) + dt.timedelta(30)
    form = TaskForm(departments=_departments(), data={"owner_id": current_user.employee_id, "due_on": day},
                    owners=[(each.employee_id, said(each.employee.label)) for each in board.members])
    if form.is_submitted_and_valid():
        operations.plan_action(board, form.facts, actor=current_user)
        return _end(board, _("Action added."))
    return render_template("planning/boards/plan_action.html", board=board, form=form), 400 if form.errors else 200


@bp.route("/<int:board_id>/actions/<int:action_id>/finish", methods=["POST"])
@requires(Can.JOIN_BOARDS)
def finish_action(board_id: int, action_id: int) -> Page:
    """Take an owner's word that an action is done."""
    board, action = _action_of(board_id, action_id)
    if not operations.may_finish(board, action, current_user):
        abort(403 if board.state == State.OPEN and action.done_at is None else 409)
    form = DoneForm()
    if not form.is_submitted_and_valid():
        return board_page(board, 400, done_form=form, finishing=action.id)
    operations.finish_action(board, action, form.note.data or "", actor=current_user)
    return _end(board, _("Marked as done."))


@bp.route("/<int:board_id>/actions/<int:action_id>/drop", methods=["POST"])
@requires(Can.JOIN_BOARDS)
def drop_action(board_id: int, action_id: int) -> Page:
    """Take an action off that is not done."""
    board, action = _action_of(board_id, action_id)
    if Move.WRITE not in allowed(board, current_user) or action.done_at is not None:
        abort(409)
    operations.drop_action(board, action, actor=current_user)
    return _end(board, _("Taken off the board."))


@bp.route("/<int:board_id>/notes", methods=["POST"])
@requires(Can.JOIN_BOARDS)
def write_note(board_id: int) -> Page:
    """Say something to the team."""
    board = _writable(board_id)
    form = NoteForm(people=people_of(board))
    if form.is_submitted_and_valid():
        try:
            operations.write_note(board, form.words.data or "", form.people.data or (), actor=current_user)
            return _end(board, _("Said."))
        except BoardRefused as error:
            form.words.errors = [_(error.message, **error.values)]
    return board_page(board, 400, note=form)


@bp.route("/<int:board_id>/read", methods=["POST"])
@requires(Can.JOIN_BOARDS)
def mark_read(board_id: int) -> Page:
    """Note that the reader has read what they were asked to look at."""
    board = queries.get_board_for(current_user, board_id)
    operations.mark_read(board, actor=current_user)
    return _end(board, _("Noted as read."))


def _writable(board_id: int) -> Board:
    """Return a board that the reader may write on; 404 where it is not theirs to see, 409 where it has ended."""
    board = queries.get_board_for(current_user, board_id)
    return board if Move.WRITE in allowed(board, current_user) else abort(409)


def _chosen_by(board_id: int) -> Board:
    """Return a board of whose members the reader decides; 404 where it is not theirs to see, 403 or 409 where they may not."""
    board = queries.get_board_for(current_user, board_id)
    if not operations.may_choose(board, current_user):
        abort(403 if board.state == State.OPEN else 409)
    return board


def _member(board: Board, employee_id: int) -> BoardMember:
    return next((each for each in board.members if each.employee_id == employee_id), None) or abort(404)


def _action_of(board_id: int, action_id: int) -> tuple[Board, BoardAction]:
    board = queries.get_board_for(current_user, board_id)
    return board, next((each for each in board.actions if each.id == action_id), None) or abort(404)


def _departments() -> list[tuple[int, str]]:
    return [(0, _("None in particular")), *((each.id, said(each.title)) for each in list_departments())]


def _end(board: Board, message: Any, endpoint: str = "boards.show_board") -> Response:
    answer = done(url_for(endpoint, board_id=board.id), str(message))
    db.session.commit()
    return answer
