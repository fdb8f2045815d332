"""Allowing the picture of the seal in one run, or not; the caller commits."""

from cxtrain.certificates.print_runs import operations
from cxtrain.certificates.print_runs.models import PrintRun
from cxtrain.clock import now
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor


def grant(actor: Actor, run: PrintRun) -> None:
    """Let a run be printed with the picture of the seal; it begins now."""
    _decide(actor, run, "granted")
    operations.send_to_work(run)
    record("seal allowed in print run", run, unit_id=None, count=run.count, asked_by=run.asked_by)


def refuse(actor: Actor, run: PrintRun) -> None:
    """Do not allow the picture: the run ends, and can be asked for again with the blank place."""
    _decide(actor, run, "refused")
    run.cancelled_at, run.cancelled_by = run.seal_at, actor.employee_id
    record("seal refused in print run", run, unit_id=None, count=run.count, asked_by=run.asked_by)


def _decide(actor: Actor, run: PrintRun, word: str) -> None:
    if run.asked_by == actor.employee_id:
        raise PermissionError("nobody allows the seal in a run of one's own")
    run.seal, run.seal_by, run.seal_at = word, actor.employee_id, now()
