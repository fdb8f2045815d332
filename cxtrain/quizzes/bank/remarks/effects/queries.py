"""Working out what a change of keys would do to the attempts that are marked."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.quizzes.bank.remarks.anew import Key, anew
from cxtrain.quizzes.bank.remarks.models import QuestionRemark
from cxtrain.quizzes.bank.remarks.passing import Sat, passed_again
from cxtrain.quizzes.bank.remarks.queries import Ruling, answers_to
from cxtrain.quizzes.marking import Given, Mark, Result, mark_paper
from cxtrain.quizzes.models import QuizAttempt, QuizRenewal
from cxtrain.quizzes.queries import keys_now, questions_by_version, quiz_by_digest, quiz_of
from cxtrain.quizzes.statistics.counting import chosen_of, wrong_text
from cxtrain.quizzes.statistics.queries import settled

CHUNK = 500  # attempts that are marked at once


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

    @property
    def people(self) -> frozenset[int]:
        """Return whose scores change."""
        return frozenset(each.attempt.employee_id for each in self.changed if each.before.score != each.after.score)

    def effect(self) -> Effect:
        """Return it in numbers."""
        moves = [(each.after.score or 0) - (each.before.score or 0) for each in self.changed]
        return Effect(self.seen, sum(move > 0 for move in moves), sum(move < 0 for move in moves), len(self.passed), self.fails)


@dataclass(frozen=True)
class Wish:
    """What is to be marked anew: the versions of a question, and how."""

    versions: tuple[int, ...]
    ruling: Ruling
    undoes: bool = False  # as they were marked before this ruling


def wish_of(row: QuestionRemark) -> Wish:
    """Return what a remark, or its undoing, asks for."""
    return Wish(tuple(row.versions), Ruling(row.by_version_id, row.keeps_better), row.undoes_id is not None)


def outcome_of(wish: Wish) -> Outcome:
    """Return what it would do, as things stand now, to mark the answers to some versions so."""
    before = keys_now()
    after = {version: key for version, key in before.items() if version not in wish.versions}
    if not wish.undoes:
        by = wish.ruling.by_version_id
        after |= dict.fromkeys(wish.versions, wish.ruling.key(questions_by_version([by] if by else [])))
    return _outcome(wish.versions, before, after)


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
