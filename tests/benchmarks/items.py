"""What item analysis costs: the page's figures of 100,000 attempts at 20 questions, and what counting adds to handing one in.

Beside it, in the same run: the same figures from the rows (reading the answers' JSON with the driver alone, then
`measures.item_analysis` over the marks), and handing in without counting.
"""

import json
import math
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert

from cxtrain.app import create_app
from cxtrain.clock import now
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.measures.item_analysis import analyse_quiz
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.quizzes import operations
from cxtrain.quizzes.models import Answer, Quiz, QuizAttempt
from cxtrain.quizzes.statistics import queries
from cxtrain.quizzes.statistics.figures import Analysis, analysis_of
from cxtrain.quizzes.statistics.operations import count_anew

ATTEMPTS, QUESTIONS, HANDED_IN = 100_000, 20, 150
NAMES = [f"q{n}" for n in range(QUESTIONS)]


def quiz() -> str:
    """Return a quiz of twenty questions; each fifth has two right options, which earn half of the mark each."""
    def options(n: int) -> list[dict]:
        right = ("o0", "o1") if n % 5 == 0 else ("o0",)
        return [{"id": f"o{at}", "text": {"zh": f"选项{at}", "en": f"Option {at}"}, **({"correct": True} if f"o{at}" in right else {})}
                for at in range(4)]
    questions = [{"id": name, "kind": "multiple" if n % 5 == 0 else "single", "text": {"zh": f"第{n}题", "en": f"Question {n}"},
                  "options": options(n)} for n, name in enumerate(NAMES)]
    return json.dumps({"format": 1, "slug": "items", "title": {"zh": "题", "en": "Items"}, "brief": {"zh": "题", "en": "Items"},
                       "marking": "partial", "questions": questions}, ensure_ascii=False)


def answered(chance: random.Random) -> dict[str, list[str]]:
    """Return somebody's answers: right more often for who knows more, and at an easier question."""
    knows, given = chance.gauss(0, 1), {}
    for n, name in enumerate(NAMES):
        wanted = ("o0", "o1") if n % 5 == 0 else ("o0",)
        given[name] = sorted({option if chance.random() < 1 / (1 + math.exp(n / 8 - 2 - knows)) else f"o{chance.randrange(1, 4)}"
                              for option in wanted})
    return given


def write_attempts(quiz_row: Quiz, paper: list[int], people: range) -> None:
    """Write an attempt of each person with its answers, as they lie in the tables when handed in."""
    chance, at = random.Random(7), now()
    for start in range(people.start, people.stop, 2000):
        ids = range(start, min(start + 2000, people.stop))
        db.session.execute(insert(Employee.__table__), [
            {"id": n, "number": f"B{n}", "name": "欧阳", "name_en": "Ouyang", "unit_id": 1, "status": "active"} for n in ids])
        db.session.execute(insert(QuizAttempt.__table__), [
            {"id": n, "employee_id": n, "quiz_id": quiz_row.id, "version_id": quiz_row.current_id, "number": 1, "seed": n, "paper": paper,
             "started_at": at, "submitted_at": at, "score": 50.0, "passed": False} for n in ids])
        db.session.execute(insert(Answer.__table__), [
            {"attempt_id": n, "question_id": name, "given": texts, "saved_at": at} for n in ids for name, texts in answered(chance).items()])
    db.session.commit()


def figures(quiz_row: Quiz) -> Analysis:
    """Return what the page shows, with the queries that it makes."""
    paper = queries.papers_of(quiz_row)[0].row
    return analysis_of(queries.subjects_of(paper.questions), queries.items_of([paper.id]), queries.totals_of(paper.id),
                       drawn=False, only_first=True)


def from_rows(database: Path) -> float:
    """Return the mean total as the rows give it."""
    marks: dict[int, list[float]] = {}
    for attempt, question, given in sqlite3.connect(database).execute("select attempt_id, question_id, given from quiz_answer"):
        n, chosen = int(question[1:]), json.loads(given)
        earned = max(0.0, sum(.5 if each in ("o0", "o1") else -.5 for each in chosen)) if n % 5 == 0 else float(chosen == ["o0"])
        marks.setdefault(attempt, [0.0] * QUESTIONS)[n] = earned
    return analyse_quiz(list(marks.values()), [1] * QUESTIONS).mean or 0.0


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Return the seconds that the work takes, and what it returns."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def hand_in(quiz_row: Quiz, number: int, chance: random.Random) -> float:
    """Return the milliseconds of processor time that handing in takes a new person, the commit included."""
    db.session.add(Employee(id=number, number=f"H{number}", name="欧阳", name_en="Ouyang", unit_id=1))
    db.session.flush()
    me = Actor(0, number, f"H{number}", "欧阳", "Ouyang", "en", 1, "/1/", "1", "Asia/Shanghai")
    attempt = operations.start_attempt(me, quiz_row)
    operations.save_answers(attempt, {name: operations.Draft(texts) for name, texts in answered(chance).items()})
    db.session.commit()
    start = time.process_time()  # the disk's time is the same for both, and varies more than what is measured
    operations.submit_attempt(me, attempt)
    db.session.commit()
    return 1000 * (time.process_time() - start)


def handed_in(quiz_row: Quiz) -> tuple[float, float]:
    """Return the median milliseconds of handing in with counting and without, taken in turns."""
    chance, counting, found = random.Random(8), operations.put_in, ([], [])  # type: ignore[var-annotated]
    for n in range(2 * HANDED_IN):
        operations.put_in = (lambda attempt, result: None) if n % 2 else counting  # type: ignore[assignment]
        found[n % 2].append(hand_in(quiz_row, 500_000 + n, chance))
    operations.put_in = counting
    return statistics.median(found[0]), statistics.median(found[1])


def main(attempts: int = ATTEMPTS) -> None:
    """Measure and print a line each."""
    folder = Path(tempfile.mkdtemp(prefix="cxtrain-bench-"))
    app = create_app(Settings(instance=folder))
    with app.app_context():
        db.create_all()
        db.session.add(Unit(id=1, code="B", name="店", name_en="Shop", kind="store", path="/1/", zone="Asia/Shanghai"))
        row = operations.publish_quiz(quiz()).quiz
        assert row is not None
        paper = operations.start_attempt(_nobody(), row).paper
        db.session.commit()
        write_attempts(row, paper, range(1000, 1000 + attempts))
        rebuilt, rows = timed(count_anew)
        db.session.commit()
        shown = min(timed(lambda: figures(row))[0] for _ in range(3))
        base, mean = timed(lambda: from_rows(folder / "cxtrain.db"))
        quiz_found = figures(row).quiz
        assert quiz_found is not None and abs((quiz_found.mean or 0) - float(mean)) < 1e-3  # type: ignore[arg-type]
        print(f"\nitem analysis of {attempts:,} attempts × {QUESTIONS} questions: {shown:.3f} s from {rows:,} counts; from the rows "
              f"{base:.1f} s ({base / shown:.0f} ×); counting all anew {rebuilt:.0f} s")
        with_counts, without = handed_in(row)
        print(f"handing in {QUESTIONS} answers: {with_counts:.1f} ms of processor time, without counting {without:.1f} ms")


def _nobody() -> Actor:
    db.session.add(Employee(id=1, number="B1", name="欧阳", name_en="Ouyang", unit_id=1))
    db.session.flush()
    return Actor(0, 1, "B1", "欧阳", "Ouyang", "en", 1, "/1/", "1", "Asia/Shanghai")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
