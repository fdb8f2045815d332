"""Taking a category over for a touchpoint, and which one counts on a day."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from cxtrain.clock import today
from cxtrain.voices.kano import operations, queries
from cxtrain.voices.kano.models import KanoCategory
from cxtrain.voices.kano.sheets import operations as sheets
from cxtrain.voices.kano.sheets.entry import Entry

DAY = dt.date(2026, 5, 4)


def take(study, feature, day=DAY, reason="", place="front-desk-check-in"):
    """Take a feature's category over."""
    reading = queries.found_in(study.row).reading(feature)
    return operations.take_over(study.he, study.row, reading, touchpoint_id=study.places[place], reason=reason, day=day)


def test_a_category_counts_from_its_day_on_with_the_name_of_who_took_it(asked_study):
    take(asked_study, "fast")
    desk = asked_study.places["front-desk-check-in"]
    assert queries.category_of(desk, DAY - dt.timedelta(days=1)) is None
    found = queries.category_of(desk, DAY)
    assert (found.letter, found.factor, found.n, found.clear) == ("M", "must-be", 40, True)
    assert found.feature.zh == "三分钟内办完"
    assert found.taken_by.zh == "何姐"
    assert queries.category_of(asked_study.places["breakfast"], DAY) is None


def test_the_next_one_takes_the_place_of_the_one_before_and_both_are_kept(asked_study):
    take(asked_study, "fast")
    take(asked_study, "pillow", DAY + dt.timedelta(days=10))
    desk = asked_study.places["front-desk-check-in"]
    assert [queries.category_of(desk, DAY + dt.timedelta(days=n)).letter for n in (9, 10)] == ["M", "A"]
    assert [each.category for each in queries.history_of(desk)] == ["A", "M"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(days=st.lists(st.integers(0, 20), min_size=1, max_size=5).map(sorted), ends=st.booleans())
def test_whatever_is_taken_over_at_most_one_counts_on_any_day(db, asked_study, days, ends):
    db.session.query(KanoCategory).delete()
    for number, day in enumerate(days):
        taken = take(asked_study, ("fast", "pillow", "lobby-music")[number % 3], DAY + dt.timedelta(days=day))
    if ends:
        operations.end_category(asked_study.he, taken, DAY + dt.timedelta(days=days[-1] + 3))
    desk = asked_study.places["front-desk-check-in"]
    for day in range(25):
        now = DAY + dt.timedelta(days=day)
        counting = [each for each in queries.history_of(desk) if each.taken_on <= now and (each.ended_on is None or now < each.ended_on)]
        assert len(counting) <= 1
        assert bool(counting) == (queries.category_of(desk, now) is not None)
        assert (day >= days[0] and not (ends and day >= days[-1] + 3)) == bool(counting)


def test_the_database_itself_refuses_a_second_one_in_force(db, asked_study):
    taken = take(asked_study, "fast")
    db.session.commit()
    db.session.add(KanoCategory(touchpoint_id=taken.touchpoint_id, study_id=taken.study_id, feature="fast", category="M", n=40,
                                clear=True, taken_by=asked_study.cast.he, taken_on=DAY))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_what_is_too_close_to_tell_needs_a_reason(study):
    study.ask().answers(fast="M" * 18 + "I" * 16)
    with pytest.raises(operations.Refused, match="too close"):
        take(study, "fast")
    assert take(study, "fast", reason="投诉最多的就是排队").reason == "投诉最多的就是排队"


def test_too_few_answers_are_no_category_to_take_over(study):
    study.ask().answers(fast="M" * 29)
    with pytest.raises(operations.Refused, match="no category"):
        take(study, "fast", reason="我们都知道")


def test_one_that_ended_counts_no_longer_and_cannot_end_twice(asked_study):
    taken = take(asked_study, "fast")
    operations.end_category(asked_study.he, taken, DAY + dt.timedelta(days=3))
    assert queries.category_of(taken.touchpoint_id, DAY + dt.timedelta(days=3)) is None
    with pytest.raises(operations.Refused):
        operations.end_category(asked_study.he, taken, DAY + dt.timedelta(days=4))


def test_reading_by_the_stricter_table_calls_more_answers_questionable(db, study):
    study.ask()
    sheets.enter(study.row, [Entry(f"p{n}", today("Asia/Shanghai"), study.cast.jingan, "", (("fast", 2, 2),)) for n in range(30)])
    assert queries.found_in(study.row).reading("fast").category == "I"
    operations.read_by(study.row, "pouliot")
    assert queries.found_in(study.row).reading("fast").is_badly_worded
