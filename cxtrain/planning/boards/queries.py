"""Reading boards through the eyes of whoever asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, Select, exists, literal, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below, within
from cxtrain.planning.boards.models import Board, BoardMember
from cxtrain.planning.boards.steps import State

MOST = 60  # boards on a page


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Board (joined with Unit) that `actor` may see it: a member's own, or one in reach."""
    mine = exists().where(BoardMember.board_id == Board.id, BoardMember.employee_id == actor.employee_id)
    return or_(mine, within(actor, Can.IMPROVE))


def _boards(actor: Actor) -> Select[tuple[Board]]:
    return select(Board).join(Unit, Unit.id == Board.unit_id).where(visible_to(actor))


def get_board_for(actor: Actor, board_id: int) -> Board:
    """Return the board if `actor` may see it; otherwise answer 404."""
    return db.session.scalar(_boards(actor).where(Board.id == board_id)) or abort(404)


def list_boards(actor: Actor, states: Iterable[str] = (State.OPEN,)) -> list[Board]:
    """Return the boards that `actor` may see, those that moved last first."""
    query = _boards(actor).where(Board.state.in_(list(states))).order_by(Board.changed_at.desc(), Board.id.desc())
    return list(db.session.scalars(query.limit(MOST)))


@dataclass(frozen=True)
class Improving:
    """An open board, as a map marks its touchpoint with it."""

    id: int
    title: str
    step: str
    unit_id: int
    unit: dict[str, str]


def improving(touchpoint_ids: Sequence[int], path: str = "/") -> dict[int, Improving]:
    """Return the open board of each of these touchpoints that has one, in one statement; of several the newest.

    Args:
        touchpoint_ids: which touchpoints.
        path: of a unit; boards of it, of what lies above and of what lies below count. "/": of all units.
    """
    concerned = or_(below((path,)), literal(path).startswith(Unit.path))
    rows = db.session.execute(
        select(Board.touchpoint_id, Board.id, Board.title, Board.step, Board.unit_id, Unit.name, Unit.name_en)
        .join(Unit, Unit.id == Board.unit_id)
        .where(Board.touchpoint_id.in_(list(touchpoint_ids)), Board.state == State.OPEN, concerned).order_by(Board.id))
    return {place: Improving(board, title, step, unit, {"zh": name, "en": english or name})
            for place, board, title, step, unit, name, english in rows}
