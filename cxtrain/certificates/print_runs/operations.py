"""Asking for a print run; the caller commits."""

import uuid
from collections.abc import Sequence

from cxtrain.certificates.models import Certificate
from cxtrain.jobs.models import Job
from cxtrain.jobs.operations import enqueue
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor

KIND = "print_certificates"


def ask(actor: Actor, certificates: Sequence[Certificate], *, base_url: str, key: str) -> Job:
    """Have `certificates` printed into one file; the same `key` is the same run. The ledger keeps every run."""
    args = {"ids": [certificate.id for certificate in certificates], "base_url": base_url}
    job = enqueue(KIND, f"print:{key or uuid.uuid4()}", args, actor_id=actor.employee_id)
    record(
        "certificates printed",
        job,
        unit_id=None,
        count=len(certificates),
        first=certificates[0].number,
        last=certificates[-1].number,
    )
    return job
