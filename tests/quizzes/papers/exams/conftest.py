"""An exam of the small quiz, and who keys its marks in."""

import pytest

from cxtrain.people.permissions import Role
from cxtrain.quizzes.models import Quiz
from cxtrain.quizzes.papers.exams.operations import make_exam
from tests.conftest import Browser
from tests.quality.conftest import actor


@pytest.fixture
def exam(db, cast, quiz):
    """Id of an exam with three sections of one mark each: 单选, 多选, 判断."""
    made = make_exam(actor(db, cast.lin, Role.AUTHOR), db.session.get(Quiz, quiz), "zh")
    db.session.commit()
    return made.id


@pytest.fixture
def marker(app, cast):
    """A browser of 李想, supervisor of 静安店."""
    return Browser(app).login(cast.li)


def rows(*typed):
    """Return the fields of rows: (number, marks) or (number, form, marks)."""
    sent = {}
    for at, row in enumerate(typed):
        number, form, marks = row if len(row) == 3 else (row[0], "", row[1])
        sent |= {f"rows-{at}-number": number, f"rows-{at}-form": form, f"rows-{at}-marks": marks}
    return sent
