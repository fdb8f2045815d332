"""What is said to an answer, at once."""

from cxtrain.extensions import db as database
from cxtrain.quizzes.bank.operations import keep_question
from cxtrain.quizzes.kinds.every import from_data
from tests.quizzes.conftest import WRONG
from tests.training.refreshers.conftest import PAGE, words


def shown(person, location, day=1):
    with person.at(day):
        return person.browser.get(location)


def test_a_right_answer_is_told_with_its_why_and_when_it_comes_again(wang):
    wang.sit(WRONG)
    page = shown(wang, wang.answer(1).location)
    text = words(page)
    assert "Right." in text and "It comes again in 2 days." in text and "CANARY well" in text and "Why CANARY because" in text
    assert "Next question" in text and "poor" not in page.text


def test_a_wrong_answer_is_told_without_red_and_with_the_right_one(wang):
    wang.sit(WRONG)
    page = shown(wang, wang.answer(1, right=False).location)
    text = words(page)
    assert "Not this time. It comes again tomorrow." in text and "CANARY no" in text and "You have had a long day" in text
    assert "poor" not in page.text and "Not right" not in text


def test_who_does_not_know_is_told(wang):
    wang.sit(WRONG)
    text = words(shown(wang, wang.send(1, go="unknown").location))
    assert "Here is the answer." in text and "You have had a long day" in text and "CANARY because" in text


def test_after_the_last_one_it_ends(wang):
    wang.sit(WRONG)
    wang.answer(1)
    wang.answer(1)
    assert "That is all for today" in words(shown(wang, wang.answer(1).location))


def test_the_question_stands_there_as_it_was_answered(wang):
    wang.sit(WRONG)
    location = wang.answer(1).location
    keep_question(from_data({"id": "canary-q1", "kind": "true_false", "answer": True, "text": {"en": "Another one altogether"}}),
                  key="desk/canary-q1")
    database.session.commit()
    text = words(shown(wang, location))
    assert "The guest is tired" in text and "Another one" not in text
    wang.answer(9)
    wang.answer(9)
    assert "Another one altogether" in words(wang.page(9))


def test_an_old_answer_says_that_there_is_a_newer_one(wang):
    wang.sit(WRONG)
    location = wang.answer(1).location
    wang.answer(1)
    wang.answer(1)
    wang.answer(3)
    assert "You have answered it again since." in words(shown(wang, location, day=3))


def test_nobody_else_sees_it_and_an_answer_in_a_quiz_is_no_refresher(wang, person):
    wang.sit(WRONG)
    location = wang.answer(1).location
    for who in ("zhao", "li", "he", "admin", "lin"):
        assert shown(person(who), location).status_code == 404
    assert shown(wang, f"{PAGE}/answers/1").status_code == 404 == shown(wang, f"{PAGE}/answers/999").status_code


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get(f"{PAGE}/answers/1").location == "/sign-in"
