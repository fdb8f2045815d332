"""An author's browser, a bank beside the quiz's own questions, and the fields of a quiz's page."""

import pytest

from cxtrain.quizzes.bank.operations import keep_question
from cxtrain.quizzes.kinds.every import from_data


def a_question(name, **more):
    """Return a true-or-false question in both languages."""
    return from_data({"id": name, "kind": "true_false", "text": {"zh": f"{name} 对吗？", "en": f"Is {name} right?"},
                      "answer": True, **more})


@pytest.fixture
def bank(db):
    """Six questions of the bank: three easy ones of 前台, one hard one below it, one in another category, one retired."""
    for number in (1, 2, 3):
        keep_question(a_question(f"easy-{number}", category="前台", difficulty="easy", tags=["night"]), key=f"easy-{number}")
    keep_question(a_question("hard", category="前台/入住", difficulty="hard", marks=2), key="hard")
    keep_question(a_question("other", category="客房", tags=["night"]), key="other")
    keep_question(a_question("old", category="前台"), key="old").retired_at = keep_question(
        a_question("old", category="前台"), key="old").changed_at
    db.session.commit()


@pytest.fixture
def author(browser, cast):
    """A browser of 林老师, author."""
    return browser.login(cast.lin)


def fields(**changes):
    """Return what a browser sends of a page of a quiz, with changes."""
    return {"title_zh": "新测验", "title_en": "New quiz", "brief_zh": "说明", "brief_en": "About it", "pass_mark": "70",
            "attempts": "", "counts": "best", "time_limit": "", "opens": "", "closes": "", "review_score": "at_once",
            "review_feedback": "at_once", "review_answers": "settled", "shuffle": "y", "pages": "one_by_one",
            "marking": "all_or_nothing", "do": "save", **changes}


def entries(*rows):
    """Return the fields of entries: a key, or a dict of a draw."""
    sent = {}
    for at, row in enumerate(rows):
        for name, value in ({"key": row} if isinstance(row, str) else {"key": "", **row}).items():
            sent[f"entries-{at}-{name}"] = value
    return sent
