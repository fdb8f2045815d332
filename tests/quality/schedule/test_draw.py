"""The draw of a month: quotas met exactly, the same again from the same seed, never outside the hours."""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.schedule.draw import Hours, Quota, Slot, days_of, draw, draw_again

MONTH = days_of("2026-11")


@st.composite
def hours(draw_):
    """Any hours that a plan can hold."""
    opens = draw_(st.integers(0, 23))
    closes = draw_(st.integers(opens + 1, 24))
    busy = draw_(st.integers(0, 24))
    return Hours(opens, closes, busy, draw_(st.integers(busy, 24)), draw_(st.integers(0, 100)))


PLACES = st.dictionaries(st.tuples(st.integers(1, 4), st.integers(1, 5)), st.integers(0, 12), max_size=12)
DAYS = st.integers(0, 29).map(lambda first: MONTH[first:])


def quotas_of(places):
    """Quotas as a plan hands them over."""
    return [Quota(unit_id, touchpoint_id, n) for (unit_id, touchpoint_id), n in places.items()]


@given(PLACES, DAYS, hours(), st.integers(0, 2**31))
def test_quotas_are_met_exactly_within_the_hours_and_the_same_seed_gives_the_same_visits(places, days, within, seed):
    slots = draw(quotas_of(places), days, within, seed)
    assert Counter((slot.unit_id, slot.touchpoint_id) for slot in slots) == Counter({k: n for k, n in places.items() if n})
    assert all(within.opens <= slot.from_hour < slot.until_hour <= within.closes and slot.day in days for slot in slots)
    assert draw(list(reversed(quotas_of(places))), days, within, seed) == slots


@given(PLACES, DAYS, hours(), st.integers(0, 2**31))
def test_no_store_has_two_visits_on_a_day_where_that_can_be_avoided(places, days, within, seed):
    slots = draw(quotas_of(places), days, within, seed)
    for unit_id, total in Counter(slot.unit_id for slot in slots).items():
        a_day = Counter(slot.day for slot in slots if slot.unit_id == unit_id)
        assert max(a_day.values()) == -(-total // len(days))


@given(PLACES, hours(), st.integers(0, 2**31))
def test_weekends_and_busy_hours_get_their_share_to_one_visit(places, within, seed):
    slots = draw(quotas_of(places), MONTH, within, seed)
    calm, busy = set(within.starts(busy=False)), set(within.starts(busy=True))
    for unit_id, total in Counter(slot.unit_id for slot in slots).items():
        mine = [slot for slot in slots if slot.unit_id == unit_id]
        weekends = sum(slot.day.weekday() >= 5 for slot in mine)
        assert abs(weekends - total * 9 / 30) < 1 + total // 30
        if not calm & busy:
            assert abs(sum(slot.from_hour in busy for slot in mine) - total * within.busy_percent / 100) < 1


@given(PLACES, st.integers(0, 2**31))
def test_what_one_store_owes_does_not_move_the_visits_of_another(places, seed):
    within = Hours(9, 21, 11, 14)
    alone = [quota for quota in quotas_of(places) if quota.unit_id == 1]
    assert draw(alone, MONTH, within, seed) == tuple(s for s in draw(quotas_of(places), MONTH, within, seed) if s.unit_id == 1)


def test_another_seed_gives_another_month_and_each_touchpoint_is_spread_over_it():
    within, owed = Hours(9, 21, 11, 14), [Quota(1, 1, 4), Quota(1, 2, 4)]
    assert draw(owed, MONTH, within, 1) != draw(owed, MONTH, within, 2)
    for seed in range(50):
        for touchpoint in (1, 2):
            days = [slot.day for slot in draw(owed, MONTH, within, seed) if slot.touchpoint_id == touchpoint]
            assert (days[-1] - days[0]).days >= 12


@given(st.sets(st.sampled_from(MONTH)), DAYS, hours(), st.text(max_size=8))
def test_a_missed_visit_is_drawn_again_onto_a_free_day_where_there_is_one(taken, days, within, seed):
    again = draw_again(Slot(1, 2, MONTH[0], 9, 11), days, taken, hours=within, seed=seed)
    assert again.day in days and (again.day not in taken or set(days) <= taken)
    assert within.opens <= again.from_hour < again.until_hour <= within.closes
    assert again == draw_again(Slot(1, 2, MONTH[0], 9, 11), days, taken, hours=within, seed=seed)


def test_the_days_of_a_month_can_begin_later():
    assert len(days_of("2028-02")) == 29
    assert days_of("2026-11", since=dt.date(2026, 11, 29)) == (dt.date(2026, 11, 29), dt.date(2026, 11, 30))
