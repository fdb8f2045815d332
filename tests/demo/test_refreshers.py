"""The demo company's refreshers keep the rules that pages keep."""

import datetime as dt
from collections import Counter, defaultdict
from random import Random

from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.demo.refreshers.habits import Keeper
from cxtrain.demo.refreshers.operations import EXAMPLE
from cxtrain.extensions import db as database
from cxtrain.people.models import Employee
from cxtrain.quizzes.marking import mark_question
from cxtrain.quizzes.queries import questions_by_version
from cxtrain.training.refreshers.cards import A_DAY, is_known
from cxtrain.training.refreshers.models import RefresherAnswer, RefresherCard, RefresherShare, RefresherSum
from cxtrain.training.refreshers.queries import waiting
from cxtrain.training.refreshers.schedule import remembered, replay

DAY = dt.date(2026, 8, 1)


def test_each_card_is_what_its_answers_give(typical):
    answers = defaultdict(list)
    for answer in database.session.scalars(select(RefresherAnswer).order_by(RefresherAnswer.card_id, RefresherAnswer.number)):
        answers[answer.card_id].append(answer)
    cards = database.session.scalars(select(RefresherCard)).all()
    assert len(cards) > 80
    for card in cards:
        log = answers[card.id]
        assert replay((answer.day, answer.right) for answer in log) == remembered(card.memory, card.due_on)
        assert (card.reps, card.lapses) == (len(log), sum(not answer.right for answer in log))
        assert log[0].attempt_id and not log[0].right  # a miss in a quiz made it


def test_what_was_answered_is_as_right_as_it_says(typical):
    for answer in database.session.scalars(select(RefresherAnswer).where(RefresherAnswer.attempt_id.is_(None)).limit(300)):
        question = questions_by_version([answer.version_id])[answer.version_id][1]
        assert is_known(question.kind, mark_question(question, answer.given).points) is answer.right


def test_closed_months_are_told_and_the_open_one_is_not(typical):
    shares = database.session.scalars(select(RefresherShare)).all()
    assert shares and min(share.people for share in shares) >= 5
    assert max(share.month for share in shares) < min(database.session.scalars(select(RefresherSum.month)), default="9999")


def test_whoever_keeps_cards_finds_some_due_and_so_does_the_supervisor_whom_visitors_sign_in_as(typical):
    day = today("Asia/Shanghai")
    keepers = set(database.session.scalars(select(RefresherCard.employee_id)))
    assert sum(waiting(person, day) > 0 for person in keepers) > 5
    example = database.session.scalars(select(Employee.id).where(Employee.number == EXAMPLE)).one()
    assert waiting(example, day) > 0 or example not in keepers  # nobody can refresh what they did not miss


@given(some.lists(some.tuples(some.integers(1, 9), some.booleans()), max_size=15), some.integers(0, 99))
def test_nobody_answers_more_than_three_a_day_or_one_question_twice(sat, seed):
    keeper = Keeper(Random(seed))
    for question_id, right in sat:
        keeper.sit(question_id, 1, right=right, day=DAY)
    keeper.keep_on(DAY + dt.timedelta(1), DAY + dt.timedelta(60))
    days = Counter(told.day for answers in keeper.answers.values() for told in answers if told.again)
    assert max(days.values(), default=0) <= A_DAY
    for question_id, answers in keeper.answers.items():
        again = [told.day for told in answers if told.again]
        assert len(set(again)) == len(again)
        assert replay((told.day, told.right) for told in answers) == keeper.memories[question_id]
