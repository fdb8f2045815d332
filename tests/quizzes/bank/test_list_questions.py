"""The bank's list: what a search finds, and what each line says."""

import re

import pytest
from sqlalchemy import event

from cxtrain.extensions import db as database
from cxtrain.quizzes.bank import queries
from cxtrain.quizzes.bank.categories import branches_of
from cxtrain.quizzes.bank.operations import keep_question
from tests.quizzes.bank.conftest import BANK, asked


def titles(page):
    """Return the questions of a list, from top to bottom."""
    return re.findall(r'<li><a href="/authoring/questions/\d+">\s*([^<]*)</a>', page)


def test_it_lists_all_that_is_in_use_the_newest_first(author):
    page = author.get(BANK).text
    assert titles(page)[:4] == ["只有中文", "What about keys?", "What about lost?", "What about late?"]
    assert "7 questions" in page


@pytest.mark.parametrize("asked_for, count", [
    ("text=LATE", 1), ("text=what+ABOUT", 3), ("text=怎么办", 3), ("text=ｗｈａｔ", 5), ("text=100%25", 0), ("category=前台", 2),
    ("category=前台/入住", 1), ("tag=night", 1), ("kind=true_false", 2), ("difficulty=easy", 1), ("dimension=empathy", 2),
    ("touchpoint=front-desk-check-in", 2), ("lacks=any", 1), ("lacks=en", 1), ("lacks=zh", 0), ("source=bank", 4), ("source=files", 3),
    ("retired=1", 0), ("text=what&kind=single&category=前台", 2), ("kind=nonsense", 0)])
def test_a_search_finds_what_it_asks_for(author, asked_for, count):
    page = author.get(f"{BANK}?{asked_for}").text
    assert len(titles(page)) == count
    assert ("Nothing in the bank is like this." in page) == (count == 0)


def test_a_line_says_where_the_question_lies_and_what_it_lacks(author):
    page = author.get(f"{BANK}?text=late").text
    for words in ("Single choice", "前台/入住", "#night", "Easy", "version 1", "in 0 quizzes"):
        assert words in page
    assert "lacks English" in author.get(f"{BANK}?kind=description").text
    assert "in 1 quiz<" in author.get(f"{BANK}?source=files").text


def test_older_ones_are_a_page_away_and_none_is_shown_twice(author, db, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 3)
    first = author.get(f"{BANK}?text=").text
    older = re.search(r'href="([^"]*before=\d+[^"]*)"', first)[1]
    second = author.get(older).text
    assert len(titles(first)) == 3
    assert len(titles(second)) == 3
    assert not set(titles(first)) & set(titles(second))


@pytest.fixture
def statements(app):
    """The statements that the database has been given."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)
    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def test_it_asks_the_database_as_often_for_many_questions_as_for_few(author, db, statements):
    author.get(BANK)
    statements.clear()
    author.get(BANK)
    few = len(statements)
    for number in range(40):
        keep_question(asked(f"more-{number}", tags=["x"]), key=f"more-{number}")
    db.session.commit()
    statements.clear()
    author.get(BANK)
    assert len(statements) == few


def test_a_category_counts_what_lies_below_it():
    found = branches_of({"a": 1, "a/b": 2, "a/b/c": 4, "d/e": 8, "a b": 1})
    assert [(one.path, one.depth, one.count) for one in found] == [
        ("a", 0, 7), ("a/b", 1, 6), ("a/b/c", 2, 4), ("a b", 0, 1), ("d", 0, 8), ("d/e", 1, 8)]


def test_it_speaks_chinese(chinese, cast, bank):
    page = chinese.login(cast.lin).get(BANK).text
    assert "题库" in page
    assert "late 怎么办？" in page
