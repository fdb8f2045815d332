"""Steps, levels, and what leads to a customer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.voices.feedback import course

PATHS = st.lists(st.sampled_from(["/1/", "/1/2/", "/1/2/3/", "/1/2/4/", "/1/5/"]), max_size=5)


@given(PATHS, st.integers(0, 5))
def test_the_nearest_hear_first_and_nobody_beside_ever(led, level):
    told = course.told_paths("/1/2/3/", led, level)
    assert all("/1/2/3/".startswith(path) for path in told) and len(told) <= level + 1
    assert list(told) == sorted(told, key=len, reverse=True)
    assert set(told) <= set(course.told_paths("/1/2/3/", led, level + 1))
    assert course.can_rise("/1/2/3/", led, level) == (len(course.told_paths("/1/2/3/", led, level + 1)) > len(told))


@pytest.mark.parametrize("kind", course.KINDS)
@pytest.mark.parametrize("reachable", [True, False])
def test_each_kind_has_its_steps_and_they_run_out(kind, reachable):
    steps = course.steps_of(kind, reachable)
    assert steps and set(steps) <= set(course.STEPS)
    assert course.owed(kind, reachable, ()) == steps and course.owed(kind, reachable, steps) == ()


def test_nobody_is_asked_to_thank_a_customer_who_cannot_be_answered():
    assert "apologise" not in course.steps_of("complaint", False) and "thank" not in course.steps_of("enquiry", False)


@pytest.mark.parametrize("text", ["Call 13800000001", "138 0000 0001", "138-0000-0001", "mail li@example.com",
                                  "110101199003070000", "11010119900307000X"])
def test_what_leads_to_a_customer_is_found(text):
    assert course.names_a_customer(text)


@pytest.mark.parametrize("text", ["Room 1208 at 15:30", "Receipt 202605061234", "¥1380", "waited 40 minutes", "订单 20260506000123456789"])
def test_what_does_not_is_left_alone(text):
    assert not course.names_a_customer(text)


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text):
    assert course.names_a_customer(text) in (True, False)
