"""Telling a customer's matter, handling it, closing it; the caller commits, and each change writes one row of the ledger."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.hours.opening import due, working
from cxtrain.people.hours.queries import hours_of
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.voices.feedback import course, queries, refusal
from cxtrain.voices.feedback.models import Feedback, FeedbackEvent
from cxtrain.voices.feedback.refusal import Refused
from cxtrain.voices.models import CustomerComment

MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Told:
    """What somebody tells of a customer, or what is taken over from a customer's own words."""

    kind: str
    unit: Unit
    touchpoint_id: int
    words: str = ""
    about: Employee | None = None
    severity: str = "normal"
    reachable: bool = True
    reference: str = ""
    done: tuple[str, ...] = ()  # steps done on the spot
    comment: CustomerComment | None = None
    source_key: str | None = None
    at: dt.datetime | None = None  # imported: when it was said


def tell(actor: Actor, told: Told) -> Feedback:
    """Keep a matter and start its clocks; praise of a person is at once that person's.

    Raises:
        Refused: there are no words, they lead to a customer, or the person may not be named.
    """
    _check_words(told)
    _check_person(actor, told.kind, told.unit, told.about)
    at = told.at or now()
    feedback = Feedback(
        kind=told.kind, unit=told.unit, unit_id=told.unit.id, touchpoint_id=told.touchpoint_id, words=told.words.strip(),
        about_id=told.about.id if told.about else None, severity=told.severity, reachable=told.reachable,
        reference=told.reference.strip(), comment_id=told.comment.id if told.comment else None, source_key=told.source_key,
        source="comment" if told.comment else "import" if told.source_key else "staff", told_by=actor.employee_id, opened_at=at)
    _start_clocks(feedback, now())
    db.session.add(feedback)
    db.session.flush()
    happened(feedback, "told", by=actor.employee_id, at=at)
    record("feedback told", feedback, unit_id=feedback.unit_id, kind=feedback.kind, source=feedback.source)
    for step in told.done:
        note_step(actor, feedback, step, at=at)
    if feedback.kind == "praise" and feedback.about_id:
        _end(feedback, "solved", at)
    return feedback


def _check_words(told: Told) -> None:
    if not (told.words.strip() or told.comment):
        raise Refused(refusal.NO_WORDS)
    if course.names_a_customer(f"{told.words} {told.reference}"):
        raise Refused(refusal.WAY_BACK)


def _check_person(actor: Actor, kind: str, unit: Unit, about: Employee | None) -> None:
    if about is None:
        return
    if unit.people == "none":
        raise Refused(refusal.NO_NAMES)
    if about.unit_id != unit.id or about.status == "left":
        raise Refused(refusal.NOT_THERE)
    if kind == "praise" and about.id == actor.employee_id:
        raise Refused(refusal.OWN_PRAISE)


def _start_clocks(feedback: Feedback, at: dt.datetime) -> None:
    """Set by when the matter should be answered and closed, from `at` on, in hours of the unit."""
    if not course.has_clock(feedback.kind):
        feedback.reply_due = feedback.close_due = None
        return
    hours = hours_of(feedback.unit)
    feedback.reply_due = due(hours, at, course.REPLY_WITHIN[feedback.severity])
    feedback.close_due = due(hours, at, course.CLOSE_WITHIN[feedback.severity])


def happened(feedback: Feedback, what: str, *, by: int | None, note: str = "", at: dt.datetime | None = None) -> None:
    """Add to what happened; by None: the system."""
    db.session.add(FeedbackEvent(feedback_id=feedback.id, round=feedback.round, what=what, note=note.strip(), at=at or now(),
                                 by_id=by))


def changed(action: str, feedback: Feedback, **facts: Any) -> None:
    """Write a change and its row of the ledger."""
    db.session.flush()
    record(action, feedback, unit_id=feedback.unit_id, **facts)


def _need(feedback: Feedback, *states: str) -> None:
    if feedback.state not in states:
        raise Refused(refusal.WRONG_STATE)


def _not_own(feedback: Feedback, employee_id: int) -> None:
    if feedback.kind != "praise" and feedback.about_id == employee_id:
        raise Refused(refusal.OWN_CASE)


def hand_over(actor: Actor, feedback: Feedback, employee_id: int) -> None:
    """Give the matter to somebody who handles such in the unit, oneself among them.

    Raises:
        Refused: it is closed, or the person may not handle it.
    """
    _need(feedback, "open", "waiting")
    _not_own(feedback, employee_id)
    if employee_id not in {one.employee_id for one in queries.leaders() if feedback.unit.path.startswith(one.path)}:
        raise Refused(refusal.NOT_A_HANDLER)
    feedback.owner_id = employee_id
    happened(feedback, "taken", by=actor.employee_id)
    changed("feedback handed over", feedback, owner=employee_id)


def note_step(actor: Actor, feedback: Feedback, step: str, *, note: str = "", at: dt.datetime | None = None) -> None:
    """Note that a step was done; the first of a round is the reply.

    Raises:
        Refused: it is closed, the step does not belong to it, or was done in this round.
    """
    _need(feedback, "open", "waiting")
    if step not in course.steps_of(feedback.kind, feedback.reachable):
        raise Refused(refusal.NO_STEP)
    if step in queries.steps_done(feedback):
        raise Refused(refusal.DONE_ALREADY)
    check_note(note)
    moment = at or now()
    happened(feedback, step, by=actor.employee_id, note=note, at=moment)
    if feedback.replied_at is None:
        feedback.replied_at = moment
        if feedback.reply_minutes is None and course.has_clock(feedback.kind):
            feedback.reply_minutes = _minutes(feedback, feedback.opened_at, moment)
    changed("feedback step done", feedback, step=step)


def check_note(note: str) -> None:
    """Refuse words that lead to a customer.

    Raises:
        Refused: they do.
    """
    if course.names_a_customer(note):
        raise Refused(refusal.WAY_BACK)


def _minutes(feedback: Feedback, start: dt.datetime, end: dt.datetime) -> int:
    return int(working(hours_of(feedback.unit), start, end) / MINUTE)


def wait(actor: Actor, feedback: Feedback, note: str = "") -> None:
    """Stop the clocks until the customer answers.

    Raises:
        Refused: it is not open, or nobody can be waited for.
    """
    _need(feedback, "open")
    if not feedback.reachable or not course.has_clock(feedback.kind):
        raise Refused(refusal.NO_WAY_TO_ASK)
    check_note(note)
    feedback.state, feedback.waiting_since = "waiting", now()
    happened(feedback, "waiting", by=actor.employee_id, note=note)
    changed("feedback waits", feedback)


def resume(actor: Actor, feedback: Feedback) -> None:
    """Let the clocks run again; what was left of them when they stopped is left now.

    Raises:
        Refused: nobody waits.
    """
    _need(feedback, "waiting")
    _run_on(feedback, now())
    happened(feedback, "resumed", by=actor.employee_id)
    changed("feedback resumed", feedback)


def _run_on(feedback: Feedback, at: dt.datetime) -> None:
    hours, since = hours_of(feedback.unit), feedback.waiting_since or at
    for name in ("reply_due", "close_due"):
        deadline = getattr(feedback, name)
        if deadline and deadline > since:
            setattr(feedback, name, due(hours, at, working(hours, since, deadline)))
    feedback.waited_minutes += int(working(hours, since, at) / MINUTE)
    feedback.state, feedback.waiting_since = "open", None


def close(actor: Actor, feedback: Feedback, *, result: str, outcome: str) -> None:
    """Close a matter whose steps are all done.

    Raises:
        Refused: it is not open, a step is owed, or nobody says what was done.
    """
    _need(feedback, "open")
    _not_own(feedback, actor.employee_id)
    if course.owed(feedback.kind, feedback.reachable, queries.steps_done(feedback)):
        raise Refused(refusal.STEPS_OWED)
    if not result.strip():
        raise Refused(refusal.NO_RESULT)
    check_note(result)
    at = now()
    if feedback.close_minutes is None and course.has_clock(feedback.kind):
        feedback.close_minutes = max(0, _minutes(feedback, feedback.opened_at, at) - feedback.waited_minutes)
    feedback.result = result.strip()
    feedback.owner_id = feedback.owner_id or actor.employee_id
    _end(feedback, outcome, at)
    happened(feedback, "closed", by=actor.employee_id, note=result, at=at)
    changed("feedback closed", feedback, outcome=outcome)


def _end(feedback: Feedback, outcome: str, at: dt.datetime) -> None:
    feedback.state, feedback.closed_at, feedback.outcome = "closed", at, outcome


def reopen(actor: Actor | None, feedback: Feedback, reason: str = "") -> None:
    """Open a closed matter again, with new clocks and all its steps; None: the customer's own answer says so.

    Raises:
        Refused: it is not closed, is praise, or nobody says why.
    """
    _need(feedback, "closed")
    if feedback.kind == "praise":
        raise Refused(refusal.PRAISE_STAYS)
    if actor is not None and not reason.strip():
        raise Refused(refusal.NO_REASON)
    check_note(reason)
    at = now()
    feedback.state, feedback.closed_at, feedback.outcome = "open", None, ""
    feedback.round, feedback.replied_at, feedback.level, feedback.escalated_at = feedback.round + 1, None, 0, None
    feedback.link_id = None
    _start_clocks(feedback, now())
    happened(feedback, "reopened", by=actor.employee_id if actor else None, note=reason, at=at)
    changed("feedback reopened", feedback, round=feedback.round)


@dataclass(frozen=True)
class Filed:
    """How a matter is filed."""

    kind: str
    severity: str
    touchpoint_id: int
    reachable: bool
    about: Employee | None = None


def refile(actor: Actor, feedback: Feedback, filed: Filed) -> None:
    """Correct what a matter is; its clocks go by that, from when it was told. Praise that gets its person is that person's.

    Raises:
        Refused: it is closed, or the person may not be named.
    """
    _need(feedback, "open")
    _check_person(actor, filed.kind, feedback.unit, filed.about)
    about_id = filed.about.id if filed.about else None
    if filed.kind != "praise" and about_id in (actor.employee_id, feedback.owner_id) and about_id is not None:
        raise Refused(refusal.OWN_CASE)
    before = feedback.kind, feedback.severity
    feedback.kind, feedback.severity, feedback.reachable = filed.kind, filed.severity, filed.reachable
    feedback.touchpoint_id, feedback.about_id = filed.touchpoint_id, about_id
    if before != (filed.kind, filed.severity) and feedback.round == 1:
        _start_clocks(feedback, feedback.opened_at)
    if feedback.kind == "praise" and about_id:
        _end(feedback, "solved", now())
    happened(feedback, "changed", by=actor.employee_id)
    changed("feedback filed anew", feedback, kind=feedback.kind, severity=feedback.severity)
