"""What a quiz adds up to."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.paper import NotEnough, draw_paper
from cxtrain.quizzes.papers.reading import Facts, overlaps, read
from cxtrain.quizzes.quiz import Draw, Fixed
from tests.quizzes.papers.test_manuscript import parse, written

KEYS = [f"k{number}" for number in range(8)]
FACTS = {key: Facts(Fraction(at % 3 + 1), ("easy", "hard", None)[at % 3], None, "empathy" if at < 4 else None)
         for at, key in enumerate(KEYS)}
A, B = Draw(2, "a", (), None), Draw(2, "b", (), None)


def test_fixed_questions_count_wholly_and_drawn_ones_as_often_as_on_an_average_paper():
    # k0 is fixed (1 mark, easy); two of k1 (2, hard), k2 (3, none), k3 (1, easy), k4 (2, hard) are drawn.
    reading = read([Fixed("k0"), A], FACTS, {A: KEYS[:5]})
    assert (reading.size, reading.least, reading.most) == (3, 1 + 1 + 2, 1 + 3 + 2)
    assert [(share.value, share.fixed, share.drawn) for share in reading.by_difficulty] == [
        ("easy", 1, 0.5), ("hard", 0, 1.0), (None, 0, 0.5)]
    assert [(share.value, share.fixed, share.drawn) for share in reading.by_dimension] == [("empathy", 1, 1.5), (None, 0, 0.5)]


def test_what_the_bank_does_not_have_is_left_out():
    reading = read([Fixed("gone"), A], FACTS, {A: []})
    assert (reading.least, reading.most, reading.by_difficulty) == (0, 0, ())


def test_draws_that_share_questions_are_named_and_warned_of_where_the_later_may_run_short():
    apart, shared, short = {A: ["k0", "k1"], B: ["k2", "k3"]}, {A: KEYS[:6], B: KEYS[2:8]}, {A: KEYS[:4], B: KEYS[:3]}
    assert overlaps([A, B], apart) == ()
    assert [(each.first, each.second, each.shared, each.short) for each in overlaps([Fixed("k9"), A, B], shared)] == [(2, 3, 4, False)]
    assert [each.short for each in overlaps([A, B], short)] == [True]


@given(st.lists(st.tuples(st.integers(1, 3), st.sets(st.sampled_from(KEYS), min_size=1)), min_size=1, max_size=3),
       st.integers(0, 50))
def test_where_no_draw_is_warned_of_each_paper_can_be_drawn(drawn, seed):
    slots = [Draw(count, f"c{at}", (), None) for at, (count, _pool) in enumerate(drawn)]
    pools = {slot: sorted(pool) for slot, (_count, pool) in zip(slots, drawn, strict=True)}
    document = {"format": 1, "slug": "x", "title": {"zh": "题", "en": "t"}, "brief": {"zh": "题", "en": "t"}, "pass_mark": 80,
                "questions": [{"draw": slot.count, "category": slot.category} for slot in slots]}
    enough = all(len(pools[slot]) >= slot.count for slot in slots)
    if enough and not any(each.short for each in overlaps(slots, pools)):
        assert len(set(draw_paper(parse(written(document)).quiz, seed, pools))) == sum(slot.count for slot in slots)


def test_a_draw_that_always_runs_short_is_refused_by_the_draw_itself():
    document = {"format": 1, "slug": "x", "title": {"zh": "题", "en": "t"}, "brief": {"zh": "题", "en": "t"}, "pass_mark": 80,
                "questions": [{"draw": 2, "category": "a"}, {"draw": 2, "category": "b"}]}
    with pytest.raises(NotEnough):
        draw_paper(parse(written(document)).quiz, 1, {A: KEYS[:3], B: KEYS[:3]})
