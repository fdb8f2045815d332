from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.distractors import (
    DETERS_THE_ABLE,
    DRAWS_THE_ABLE,
    FEW_ATTEMPTS,
    NO_ATTEMPT,
    NO_REST_VARIATION,
    NO_THIRDS,
    NOBODY_OR_ALL,
    UNUSED,
    Option,
    OptionTable,
    analyse_options,
)
from cxtrain.measures.intervals import wilson

attempts = st.lists(st.tuples(st.sets(st.sampled_from("abc")), st.integers(0, 9)), min_size=3, max_size=40)


def analyse(rows, right="a"):
    return analyse_options(["a", "b", "c"], {right}, [set(ticks) for ticks, _ in rows], [mark for _, mark in rows])


def test_nine_attempts_counted_by_hand():
    # Upper third by the rest: 9, 8, 7; lower third: 1, 2, 3. Those at the top choose a, those at the bottom b.
    rows = [("a", 9), ("a", 8), ("b", 7), ("a", 6), ("c", 5), ("a", 4), ("b", 3), ("", 2), ("b", 1)]
    table = analyse(rows)
    assert (table.n, table.unanswered, table.upper, table.lower, table.reason, table.note) == (9, 1, 3, 3, None, FEW_ATTEMPTS)
    assert [(each.name, each.right, each.chosen, each.upper, each.lower) for each in table.options] == [
        ("a", True, 4, 2, 0), ("b", False, 3, 1, 2), ("c", False, 1, 0, 0),
    ]
    assert [(each.share, each.interval) for each in table.options] == [(wilson(k, 9).value, wilson(k, 9).interval) for k in (4, 3, 1)]
    marks = [mark for _, mark in rows]
    for each in table.options:
        ticks = [each.name in chosen for chosen, _ in rows]
        assert each.correlation == pytest.approx(stats.pointbiserialr(ticks, marks).statistic, abs=1e-12)
        assert (each.verdicts, each.reason) == ((), None)


@given(attempts)
def test_the_correlation_agrees_with_scipy(rows):
    table, marks = analyse(rows), [mark for _, mark in rows]
    for each in table.options:
        ticks = [each.name in chosen for chosen, _ in rows]
        if len(set(ticks)) == 2 and len(set(marks)) > 1:
            assert each.correlation == pytest.approx(stats.pointbiserialr(ticks, marks).statistic, abs=1e-9)
        else:
            assert (each.correlation, each.reason) == (None, NOBODY_OR_ALL if len(set(ticks)) == 1 else NO_REST_VARIATION)


@given(attempts, st.randoms())
def test_the_order_of_the_attempts_does_not_matter(rows, random):
    first, second = analyse(rows), analyse(random.sample(rows, len(rows)))
    assert [(o.chosen, o.upper, o.lower, o.verdicts) for o in first.options] == [(o.chosen, o.upper, o.lower, o.verdicts) for o in second.options]


def test_equal_marks_at_the_border_stay_together():
    rows = [("a", 9), ("a", 7), ("b", 7), ("a", 5), ("b", 1), ("b", 1)]
    table = analyse(rows)
    assert (table.upper, table.lower) == (3, 2)
    assert (table.options[0].upper, table.options[1].upper, table.options[1].lower) == (2, 1, 2)


def test_marks_too_much_alike_have_no_thirds_and_it_says_so():
    table = analyse([("a", 5), ("b", 5), ("a", 5)])
    assert (table.upper, table.lower, table.reason) == (None, None, NO_THIRDS)
    assert {(each.upper, each.lower) for each in table.options} == {(None, None)}
    assert [each.reason for each in table.options] == [NO_REST_VARIATION, NO_REST_VARIATION, NOBODY_OR_ALL]
    assert analyse([("a", 5), ("b", 6)]).reason == NO_THIRDS
    assert analyse([("a", 5), ("b", 6), ("b", 7)]).reason is None


def test_a_wrong_option_that_nobody_takes_is_unused():
    table = analyse([("a", 5), ("b", 4), ("a", 6)])
    assert [each.verdicts for each in table.options] == [(), (), (UNUSED,)]
    assert analyse([("b", 5), ("c", 4), ("b", 6)], right="a").options[0].verdicts == ()


def test_options_that_draw_the_wrong_people_are_named():
    # The better choose b, the worse choose the key a.
    table = analyse([("b", 9), ("b", 8), ("a", 2), ("a", 1)])
    assert [each.verdicts for each in table.options] == [(DETERS_THE_ABLE,), (DRAWS_THE_ABLE,), (UNUSED,)]
    level = analyse([("a", 1), ("b", 1), ("a", 3), ("b", 3)])
    assert [each.correlation for each in level.options[:2]] == [0, 0]
    assert [each.verdicts for each in level.options[:2]] == [(), ()]


def test_no_attempt_says_so():
    none = Option("a", True, 0, None, None, None, None, None, (), NO_ATTEMPT)
    assert analyse_options(["a"], ["a"], [], []) == OptionTable((none,), 0, 0, reason=NO_ATTEMPT, note=FEW_ATTEMPTS)


def test_several_ticks_count_each_and_a_note_goes_at_twenty():
    rows = [("ab", i) for i in range(20)]
    table = analyse(rows)
    assert [each.chosen for each in table.options] == [20, 20, 0]
    assert table.note is None
    assert analyse(rows[:19]).note == FEW_ATTEMPTS


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((["a"], ["a"], [["a"]], []), "chosen and rest must be of the same attempts"),
        ((["a"], "a", [["a"]], [1]), "right and chosen are collections of names, not one name"),
        ((["a"], ["a"], ["a"], [1]), "right and chosen are collections of names, not one name"),
        ((["a", "a"], ["a"], [["a"]], [1]), "options must differ, and what is right or chosen be among them"),
        ((["a"], ["b"], [["a"]], [1]), "options must differ, and what is right or chosen be among them"),
        ((["a"], ["a"], [["b"]], [1]), "options must differ, and what is right or chosen be among them"),
        ((["a"], ["a"], [["a"]], [None]), "each attempt needs a mark in the rest of the quiz"),
        ((["a"], ["a"], [["a"]], [nan]), "values must be finite numbers or None"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        analyse_options(*arguments)
