"""Setting the thresholds; the caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.planning.thresholds import queries
from cxtrain.planning.thresholds.models import PlanThresholds
from cxtrain.planning.thresholds.numbers import Thresholds, changed
from cxtrain.planning.wording import plain


class NothingChanged(ValueError):
    """The thresholds are as they were."""


def set_thresholds(numbers: Thresholds, reason: str, *, actor: Actor) -> PlanThresholds:
    """Let other thresholds hold from now on; plans keep those that they were made with.

    Raises:
        NothingChanged: they hold already.
    """
    before = queries.current()
    names = changed(before, numbers)
    if not names:
        raise NothingChanged
    row = PlanThresholds(numbers=numbers.as_dict(), reason=plain(reason), set_by=actor.employee_id, set_at=now())
    db.session.add(row)
    db.session.flush()
    record("plan thresholds set", row, unit_id=None, reason=row.reason, changed={
        name: [getattr(before, name), getattr(numbers, name)] for name in names})
    return row
