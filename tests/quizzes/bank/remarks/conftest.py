"""Attempts that were marked by a wrong key, and how one asks that they be marked anew, and another decides on it."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.quizzes.bank.remarks.models import PaperQuestion, QuestionRemark
from cxtrain.quizzes.models import QuizAttempt
from tests.conftest import Browser
from tests.quizzes.bank.conftest import fields_of, page_of, plain
from tests.quizzes.conftest import RIGHT, WRONG, Taker

KEY = "desk/canary-q1"
ONE_WRONG = {**RIGHT, "canary-q1": ["canary-b"], "canary-q2": ["canary-c"]}  # one of three: 33.3


@pytest.fixture
def taken(author, other, taker, app, cast, db):
    """王喆 with one of three right, 赵䶮 with all, 孙淼 with none; then the first question's key is corrected to b."""
    taker.finish(ONE_WRONG)
    for person, answers in ((cast.zhao, RIGHT), (cast.sun, WRONG)):
        Taker(Browser(app).login(person), db).finish(answers)
    answer = author.fill(f"{page_of(KEY)}/edit", "question", do="save", **{"options-0-correct": None, "options-1-correct": "y"})
    assert answer.status_code == 303
    author.second = other
    return author


def scores():
    """Return score and pass of each attempt, in the order of their making."""
    database.session.rollback()
    database.session.expire_all()
    return [(attempt.score, attempt.passed) for attempt in QuizAttempt.query.order_by(QuizAttempt.id)]


def look(author, **typed):
    """Choose on the page and look at what it changes; return the page's address and the answer."""
    url = f"{page_of(KEY)}/remarks/new"
    return url, author.send(url, {**author.opened(url, None), "do": "look", "reason": "The key was wrong", **typed})


def ask(author, **typed):
    """Ask that attempts be marked anew, after a look."""
    url, answer = look(author, **typed)
    assert answer.status_code == 200, plain(answer.text)
    return author.send(url, {**fields_of(answer.text, None), "do": "ask", "versions": typed.get("versions") or versions()[:1]})


def remark(author, **typed):
    """Mark anew: one asks, another confirms."""
    answer = ask(author, **typed)
    assert answer.status_code == 303, plain(answer.text)
    return decide(author.second)


def latest():
    """Return the latest remark, or undoing, as it is now."""
    database.session.rollback()
    database.session.expire_all()
    return QuestionRemark.query.order_by(QuestionRemark.id.desc()).first()


def page_of_latest():
    """Return the address of the latest remark's page."""
    return f"{page_of(KEY)}/remarks/{latest().id}"


def decide(author, do="confirm", url=None, **typed):
    """Open the latest remark's page and decide on it."""
    url = url or page_of_latest()
    return author.send(url, {**author.opened(url, None), "words": "", "do": do, **typed})


def versions():
    """Return the ids of the versions that were answered."""
    return [str(version) for version, in database.session.query(PaperQuestion.version_id).join(
        QuizAttempt, QuizAttempt.id == PaperQuestion.attempt_id).distinct().order_by(PaperQuestion.version_id)]


def ask_undoing(author, reason="The old key was right"):
    """Ask that the latest remark be undone."""
    url = f"{page_of_latest()}/undo"
    return author.send(url, {**author.opened(url, None), "reason": reason})


def undo(author):
    """Undo the latest remark: one asks, another confirms."""
    answer = ask_undoing(author)
    assert answer.status_code == 303, plain(answer.text)
    return decide(author.second)
