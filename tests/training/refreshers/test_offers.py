"""What fills up the three of a day, and what is kept from it."""

from sqlalchemy import update

from cxtrain.extensions import db as database
from cxtrain.people.models import Unit
from cxtrain.quality.models import PersonRollup
from cxtrain.quizzes.models import BankQuestion
from cxtrain.quizzes.operations import publish_quiz
from cxtrain.training.refreshers.offers.queries import new_questions, scope_of, weak_places
from tests.quizzes.conftest import QUIZ, RIGHT, WRONG
from tests.training.refreshers.conftest import AT_ONCE, NOON


def offered(person, days=0):
    """Return the ids of the questions that would be offered."""
    with person.at(days):
        scope = scope_of(person.employee_id, NOON, "Asia/Shanghai")
        return {offer.question_id for offer in new_questions(person.employee_id, scope)}


def test_questions_that_were_right_in_a_settled_quiz_fill_up(wang):
    assert offered(wang) == set()
    wang.sit({**RIGHT, "canary-q2": ["canary-c"]})
    assert offered(wang) == {1, 3}
    page = wang.page(1).text
    assert "1 of 3 today" in page and "You missed it in a quiz." in page
    wang.answer(1)
    assert "New, from what your courses ask." in wang.page(1).text
    wang.answer(1)
    assert [card.missed for card in wang.cards()] == [True, False]
    assert offered(wang, 1) and not wang.answers()[-1].again  # seen for the first time here: that measures nothing


def test_a_quiz_that_is_not_settled_offers_nothing_of_it(person, db):
    publish_quiz(QUIZ)
    db.session.commit()
    wang = person("wang")
    wang.sit(WRONG)
    assert offered(wang) == set()


def test_an_attempt_under_way_keeps_its_questions(wang):
    wang.sit(WRONG)
    with wang.at(1):
        wang.taker.start()
    assert "Nothing to refresh" in wang.page(1).text


def test_categories_that_a_course_draws_from_are_offered_but_not_what_another_quiz_holds(wang, bank, db):
    bank(4)
    kept = db.session.query(BankQuestion).filter_by(key="desk/canary-q1").one()
    kept.category = "前台/入住"
    db.session.commit()
    ids = offered(wang)
    found = {question.key for question in db.session.query(BankQuestion) if question.id in ids}
    assert found == {f"more-{number}" for number in range(4)}  # the quiz "desk" was never taken


def test_free_text_and_descriptions_and_retired_questions_are_never_offered(wang, bank, db):
    bank(4)
    for number, values in enumerate(({"kind": "free_text"}, {"kind": "description"}, {"retired_at": NOON})):
        db.session.execute(update(BankQuestion).values(**values).where(BankQuestion.key == f"more-{number}"))
    db.session.commit()
    assert len(offered(wang)) == 1


def test_a_course_that_somebody_does_not_take_offers_nothing(person, wang, bank):
    bank(3)
    assert len(offered(wang)) == 3 and offered(person("zhao")) == set()


def shops(employee_id, touchpoint_id, *marks, dimension="empathy"):
    """Write what visits say of somebody."""
    database.session.add(PersonRollup(
        employee_id=employee_id, touchpoint_id=touchpoint_id, dimension=dimension, month="2026-10", kind="mystery_shop",
        n=len(marks), total=sum(marks), squares=sum(mark * mark for mark in marks)))
    database.session.commit()


def test_where_visits_leave_something_to_gain_comes_first(wang, bank, cast, db):
    bank(6)
    publish_quiz(AT_ONCE)
    first = db.session.query(BankQuestion).filter_by(key="more-3").one()
    first.dimension, first.touchpoint = "assurance", "front-desk-check-in"
    db.session.commit()
    assert weak_places(cast.wang, NOON.date()) == frozenset()
    shops(cast.wang, 1, 4, 4, 5, dimension="assurance")
    shops(cast.wang, 1, 6, 7, 6)
    assert weak_places(cast.wang, NOON.date()) == {("front-desk-check-in", "assurance")}
    assert "Further question 3" in wang.page(0).text


def test_a_unit_that_keeps_nothing_about_persons_has_no_weak_places(wang, bank, cast, db):
    bank(1)
    shops(cast.wang, 1, 4, 4, 5)
    assert weak_places(cast.wang, NOON.date())
    db.session.execute(update(Unit).values(people="none").where(Unit.id == cast.jingan))
    db.session.commit()
    assert weak_places(cast.wang, NOON.date()) == frozenset()
