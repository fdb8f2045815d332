"""Asking for a correction, confirming, refusing and withdrawing it; the caller commits."""

from dataclasses import dataclass
from typing import Any

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.corrections import queries
from cxtrain.people.corrections.matter import (
    DECIDED,
    MATTERS,
    NOT_YOURS,
    OVERTAKEN,
    OWN,
    UNCHANGED,
    WAITING,
    CorrectionRefused,
)
from cxtrain.people.corrections.models import Correction
from cxtrain.people.corrections.telling.operations import tell_deciders, tell_person
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.web.pages import said, shown_moment


@dataclass(frozen=True)
class Asked:
    """What is to stand in the place of what was recorded."""

    kind: str
    subject: str
    employee_id: int  # whom it is about
    after: Any  # JSON values, as the matter writes them
    reason: str


def ask(actor: Actor, asked: Asked) -> Correction:
    """Ask for a correction; what was recorded stands until a second person confirms.

    Raises:
        CorrectionRefused: it is about the actor, nothing is another one, or one of the same record waits already.
    """
    before = MATTERS[asked.kind].stands(asked.subject, to_change=True)
    if asked.employee_id == actor.employee_id:
        raise CorrectionRefused(OWN)
    if before == asked.after:
        raise CorrectionRefused(UNCHANGED)
    if waiting := queries.waiting_for(asked.kind, asked.subject):
        raise CorrectionRefused(WAITING, who=said(waiting.asker.label), at=shown_moment(waiting.asked_at))
    row = Correction(**vars(asked), before=before, asked_by=actor.employee_id, asked_at=now(), state="waiting", words="")
    db.session.add(row)
    db.session.flush()
    record("correction asked", row, unit_id=_unit_of(row), kind=row.kind, of=row.subject)
    tell_deciders(row)
    return row


def confirm(actor: Actor, row: Correction) -> None:
    """Let a correction count from now on.

    Raises:
        CorrectionRefused: it was decided, it is not the actor's to decide, or what it corrects was changed meanwhile.
    """
    _refuse_first_person(actor, row)
    matter = MATTERS[row.kind]
    if matter.stands(row.subject, to_change=True) != row.before:
        raise CorrectionRefused(OVERTAKEN)
    score_before = matter.score(row.subject)
    matter.put(row.subject, row.after)
    row.score_before, row.score_after = score_before, matter.score(row.subject)
    _decide(actor, row, "confirmed")
    tell_person(row)


def refuse(actor: Actor, row: Correction, words: str) -> None:
    """Refuse a correction and say why; what was recorded stays.

    Raises:
        CorrectionRefused: it was decided, or it is not the actor's to decide.
    """
    _refuse_first_person(actor, row)
    _decide(actor, row, "refused", words)


def withdraw(actor: Actor, row: Correction) -> None:
    """Take back what one asked for.

    Raises:
        CorrectionRefused: it was decided, or somebody else asked.
    """
    if row.state != "waiting":
        raise CorrectionRefused(DECIDED)
    if row.asked_by != actor.employee_id:
        raise CorrectionRefused(NOT_YOURS)
    _decide(actor, row, "withdrawn")


def _refuse_first_person(actor: Actor, row: Correction) -> None:
    if row.state != "waiting":
        raise CorrectionRefused(DECIDED)
    if not queries.may_decide(actor, row):
        raise CorrectionRefused(NOT_YOURS)


def _decide(actor: Actor, row: Correction, state: str, words: str = "") -> None:
    row.state, row.decided_by, row.decided_at, row.words = state, actor.employee_id, now(), words
    db.session.flush()
    record(f"correction {state}", row, unit_id=_unit_of(row), kind=row.kind, of=row.subject, asked_by=row.asked_by)


def _unit_of(row: Correction) -> int:
    return db.session.get_one(Employee, row.employee_id).unit_id
