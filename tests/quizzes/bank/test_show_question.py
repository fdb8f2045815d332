"""One question: what it says, where it is asked, its versions, its doubles; out of use and back."""

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quizzes import operations
from cxtrain.quizzes.bank.operations import keep_question
from cxtrain.quizzes.bank.uses import Lying, may_draw
from cxtrain.quizzes.bank.wording import changes, parts_of
from cxtrain.quizzes.kinds.every import from_data
from cxtrain.quizzes.quiz import Draw
from tests.quizzes.bank.conftest import BANK, asked, found, page_of, plain
from tests.quizzes.conftest import RIGHT

DRAWS = """\
format: 1
slug: drawn
title: {zh: 抽题, en: Drawn}
brief: {zh: 抽题, en: Drawn}
questions:
  - {draw: 1, category: 前台, tags: [night]}
  - {bank: lost}
"""


def press(author, key, value=""):
    """Press the button that takes a question out of use, or brings it back."""
    page = page_of(key)
    return author.press(f"{page}/retire", page, value=value)


def test_it_shows_the_question_as_players_see_it_its_key_and_both_texts(author):
    page = plain(author.get(page_of("late")).text)
    for words in ("As players see it", "What is right", "late 怎么办？", "What about late?", "前台/入住", "Version 1"):
        assert words in page


def test_every_kind_has_a_page(author, db):
    for path in ("late", "keys", "half", "desk/canary-q2"):
        assert author.get(page_of(path)).status_code == 200
    assert author.get(f"{BANK}/98765").status_code == 404


def test_it_names_the_quizzes_that_ask_it_and_how(author, db):
    operations.publish_quiz(DRAWS)
    db.session.commit()
    assert "may be drawn" in author.get(page_of("late")).text
    assert "named" in author.get(page_of("lost")).text
    assert "No quiz asks it now." in author.get(page_of("keys")).text


def test_it_counts_the_attempts_that_had_each_version(author, taker, db):
    taker.finish(RIGHT)
    taker.start()
    page = plain(author.get(page_of("desk/canary-q1")).text)
    assert "2 attempts" in page


def test_a_question_that_a_quiz_names_stays_in_use(author, db):
    operations.publish_quiz(DRAWS)
    db.session.commit()
    answer = press(author, "lost")
    assert answer.status_code == 409
    assert "Drawn" in answer.text
    assert found("lost").retired_at is None


def test_a_question_goes_out_of_use_and_comes_back(author, db):
    operations.publish_quiz(DRAWS)
    db.session.commit()
    assert press(author, "late").status_code == 303
    assert found("late").retired_at is not None
    assert "out of use" in author.get(page_of("late")).text
    assert "may be drawn" not in author.get(page_of("late")).text
    assert press(author, "late", "back").status_code == 303
    assert found("late").retired_at is None
    actions = [entry.action for entry in LedgerEntry.query if entry.subject == f"bank_question:{found('late').id}"]
    assert actions[-2:] == ["question retired", "question brought back"]


def test_it_names_the_questions_that_ask_the_same(author, db):
    double = from_data({"id": "twin", "kind": "single", "text": {"zh": "Ｌate、怎么办"}, "name": "The twin", "options": [
        {"id": "x", "text": {"zh": "乙"}}, {"id": "y", "text": {"zh": "甲"}, "correct": True}]})
    keep_question(double, key="twin")
    db.session.commit()
    page = author.get(page_of("late")).text
    assert "These ask the same:" in page
    assert "The twin" in page


def test_two_versions_are_compared_part_by_part(author, db):
    keep_question(asked("late", category="前台", explanation={"en": "Why"}), key="late")
    db.session.commit()
    page = page_of("late")
    text = plain(author.get(f"{page}/compare?before=1&after=2").text)
    for words in ("Category", "前台/入住", "Explanation", "Why", "Tags", "night"):
        assert words in text
    assert author.get(f"{page}/compare?before=1").status_code == 400
    assert "Both say the same." in author.get(f"{page}/compare?before=2&after=2").text


def test_another_order_of_what_is_to_be_ordered_is_a_difference():
    one, other = ({"id": "a", "text": {"zh": "甲"}}, {"id": "b", "text": {"zh": "乙"}})
    before, after = (from_data({"id": "q", "kind": "ordering", "text": {"zh": "题"}, "items": items})
                     for items in ([one, other], [other, one]))
    assert [(change.part.label, change.part.plain) for change in changes(before, after)] == [("Right order", "b, a")]


def test_each_part_of_a_question_has_a_label():
    question = asked("late", markup="markdown", marks=2)
    assert all(part.label or part.rows for part in parts_of(question))


def test_a_draw_takes_what_lies_in_its_category_or_below_with_all_its_tags():
    draw = Draw(1, "前台", ("a", "b"), "easy")
    assert may_draw(draw, Lying("k", "single", "前台/入住", {"a", "b", "c"}, "easy"))
    assert not may_draw(draw, Lying("k", "single", "前台部", {"a", "b"}, "easy"))
    assert not may_draw(draw, Lying("k", "single", "前台", {"a"}, "easy"))
    assert not may_draw(draw, Lying("k", "description", "前台", {"a", "b"}, "easy"))
    assert not may_draw(Draw(1, None, (), None), Lying("k", "single", None, (), None, is_retired=True))
