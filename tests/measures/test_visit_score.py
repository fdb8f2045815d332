from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.measures.visit_score import (
    NOTHING_APPLIES,
    CriticalRule,
    Fired,
    Mark,
    MarkedSection,
    SectionScore,
    visit_score,
)

ZERO, FLAG, CAP60 = CriticalRule("zero"), CriticalRule("flag"), CriticalRule("cap", 60)


def of(*marks, critical=None):
    """Return a visit of one section with these marks; the critical rule belongs to the first of them."""
    return visit_score([MarkedSection("all", [Mark(str(k), m, critical=None if k else critical) for k, m in enumerate(marks)])])


def test_it_matches_a_sum_done_by_hand():
    # Greeting, weight 1: (1 * 1 + 3 * 0) / 4 = 25. Till, weight 3: (2 * .5 + 2 * 1) / 4 = 75, one item did not apply.
    # Together (25 + 3 * 75) / 4 = 62.5.
    greeting = MarkedSection("greeting", [Mark("smile", 1), Mark("name", 0, 3)], 1)
    till = MarkedSection("till", [Mark("bill", 0.5, 2), Mark("change", 1, 2), Mark("bag", None, 5)], 3)
    score = visit_score([greeting, till])
    assert (score.before, score.after, score.n, score.asked, score.fired, score.reason) == (62.5, 62.5, 4, 5, (), None)
    assert score.sections == (SectionScore("greeting", 25, 2, 2, 1), SectionScore("till", 75, 2, 3, 3))


def test_sections_and_items_weigh_one_unless_told():
    score = visit_score([MarkedSection("a", [Mark("1", 1), Mark("2", 0)]), MarkedSection("b", [Mark("3", 1)])])
    assert score.before == 75


def test_a_section_where_nothing_applies_leaves_both_sums():
    nothing = MarkedSection("parking", [Mark("space", None)], 9)
    score = visit_score([nothing, MarkedSection("till", [Mark("bill", 0.8)])])
    assert (score.before, score.n, score.asked) == (80, 1, 2)
    assert score.sections[0] == SectionScore("parking", None, 0, 1, 9)


def test_zero_makes_the_visit_nought_and_keeps_what_it_was_before():
    score = of(0, 1, 1, 1, critical=ZERO)
    assert (score.before, score.after) == (75, 0)
    assert score.fired == (Fired("0", 0, ZERO),)


def test_a_cap_limits_the_visit_but_never_lifts_it():
    assert (of(0, 1, 1, 1, critical=CAP60).before, of(0, 1, 1, 1, critical=CAP60).after) == (75, 60)
    assert of(0, 0, 1, critical=CAP60).after == pytest.approx(100 / 3)
    assert of(0, 1, critical=CriticalRule("cap", 0)).after == 0
    assert of(0, 1, critical=CriticalRule("cap", 100)).after == 50


def test_a_flag_is_told_and_leaves_the_score():
    score = of(0, 1, critical=FLAG)
    assert (score.before, score.after, score.fired) == (50, 50, (Fired("0", 0, FLAG),))


def test_the_strictest_of_several_rules_holds_and_all_are_told_in_the_order_of_the_form():
    first = MarkedSection("a", [Mark("1", 0, critical=CAP60), Mark("2", 0, critical=FLAG), *[Mark(str(k), 1) for k in range(3, 12)]])
    second = MarkedSection("b", [Mark("x", 0, critical=CriticalRule("cap", 40))], 0.1)
    score = visit_score([first, second])
    assert (score.after, [each.item for each in score.fired]) == (40, ["1", "2", "x"])
    third = MarkedSection("c", [Mark("y", 0, critical=ZERO)], 0.1)
    assert visit_score([first, second, third]).after == 0


def test_a_critical_item_fires_at_its_mark_and_below_and_not_where_it_does_not_apply():
    rule = CriticalRule("zero", at_or_below=0.5)
    assert of(0.5, 1, critical=rule).after == 0
    assert of(0.51, 1, critical=rule).fired == ()
    assert of(None, 1, critical=rule).after == 100
    assert of(0.01, critical=ZERO).fired == ()


def test_an_item_or_section_of_no_weight_is_not_counted_but_its_rule_holds():
    quiet = Mark("quiet", 0, 0, critical=CAP60)
    score = visit_score([MarkedSection("a", [Mark("1", 1), quiet])])
    assert (score.before, score.after, score.n, score.asked) == (100, 60, 1, 2)
    score = visit_score([MarkedSection("a", [Mark("1", 1)]), MarkedSection("b", [Mark("2", 0, critical=ZERO)], 0)])
    assert (score.before, score.after, score.n, score.asked) == (100, 0, 1, 2)
    assert score.sections[1] == SectionScore("b", 0, 1, 1, 0)


def test_a_visit_where_nothing_counts_has_no_score_and_says_so():
    for sections in ([], [MarkedSection("a", [])], [MarkedSection("a", [Mark("1", None)])], [MarkedSection("a", [Mark("1", 1)], 0)]):
        score = visit_score(sections)
        assert (score.before, score.after, score.n, score.reason) == (None, None, 0, NOTHING_APPLIES)
    fired = visit_score([MarkedSection("a", [Mark("1", 0, 0, critical=ZERO), Mark("2", None)])])
    assert (fired.after, len(fired.fired), fired.asked, len(fired.sections)) == (None, 1, 2, 1)


@pytest.mark.parametrize("mark", [-0.01, 1.01, nan, inf])
def test_a_mark_outside_nought_to_one_is_refused(mark):
    with pytest.raises(ValueError, match=r"^a mark must lie within 0\.\.1 or be None$"):
        Mark("1", mark)


@pytest.mark.parametrize("weight", [-1, nan, inf])
def test_a_weight_that_is_none_is_refused(weight):
    with pytest.raises(ValueError, match="^a weight must be 0 or more$"):
        Mark("1", 1, weight)
    with pytest.raises(ValueError, match="^a weight must be 0 or more$"):
        MarkedSection("a", [], weight)


@pytest.mark.parametrize(
    ("effect", "limit", "words"),
    [
        ("stop", None, "^a critical rule is zero, cap or flag, not 'stop'$"),
        ("cap", None, "^a cap needs a limit, and no other rule has one$"),
        ("zero", 50, "^a cap needs a limit, and no other rule has one$"),
        ("flag", 0, "^a cap needs a limit, and no other rule has one$"),
        ("cap", -1, r"^a cap's limit must lie within 0\.\.100$"),
        ("cap", 101, r"^a cap's limit must lie within 0\.\.100$"),
        ("cap", nan, r"^a cap's limit must lie within 0\.\.100$"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(effect, limit, words):
    with pytest.raises(ValueError, match=words):
        CriticalRule(effect, limit)


marks = st.lists(st.builds(Mark, st.text(max_size=3), st.one_of(st.none(), st.floats(0, 1)), st.floats(0.1, 9),
                           st.sampled_from([None, ZERO, FLAG, CAP60])), max_size=8)


@settings(max_examples=50)
@given(st.lists(st.builds(MarkedSection, st.text(max_size=3), marks, st.floats(0.1, 9)), max_size=5))
def test_a_score_lies_within_its_sections_and_rules_never_lift_it(sections):
    score = visit_score(sections)
    scores = [each.score for each in score.sections if each.score is not None]
    assert (score.before is None) == (not scores)
    if scores:
        assert min(scores) - 1e-9 <= score.before <= max(scores) + 1e-9
        assert 0 <= score.after <= score.before
