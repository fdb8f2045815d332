"""What is to be expected of a day."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as some
from pytest import approx

from cxtrain.training.refreshers.keeping import Held, held_over

DAY = dt.date(2026, 11, 3)
lefts = some.lists(some.tuples(some.integers(1, 4), some.integers(0, 60), some.floats(0.1, 200)), max_size=20)


def after(days):
    return DAY + dt.timedelta(days)


def test_a_card_counts_from_its_first_answer_on_and_by_its_latest():
    answers = [(1, after(0), 1.0, 1), (1, after(1), 10.0, 2), (2, after(11), 5.0, 1)]
    before, first, faded, both = held_over(answers, [after(-1), after(0), after(11), after(12)])
    assert before == Held(after(-1), 0, None) and before.share is None
    assert first.known == 1 and first.share == 1
    assert faded.cards == 2 and faded.known == approx(0.9 + 1)
    assert both.cards == 2 and both.known < faded.known


@given(lefts)
def test_it_is_a_share_of_the_cards(made):
    answers = [(card, after(day), stability, number) for number, (card, day, stability) in
               enumerate(sorted(made, key=lambda each: each[1]), 1)]
    for held in held_over(answers, [after(day) for day in range(0, 90, 15)]):
        assert held.cards == len({card for card, day, *_ in answers if day <= held.day})
        assert held.share is None or 0 < held.share <= 1
