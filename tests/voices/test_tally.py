"""What a response adds to the counts."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.voices.tally import COUNTED, Answer, Given, Key, differences, of_response

PLACE = Given("/1/4/9/", 3, "survey", "2026-05")


def test_an_answer_counts_for_its_unit_and_each_unit_above():
    counts = of_response(PLACE, [Answer("a", "nps", 9)])
    assert counts == Counter({Key(unit, 3, "nps", "2026-05", "", "survey", "", 9, 0): 1 for unit in (1, 4, 9)})


def test_both_numbers_of_a_pair_stay_together():
    counts = of_response(PLACE, [Answer("a", "servqual", 5, 7, "empathy")])
    assert {(key.subject, key.value, key.other) for key in counts} == {("empathy", 5, 7)}


def test_a_pair_that_was_half_answered_counts_nowhere():
    assert not of_response(PLACE, [Answer("a", "kano", 1)])


def test_a_repeat_counts_nowhere():
    assert not of_response(Given("/1/", 3, "survey", "2026-05", counted=False), [Answer("a", "csat", 5)])


def test_segments_are_kept_apart_in_kano_studies_only():
    counts = of_response(Given("/1/", 3, "survey", "2026-05", "regular"), [Answer("a", "csat", 5), Answer("b", "kano", 1, 5, "s:b")])
    assert {(key.measure, key.segment) for key in counts} == {("csat", ""), ("kano", "regular")}


@given(st.lists(st.builds(Answer, st.just("q"), st.sampled_from(sorted(COUNTED)), st.integers(1, 5), st.integers(1, 5)), max_size=8),
       st.lists(st.integers(1, 9), min_size=1, max_size=4, unique=True))
def test_each_unit_above_counts_as_often_as_there_are_answers(answers, ids):
    counts = of_response(Given("/" + "/".join(map(str, ids)) + "/", 1, "survey", "2026-05"), answers)
    assert all(sum(n for key, n in counts.items() if key.unit_id == unit) == len(answers) for unit in ids)


def test_differences_name_what_is_kept_and_what_is_right():
    key = Key(1, 3, "nps", "2026-05", "", "survey", "", 9, 0)
    assert differences({key: 2}, {key: 3}) == {key: (2, 3)}
    assert differences({key: 2}, {key: 2}) == {}
