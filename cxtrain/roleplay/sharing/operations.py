"""Sharing one's own practices with those who coach; the caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.roleplay.models import Attempt


def share(actor: Actor, attempt: Attempt) -> None:
    """Let the supervisors of the player see the choices of a practice that has ended."""
    if attempt.shared_at is None:
        attempt.shared_at = now()
        db.session.flush()
        record("practice shared", attempt, unit_id=actor.unit_id, scenario=attempt.version.slug)


def take_back(actor: Actor, attempt: Attempt) -> None:
    """Keep the choices of a practice to oneself again."""
    if attempt.shared_at is not None:
        attempt.shared_at = None
        db.session.flush()
        record("practice taken back", attempt, unit_id=actor.unit_id, scenario=attempt.version.slug)
