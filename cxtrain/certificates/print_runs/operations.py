"""Asking for a print run, cancelling it, carrying on with it; the caller commits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CursorResult, delete, select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.print_runs.arrangement import arranged
from cxtrain.certificates.print_runs.models import Printing, PrintRun
from cxtrain.certificates.print_runs.queries import Candidate, slip_of
from cxtrain.certificates.print_runs.selection import Manner, Selection, as_json
from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs import operations as jobs
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor

KIND = "print_certificates"


@dataclass(frozen=True)
class Order:
    """What is asked for besides the certificates themselves."""

    chosen: Selection
    manner: Manner
    base_url: str  # what the QR codes begin with
    reason: str = ""  # why some are printed again
    seal: bool = False  # with the picture of the firm's seal, once an admin allows it


class ReasonMissing(ValueError):
    """Some of the certificates were printed before, and nobody said why they are wanted again."""


def in_order(candidates: Iterable[Candidate], order: str) -> list[Candidate]:
    """Return the candidates in the order in which they leave the printer.

    Raises:
        FileNotFoundError: by strokes, where their dictionary is not installed.
    """
    by_id = {each.certificate.id: each for each in candidates}
    return [by_id[slip.certificate_id] for slip in arranged((slip_of(each.certificate) for each in by_id.values()), order)]


def ask(actor: Actor, candidates: Sequence[Candidate], order: Order) -> PrintRun:
    """Have `candidates` printed, each once; the ledger keeps every run, and why some are printed again.

    Raises:
        ReasonMissing: some were printed before and the order gives no reason.
        FileNotFoundError: by strokes, where their dictionary is not installed.
    """
    again = sum(each.again for each in candidates)
    if again and not order.reason:
        raise ReasonMissing
    run = _run(actor, order, len(candidates))
    db.session.add(run)
    db.session.flush()
    rows = in_order(candidates, order.manner.arranged)
    db.session.add_all(Printing(run_id=run.id, certificate_id=each.certificate.id, position=position, again=each.again)
                       for position, each in enumerate(rows))
    if not order.seal:
        send_to_work(run)
    record("print run asked for", run, unit_id=None, count=run.count, again=again, seal=order.seal,
           first=rows[0].certificate.number, last=rows[-1].certificate.number)
    return run


def _run(actor: Actor, order: Order, count: int) -> PrintRun:
    manner = order.manner
    return PrintRun(
        asked_by=actor.employee_id, asked_at=now(), chosen=as_json(order.chosen), arranged=manner.arranged,
        paper=manner.paper, drawn=manner.drawn, output=manner.output, base_url=order.base_url, reason=order.reason,
        count=count, seal="asked" if order.seal else "none",
    )  # fmt: skip


def send_to_work(run: PrintRun) -> None:
    """Let a worker carry out the run."""
    run.job = jobs.enqueue(KIND, f"print-run:{run.id}", {"run": run.id}, actor_id=run.asked_by)
    db.session.flush()


def cancel(actor: Actor, run: PrintRun) -> bool:
    """Stop a run that is not finished; nothing of it counts as printed. False where it was too late."""
    db.session.refresh(run, with_for_update=True)  # its worker may be ending it at this moment
    if run.finished_at or run.cancelled_at or (run.job and not jobs.cancel(run.job) and run.job.state != "failed"):
        return False
    run.cancelled_at, run.cancelled_by = now(), actor.employee_id
    record("print run cancelled", run, unit_id=None, count=run.count)
    return True


def carry_on(run: PrintRun) -> bool:
    """Let a run that failed go on from where it was; False where it did not fail."""
    if run.cancelled_at or run.job is None or not jobs.resume(run.job):
        return False
    record("print run resumed", run, unit_id=None, count=run.count)
    return True


def manner_of(run: PrintRun) -> Manner:
    """Return how the run comes out."""
    return Manner(run.arranged, run.paper, run.drawn, run.output)


def drop_revoked(run: PrintRun) -> int:
    """Take out what was revoked or replaced since the run was asked for; return how many that is."""
    gone = select(Certificate.id).where(Certificate.revoked_at.is_not(None))
    dropped = delete(Printing).where(Printing.run_id == run.id, Printing.certificate_id.in_(gone))
    taken: CursorResult[Any] = db.session.execute(dropped)  # type: ignore[assignment]
    run.count -= taken.rowcount
    return taken.rowcount


def state_of(run: PrintRun) -> str:
    """Return "cancelled", "done", "failed", "running", "waiting", or "sealing" while an admin has not said a word."""
    if run.cancelled_at:
        return "cancelled"
    if run.finished_at:
        return "done"
    if run.job is None:
        return "sealing"
    return run.job.state if run.job.state in ("running", "failed") else "waiting"
