"""The question of today: asked one by one, three a day, by whoever wants to."""

import re

from sqlalchemy import update

from cxtrain.people.models import Unit
from cxtrain.quizzes.models import BankQuestion
from cxtrain.training.refreshers.models import RefresherSum
from tests.quizzes.conftest import WRONG
from tests.training.refreshers.conftest import PAGE, words


def test_what_was_missed_is_asked_the_next_day_one_question_after_the_other(wang):
    wang.sit(WRONG)
    assert "Nothing to refresh today." in words(wang.page(0))
    for number in (1, 2, 3):
        assert f"{number} of 3 today" in words(wang.page(1))
        wang.answer(1)
    assert "That is all for today. You answered 3 questions." in words(wang.page(1))
    assert "Nothing to refresh today." in words(wang.page(2))


def test_nothing_on_the_page_gives_the_answer_away(wang):
    wang.sit(WRONG)
    text = wang.page(1).text
    assert "The guest is tired" in text and "CANARY" not in text and "canary" not in text
    assert "poor" not in text and "good" not in text


def test_a_page_that_is_loaded_again_looks_the_same_and_a_colleague_gets_other_tokens(wang, person):
    wang.sit(WRONG)
    zhao = person("zhao")
    zhao.sit(WRONG)
    tokens = wang.tokens(wang.page(1))
    assert wang.tokens(wang.page(1)) == tokens and len(tokens) == 2
    assert set(zhao.tokens(zhao.page(1))) == set(tokens) and not set(zhao.tokens(zhao.page(1)).values()) & set(tokens.values())


def test_a_wrong_answer_comes_again_tomorrow_and_a_right_one_later(wang):
    wang.sit(WRONG)
    wang.answer(1, right=False)
    wang.answer(1, right=True)
    first, second, third = wang.cards()
    assert [(card.due_on - third.due_on).days for card in (first, second)] == [1, 2]
    assert [(card.reps, card.lapses) for card in (first, second, third)] == [(2, 2), (2, 1), (1, 1)]


def test_one_may_say_that_one_does_not_know(wang):
    wang.sit(WRONG)
    answer = wang.send(1, go="unknown")
    assert answer.status_code == 303 and wang.answers()[-1].given == [] and not wang.answers()[-1].right


def test_sending_nothing_is_no_answer(wang):
    wang.sit(WRONG)
    answer = wang.send(1)
    assert answer.status_code == 400 and "say that you don't know it" in words(answer)
    assert len(wang.answers()) == 3


def test_an_answer_that_is_not_offered_is_refused(wang):
    wang.sit(WRONG)
    answer = wang.send(1, q1="0123456789ab")
    assert answer.status_code == 400 and "not offered here" in words(answer) and len(wang.answers()) == 3


def test_a_double_submit_answers_once(wang):
    wang.sit(WRONG)
    with wang.at(1):
        fields = {**wang.asked(1), "go": "answer", "q1": next(iter(wang.tokens(wang.page(1)).values()))}
        answers = [wang.browser._open("POST", PAGE, data=fields) for _ in range(2)]
        fields["submission_key"] = "another tab"
        answers.append(wang.browser._open("POST", PAGE, data=fields))
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, answers[0].location)}
    assert len(wang.answers()) == 4 and wang.cards()[0].reps == 2


def test_a_question_that_is_not_asked_today_cannot_be_answered(wang, db):
    wang.sit(WRONG)
    with wang.at(1):
        fields = {**wang.asked(1), "go": "unknown"}
        for question, version, status in ((99, 1, 409), (2**40, 1, 409), ("x", "y", 400), (1, 2, 409), ("", "", 400)):
            answer = wang.browser._open("POST", PAGE, data={**fields, "question": question, "version": version})
            assert answer.status_code == status
        db.session.execute(update(BankQuestion).values(retired_at=None, current_id=3).where(BankQuestion.id == 1))
        db.session.commit()
        assert wang.browser._open("POST", PAGE, data={**fields, "question": 1, "version": 1}).status_code == 409
    assert len(wang.answers()) == 3


def test_a_retired_question_drops_out(wang, db):
    wang.sit(WRONG)
    db.session.execute(update(BankQuestion).values(retired_at=BankQuestion.changed_at).where(BankQuestion.id == 1))
    db.session.commit()
    assert "1 of 2 today" in words(wang.page(1)) and "The guest is tired" not in wang.page(1).text


def test_three_more_come_only_when_asked_for_and_only_when_the_three_are_done(wang, bank):
    bank(7)
    wang.sit(WRONG)
    for _ in range(3):
        wang.answer(1)
    page = words(wang.page(1))
    assert "That is all for today." in page and "Three more" in page and wang.page(1).text.count('name="q1"') == 0
    with wang.at(1):
        more = f"{PAGE}/more"
        wang.browser.post(more, page=PAGE)
        assert "4 of 6 today" in words(wang.page(1))
        wang.browser.post(more, page=PAGE)  # the second tap changes nothing: the three wait still
    assert "4 of 6 today" in words(wang.page(1))
    for _ in range(3):
        wang.answer(1)
    assert "You answered 6 questions." in words(wang.page(1))
    assert "1 of 3 today" in words(wang.page(2))  # tomorrow three again


def test_no_question_comes_twice_on_one_day(wang, bank):
    bank(2)
    wang.sit(WRONG)
    for _ in range(3):
        wang.answer(1, right=False)
    with wang.at(1):
        wang.browser.post(f"{PAGE}/more", page=PAGE)
    while 'name="question"' in wang.page(1).text:
        wang.answer(1, right=False)
    today = [answer.card_id for answer in wang.answers() if answer.attempt_id is None]
    assert len(today) == len(set(today)) == 5


def test_refreshers_can_be_switched_off_and_on_again(wang):
    wang.sit(WRONG)
    with wang.at(1):
        assert "3 questions for today" in words(wang.browser.get("/"))
        wang.browser.post(f"{PAGE}/shown", page=PAGE, value="no")
        assert "questions for today" not in words(wang.browser.get("/"))
        assert "You have switched refreshers off." in words(wang.page(1)) and "The guest" not in wang.page(1).text
        assert "Refreshers" in words(wang.browser.get("/training"))
        wang.browser.post(f"{PAGE}/shown", page=PAGE, value="yes")
        assert "1 of 3 today" in words(wang.page(1))
        assert wang.browser.post(f"{PAGE}/shown", page=PAGE, value="perhaps").status_code == 400


def test_today_speaks_of_them_while_some_are_due_and_of_no_more_than_three(wang):
    with wang.at(0):
        assert "for today" not in words(wang.browser.get("/"))
    wang.sit(WRONG)
    with wang.at(1):
        assert "3 questions for today" in words(wang.browser.get("/"))
    wang.answer(1)
    with wang.at(1):
        page = wang.browser.get("/")
        assert "2 questions for today" in words(page) and "overdue" not in words(page)


def test_being_long_away_is_no_debt(wang):
    wang.sit(WRONG)
    page = words(wang.page(300))
    assert "1 of 3 today" in page and not re.search("overdue|late|missed days|streak", page)


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get(PAGE).location == "/sign-in"
    assert browser.client.post(PAGE).status_code in (302, 400)


def test_it_reads_in_chinese(person, wang):
    wang.sit(WRONG)
    chinese = person("wang", "zh")
    page = words(chinese.page(1))
    assert "今天第 1 / 3 题" in page and "客人很累" in page and "不记得了" in page and "人力资源也看不到" in page
    answer = chinese.send(1, go="unknown")
    with chinese.at(1):
        assert "明天再问您一次" in words(chinese.browser.get(answer.location))


def test_the_number_of_statements_does_not_grow_with_the_log(wang, statements):
    wang.sit(WRONG)
    with wang.at(30):
        before = statements(wang.browser, PAGE)
    for day in range(31, 75):
        while 'name="question"' in wang.page(day).text:
            wang.answer(day, right=day % 3 > 0)
    assert len(wang.answers()) > 12
    with wang.at(256):
        assert 'name="question"' in wang.page(256).text and statements(wang.browser, PAGE) == before <= 20


def test_a_unit_that_keeps_nothing_about_persons_has_refreshers_but_tells_no_sums(wang, cast, db):
    db.session.execute(update(Unit).values(people="none").where(Unit.id == cast.jingan))
    db.session.commit()
    wang.sit(WRONG)
    wang.answer(1)
    assert wang.answers()[-1].again and db.session.query(RefresherSum).count() == 0

