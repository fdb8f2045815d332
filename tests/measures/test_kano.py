from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.intervals import NO_OBSERVATION, Estimate
from cxtrain.measures.kano import (
    BADLY_WORDED,
    CLASSIC,
    CODES,
    FEW_ANSWERS,
    NO_PLAIN_ANSWERS,
    POULIOT,
    Counts,
    evaluate,
    kano,
    kano_of_counts,
)

answers = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=60)


def of(m=0, o=0, a=0, i=0, r=0, q=0):
    return Counts(must_be=m, one_dimensional=o, attractive=a, indifferent=i, reverse=r, questionable=q)


# The README of the stp25kano package, n = 296: M O A I R Q, then mode, better, worse, total and category strength in
# rounded percent, the difference, its critical value, whether it is significant, and chi-square.
STP25 = {
    "service_app": ((95, 123, 45, 33, 0, 0), "O", 0.568, -0.736, 89, 9, 28, 19.4, True, 72.49),
    "excellent_service": ((101, 54, 54, 81, 3, 3), "M", 0.372, -0.534, 71, 7, 20, 18.5, True, 21.64),
    "hotline": ((15, 24, 121, 124, 6, 6), "I", 0.511, -0.137, 54, 1, 3, 19.8, False, 150.06),
    "loan_machine": ((65, 87, 93, 51, 0, 0), "A", 0.608, -0.514, 83, 2, 6, 18.5, False, 15.41),
    "ready_to_use_return": ((9, 18, 83, 177, 6, 3), "I", 0.352, -0.094, 37, 32, 94, 19.9, True, 251.3),
}


@pytest.mark.parametrize("feature", STP25)
def test_it_meets_kano_stp25kano(feature):
    counts, mode, better, worse, total, category, difference, critical, significant, chi_square = STP25[feature]
    result = kano_of_counts(of(*counts))
    assert (result.n, result.mode) == (296, mode)
    assert (result.better.value, result.worse.value) == pytest.approx((better, worse), abs=0.0006)
    assert (round(result.total_strength), round(result.category_strength)) == (total, category)
    assert (result.fong.difference, result.fong.significant) == (difference, significant)
    assert result.fong.critical == pytest.approx(critical, abs=0.06)
    assert result.chi_square == pytest.approx(chi_square, abs=0.06)


def test_near_ties_take_the_graver_category():
    # Of 296: hotline I 124 and A 121 lie 1 point apart, so A; loan machine A 93 and O 87 lie 2 apart, so O;
    # the others stand alone.
    categories = {feature: kano_of_counts(of(*row[0])).category for feature, row in STP25.items()}
    assert categories == {"service_app": "O", "excellent_service": "M", "hotline": "A", "loan_machine": "O", "ready_to_use_return": "I"}


def test_the_classic_table_is_kanos():
    table = ["".join(evaluate(f, d) for d in range(1, 6)) for f in range(1, 6)]
    assert table == ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]


def test_pouliots_table_calls_two_more_cells_questionable():
    changed = [(f, d) for f in range(1, 6) for d in range(1, 6) if evaluate(f, d) != evaluate(f, d, POULIOT)]
    assert changed == [(2, 2), (4, 4)]
    assert evaluate(2, 2, POULIOT) == evaluate(4, 4, POULIOT) == "Q"


@pytest.mark.parametrize("pair", [(0, 3), (3, 0), (6, 3), (3, 6)])
def test_an_evaluation_refuses_answers_outside_one_to_five(pair):
    with pytest.raises(ValueError, match=r"^answers must be 1\.\.5$"):
        evaluate(*pair)


def test_an_unknown_table_is_refused():
    with pytest.raises(ValueError, match="^the table is classic or pouliot, not 'other'$"):
        kano([(1, 5)], table="other")


def test_pairs_are_counted_by_their_cell():
    # A 1-2, O 1-5, M 3-5, I 2-2, R 5-1, Q 1-1; a pair with a missing answer is left out.
    result = kano([(1, 2), (1, 5), (3, 5), (2, 2), (5, 1), (1, 1), (None, 2), (1, None), (None, None)])
    assert result.counts == Counts(1, 1, 1, 1, 1, 1)
    assert (result.n, result.missing, result.table, result.note) == (6, 3, CLASSIC, FEW_ANSWERS)
    assert kano([(1, 2), (2, 2)], table=POULIOT).counts == Counts(attractive=1, questionable=1)
    assert kano([(1, 2)], table=POULIOT).table == "pouliot"


def test_each_category_is_counted_under_its_own_letter():
    for letter, pair in {"A": (1, 3), "M": (4, 5), "O": (1, 5), "I": (3, 3), "R": (5, 3), "Q": (5, 5)}.items():
        by_letter = kano([pair, pair]).counts.by_letter
        assert by_letter == {**dict.fromkeys("AMOIRQ", 0), letter: 2}


def test_other_codes_are_read_by_their_mapping():
    words = {"like": 1, "must": 2, "neutral": 3, "live": 4, "dislike": 5}
    assert kano([("like", "dislike"), ("must", "dislike")], codes=words).counts == Counts(one_dimensional=1, must_be=1)
    with pytest.raises(ValueError, match="^an answer must be one of like, must, neutral, live, dislike, not love$"):
        kano([("love", "like")], codes=words)
    with pytest.raises(ValueError, match="^an answer must be one of 1, 2, 3, 4, 5, not 6$"):
        kano([(1, 6)])
    assert list(CODES) == [1, 2, 3, 4, 5]


def test_nothing_answered_has_no_category_and_says_so():
    result = kano([(None, 1)])
    assert (result.n, result.mode, result.category, result.fong, result.chi_square) == (0, None, None, None, None)
    assert (result.total_strength, result.category_strength, result.continuous, result.note) == (None,) * 4
    assert result.better == result.worse == Estimate(None, 0, reason=NO_PLAIN_ANSWERS)
    assert (result.reason, result.missing, result.is_strong) == (NO_OBSERVATION, 1, False)


@pytest.mark.parametrize(
    ("counts", "category"),
    [
        (of(m=35, o=40, a=25), "M"),  # exactly 5 points below the mode
        (of(m=34, o=40, a=26), "O"),
        (of(o=35, a=40, i=25), "O"),
        (of(a=45, i=50, r=5), "A"),
        (of(i=45, r=50, a=5), "I"),  # R yields to what it ties with
        (of(r=60, i=40), "R"),
        (of(m=25, o=25, a=25, i=25), "M"),
    ],
)
def test_within_five_points_the_order_is_m_o_a_i(counts, category):
    assert kano_of_counts(counts).category == category


def test_equal_largest_counts_take_the_graver_as_mode():
    assert kano_of_counts(of(a=20, i=20, m=1)).mode == "A"
    assert kano_of_counts(of(a=20, i=21, m=1)).mode == "I"


@pytest.mark.parametrize(("q", "n", "category", "reason"), [(10, 100, "A", None), (11, 100, None, BADLY_WORDED)])
def test_more_than_ten_percent_of_contradictions_give_no_category(q, n, category, reason):
    result = kano_of_counts(of(a=n - q, q=q))
    assert (result.category, result.reason, result.mode) == (category, reason, "A")


def test_only_contradictions_have_no_mode_either():
    result = kano_of_counts(of(q=40))
    assert (result.mode, result.category, result.reason) == (None, None, BADLY_WORDED)
    assert (result.better.reason, result.worse.reason, result.chi_square) == (NO_PLAIN_ANSWERS, NO_PLAIN_ANSWERS, None)


def test_better_and_worse_have_wilson_intervals_and_leave_r_and_q_out():
    # (A + O) / plain = 3 / 5, (O + M) / plain = 3 / 5: Wilson .230724 to .882379, n 5.
    result = kano_of_counts(of(m=1, o=2, a=1, i=1, r=7, q=1))
    assert (result.better.value, result.better.n, result.worse.value, result.worse.n) == (0.6, 5, -0.6, 5)
    assert (result.better.interval.low, result.better.interval.high) == pytest.approx((0.230724, 0.882379), abs=1e-6)
    assert (result.worse.interval.low, result.worse.interval.high) == pytest.approx((-0.882379, -0.230724), abs=1e-6)
    assert kano_of_counts(of(m=4, a=1)).better.value == 0.2
    assert kano_of_counts(of(m=4, a=1)).worse.value == -0.8
    other = kano_of_counts(of(m=1, a=1), level=0.9)
    assert (other.better.interval.level, other.worse.interval.level, result.worse.interval.level) == (0.9, 0.9, 0.95)


def test_fong_counts_all_answers_but_compares_none_that_contradict():
    # a 30, b 20 (R), N 100: 1.65 sqrt(50 * 150 / 200) = 1.65 sqrt(37.5) = 10.104; the difference is 10.
    result = kano_of_counts(of(a=30, r=20, i=10, q=40))
    assert (result.fong.difference, result.fong.significant) == (10, False)
    assert result.fong.critical == pytest.approx(1.65 * sqrt(37.5), abs=1e-12)
    assert kano_of_counts(of(a=31, r=20, i=9, q=40)).fong.significant


def test_the_smallest_samples_are_told_apart_by_fong():
    # One answer: a 1, b 0, N 1: 1.65 sqrt(1 * 1 / 2) = 1.1667; two alike: 1.65 sqrt(2 * 2 / 4) = 1.65 < 2.
    assert not kano_of_counts(of(a=1)).fong.significant
    assert kano_of_counts(of(a=2)).fong.significant
    nothing = kano_of_counts(of(q=1)).fong
    assert (nothing.difference, nothing.critical, nothing.significant) == (0, 0, False)


def test_chi_square_is_that_of_equal_counts():
    assert kano_of_counts(of(m=10, o=20, a=30, i=40, r=5)).chi_square == pytest.approx(stats.chisquare([10, 20, 30, 40]).statistic)


@pytest.mark.parametrize(
    ("counts", "strong"),
    [
        (of(a=60, i=40), True),
        (of(a=59, i=41), False),
        (of(a=33, o=27, i=20, r=20), True),  # 60 % and exactly 6 points
        (of(a=33, o=28, i=20, r=19), False),  # 5 points
    ],
)
def test_strength_asks_for_sixty_percent_and_six_points(counts, strong):
    assert kano_of_counts(counts).is_strong is strong


def test_strengths_are_shares_of_all_answers():
    result = kano_of_counts(of(m=10, o=20, a=30, i=25, r=5, q=10))
    assert (result.total_strength, result.category_strength) == (60, 5)


@pytest.mark.parametrize(("n", "note"), [(29, FEW_ANSWERS), (30, None)])
def test_below_thirty_answers_it_notes_that_they_are_few(n, note):
    assert kano_of_counts(of(a=n)).note == note


def test_counts_alone_have_no_place_and_no_table():
    result = kano_of_counts(of(a=30))
    assert (result.continuous, result.table, result.missing) == (None, None, 0)


def test_each_answer_has_dumouchels_score():
    scores = [(kano([(k, k)]).continuous.functional.value, kano([(k, k)]).continuous.dysfunctional.value) for k in range(1, 6)]
    assert scores == [(4, -2), (2, -1), (0, 0), (-1, 2), (-2, 4)]


@pytest.mark.parametrize(
    ("pairs", "quadrant"),
    [
        ([(1, 5)], "O"),
        ([(2, 4)], "O"),  # both exactly 2
        ([(2, 3)], "A"),
        ([(3, 4)], "M"),
        ([(3, 3)], "I"),
        ([(1, 5), (3, 3)], "O"),  # means 2 and 2
        ([(1, 5), (4, 3)], "M"),  # 1.5 and 2
        ([(1, 4), (2, 3)], "A"),  # 3 and 1
    ],
)
def test_the_plane_is_cut_at_two(pairs, quadrant):
    assert kano(pairs).continuous.quadrant == quadrant


def test_the_place_has_intervals():
    place = kano([(1, 5), (2, 4), (3, 5)], level=0.9).continuous
    assert (place.functional.value, place.functional.n, place.functional.sd) == (2, 3, 2)
    assert place.dysfunctional.value == pytest.approx(10 / 3)
    assert (place.functional.interval.level, place.dysfunctional.interval.level) == (0.9, 0.9)
    assert kano([(1, 5), (2, 4)]).continuous.functional.interval.level == 0.95
    assert kano([(1, 5), (2, 4)]).better.interval.level == 0.95
    assert kano([(1, 5), (2, 4)], level=0.9).better.interval.level == 0.9


@given(answers, st.sampled_from([CLASSIC, POULIOT]))
def test_counts_add_up_and_shares_stay_within_bounds(pairs, table):
    result = kano(pairs, table=table)
    assert result.n == len(pairs) == sum(result.counts.by_letter.values())
    assert result == kano(pairs[::-1], table=table) or result.continuous is not None
    if result.better.value is not None:
        assert 0 <= result.better.value <= 1 and -1 <= result.worse.value <= 0
        assert result.worse.interval.low <= result.worse.value <= result.worse.interval.high


@pytest.mark.parametrize("letter", ["m", "o", "a", "i", "r", "q"])
def test_negative_counts_are_refused(letter):
    with pytest.raises(ValueError, match="^counts must be 0 or more$"):
        of(**{letter: -1})


def test_a_mode_of_one_answer_more_is_the_mode():
    assert kano_of_counts(of(a=50, i=51)).mode == "I"
    assert kano_of_counts(of(a=1)).note == FEW_ANSWERS
