"""Changing who is on a board and what they do. Each function makes one change and one ledger entry; the caller commits."""

from collections.abc import Collection

from sqlalchemy import select, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor, Can
from cxtrain.planning.boards.contents import Task, numbers_in
from cxtrain.planning.boards.models import Board, BoardAction, BoardMember, BoardMention, BoardNote
from cxtrain.planning.boards.operations import BoardRefused, allowed
from cxtrain.planning.boards.steps import IllegalMove, Move
from cxtrain.planning.wording import plain
from cxtrain.web.bilingual import N_

HAS_WORK = N_("%(name)s has still something to do on this board. Give it to somebody else first.")
LEADS = N_("Whoever leads the board stays on it. Let somebody else lead it first.")
NOT_HERE = N_("@%(number)s is nobody on this board. Add them first, so that they can read it.")


def add_member(board: Board, employee_id: int, department_id: int | None, *, actor: Actor) -> BoardMember:
    """Take somebody on the board, or say anew for which department they are on it.

    Raises:
        IllegalMove: the board has ended, or the actor may not improve there.
    """
    _may_choose(board, actor)
    member = next((each for each in board.members if each.employee_id == employee_id), None)
    if member is None:
        member = BoardMember(employee_id=employee_id, added_by=actor.employee_id, added_at=now())
        board.members.append(member)
    member.department_id = department_id
    _touch(board)
    record("board member added", board, unit_id=board.unit_id, employee=employee_id, department=department_id)
    return member


def remove_member(board: Board, member: BoardMember, *, actor: Actor) -> None:
    """Take somebody off the board.

    Raises:
        IllegalMove: the board has ended, or the actor may not improve there.
        BoardRefused: they lead it, or have something to do.
    """
    _may_choose(board, actor)
    if member.employee_id == board.lead_id:
        raise BoardRefused(LEADS)
    if any(action.owner_id == member.employee_id and action.done_at is None for action in board.actions):
        raise BoardRefused(HAS_WORK, name=member.employee.name)
    board.members.remove(member)
    _touch(board)
    record("board member removed", board, unit_id=board.unit_id, employee=member.employee_id)


def hand_over(board: Board, member: BoardMember, *, actor: Actor) -> None:
    """Let a member lead the board.

    Raises:
        IllegalMove: the board has ended, or the actor may not improve there.
    """
    _may_choose(board, actor)
    board.lead_id = member.employee_id
    _touch(board)
    record("board handed over", board, unit_id=board.unit_id, employee=member.employee_id)


def plan_action(board: Board, task: Task, *, actor: Actor) -> BoardAction:
    """Add something that a member does by a day.

    Raises:
        IllegalMove: the board has ended, is not the actor's to write on, or the owner is not on it.
    """
    _may_write(board, actor)
    if task.owner_id not in board.stand.members:
        raise IllegalMove("whoever does something for a board is on it")
    action = BoardAction(what=plain(task.what), owner_id=task.owner_id, due_on=task.due_on,
                         department_id=task.department_id, cost=task.cost)
    board.actions.append(action)
    _touch(board)
    record("board action planned", board, unit_id=board.unit_id, task=action.id, owner=task.owner_id,
           due_on=task.due_on.isoformat(), cost=task.cost)
    return action


def drop_action(board: Board, action: BoardAction, *, actor: Actor) -> None:
    """Take an action off the board that is not done.

    Raises:
        IllegalMove: it is done, the board has ended, or is not the actor's to write on.
    """
    _may_write(board, actor)
    if action.done_at is not None:
        raise IllegalMove("what is done stays on the board")
    board.actions.remove(action)
    _touch(board)
    record("board action dropped", board, unit_id=board.unit_id, task=action.id)


def may_finish(board: Board, action: BoardAction, actor: Actor) -> bool:
    """Whether `actor` may say that the action is done: its owner, or who may improve there."""
    mine = action.owner_id == actor.employee_id or actor.may_in(Can.IMPROVE, board.unit.path)
    return action.done_at is None and mine and Move.WRITE in allowed(board, actor)


def finish_action(board: Board, action: BoardAction, note: str, *, actor: Actor) -> None:
    """Note that an action is done, and what came of it.

    Raises:
        IllegalMove: it is done already, or not the actor's to say so.
    """
    if not may_finish(board, action, actor):
        raise IllegalMove("this action is not open for this person")
    action.done_at, action.done_by, action.note = now(), actor.employee_id, plain(note)
    _touch(board)
    record("board action done", board, unit_id=board.unit_id, task=action.id)


def write_note(board: Board, words: str, asked: Collection[int], *, actor: Actor) -> BoardNote:
    """Say something to the team; whom it mentions as @number, and whom it was addressed to, find it on their Today.

    Writing counts as having read what one was asked to look at before.

    Raises:
        IllegalMove: the board has ended, or is not the actor's to write on.
        BoardRefused: somebody mentioned is not on the board.
    """
    _may_write(board, actor)
    here = {member.employee.number.casefold(): member.employee_id for member in board.members}
    stranger = next((number for number in numbers_in(words) if number.casefold() not in here), None)
    if stranger:
        raise BoardRefused(NOT_HERE, number=stranger)
    people = {here[number.casefold()] for number in numbers_in(words)} | (set(asked) & set(here.values()))
    note = BoardNote(board_id=board.id, step=board.step, words=plain(words), written_by=actor.employee_id, written_at=now())
    note.mentions += [BoardMention(employee_id=person) for person in sorted(people - {actor.employee_id})]
    db.session.add(note)
    _read(board, actor)
    _touch(board)
    record("board note written", board, unit_id=board.unit_id, note=note.id, mentions=len(note.mentions))
    return note


def mark_read(board: Board, *, actor: Actor) -> None:
    """Note that `actor` has read what they were asked to look at."""
    _read(board, actor)
    record("board mentions read", board, unit_id=board.unit_id)


def _read(board: Board, actor: Actor) -> None:
    notes = select(BoardNote.id).where(BoardNote.board_id == board.id)
    db.session.execute(update(BoardMention).where(
        BoardMention.employee_id == actor.employee_id, BoardMention.read_at.is_(None), BoardMention.note_id.in_(notes)
    ).values(read_at=now()).execution_options(synchronize_session="fetch"))


def may_choose(board: Board, actor: Actor) -> bool:
    """Whether `actor` may say who is on the board."""
    return Move.WRITE in allowed(board, actor) and actor.may_in(Can.IMPROVE, board.unit.path)


def _may_choose(board: Board, actor: Actor) -> None:
    if not may_choose(board, actor):
        raise IllegalMove("who is on a board is decided by those who may improve there")


def _may_write(board: Board, actor: Actor) -> None:
    if Move.WRITE not in allowed(board, actor):
        raise IllegalMove("nothing is written on a board that has ended, or by who is not on it")


def _touch(board: Board) -> None:
    board.changed_at = now()
    db.session.flush()
