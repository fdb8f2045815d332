"""An author before the bank, which holds a few questions and those of the small quiz."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.quizzes.bank.operations import keep_question
from cxtrain.quizzes.kinds.every import from_data
from cxtrain.quizzes.models import BankQuestion
from tests.conftest import Browser
from tests.quizzes.conftest import Taker
from tests.roleplay.authoring.conftest import Author, fields_of, plain

__all__ = ["BANK", "asked", "fields_of", "found", "page_of", "plain"]
BANK = "/authoring/questions"


def asked(name, kind="single", **rest):
    """Return a question in both languages; a single choice unless another kind is named."""
    options = {"options": [{"id": "a", "text": {"zh": "甲", "en": "One"}, "correct": True},
                           {"id": "b", "text": {"zh": "乙", "en": "Two"}}]} if kind == "single" else {}
    return from_data({"id": name, "kind": kind, "text": {"zh": f"{name} 怎么办？", "en": f"What about {name}?"}, **options, **rest})


def found(key):
    """Return the bank's question of a short name as it is now."""
    database.session.rollback()
    database.session.expire_all()
    return BankQuestion.query.filter_by(key=key).one()


def page_of(key):
    """Return the address of a question's page."""
    return f"{BANK}/{found(key).id}"


@pytest.fixture
def bank(db, quiz):
    """Four questions of the bank, and the three of the small quiz."""
    keep_question(asked("late", category="前台/入住", tags=["night"], difficulty="easy", touchpoint="front-desk-check-in"), key="late")
    keep_question(asked("lost", category="前台", difficulty="hard", dimension="empathy"), key="lost")
    keep_question(asked("keys", "true_false", category="客房", answer=True), key="keys")
    keep_question(from_data({"id": "half", "kind": "description", "text": {"zh": "只有中文"}}), key="half")
    db.session.commit()


@pytest.fixture
def author(browser, cast, bank):
    """林老师, who writes."""
    return Author(browser.login(cast.lin))


@pytest.fixture
def other(app, cast, bank):
    """管理员, who writes as well."""
    return Author(Browser(app).login(cast.admin))


@pytest.fixture
def taker(app, cast, db, quiz):
    """王喆 taking the quiz, in a browser of their own."""
    return Taker(Browser(app).login(cast.wang), db)
