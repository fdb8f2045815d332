"""Asking that attempts be marked anew, or that it be undone, and deciding on it; the caller commits."""

import secrets

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.corrections.matter import DECIDED, NOT_YOURS, CorrectionRefused
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.bank.remarks.effects.queries import Outcome, Wish
from cxtrain.quizzes.bank.remarks.models import QuestionRemark, RemarkedAttempt
from cxtrain.quizzes.bank.remarks.queries import open_remarks, waiting_undoing
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.signals import quiz_corrected
from cxtrain.quizzes.sittings.operations import note_other_score
from cxtrain.quizzes.statistics.operations import exchange
from cxtrain.web.bilingual import N_

STAMPS = 2**40
MARKED = N_("A version that you chose is marked by another key already. Undo that first.")
WAITS = N_("Somebody asked already to mark a version that you chose by another key. Let that be decided first.")
UNDOING = N_("It does not count any more, or somebody asked already to undo it.")
OWN_SCORE = N_("An attempt of your own gets another score by this, so it is for others to ask for it and to decide on it.")


def refuse_to_ask(actor: Actor, question_key: str, wish: Wish, outcome: Outcome) -> None:
    """Refuse an asking that cannot be, before anybody has words to write.

    Raises:
        CorrectionRefused: a version is marked by another key or waits for it already, or the actor's own score changes.
    """
    for row in open_remarks(question_key):
        if not set(wish.versions).isdisjoint(row.versions):
            raise CorrectionRefused(WAITS if row.state == "waiting" else MARKED)
    _refuse_own_case(actor, outcome)


def ask(actor: Actor, question_key: str, wish: Wish, *, reason: str) -> QuestionRemark:
    """Ask that answers be marked by a key; nothing changes until a second person confirms. `refuse_to_ask` comes before."""
    return _asked(actor, "remark asked", QuestionRemark(
        key=question_key, versions=sorted(wish.versions), by_version_id=wish.ruling.by_version_id,
        keeps_better=wish.ruling.keeps_better, reason=reason))


def refuse_to_undo(actor: Actor, row: QuestionRemark, outcome: Outcome) -> None:
    """Refuse an undoing that cannot be.

    Raises:
        CorrectionRefused: the remark does not count, its undoing waits already, or the actor's own score changes.
    """
    if row not in open_remarks(row.key) or row.state == "waiting" or waiting_undoing(row):
        raise CorrectionRefused(UNDOING)
    _refuse_own_case(actor, outcome)


def ask_undoing(actor: Actor, row: QuestionRemark, reason: str) -> QuestionRemark:
    """Ask that answers be marked as they were before; the remark counts on until then. `refuse_to_undo` comes before."""
    return _asked(actor, "remark undoing asked", QuestionRemark(
        key=row.key, versions=row.versions, by_version_id=row.by_version_id, keeps_better=row.keeps_better,
        undoes_id=row.id, reason=reason))


def _asked(actor: Actor, action: str, row: QuestionRemark) -> QuestionRemark:
    row.made_at, row.made_by, row.state, row.stamp = now(), actor.employee_id, "waiting", secrets.randbelow(STAMPS)
    db.session.add(row)
    db.session.flush()
    record(action, row, unit_id=None, key=row.key, undoes=row.undoes_id)
    return row


def confirm(actor: Actor, row: QuestionRemark, outcome: Outcome) -> None:
    """Let it count from now on, and in all attempts that are marked; `outcome` is what `outcome_of` has just said.

    Whoever has passed by a remark stays passed when it is undone.

    Raises:
        CorrectionRefused: it was decided, or it is not the actor's to decide.
    """
    _refuse_first_person(actor, row, outcome)
    had = {each.attempt.id: bool(each.attempt.passed) for each in outcome.changed}
    _decide(actor, row, "confirmed")
    if row.undoes_id:
        undone = db.session.get_one(QuestionRemark, row.undoes_id)
        undone.undone_at, undone.undone_by = row.decided_at, row.decided_by
    _apply(outcome)
    db.session.add_all([RemarkedAttempt(
        remark_id=row.id, attempt_id=each.attempt.id, score_before=each.before.score, score_after=each.after.score,
        passed_before=had[each.attempt.id], passed_after=each.attempt.passed) for each in outcome.changed])
    db.session.flush()
    effect = outcome.effect()
    record("remark undone" if row.undoes_id else "question remarked", row, unit_id=None, key=row.key, undoes=row.undoes_id,
           changed=effect.changed, passed=effect.passes, asked_by=row.made_by)
    _tell(outcome)


def refuse(actor: Actor, row: QuestionRemark, outcome: Outcome, words: str) -> None:
    """Refuse it and say why; scores stay.

    Raises:
        CorrectionRefused: it was decided, or it is not the actor's to decide.
    """
    _refuse_first_person(actor, row, outcome)
    _decide(actor, row, "refused", words)
    record("remark refused", row, unit_id=None, key=row.key, undoes=row.undoes_id, asked_by=row.made_by)


def withdraw(actor: Actor, row: QuestionRemark) -> None:
    """Take back what one asked for.

    Raises:
        CorrectionRefused: it was decided, or somebody else asked.
    """
    if row.state != "waiting":
        raise CorrectionRefused(DECIDED)
    if row.made_by != actor.employee_id:
        raise CorrectionRefused(NOT_YOURS)
    _decide(actor, row, "withdrawn")
    record("remark withdrawn", row, unit_id=None, key=row.key, undoes=row.undoes_id)


def _refuse_first_person(actor: Actor, row: QuestionRemark, outcome: Outcome) -> None:
    if row.state != "waiting":
        raise CorrectionRefused(DECIDED)
    if row.made_by == actor.employee_id:
        raise CorrectionRefused(NOT_YOURS)
    _refuse_own_case(actor, outcome)


def _refuse_own_case(actor: Actor, outcome: Outcome) -> None:
    if actor.employee_id in outcome.people:
        raise CorrectionRefused(OWN_SCORE)


def _decide(actor: Actor, row: QuestionRemark, state: str, words: str = "") -> None:
    row.state, row.decided_by, row.decided_at, row.words = state, actor.employee_id, now(), words
    row.stamp = secrets.randbelow(STAMPS)
    db.session.flush()


def _apply(outcome: Outcome) -> None:
    """Give the attempts their scores and passes, and keep the counts right."""
    for each in outcome.changed:
        each.attempt.score = each.after.score
    for attempt_id in outcome.passed:
        db.session.get_one(QuizAttempt, attempt_id).passed = True
        note_other_score(db.session.get_one(QuizAttempt, attempt_id))
    db.session.flush()
    exchange([(each.attempt, each.before, each.after) for each in outcome.changed])


def _tell(outcome: Outcome) -> None:
    """Tell whoever listens of the attempts that have another score or are passed now."""
    told = {each.attempt.id for each in outcome.changed if each.before.score != each.after.score} | outcome.passed
    for attempt_id in sorted(told):
        quiz_corrected.send(db.session.get_one(QuizAttempt, attempt_id))
