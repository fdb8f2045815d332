"""Changing the counts when an attempt is settled, and counting all anew; the caller commits."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, TextClause, bindparam, delete, text, update
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.quizzes.marking import Result
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.queries import quiz_of, result_of
from cxtrain.quizzes.statistics.counting import Tally, digest_of, is_drawn
from cxtrain.quizzes.statistics.models import ItemCount, QuizPaper, TotalCount, TypedCount
from cxtrain.quizzes.statistics.queries import counted, paper_id_of, settled

_items, _totals, _typed, _paper = (model.__table__ for model in (ItemCount, TotalCount, TypedCount, QuizPaper))


def put_in(attempt: QuizAttempt, result: Result | None = None) -> None:
    """Count an attempt whose score has just been settled; nothing happens where it waits for a person.

    `result` is its marking, where the caller knows it.
    """
    tally = _tally_of(attempt, result)
    for table, rows in _rows(tally):
        db.session.connection().execute(_adding(table), rows)


def take_out(attempt: QuizAttempt, result: Result | None = None) -> None:
    """Count an attempt no longer: to be called before anything changes by which it is marked, and `put_in` after it."""
    for table, rows in _rows(_tally_of(attempt, result)):
        db.session.connection().execute(_taking(table), [{f"the_{name}": value for name, value in row.items()} for row in rows])


def exchange(changed: Sequence[tuple[QuizAttempt, Result, Result]]) -> None:
    """Count attempts by other marks: each with its marking before and after, all of them in a few statements."""
    gone, come, papers = Tally(), Tally(), dict[tuple[int, tuple[int, ...]], int]()
    for attempt, before, after in changed:
        paper = (attempt.version_id, tuple(attempt.paper))
        if paper not in papers:
            papers[paper] = _paper_id(attempt)
        for tally, result in ((gone, before), (come, after)):
            tally.add(papers[paper], attempt.paper, result.marks, is_first=attempt.number == 1)
    for table, rows in _rows(gone):
        db.session.connection().execute(_taking(table), [{f"the_{name}": value for name, value in row.items()} for row in rows])
    for table, rows in _rows(come):
        db.session.connection().execute(_adding(table), rows)


def _tally_of(attempt: QuizAttempt, result: Result | None) -> Tally:
    tally = Tally()
    if attempt.score is not None:
        marks = (result or result_of(attempt)).marks
        tally.add(_paper_id(attempt), attempt.paper, marks, is_first=attempt.number == 1)
    return tally


def _paper_id(attempt: QuizAttempt) -> int:
    """Return the id of the attempt's paper, which is written down when it is first handed in."""
    found = paper_id_of(attempt)
    if found is None:
        quiz = quiz_of(attempt.version)
        new = {"quiz_id": attempt.quiz_id, "digest": digest_of(quiz, attempt.paper), "since": attempt.submitted_at,
               "questions": [] if is_drawn(quiz) else attempt.paper}
        db.session.execute(_insert(db.engine.dialect.name)(_paper).on_conflict_do_nothing(), new)
        found = paper_id_of(attempt)
    assert found is not None
    return found


def _rows(tally: Tally) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Yield the tables with what is to change in them, in one order for all, so that no two submits wait for each other."""
    for table, counts in ((_items, tally.items), (_totals, tally.totals), (_typed, tally.typed)):
        rows = [{**key._asdict(), "n": n} for key, n in sorted(counts.items())]  # type: ignore[attr-defined]
        if rows:
            yield table, rows


@lru_cache(maxsize=3)
def _adding(table: Table) -> TextClause:
    """Return the statement that adds to counts, as text: SQLAlchemy compiles an upsert anew each time, which takes longer."""
    names, keys = [column.name for column in table.columns], ", ".join(column.name for column in table.primary_key)
    values = ", ".join(f":{name}" for name in names)
    return text(f"insert into {table.name} ({', '.join(names)}) values ({values}) "  # noqa: S608 - names of our own
                f"on conflict ({keys}) do update set n = {table.name}.n + excluded.n")


@lru_cache(maxsize=3)
def _taking(table: Table) -> Any:
    """Return the statement that takes from counts; rows of n = 0 stay and count as none."""
    here = (column == bindparam(f"the_{column.name}") for column in table.primary_key)
    return update(table).where(*here).values(n=table.c.n - bindparam("the_n"))


def _insert(dialect: str) -> Any:
    return postgresql.insert if dialect == "postgresql" else sqlite.insert


def count_anew() -> int:
    """Count all settled attempts anew; return how many rows there are. The ledger learns nothing of it."""
    if db.engine.dialect.name == "postgresql":  # elsewhere nobody writes meanwhile anyway
        db.session.execute(text("lock table quiz_attempt in share mode"))
    tally = counted(settled(), _paper_id)
    for table in (_items, _totals, _typed):
        db.session.execute(delete(table))
    for table, rows in _rows(tally):
        db.session.execute(table.insert(), rows)
    return len(tally.items) + len(tally.totals) + len(tally.typed)


def rebuild() -> int:
    """Count all settled attempts anew and record it; return how many rows there are. For repair only."""
    rows = count_anew()
    record("rollups rebuilt", ("quiz_paper", 0), unit_id=None, rows=rows)
    return rows
