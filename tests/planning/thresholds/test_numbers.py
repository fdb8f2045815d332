import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.planning.thresholds.numbers import DEFAULTS, SPECS, Thresholds, changed, read, thresholds_from

TYPED = {name: spec.shown(getattr(DEFAULTS, name)) for name, spec in SPECS.items()}


def test_those_that_come_with_the_product_are_the_published_ones():
    # measures.md 6.2.
    assert (DEFAULTS.tolerance, DEFAULTS.now_priority, DEFAULTS.now_certainty, DEFAULTS.now_visits) == (0.25, 15, 0.90, 6)
    assert (DEFAULTS.soon_priority, DEFAULTS.soon_certainty, DEFAULTS.keep_certainty) == (6, 0.75, 0.25)
    assert (DEFAULTS.fewest, DEFAULTS.person_visits, DEFAULTS.now_days, DEFAULTS.draft_days) == (3, 6, 60, 7)
    assert (DEFAULTS.same_people, DEFAULTS.weak, DEFAULTS.mastered) == (0.05, 70, 80)
    assert (DEFAULTS.high_standard, DEFAULTS.high_score, DEFAULTS.talk_days, DEFAULTS.second_days) == (6.5, 5.5, 3, 14)


def test_what_is_shown_is_read_back():
    assert read(TYPED) == (DEFAULTS, {})


@given(st.fixed_dictionaries({name: st.text(max_size=8) | st.floats().map(str) for name in SPECS}))
def test_whatever_is_typed_ends_in_range_or_in_a_fault(typed):
    made, faults = read(typed)
    for name, spec in SPECS.items():
        value = getattr(made, name)
        assert name in faults or value is None and spec.optional or spec.low <= value <= spec.high


@pytest.mark.parametrize(("name", "text"), [
    ("person_visits", "5"), ("fewest", "2"), ("shoppers", "1"), ("now_certainty", "nan"), ("tolerance", ""),
    ("now_visits", "6.5"), ("soon_priority", "20"), ("mastered", "60")])
def test_it_names_the_field_that_is_wrong(name, text):
    assert list(read({**TYPED, name: text})[1]) == [name]


def test_the_minimum_may_stay_empty():
    assert read({**TYPED, "minimum": ""})[0].minimum is None
    assert read({**TYPED, "minimum": "4.5"})[0].minimum == 4.5


def test_an_older_row_is_read_with_what_it_lacks():
    assert thresholds_from({"tolerance": 0.5, "gone": 1}) == Thresholds(tolerance=0.5)


def test_changes_are_named_in_the_order_of_the_page():
    assert changed(DEFAULTS, Thresholds(soon_priority=5, tolerance=0.3)) == ("tolerance", "soon_priority")
