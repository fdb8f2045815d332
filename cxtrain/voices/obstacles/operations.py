"""Telling an obstacle, taking it back, and answering it; the caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.voices.obstacles.models import Obstacle


def tell(actor: Actor, touchpoint_id: int, kind: str, words: str = "") -> Obstacle:
    """Note what stood in the way in the reader's unit; of kind "other" words are needed."""
    made = Obstacle(unit_id=actor.unit_id, touchpoint_id=touchpoint_id, employee_id=actor.employee_id, kind=kind, words=words,
                    at=now())
    db.session.add(made)
    db.session.flush()
    # The ledger does not say who: staff tell more when it is not held against them.
    record("obstacle told", made, unit_id=made.unit_id, actor_id=0, touchpoint=touchpoint_id, kind=kind)
    return made


def take_back(obstacle: Obstacle) -> None:
    """Delete a report that nobody has answered yet, at the will of whoever made it."""
    record("obstacle taken back", obstacle, unit_id=obstacle.unit_id, actor_id=0)
    db.session.delete(obstacle)


def answer(actor: Actor, obstacle: Obstacle, state: str, words: str) -> None:
    """Say what becomes of it; whoever told it reads the answer.

    Args:
        actor: who answers.
        obstacle: as loaded.
        state: taken, solved or left.
        words: one sentence to whoever told it.
    """
    obstacle.state, obstacle.answer = state, words
    obstacle.answered_by, obstacle.answered_at = actor.employee_id, now()
    db.session.flush()
    record("obstacle answered", obstacle, unit_id=obstacle.unit_id, state=state)
