"""Marking attempts anew, and undoing it; the caller commits."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.bank.remarks.anew import Key, anew
from cxtrain.quizzes.bank.remarks.models import PaperQuestion, QuestionRemark, RemarkedAttempt
from cxtrain.quizzes.bank.remarks.passing import Sat, passed_again
from cxtrain.quizzes.marking import Mark, Result
from cxtrain.quizzes.models import QuizAttempt, QuizRenewal
from cxtrain.quizzes.queries import keys_now, quiz_of
from cxtrain.quizzes.signals import quiz_corrected
from cxtrain.quizzes.statistics.counting import chosen_of, wrong_text
from cxtrain.quizzes.statistics.operations import put_in, take_out
from cxtrain.quizzes.statistics.queries import settled

STAMPS = 2**40


class AlreadyRemarked(Exception):
    """One of the versions is marked by another key already: undo that first."""


@dataclass(frozen=True)
class Changed:
    """An attempt whose marks change."""

    attempt: QuizAttempt
    before: Result
    after: Result


@dataclass(frozen=True)
class Effect:
    """What a change of keys does, in numbers."""

    attempts: int  # that have the versions and are marked
    higher: int  # attempts with a higher score
    lower: int
    passes: int  # attempts that pass, and did not before
    fails: int  # attempts that passed, and would not now; they stay passed

    @property
    def changed(self) -> int:
        """Attempts with another score."""
        return self.higher + self.lower


@dataclass(frozen=True)
class _Outcome:
    seen: int
    changed: tuple[Changed, ...]
    passed: Mapping[int, bool]  # by attempt id, of those that pass and did not before
    fails: int

    def effect(self) -> Effect:
        """Return it in numbers."""
        moves = [(each.after.score or 0) - (each.before.score or 0) for each in self.changed]
        return Effect(self.seen, sum(move > 0 for move in moves), sum(move < 0 for move in moves), len(self.passed), self.fails)


def effect_of(versions: Sequence[int], key: Key) -> Effect:
    """Return what marking the answers to some versions by a key would do.

    Raises:
        AlreadyRemarked: one of them is marked by another key already.
    """
    return _outcome(versions, *_keys(versions, key)).effect()


def remark(actor: Actor, question_key: str, versions: Sequence[int], key: Key, *, by: int | None,
           reason: str) -> QuestionRemark:
    """Mark the answers to some versions of a question by a key, from now on and in all attempts that are marked.

    `by` is the id of the version whose key it is, None where everybody gets the marks.

    Raises:
        AlreadyRemarked: one of them is marked by another key already.
    """
    outcome = _outcome(versions, *_keys(versions, key))
    row = QuestionRemark(key=question_key, versions=sorted(versions), by_version_id=by, keeps_better=key.keeps_better,
                         reason=reason, made_at=now(), made_by=actor.employee_id, stamp=secrets.randbelow(STAMPS))
    db.session.add(row)
    db.session.flush()
    for each, passed in _applied(outcome):
        db.session.add(RemarkedAttempt(
            remark_id=row.id, attempt_id=each.attempt.id, score_before=each.before.score, score_after=each.after.score,
            passed_before=passed, passed_after=each.attempt.passed))
    db.session.flush()
    effect = outcome.effect()
    record("question remarked", row, unit_id=None, key=question_key, changed=effect.changed, passed=effect.passes)
    _tell(outcome)
    return row


def undo(actor: Actor, row: QuestionRemark) -> None:
    """Mark the answers as they were marked before. Whoever has passed by the remark stays passed."""
    if row.undone_at is not None:
        return
    before = keys_now()
    after = {version: key for version, key in before.items() if version not in row.versions}
    outcome = _outcome(row.versions, before, after)
    row.undone_at, row.undone_by, row.stamp = now(), actor.employee_id, secrets.randbelow(STAMPS)
    changed = sum(1 for _each in _applied(outcome))
    db.session.flush()
    record("remark undone", row, unit_id=None, key=row.key, changed=changed)
    _tell(outcome)


def _keys(versions: Sequence[int], key: Key) -> tuple[dict[int, Key], dict[int, Key]]:
    """Return the keys that count now, and those that would."""
    before = keys_now()
    if not before.keys().isdisjoint(versions):
        raise AlreadyRemarked
    return before, before | dict.fromkeys(versions, key)


def _outcome(versions: Sequence[int], before: Mapping[int, Key], after: Mapping[int, Key]) -> _Outcome:
    """Return what becomes of the attempts with some versions when other keys count."""
    on_papers = select(PaperQuestion.attempt_id).where(PaperQuestion.version_id.in_(versions))
    seen, changed = 0, []
    for attempt, plain in settled(QuizAttempt.id.in_(on_papers), keys={}):
        seen += 1
        quiz = quiz_of(attempt.version)
        one, other = (anew(plain, attempt.paper, keys, quiz) for keys in (before, after))
        if list(map(_counts, one.marks)) != list(map(_counts, other.marks)):
            changed.append(Changed(attempt, one, other))
    passed, fails = _passing(changed)
    return _Outcome(seen, tuple(changed), passed, fails)


def _counts(mark: Mark) -> tuple[object, ...]:
    """Return what of a mark is counted anywhere."""
    return mark.earned, chosen_of(mark), wrong_text(mark)


def _passing(changed: Sequence[Changed]) -> tuple[dict[int, bool], int]:
    """Return the attempts that pass now, by id, and how many passed and would not."""
    scores = {each.attempt.id: each.after.score for each in changed}
    passed: dict[int, bool] = {}
    fails = 0
    for attempts, renewed in _people(changed):
        sat = [Sat(each.number, scores.get(each.id, each.score) or 0, bool(each.passed), quiz_of(each.version).counts,
                   quiz_of(each.version).pass_mark) for each in attempts]
        for each, standing in zip(attempts, passed_again(sat, renewed), strict=True):
            if standing.passed and not each.passed:
                passed[each.id] = True
            fails += bool(each.passed and not standing.would and each.id in scores)
    return passed, fails


def _people(changed: Sequence[Changed]) -> Iterator[tuple[list[QuizAttempt], list[int]]]:
    """Yield all marked attempts of each person at each quiz of which one changes, by number, and when they were renewed."""
    pairs = sorted({(each.attempt.quiz_id, each.attempt.employee_id) for each in changed})
    for quiz_id in dict.fromkeys(quiz_id for quiz_id, _person in pairs):
        people = [person for quiz, person in pairs if quiz == quiz_id]
        for at in range(0, len(people), 500):
            yield from _of_quiz(quiz_id, people[at:at + 500])


def _of_quiz(quiz_id: int, people: Sequence[int]) -> Iterator[tuple[list[QuizAttempt], list[int]]]:
    attempts: dict[int, list[QuizAttempt]] = {person: [] for person in people}
    renewed: dict[int, list[int]] = {person: [] for person in people}
    for attempt in db.session.scalars(select(QuizAttempt).where(
            QuizAttempt.quiz_id == quiz_id, QuizAttempt.employee_id.in_(people), QuizAttempt.score.is_not(None)
    ).order_by(QuizAttempt.number)):
        attempts[attempt.employee_id].append(attempt)
    for person, number in db.session.execute(select(QuizRenewal.employee_id, QuizRenewal.after_number).where(
            QuizRenewal.quiz_id == quiz_id, QuizRenewal.employee_id.in_(people))):
        renewed[person].append(number)
    yield from ((attempts[person], renewed[person]) for person in people)


def _applied(outcome: _Outcome) -> Iterable[tuple[Changed, bool]]:
    """Give the attempts their scores and passes, keep the counts right, and yield each with whether it had passed."""
    had = {each.attempt.id: bool(each.attempt.passed) for each in outcome.changed}
    for each in outcome.changed:
        take_out(each.attempt, each.before)
        each.attempt.score = each.after.score
    for attempt_id in outcome.passed:
        db.session.get_one(QuizAttempt, attempt_id).passed = True
    for each in outcome.changed:
        put_in(each.attempt, each.after)
        yield each, had[each.attempt.id]


def _tell(outcome: _Outcome) -> None:
    """Tell whoever listens of the attempts that have another score or are passed now."""
    told = {each.attempt.id for each in outcome.changed if each.before.score != each.after.score} | outcome.passed.keys()
    for attempt_id in sorted(told):
        quiz_corrected.send(db.session.get_one(QuizAttempt, attempt_id))
