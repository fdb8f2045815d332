"""Reading the counts, and the attempts that they are made of."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, func, select

from cxtrain.extensions import db
from cxtrain.quizzes.bank.queries import current_versions
from cxtrain.quizzes.bank.remarks.anew import Key
from cxtrain.quizzes.marking import Given, Result
from cxtrain.quizzes.models import Answer, HandMark, QuestionVersion, Quiz, QuizAttempt
from cxtrain.quizzes.papers.exams.models import ON_SCREEN
from cxtrain.quizzes.queries import keys_now, marked, questions_by_version, quiz_of
from cxtrain.quizzes.question import Shape
from cxtrain.quizzes.quiz import Fixed
from cxtrain.quizzes.statistics.counting import Difference, Item, Tally, Total, Typed, differences, digest_of
from cxtrain.quizzes.statistics.figures import Subject
from cxtrain.quizzes.statistics.models import ItemCount, QuizPaper, TotalCount, TypedCount

CHUNK = 500  # attempts that are read at once
_items, _totals, _typed, _version = (model.__table__ for model in (ItemCount, TotalCount, TypedCount, QuestionVersion))
_PAPER = select(QuizPaper.id).where(QuizPaper.quiz_id == bindparam("quiz"), QuizPaper.digest == bindparam("digest"))


def settled(*conditions: ColumnElement[bool], keys: Mapping[int, Key] | None = None) -> Iterator[tuple[QuizAttempt, Result]]:
    """Yield all attempts that have a score, with their marking, in two or three statements for each `CHUNK` of them.

    They are marked by `keys`, by version id, instead of those by which some versions are marked now.
    """
    last, keys = 0, keys_now() if keys is None else keys
    while True:
        there = (QuizAttempt.id > last, QuizAttempt.score.is_not(None), ON_SCREEN, *conditions)
        attempts = list(db.session.scalars(select(QuizAttempt).where(*there).order_by(QuizAttempt.id).limit(CHUNK)))
        if not attempts:
            return
        ids = [attempt.id for attempt in attempts]
        answers, by_hand = _answers(ids), _by_hand(ids)
        yield from ((attempt, marked(attempt, answers[attempt.id], by_hand[attempt.id], keys)) for attempt in attempts)
        last = ids[-1]


def _answers(ids: Sequence[int]) -> dict[int, dict[str, Given]]:
    found: dict[int, dict[str, Given]] = defaultdict(dict)
    columns = (Answer.attempt_id, Answer.question_id, Answer.given, Answer.certainty)
    for attempt_id, question_id, given, certainty in db.session.execute(select(*columns).where(Answer.attempt_id.in_(ids))):
        if given:
            found[attempt_id][question_id] = Given(given, certainty)
    return found


def _by_hand(ids: Sequence[int]) -> dict[int, dict[str, list[int]]]:
    found: dict[int, dict[str, list[int]]] = defaultdict(dict)
    columns = (HandMark.attempt_id, HandMark.question_id, HandMark.points)
    for attempt_id, question_id, points in db.session.execute(select(*columns).where(HandMark.attempt_id.in_(ids))):
        found[attempt_id][question_id] = points
    return found


def kept() -> Tally:
    """Return all counts as the tables hold them; rows of n = 0 are none."""
    tally = Tally()
    for table, kind, counts in ((_items, Item, tally.items), (_totals, Total, tally.totals), (_typed, Typed, tally.typed)):
        for *key, n in db.session.execute(select(*table.primary_key, table.c.n).where(table.c.n > 0)):
            counts[kind(*key)] = n  # type: ignore[index]
    return tally


def counted(attempts: Iterable[tuple[QuizAttempt, Result]], paper_of: Callable[[QuizAttempt], int]) -> Tally:
    """Return the counts of attempts with their marking; `paper_of` gives the id of an attempt's paper."""
    tally, papers = Tally(), dict[tuple[int, tuple[int, ...]], int]()
    for attempt, result in attempts:
        paper = (attempt.version_id, tuple(attempt.paper))
        if paper not in papers:
            papers[paper] = paper_of(attempt)
        tally.add(papers[paper], attempt.paper, result.marks, is_first=attempt.number == 1)
    return tally


def paper_id_of(attempt: QuizAttempt) -> int | None:
    """Return the id of the attempt's paper, None where none like it was handed in before."""
    digest = digest_of(quiz_of(attempt.version), attempt.paper)
    found: int | None = db.session.scalar(_PAPER, {"quiz": attempt.quiz_id, "digest": digest})
    return found


def verify_counts() -> tuple[int, tuple[Difference, ...]]:
    """Compare the tables with a fresh count: how many rows there are, and where they differ."""
    there, fresh = kept(), counted(settled(), lambda attempt: paper_id_of(attempt) or 0)
    return sum(map(len, (there.items, there.totals, there.typed))), differences(there, fresh)


def is_complete() -> bool:
    """Whether as many attempts are counted as are settled: not where they were made before there were counts."""
    counted = db.session.scalar(select(func.sum(TotalCount.n))) or 0
    return counted == db.session.scalar(select(func.count()).where(QuizAttempt.score.is_not(None), ON_SCREEN))


@dataclass(frozen=True)
class Sat:
    """A paper that people sat, with how many did; `is_current`: it is what the quiz hands out now."""

    row: QuizPaper
    people: int
    is_current: bool


def papers_of(quiz: Quiz) -> list[Sat]:
    """Return the papers that a quiz handed out and that were handed in, the latest first."""
    people = select(TotalCount.paper_id, func.sum(TotalCount.n).label("n")).where(TotalCount.is_first).group_by(
        TotalCount.paper_id).subquery()
    query = select(QuizPaper, people.c.n).outerjoin(people, people.c.paper_id == QuizPaper.id).where(
        QuizPaper.quiz_id == quiz.id).order_by(QuizPaper.since.desc(), QuizPaper.id.desc())
    written = quiz_of(quiz.current)
    keys = [slot.key for slot in written.slots if isinstance(slot, Fixed)]
    versions = current_versions(keys)
    digest = digest_of(written, [versions[key] for key in keys if key in versions])
    return [Sat(row, n or 0, row.digest == digest) for row, n in db.session.execute(query)]


def subjects_of(version_ids: Collection[int]) -> list[Subject]:
    """Return the question versions that ask for something, in the order of their ids here."""
    found = questions_by_version(list(version_ids))
    numbers = dict(db.session.execute(select(_version.c.id, _version.c.number).where(
        _version.c.id.in_(version_ids))).tuples().all())
    return [Subject(each, found[each][0], numbers[each], found[each][1]) for each in version_ids
            if found[each][1].shape is not Shape.NONE]


def versions_with(version_id: int) -> list[int]:
    """Return the ids of all versions of the question that this is one of, the latest first; none where it is none."""
    key = select(_version.c.key).where(_version.c.id == version_id).scalar_subquery()
    return list(db.session.scalars(select(_version.c.id).where(_version.c.key == key).order_by(_version.c.number.desc())))


def items_of(paper_ids: Collection[int], version_ids: Collection[int] | None = None) -> list[tuple[Item, int]]:
    """Return the counts of these papers' questions, or of some of these."""
    query = select(*_items.primary_key, _items.c.n).where(_items.c.paper_id.in_(paper_ids), _items.c.n > 0)
    if version_ids is not None:
        query = query.where(_items.c.version_id.in_(version_ids))
    return [(Item(*key), n) for *key, n in db.session.execute(query)]


def totals_of(paper_id: int) -> list[tuple[Total, int]]:
    """Return how many attempts came to which total at a paper."""
    query = select(*_totals.primary_key, _totals.c.n).where(_totals.c.paper_id == paper_id, _totals.c.n > 0)
    return [(Total(*key), n) for *key, n in db.session.execute(query)]


def typed_of(paper_ids: Collection[int], version_ids: Collection[int]) -> list[tuple[Typed, int]]:
    """Return the typed answers that earned nothing and how many gave them."""
    query = select(*_typed.primary_key, _typed.c.n).where(
        _typed.c.paper_id.in_(paper_ids), _typed.c.version_id.in_(version_ids), _typed.c.n > 0)
    return [(Typed(*key), n) for *key, n in db.session.execute(query)]


def analyses_of(key: str) -> list[tuple[Quiz, int]]:
    """Return the quizzes in which a question was answered, each with the latest version that was: where links lead."""
    latest = select(QuizPaper.quiz_id, func.max(_items.c.version_id).label("version_id")).join(
        _items, _items.c.paper_id == QuizPaper.id).join(_version, _version.c.id == _items.c.version_id).where(
        _version.c.key == key, _items.c.n > 0).group_by(QuizPaper.quiz_id).subquery()
    rows = db.session.execute(select(Quiz, latest.c.version_id).join(latest, latest.c.quiz_id == Quiz.id).order_by(Quiz.slug))
    return [(quiz, version_id) for quiz, version_id in rows]
