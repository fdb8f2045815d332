"""What one keeps: for oneself."""

from tests.quizzes.conftest import WRONG
from tests.training.refreshers.conftest import PAGE, words

MINE = f"{PAGE}/mine"


def mine(person, day):
    with person.at(day):
        return person.browser.get(MINE)


def test_before_the_first_miss_it_says_what_will_stand_there(wang):
    assert "As soon as you have missed a question" in words(mine(wang, 0))


def test_it_says_how_much_one_would_probably_know_and_how_it_really_went(wang):
    wang.sit(WRONG)
    text = words(mine(wang, 0))
    assert "100 % of the 3 questions" in text and "Nothing has come again yet" in text and "<svg role" not in mine(wang, 0).text
    wang.answer(1)
    wang.answer(1, right=False)
    wang.answer(1)
    assert "Asked again, you answered 3 times: 67 % right. 95 % interval 21 to 94 %" in words(mine(wang, 1))
    assert "100 % of the 3 questions" not in words(mine(wang, 9))


def test_the_curve_has_a_title_a_description_and_its_numbers(wang):
    wang.sit(WRONG)
    text = mine(wang, 30).text
    assert 'id="kept-title">What you would have known, in percent' in text and "every ten days" in text
    assert text.count('<th scope="row">') == 4  # three and a half weeks: 3, 13, 23 November and today
    assert '<th scope="row">12-03</th>' in text


def test_what_lies_further_back_than_ninety_days_is_held_but_no_longer_counted_as_asked(wang):
    wang.sit(WRONG)
    wang.answer(1)
    text = words(mine(wang, 200))
    assert "of the 3 questions" in text and "Nothing has come again yet in the last 90 days." in text


def test_it_shows_nothing_of_others(wang, person):
    wang.sit(WRONG)
    wang.answer(1)
    for who in ("zhao", "li", "he"):
        assert "As soon as you have missed" in words(mine(person(who), 1))


def test_the_number_of_statements_is_the_same_after_months(wang, statements):
    wang.sit(WRONG)
    with wang.at(2):
        before = statements(wang.browser, MINE)
    for day in range(3, 60, 3):
        while 'name="question"' in wang.page(day).text:
            wang.answer(day)
    with wang.at(60):
        assert statements(wang.browser, MINE) == before <= 5


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get(MINE).location == "/sign-in"


def test_it_reads_in_chinese(person, wang):
    wang.sit(WRONG)
    text = words(mine(person("wang", "zh"), 30))
    assert "我记住了多少" in text and "人力资源也一样" in text and "最近 90 天" in text
