"""Confirming that the notice was read. The caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.notice import queries
from cxtrain.people.notice.models import PrivacyReading
from cxtrain.people.notice.text import VERSION
from cxtrain.people.permissions import Actor


def confirm_read(actor: Actor) -> None:
    """Note that the actor has read the present version, once; it says nothing about agreement."""
    if queries.read_at(actor.account_id):
        return
    db.session.add(PrivacyReading(account_id=actor.account_id, version=VERSION, read_at=now()))
    record("privacy notice read", ("account", actor.account_id), unit_id=actor.unit_id, version=VERSION)
