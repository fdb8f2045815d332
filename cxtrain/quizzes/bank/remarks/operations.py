"""Marking attempts anew, and undoing it; the caller commits."""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.bank.remarks.anew import Key, anew
from cxtrain.quizzes.bank.remarks.models import QuestionRemark, RemarkedAttempt
from cxtrain.quizzes.bank.remarks.passing import Sat, passed_again
from cxtrain.quizzes.bank.remarks.queries import answers_to
from cxtrain.quizzes.marking import Given, Mark, Result, mark_paper
from cxtrain.quizzes.models import QuizAttempt, QuizRenewal
from cxtrain.quizzes.queries import keys_now, questions_by_version, quiz_by_digest, quiz_of
from cxtrain.quizzes.signals import quiz_corrected
from cxtrain.quizzes.sittings.operations import note_other_score
from cxtrain.quizzes.statistics.counting import chosen_of, wrong_text
from cxtrain.quizzes.statistics.operations import exchange
from cxtrain.quizzes.statistics.queries import settled

STAMPS = 2**40
CHUNK = 500  # attempts that are marked at once


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
class Outcome:
    """What a change of keys comes to."""

    seen: int
    changed: tuple[Changed, ...]
    passed: frozenset[int]  # ids of the attempts that pass and did not before
    fails: int

    def effect(self) -> Effect:
        """Return it in numbers."""
        moves = [(each.after.score or 0) - (each.before.score or 0) for each in self.changed]
        return Effect(self.seen, sum(move > 0 for move in moves), sum(move < 0 for move in moves), len(self.passed), self.fails)


@dataclass(frozen=True)
class Wish:
    """What is to be marked anew: the versions of a question, the key that counts, and whose it is."""

    versions: tuple[int, ...]
    key: Key
    by: int | None  # the id of the version whose key it is; None: everybody gets the marks


def outcome_of(wish: Wish) -> Outcome:
    """Return what marking the answers to some versions by a key would do.

    Raises:
        AlreadyRemarked: one of them is marked by another key already.
    """
    before = keys_now()
    if not before.keys().isdisjoint(wish.versions):
        raise AlreadyRemarked
    return _outcome(wish.versions, before, before | dict.fromkeys(wish.versions, wish.key))


def remark(actor: Actor, question_key: str, wish: Wish, outcome: Outcome, *, reason: str) -> QuestionRemark:
    """Mark answers by a key from now on, and in all attempts that are marked; `outcome` is what `outcome_of` has just said."""
    row = QuestionRemark(
        key=question_key, versions=sorted(wish.versions), by_version_id=wish.by, keeps_better=wish.key.keeps_better,
        reason=reason, made_at=now(), made_by=actor.employee_id, stamp=secrets.randbelow(STAMPS))
    had = {each.attempt.id: bool(each.attempt.passed) for each in outcome.changed}
    db.session.add(row)
    _apply(outcome)
    db.session.add_all([RemarkedAttempt(
        remark_id=row.id, attempt_id=each.attempt.id, score_before=each.before.score, score_after=each.after.score,
        passed_before=had[each.attempt.id], passed_after=each.attempt.passed) for each in outcome.changed])
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
    _apply(outcome)
    record("remark undone", row, unit_id=None, key=row.key, changed=outcome.effect().changed)
    _tell(outcome)


def _keys(versions: Sequence[int], key: Key) -> tuple[dict[int, Key], dict[int, Key]]:
    """Return the keys that count now, and those that would."""
    before = keys_now()
    if not before.keys().isdisjoint(versions):
        raise AlreadyRemarked
    return before, before | dict.fromkeys(versions, key)


def _outcome(versions: Sequence[int], before: Mapping[int, Key], after: Mapping[int, Key]) -> Outcome:
    """Return what becomes of the attempts with some versions when other keys count.

    Most attempts keep their marks: their answers to these versions are looked at alone, and equal answers once.
    """
    touched, seen = [], 0
    change = lru_cache(maxsize=50_000)(partial(_changes, before=before, after=after))
    for attempt_id, *facts in answers_to(versions):
        seen += 1
        if change(*facts):
            touched.append(attempt_id)
    changed = []
    for at in range(0, len(touched), CHUNK):
        for attempt, plain in settled(QuizAttempt.id.in_(touched[at:at + CHUNK]), keys={}):
            quiz = quiz_of(attempt.version)
            changed.append(Changed(attempt, *(anew(plain, attempt.paper, keys, quiz) for keys in (before, after))))
    passed, fails = _passing(changed)
    return Outcome(seen, tuple(changed), passed, fails)


def _changes(version_id: int, digest: str, texts: str, certainty: int | None, *, before: Mapping[int, Key],
             after: Mapping[int, Key]) -> bool:
    """Whether an answer to a version, its texts as JSON, earns or counts as something else by the keys after."""
    quiz, question = quiz_by_digest(digest), questions_by_version([version_id])[version_id][1]
    plain = mark_paper(quiz, [question], {question.id: Given(json.loads(texts), certainty)})
    one, other = (anew(plain, [version_id], keys, quiz).marks[0] for keys in (before, after))
    return _counts(one) != _counts(other)


def _counts(mark: Mark) -> tuple[object, ...]:
    """Return what of a mark is counted anywhere."""
    return mark.earned, chosen_of(mark), wrong_text(mark)


def _passing(changed: Sequence[Changed]) -> tuple[frozenset[int], int]:
    """Return the attempts that pass now, by id, and how many passed and would not."""
    scores = {each.attempt.id: each.after.score for each in changed}
    passed: set[int] = set()
    fails = 0
    for attempts, renewed in _people(changed):
        sat = [Sat(each.number, scores.get(each.id, each.score) or 0, bool(each.passed), quiz_of(each.version).counts,
                   quiz_of(each.version).pass_mark) for each in attempts]
        for each, standing in zip(attempts, passed_again(sat, renewed), strict=True):
            if standing.passed and not each.passed:
                passed.add(each.id)
            fails += bool(each.passed and not standing.would and each.id in scores)
    return frozenset(passed), fails


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
