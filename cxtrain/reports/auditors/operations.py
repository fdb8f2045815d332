"""Giving auditors links, ending them, and noting what they open; the caller commits."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import insert

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.reports.auditors.address import digest_of, new_nonce, token_of
from cxtrain.reports.auditors.models import AuditedClass, AuditedPerson, AuditorLink
from cxtrain.reports.auditors.queries import OPENED, TAKEN
from cxtrain.reports.class_archives import operations as class_archives
from cxtrain.reports.exports.purposes import Purpose
from cxtrain.training.classes.models import TrainingClass

MOST_DAYS, USUAL_DAYS = 90, 7


@dataclass(frozen=True)
class Invitation:
    """What a link is to show, to whom, for what, and how long."""

    recipient: str
    purpose: str
    unit: Unit  # all of it lies there or below
    days: int  # 1..MOST_DAYS
    class_ids: Collection[int]
    people: Collection[int]  # employee ids


def invite(actor: Actor, wanted: Invitation, key: str) -> AuditorLink:
    """Make a link; `key` is the server's, which with the link's nonce gives its token.

    Raises:
        ValueError: it shows nothing, or lasts too long.
    """
    if not 1 <= wanted.days <= MOST_DAYS or not (wanted.class_ids or wanted.people):
        raise ValueError("a link shows something for 1 to 90 days")
    nonce, moment = new_nonce(), now()
    link = AuditorLink(
        digest=digest_of(token_of(key, nonce)), nonce=nonce, recipient=wanted.recipient, purpose=wanted.purpose,
        unit=wanted.unit, made_by=actor.employee_id, made_at=moment, ends_at=moment + dt.timedelta(days=wanted.days))
    db.session.add(link)
    db.session.flush()
    for table, name, ids in ((AuditedClass, "class_id", wanted.class_ids), (AuditedPerson, "employee_id", wanted.people)):
        if ids:
            db.session.execute(insert(table), [{"link_id": link.id, name: each} for each in sorted(ids)])
    for class_id in sorted(wanted.class_ids):  # so that their files lie ready
        class_archives.ask(actor, db.session.get_one(TrainingClass, class_id), "zh", Purpose("audit", wanted.purpose))
    record("auditor link made", link, unit_id=wanted.unit.id, ends=link.ends_at.isoformat(timespec="minutes"),
           classes=sorted(wanted.class_ids), people=len(wanted.people))
    return link


def end_link(actor: Actor, link: AuditorLink) -> None:
    """End a link at once. One that is over already stays as it was."""
    if link.ended_at is not None or link.ends_at <= now():
        return
    link.ended_at, link.ended_by = now(), actor.employee_id
    record("auditor link ended", link, unit_id=link.unit_id)


def note_opening(link: AuditorLink, what: str, key: int = 0, *, file: str = "") -> None:
    """Note that something was opened, or taken as a file; nobody of the firm did it.

    Args:
        link: by which.
        what: link, class or person.
        key: of the class or the person.
        file: the name of the document, empty for a page.
    """
    facts: dict[str, object] = {"what": what, "id": key, **({"file": file} if file else {})}
    record(TAKEN if file else OPENED, link, unit_id=link.unit_id, actor_id=0, **facts)
