import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.effect_sizes import (
    NO_CORRELATION,
    NO_VARIATION,
    TOO_FEW_FOR_G,
    EffectSize,
    effect_av,
    effect_z,
    independent_effect,
    matched_effect,
)
from cxtrain.measures.effects import FEW_PEOPLE, ONE_PAIR
from cxtrain.measures.intervals import NO_OBSERVATION
from cxtrain.measures.samples import Sample

DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
Z = 1.959963984540054
pairs = st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=3, max_size=30)


def test_it_meets_paired_t_sleep():
    # pingouin and R on Student's sleep data: d_z 1.2846, g_z 1.1745, d_av .8322, g_av .7609.
    av, z = effect_av(DRUG_1, DRUG_2), effect_z(DRUG_1, DRUG_2)
    assert (av.name, z.name, av.n, z.n) == ("g_av", "g_z", 10, 10)
    assert (av.d, av.g, z.d, z.g) == pytest.approx((0.8321810813, 0.7608512747, 1.2845575626, 1.1744526287), abs=1e-6)
    # V = (1/10 + .83218² / 20) 2 (1 - .79517) J², J = 1 - 3/35; and without 2 (1 - r) for g_z.
    j = 1 - 3 / 35
    assert av.variance == pytest.approx((0.1 + 0.8321810813**2 / 20) * 2 * (1 - 0.7951702058) * j * j, rel=1e-8)
    assert z.variance == pytest.approx((0.1 + 1.2845575626**2 / 20) * j * j, rel=1e-8)
    assert (av.reason, av.note, z.reason, z.note) == (None, None, None, None)


def test_it_meets_hedges_borenstein_ind():
    # Borenstein et al., Introduction to Meta-Analysis, 2009, chapter 4.
    effect = independent_effect(Sample(50, 103, 5.5), Sample(50, 100, 4.5))
    assert (effect.name, effect.n, effect.reason, effect.note) == ("g_s", 100, None, None)
    assert (effect.sd, effect.d, effect.g) == pytest.approx((5.0249378, 0.5970223, 0.5924416), abs=1e-6)
    assert (effect.variance, effect.se) == pytest.approx((0.0411435, 0.2028386), abs=1e-6)
    assert effect.variance / 0.9923274**2 == pytest.approx(0.0417822, abs=1e-6)


def test_it_meets_hedges_borenstein_paired():
    # Borenstein et al., Introduction to Meta-Analysis, 2009, chapter 4.
    effect = matched_effect(Sample(50, 3, 5.5), 0.7)
    assert (effect.name, effect.n, effect.reason, effect.note) == ("g_rm", 50, None, None)
    assert (effect.sd, effect.d, effect.g) == pytest.approx((7.1004695, 0.4225073, 0.4160072), abs=1e-6)
    assert (effect.variance, effect.se) == pytest.approx((0.012672, 0.1125699), abs=1e-6)
    assert effect.variance / 0.9846154**2 == pytest.approx(0.0130711, abs=1e-6)


@given(pairs)
def test_paired_effects_agree_with_numpy(rows):
    before, after = map(np.array, zip(*rows, strict=True))
    change, n = after - before, len(before)
    j = 1 - 3 / (4 * (n - 1) - 1)
    z, av = effect_z(list(before), list(after)), effect_av(list(before), list(after))
    sd = np.sqrt((before.var(ddof=1) + after.var(ddof=1)) / 2)
    if change.std() > 0:
        d = change.mean() / change.std(ddof=1)
        assert (z.d, z.g, z.sd) == pytest.approx((d, j * d, change.std(ddof=1)), rel=1e-9)
    else:
        assert z == EffectSize("g_z", None, None, n, 0, reason=NO_VARIATION, note=FEW_PEOPLE if n < 10 else None)
    if sd > 0:
        assert (av.d, av.g, av.sd) == pytest.approx((change.mean() / sd, j * change.mean() / sd, sd), rel=1e-9)


@given(pairs)
def test_paired_intervals_lie_around_g_and_turn_with_the_sides(rows):
    before, after = zip(*rows, strict=True)
    for effect in (effect_av, effect_z):
        forth, back = effect(before, after), effect(after, before)
        if forth.interval:
            assert (forth.interval.low + forth.interval.high) / 2 == pytest.approx(forth.g, abs=1e-9)
            assert forth.interval.half_width == pytest.approx(Z * forth.se, rel=1e-9)
            assert (forth.g, forth.interval.low) == pytest.approx((-back.g, -back.interval.high), rel=1e-9, abs=1e-9)


@given(st.lists(st.integers(1, 7), min_size=2, max_size=30), st.lists(st.integers(1, 7), min_size=2, max_size=30))
def test_independent_effects_agree_with_numpy(first, second):
    effect, n, m = independent_effect(Sample.of(first), Sample.of(second)), len(first), len(second)
    df = n + m - 2
    sd = np.sqrt((np.var(first) * n + np.var(second) * m) / df)
    if sd == 0:
        assert (effect.d, effect.g, effect.sd, effect.reason) == (None, None, 0, NO_VARIATION)
        return
    d, j = (np.mean(first) - np.mean(second)) / sd, 1 - 3 / (4 * df - 1)
    assert (effect.d, effect.g, effect.n) == pytest.approx((d, j * d, n + m), rel=1e-9, abs=1e-12)
    assert effect.variance == pytest.approx(j**2 * ((n + m) / (n * m) + d**2 / (2 * (n + m))), rel=1e-9)


def test_the_level_widens_the_interval():
    wide, narrow = effect_z(DRUG_1, DRUG_2, level=0.99), effect_z(DRUG_1, DRUG_2, level=0.5)
    assert wide.interval.level == 0.99
    assert wide.interval.half_width == pytest.approx(2.5758293035489 * wide.se, rel=1e-9)
    assert narrow.interval.half_width == pytest.approx(0.67448975019608 * narrow.se, rel=1e-9)
    for other in (
        effect_av(DRUG_1, DRUG_2, level=0.5),
        matched_effect(Sample(50, 3, 5.5), 0.7, level=0.5),
        independent_effect(Sample(50, 103, 5.5), Sample(50, 100, 4.5), level=0.5),
    ):
        assert other.interval.half_width == pytest.approx(0.67448975019608 * other.se, rel=1e-9)


@pytest.mark.parametrize(("effect", "name"), [(effect_av, "g_av"), (effect_z, "g_z")])
def test_too_few_pairs_have_no_effect_and_it_says_so(effect, name):
    assert effect([], []) == EffectSize(name, None, None, 0, reason=NO_OBSERVATION, note=FEW_PEOPLE)
    assert effect([None, 1], [2, 5]) == EffectSize(name, None, None, 1, reason=ONE_PAIR, note=FEW_PEOPLE)
    assert effect([1, 2], [3, 6]).g is None
    assert effect([1, 2], [3, 6]).reason == TOO_FEW_FOR_G
    assert effect([1, 2, 2], [3, 6, 5]).g is not None


def test_the_smallest_groups_have_d_but_no_g():
    # Pooled SD of (1, 3) and (5): √2; the mean difference is -3.
    effect = independent_effect(Sample.of([1, 3]), Sample.of([5]))
    assert (effect.d, effect.g, effect.interval, effect.se) == (pytest.approx(-3 / 2**0.5), None, None, None)
    assert (effect.n, effect.sd, effect.reason, effect.note) == (3, pytest.approx(2**0.5), TOO_FEW_FOR_G, FEW_PEOPLE)


def test_one_side_that_does_not_vary_or_both_in_step_have_g_without_an_interval():
    # Before 1, 2, 3 and after all 3: the mean variance is 1/2, so d = 1 / √.5 = 1.414; r is unknown.
    flat = effect_av([1, 2, 3], [3, 3, 3])
    assert (flat.d, flat.interval, flat.variance, flat.reason) == (pytest.approx(2**0.5), None, None, NO_CORRELATION)
    assert flat.g == pytest.approx((1 - 3 / 7) * 2**0.5)
    step = effect_av([1, 2, 3], [2, 4, 6])
    assert (step.interval, step.se, step.reason) == (None, None, NO_CORRELATION)
    assert step.sd == pytest.approx(2.5**0.5)


def test_values_that_do_not_vary_have_no_effect_and_it_says_so():
    assert effect_av([3, 3, 3], [4, 4, 4]) == EffectSize("g_av", None, None, 3, 0, reason=NO_VARIATION, note=FEW_PEOPLE)
    assert effect_z([0.1, 1000.1], [0.3, 1000.3]).reason == NO_VARIATION
    assert independent_effect(Sample(10, 3, 0), Sample(12, 4, 0)) == EffectSize("g_s", None, None, 22, 0, reason=NO_VARIATION)


def test_fewer_than_ten_on_a_side_get_a_note():
    ten, nine = Sample(10, 3, 1), Sample(9, 4, 1)
    assert independent_effect(ten, ten).note is None
    assert independent_effect(ten, nine).note == independent_effect(nine, ten).note == FEW_PEOPLE
    assert matched_effect(nine, 0.5).note == FEW_PEOPLE
    assert matched_effect(ten, 0.5).note is None


@pytest.mark.parametrize(("n", "r"), [(1, 0.5), (10, 1), (10, -1.01), (10, 1.5)])
def test_a_matched_effect_that_cannot_be_is_refused(n, r):
    with pytest.raises(ValueError, match=r"^the correlation must lie within -1\.\.1, below 1, and pairs must be 2 or more$"):
        matched_effect(Sample(n, 1, 1), r)
    assert matched_effect(Sample(3, 1, 1), -1).sd == pytest.approx(0.5)
    assert matched_effect(Sample(2, 1, 1), 0.5).reason == TOO_FEW_FOR_G


def test_two_groups_of_one_are_refused():
    with pytest.raises(ValueError, match=r"^two groups need 3 values or more together$"):
        independent_effect(Sample(1, 3, 0), Sample(1, 4, 0))
