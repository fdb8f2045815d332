"""What marks come to: the sum is exact, a tenth is never rounded up, and one critical item outweighs every point."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.training.practicals.marking import (
    compared,
    differing,
    earned,
    failed,
    judged_pairs,
    laid_over,
    lost,
    missing,
    outcome,
    percent,
    rounded,
    shown_mark,
)
from cxtrain.training.practicals.sheet import parse
from tests.training.practicals.conftest import SHEET, sheets

SMALL = parse(SHEET).sheet
ALL = {"looks-up": True, "warmth": 3, "privacy": True}


def full(sheet):
    """Return the best marks."""
    return {item.id: 3 if item.is_judged else True for item in sheet.items}


@st.composite
def marked(draw, times=1):
    """Draw a sheet and complete marks of it, as often as asked."""
    sheet = draw(sheets())
    return sheet, *({item.id: draw(st.integers(0, 3) if item.is_judged else st.booleans()) for item in sheet.items}
                    for _time in range(times))


@pytest.mark.parametrize(("marks", "score", "passed"), [
    (ALL, 100.0, True), ({**ALL, "warmth": 0}, 70.0, True), ({**ALL, "warmth": 0, "looks-up": False}, 50.0, False),
    ({**ALL, "privacy": False}, 50.0, False), ({**ALL, "looks-up": False}, 80.0, True), ({**ALL, "warmth": 2}, 90.0, True)])
def test_known_marks_come_to_known_scores(marks, score, passed):
    assert (outcome(SMALL, [marks], {}).score, outcome(SMALL, [marks], {}).passed) == (score, passed)


def test_full_points_without_the_critical_item_do_not_pass():
    sheet = parse(SHEET.replace("points: 10", "points: 1").replace("pass_mark: 70", "pass_mark: 60")).sheet
    found = outcome(sheet, [{**ALL, "privacy": False}], {})
    assert found.score == 90.9 and not found.passed and [item.id for item in found.failed] == ["privacy"]


def test_two_assessors_who_differ_on_a_critical_item_decide_nothing_before_they_have_talked():
    other = {**ALL, "privacy": False, "warmth": 1}
    assert outcome(SMALL, [ALL, other], {}) is None
    assert [item.id for item in differing(SMALL, ALL, other)] == ["privacy"]
    assert outcome(SMALL, [ALL, other], {"privacy": True}).score == 90.0  # 100 and 80
    assert not outcome(SMALL, [ALL, other], {"privacy": False}).passed


def test_how_far_two_agree_is_said_with_its_n():
    found = compared(SMALL, ALL, {**ALL, "warmth": 2, "looks-up": False})
    assert (found.n, found.equal, found.near, round(found.share, 3)) == (3, 1, 2, 0.667)
    assert compared(SMALL, ALL, {}) is None and judged_pairs(SMALL, ALL, {**ALL, "warmth": 2}) == [(3.0, 2.0)]


def test_what_cost_most_comes_first():
    assert [item.id for item in lost(SMALL, [{**ALL, "warmth": 2, "privacy": False}], {})] == ["privacy", "warmth"]


@given(marked())
@settings(max_examples=60)
def test_a_score_lies_within_0_and_100_and_is_never_rounded_up(drawn):
    sheet, marks = drawn
    exact = percent(sheet, marks)
    assert 0 <= exact <= 100 and 0 <= exact - Fraction(rounded(exact)).limit_denominator(10) < Fraction(1, 10)
    assert percent(sheet, full(sheet)) == 100 and percent(sheet, {}) == 0


@given(marked(), st.data())
@settings(max_examples=60)
def test_a_better_mark_never_lowers_the_score_nor_the_verdict(drawn, data):
    sheet, marks = drawn
    item = data.draw(st.sampled_from(sheet.items))
    better = {**marks, item.id: min(3, marks[item.id] + 1) if item.is_judged else True}
    before, after = outcome(sheet, [marks], {}), outcome(sheet, [better], {})
    assert after.score >= before.score and after.passed >= before.passed


@given(marked())
@settings(max_examples=60)
def test_passing_is_the_pass_mark_and_every_critical_item(drawn):
    sheet, marks = drawn
    found = outcome(sheet, [marks], {})
    assert found.passed == (found.score >= sheet.pass_mark and not failed(sheet, marks))


@given(marked(times=2))
@settings(max_examples=60)
def test_two_assessors_count_alike_and_equal_marks_count_as_one(drawn):
    sheet, first, second = drawn
    agreed = {item.id: True for item in differing(sheet, first, second)}
    assert outcome(sheet, [first, second], agreed) == outcome(sheet, [second, first], agreed)
    assert outcome(sheet, [first, first], {}) == outcome(sheet, [first], {})
    low, high = sorted(percent(sheet, {**marks, **agreed}) for marks in (first, second))
    assert rounded(low) <= outcome(sheet, [first, second], agreed).score <= rounded(high)
    found = compared(sheet, first, second)
    assert found.equal <= found.near <= found.n == len(sheet.items)


@given(marked())
@settings(max_examples=60)
def test_marks_that_a_page_posts_are_read_as_they_were(drawn):
    sheet, marks = drawn
    posted = {item.id: shown_mark(item, marks) for item in sheet.items}
    assert laid_over(sheet, posted, {}) == marks and not missing(sheet, marks)
    assert sum(earned(item, marks) for item in sheet.items) <= sheet.points


@given(st.dictionaries(st.sampled_from(["looks-up", "warmth", "privacy", "other"]), st.text(max_size=3)))
@settings(max_examples=60)
def test_whatever_is_posted_only_marks_of_the_sheet_are_kept(posted):
    found = laid_over(SMALL, posted, ALL)
    assert set(found) <= set(ALL) and found.get("warmth", 0) in (0, 1, 2, 3)
    assert all(isinstance(found.get(key, True), bool) for key in ("looks-up", "privacy"))
    assert laid_over(SMALL, {"warmth": "", "privacy": "7"}, ALL) == {"looks-up": True, "privacy": True}
