"""When a question comes again: whole days, by the answers alone."""

import datetime as dt
import json

from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as some
from pytest import approx

from cxtrain.training.refreshers.schedule import LONGEST, Memory, after, chance, remembered, replay

DAY = dt.date(2026, 11, 3)
steps = some.lists(some.tuples(some.integers(0, 400), some.booleans()), min_size=1, max_size=12)


def dated(pairs):
    """Return answers on days, each some days after the one before."""
    day, found = DAY, []
    for wait, right in pairs:
        day += dt.timedelta(wait)
        found.append((day, right))
    return found


def test_what_was_missed_comes_tomorrow_and_then_later_and_later():
    memory, gaps = after(None, right=False, day=DAY), []
    assert memory.due_on == DAY + dt.timedelta(1)
    for _ in range(8):
        memory = after(memory, right=True, day=memory.due_on)
        gaps.append((memory.due_on - memory.last_on).days)
    assert gaps == [2, 6, 17, 44, 102, LONGEST, LONGEST, LONGEST]


def test_a_question_that_is_known_at_first_sight_comes_in_two_days():
    assert after(None, right=True, day=DAY).due_on == DAY + dt.timedelta(2)


@given(steps)
def test_a_card_is_never_due_earlier_after_a_right_answer_than_after_a_wrong_one(pairs):
    *before, (day, _) = dated(pairs)
    memory = replay(before)
    right, wrong = (after(memory, right=each, day=day) for each in (True, False))
    assert right.due_on >= wrong.due_on and right.stability >= wrong.stability


@given(steps)
def test_a_card_is_due_on_a_later_day_and_within_half_a_year(pairs):
    for count in range(1, len(pairs) + 1):
        memory = replay(dated(pairs)[:count])
        assert 1 <= (memory.due_on - memory.last_on).days <= LONGEST


@given(steps)
def test_the_state_that_is_kept_is_what_the_answers_give_again(pairs):
    memory = None
    for day, right in dated(pairs):
        kept = memory and json.loads(json.dumps(memory.as_data()))
        memory = after(remembered(kept, memory.due_on) if kept else None, right=right, day=day)
    assert memory == replay(dated(pairs))


@given(steps)
def test_what_it_says_is_what_the_library_says_of_its_own_cards(pairs):
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False)
    card, moment = Card(card_id=1), None
    for day, right in dated(pairs):
        moment = dt.datetime.combine(day, dt.time(9), dt.UTC)
        card, _log = scheduler.review_card(card, Rating.Good if right else Rating.Again, moment)
    memory = replay(dated(pairs))
    assert (memory.stability, memory.due_on) == (approx(card.stability), card.due.date())


def test_an_answer_that_is_told_too_late_counts_on_the_day_of_the_younger_one():
    younger = after(None, right=True, day=DAY)
    assert after(younger, right=False, day=DAY - dt.timedelta(9)).last_on == DAY


@given(some.floats(0.001, 400), some.integers(0, 1000))
def test_what_is_known_fades_and_never_grows_by_waiting(stability, days):
    assert chance(stability, 0) == 1 >= chance(stability, days) >= chance(stability, days + 1) > 0


def test_after_as_many_days_as_the_stability_nine_in_ten_know_it():
    assert [chance(days, days) for days in (1, 10, 100)] == [approx(0.9)] * 3


def test_a_memory_comes_back_from_what_is_kept_of_it():
    memory = Memory(2.5, 5.0, DAY, DAY + dt.timedelta(3))
    assert remembered(memory.as_data(), memory.due_on) == memory
