"""Reading the counts, and the attempts that they are made of."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from sqlalchemy import bindparam, func, select

from cxtrain.extensions import db
from cxtrain.quizzes.marking import Given, Result
from cxtrain.quizzes.models import Answer, HandMark, QuestionVersion, Quiz, QuizAttempt
from cxtrain.quizzes.queries import marked, quiz_of
from cxtrain.quizzes.statistics.counting import Difference, Item, Tally, Total, Typed, differences, digest_of
from cxtrain.quizzes.statistics.models import ItemCount, QuizPaper, TotalCount, TypedCount

CHUNK = 500  # attempts that are read at once
MOST_TEXTS = 20  # typed answers that a page shows
_items, _totals, _typed, _version = (model.__table__ for model in (ItemCount, TotalCount, TypedCount, QuestionVersion))
_PAPER = select(QuizPaper.id).where(QuizPaper.quiz_id == bindparam("quiz"), QuizPaper.digest == bindparam("digest"))


def settled() -> Iterator[tuple[QuizAttempt, Result]]:
    """Yield all attempts that have a score, with their marking, in two or three statements for each `CHUNK` of them."""
    last = 0
    while True:
        attempts = list(db.session.scalars(select(QuizAttempt).where(
            QuizAttempt.id > last, QuizAttempt.score.is_not(None)).order_by(QuizAttempt.id).limit(CHUNK)))
        if not attempts:
            return
        ids = [attempt.id for attempt in attempts]
        answers, by_hand = _answers(ids), _by_hand(ids)
        yield from ((attempt, marked(attempt, answers[attempt.id], by_hand[attempt.id])) for attempt in attempts)
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
    return counted == db.session.scalar(select(func.count()).where(QuizAttempt.score.is_not(None)))


def papers_of(quiz: Quiz) -> list[QuizPaper]:
    """Return the papers that a quiz handed out and that were handed in, the latest first."""
    query = select(QuizPaper).where(QuizPaper.quiz_id == quiz.id)
    return list(db.session.scalars(query.order_by(QuizPaper.since.desc(), QuizPaper.id.desc())))


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


def versions_of(key: str) -> dict[int, int]:
    """Return the numbers of a question's versions, by their ids."""
    rows = db.session.execute(select(_version.c.id, _version.c.number).where(_version.c.key == key))
    return dict(rows.tuples().all())
