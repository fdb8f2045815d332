"""Confirming that a notice was read. The caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality.programmes.models import ProgrammeReceipt, ProgrammeVersion


def confirm_read(actor: Actor, version: ProgrammeVersion) -> ProgrammeReceipt:
    """Note that the actor has read the notice, once; it says nothing about agreement."""
    key = {"version_id": version.id, "employee_id": actor.employee_id}
    receipt = db.session.get(ProgrammeReceipt, (version.id, actor.employee_id))
    if receipt is None:
        receipt = ProgrammeReceipt(**key, read_at=now())
        db.session.add(receipt)
        db.session.flush()
        record("programme notice read", version, unit_id=actor.unit_id, employee=actor.employee_id)
    return receipt
