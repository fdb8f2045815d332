"""Marks of 王喆 at an exam on paper, keyed in by 李想, that turn out to be wrong."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.people.corrections.operations import Asked, ask
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Role
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.papers.exams.keyed import Row, checked
from cxtrain.quizzes.papers.exams.operations import MARKS, Keyed, keep_marks, make_exam
from cxtrain.quizzes.papers.exams.queries import most_on, people_by_number
from tests.conftest import Browser
from tests.quality.conftest import actor
from tests.quizzes.conftest import quiz  # noqa: F401

RIGHT, HALF = {"marks": ["1", "1", "1"], "earned": 3.0}, {"marks": ["1", "1", "0"], "earned": 2.0}
ROLES = {"li": Role.SUPERVISOR, "chen": Role.SUPERVISOR, "he": Role.HR, "lin": Role.AUTHOR, "admin": Role.ADMIN}


@dataclass
class Sat:
    """Somebody's marks, and people who act on them."""

    app: Any
    db: Any
    cast: Any
    exam: int
    attempt_id: int

    @property
    def subject(self):
        """The key by which corrections know them."""
        return str(self.attempt_id)

    @property
    def score(self):
        """The score as it stands."""
        self.db.session.rollback()
        return self.db.session.get(QuizAttempt, self.attempt_id, populate_existing=True).score

    def who(self, name):
        """Return somebody of the cast as an actor."""
        return actor(self.db, getattr(self.cast, name), *([ROLES[name]] if name in ROLES else []))

    def as_(self, name):
        """Return the browser of somebody of the cast."""
        return Browser(self.app).login(getattr(self.cast, name))

    def asked(self, by="li", after=RIGHT, reason="A page was stuck to the next"):
        """Ask for other marks; return the id of the correction."""
        row = ask(self.who(by), Asked("exam", self.subject, self.cast.wang, after, reason))
        self.db.session.commit()
        return row.id


@pytest.fixture
def sat(app, db, cast, quiz):  # noqa: F811
    """One of three marks was kept."""
    supervisor = actor(db, cast.li, Role.SUPERVISOR)
    exam = make_exam(actor(db, cast.lin, Role.AUTHOR), db.session.get(Quiz, quiz), "zh")
    rows = checked([Row("S0102", "A", "1 0 0")], most_on(exam), people_by_number(supervisor, exam, ["S0102"]))
    keep_marks(supervisor, exam, Keyed(rows, today("Asia/Shanghai")))
    db.session.commit()
    found = Sat(app, db, cast, exam.id, db.session.scalar(select(QuizAttempt.id)))
    assert MARKS.stands(found.subject) == {"marks": ["1", "0", "0"], "earned": 1.0}
    return found


@pytest.fixture
def addresses(db, cast):
    """Everybody has an address."""
    for person in db.session.scalars(select(Employee)):
        person.email = f"{person.number.lower()}@example.org"
    db.session.commit()
