"""What active time was for."""

import datetime as dt

from cxtrain.training.activity.attribution import NOTHING, Duty, Purpose, Way, is_duty, purpose

DAY = dt.date(2026, 5, 6)
AT = dt.datetime(2026, 5, 6, 4, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
KEYS = frozenset({"quiz:desk", "scenario:late"})


def way(number=1, course=1, started=DAY, passed=None, keys=KEYS):
    """A way through a course that has a quiz and a scenario."""
    return Way(number, course, keys, started, passed)


def found(*ways, duties=(), key="quiz:desk"):
    """Return what a quiz at noon was for."""
    return purpose(key, AT, "Asia/Shanghai", ways=ways, duties=duties)


def test_a_step_of_the_course_on_the_way_is_for_it():
    assert found(way()) == Purpose(1, False)


def test_a_step_of_no_course_is_for_none():
    assert found() == found(way(), key="scenario:other") == NOTHING


def test_before_the_course_was_begun_and_after_it_was_passed_it_is_for_none():
    assert found(way(started=DAY + dt.timedelta(days=1))) == NOTHING
    assert found(way(passed=AT - HOUR)) == NOTHING
    assert found(way(passed=AT)) == Purpose(1, False)  # the step that passed it


def test_of_two_courses_the_one_given_as_working_time_goes_first_then_the_one_begun_first():
    ways = (way(2, course=2), way(1, course=1))
    assert found(*ways) == Purpose(1, False)
    assert found(*ways, duties=(Duty(2, AT - HOUR, None),)) == Purpose(2, True)


def test_a_duty_lasts_from_its_giving_to_its_end():
    assert is_duty(1, AT, [Duty(1, AT, None)]) and is_duty(1, AT, [Duty(1, AT - HOUR, AT)])
    assert not is_duty(1, AT, [Duty(1, AT + HOUR, None), Duty(1, AT - 2 * HOUR, AT - HOUR), Duty(2, AT, None)])
