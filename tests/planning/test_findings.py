import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.measures.shrinkage import Spread
from cxtrain.planning.findings import (
    KANO_FACTORS,
    PERSON_DIMENSIONS,
    PERSON_WEIGHTS,
    Cell,
    Rule,
    Verdict,
    find,
    judge,
)
from cxtrain.planning.thresholds.numbers import Thresholds

TEAM = Spread(mu=5.60, mu_variance=0.0, between=0.16, within=1.0, units=20, n=160)
scores = st.lists(st.floats(1, 7), min_size=1, max_size=25)


def person(values, *, subject_id=1, dimension="empathy", standard=6.0, **more):
    return Cell("person", subject_id, "complaint", dimension, Sums.of(values), standard, **more)


def unit(values, *, subject_id=1, dimension="reliability", standard=6.0, **more):
    return Cell("unit", subject_id, "check-in", dimension, Sums.of(values), standard, **more)


def eight_visits(mean):
    """Eight scores with this mean and a standard deviation near 1."""
    return [mean + step for step in (-1.2, -1, -0.6, -0.2, 0.2, 0.6, 1, 1.2)]


def test_it_meets_the_worked_example():
    # Employee X, complaint desk (weight 1.3), empathy 28.1 points, 8 visits, own mean gap -1.10, team -.40, within 1,
    # tau .4: B = .439, g = -.793, SE = .265, S = .543, C = .980, PI = 28.1 * 1.3 * .543 * .980 = 19.4: class A.
    finding = judge(person(eight_visits(4.90), touchpoint_weight=1.3), TEAM)
    assert finding.gap == pytest.approx(-0.793, abs=0.001)
    assert finding.shrunken.se == pytest.approx(0.265, abs=0.001)
    assert (finding.shortfall, finding.certainty) == (pytest.approx(0.543, abs=0.001), pytest.approx(0.980, abs=0.001))
    assert finding.priority == pytest.approx(19.4, abs=0.1)
    assert finding.verdict is Verdict.PLAN_NOW


def test_the_raw_gap_would_have_overstated_the_urgency_by_half():
    # S .85 at C near 1 gives 28.07 * 1.3 * .85 = 31.0; the example rounds to 30.8. A third of it was noise.
    raw = 28.07 * 1.3 * 0.85
    assert judge(person(eight_visits(4.90), touchpoint_weight=1.3), TEAM).priority < 0.66 * raw


def test_it_meets_the_formula_for_a_team():
    # R 32 points, weight 1.2, must-be 1.5, g -.80, SE .20, delta .25: S .55, C .997, PI 31.6.
    spread = Spread(mu=5.2, mu_variance=0.0, between=1e9, within=1.0, units=20, n=500)
    cell = Cell("unit", 1, "check-in", "reliability", Sums(25, 130.0, 700.0), 6.0, 1.2, KANO_FACTORS["must-be"])
    finding = judge(cell, spread)
    assert (finding.gap, finding.shrunken.se) == (pytest.approx(-0.80), pytest.approx(0.20))
    assert finding.certainty == pytest.approx(0.997, abs=0.001)
    assert finding.priority == pytest.approx(31.6, abs=0.1)


def test_the_person_weights_are_39_33_28():
    assert {dimension: round(points) for dimension, points in PERSON_WEIGHTS.items()} == {
        "responsiveness": 39, "assurance": 33, "empathy": 28}
    assert sum(PERSON_WEIGHTS.values()) == pytest.approx(100)


def test_the_kano_factor_never_enters_a_person():
    plain, must_be = (judge(person(eight_visits(4.9), kano=kano), TEAM) for kano in (1.0, 1.5))
    assert plain.priority == must_be.priority


def test_a_place_or_a_process_never_becomes_a_finding_about_a_person():
    with pytest.raises(KeyError):
        judge(person(eight_visits(3), dimension="tangibles"), TEAM)


@pytest.mark.parametrize(("visits", "verdict"), [(1, Verdict.TOO_FEW), (2, Verdict.TOO_FEW), (3, Verdict.OFFER),
                                                  (5, Verdict.OFFER), (6, Verdict.PLAN_SOON)])
def test_a_person_needs_three_visits_for_an_offer_and_six_for_a_plan(visits, verdict):
    # Rules N1 and N2. All visits scored 4.2 where the standard is 6 and the team's mean 5.6.
    finding = judge(person([4.2] * visits, touchpoint_weight=0.5), TEAM)
    assert finding.verdict is verdict


def test_one_shopper_alone_says_nothing_about_a_person():
    assert judge(person(eight_visits(4.2), shoppers=1), TEAM).verdict is Verdict.TOO_FEW


def test_people_whom_the_data_cannot_tell_apart_get_no_plan():
    alike = Spread(mu=4.2, mu_variance=0.01, between=0.0, within=1.0, units=20, n=160)
    assert judge(person(eight_visits(4.2)), alike).verdict is Verdict.ALIKE


def test_stores_that_the_data_cannot_tell_apart_still_share_a_shortfall():
    alike = Spread(mu=4.2, mu_variance=0.01, between=0.0, within=1.0, units=12, n=96)
    assert judge(unit(eight_visits(4.2)), alike).verdict is Verdict.PLAN_NOW


def test_a_short_but_uncertain_gap_asks_for_more_visits():
    wide = Spread(mu=5.6, mu_variance=0.0, between=0.5, within=4.0, units=12, n=96)
    finding = judge(unit([3.4, 7, 7, 4, 6, 6.4]), wide)
    assert finding.verdict is Verdict.COLLECT
    # Own gap -.37, B = (4/6) / (4/6 + .5) = .571, g = .571 * -.4 + .429 * -.37 = -.386, S = .136. Fairly sure is .674
    # standard errors: 4 * (.6745 / .1357)² = 98.8 visits, so 93 more than the 6.
    assert finding.shortfall == pytest.approx(0.136, abs=0.001)
    assert finding.visits_to_go == 93


def test_well_above_the_standard_is_worth_sharing():
    assert judge(unit(eight_visits(6.5), standard=5.5), TEAM).verdict is Verdict.KEEP


def test_about_the_standard_needs_nothing():
    # g is -.25 at the mean, so the certainty is one half and there is no shortfall beyond the tolerance.
    alike = Spread(mu=5.75, mu_variance=0.04, between=0.0, within=1.0, units=12, n=96)
    assert judge(unit(eight_visits(5.75)), alike).verdict is Verdict.NEAR


def test_too_few_visits_say_how_many_are_still_needed():
    assert judge(unit([4, 5]), TEAM).visits_to_go == 4


def test_nothing_observed_twice_is_too_few_whatever_the_score():
    findings = find([unit([2]), unit([3], subject_id=2)], subject_id=1)
    assert [(finding.verdict, finding.gap) for finding in findings] == [(Verdict.TOO_FEW, None)]


def test_it_returns_only_the_findings_about_the_subject_the_most_pressing_first():
    cells = [unit(eight_visits(mean), subject_id=number, dimension=dimension)
             for number, mean in ((1, 4.5), (2, 5.5), (3, 6.0)) for dimension in ("reliability", "tangibles")]
    findings = find(cells, subject_id=1)
    assert [finding.cell.dimension for finding in findings] == ["reliability", "tangibles"]
    assert {finding.cell.subject_id for finding in findings} == {1}


def test_each_touchpoint_is_compared_with_its_own_kind_only():
    here = [unit(eight_visits(4.5)), unit(eight_visits(5.0), subject_id=2)]
    elsewhere = Cell("unit", 2, "breakfast", "reliability", Sums.of(eight_visits(2.0)), 6.0)
    assert find(here, subject_id=1) == find([*here, elsewhere], subject_id=1)


@given(st.lists(scores, min_size=2, max_size=8), st.floats(4, 7), st.floats(0.2, 2))
def test_the_numbers_of_a_finding_stay_in_their_ranges(groups, standard, weight):
    cells = [unit(values, subject_id=number, standard=standard, touchpoint_weight=weight)
             for number, values in enumerate(groups)]
    for finding in find(cells, subject_id=0):
        assert finding.certainty is None or 0 <= finding.certainty <= 1
        assert 0 <= finding.priority <= 32 * weight * finding.shortfall + 1e-9
        assert finding.n >= 3 or finding.verdict is Verdict.TOO_FEW


@given(st.lists(scores, min_size=2, max_size=8), st.sampled_from(PERSON_DIMENSIONS))
def test_a_person_never_gets_a_plan_from_fewer_than_six_visits(groups, dimension):
    cells = [person(values, subject_id=number, dimension=dimension, touchpoint_weight=5.0)
             for number, values in enumerate(groups)]
    for finding in find(cells, subject_id=0):
        assert finding.n >= 6 or not finding.allows_plan


@given(scores, st.floats(0.01, 1.0))
def test_a_higher_standard_never_makes_a_shortfall_less_pressing(values, more):
    low, high = (judge(unit(values, standard=standard), TEAM) for standard in (5.0, 5.0 + more))
    assert high.priority >= low.priority - 1e-9


MINIMUM = Thresholds(minimum=5.0)


@pytest.mark.parametrize(("mean", "n", "verdict", "rules"), [
    (4.2, 8, Verdict.PLAN_NOW, (Rule.A,)),  # class A has nothing above it
    (4.2, 4, Verdict.PLAN_SOON, (Rule.B,)),  # fewer than six visits are never a plan at once
])
def test_rule_z_raises_no_higher_than_the_visits_allow(mean, n, verdict, rules):
    sure = Spread(mu=mean, mu_variance=0.0, between=1e9, within=0.1, units=20, n=160)
    finding = judge(unit([mean] * n), sure, thresholds=MINIMUM)
    assert (finding.verdict, finding.rules) == (verdict, rules)
    assert finding.adequacy == pytest.approx(mean - 5.0)


def test_rule_z_raises_one_class_where_the_place_is_surely_below_the_minimum():
    # Tangibles weigh 11 points: g -1.05, S .8, PI 8.8, class B. Below 5.0 by .25 with an error of .14: C .96.
    spread = Spread(mu=4.75, mu_variance=0.0, between=1e9, within=1.0, units=20, n=160)
    sums = Sums(50, 237.5, 1177.0)
    plain, raised = (judge(Cell("unit", 1, "check-in", "tangibles", sums, 5.8), spread, thresholds=rules)
                     for rules in (Thresholds(), MINIMUM))
    assert (plain.verdict, plain.rules) == (Verdict.PLAN_SOON, (Rule.B,))
    assert (raised.verdict, raised.rules) == (Verdict.PLAN_NOW, (Rule.Z, Rule.B))


def test_rule_z_never_lifts_a_person_over_the_rules_that_protect_persons():
    for values, spread in (([3.0] * 5, TEAM), ([3.0] * 8, Spread(3.0, 0.01, 0.0, 1.0, 20, 160))):
        finding = judge(person(values), spread, thresholds=Thresholds(minimum=6.0))
        assert not finding.allows_plan and finding.rules[0] in (Rule.N1, Rule.N2)


def test_each_finding_names_the_rule_it_came_by():
    assert judge(unit([4, 5]), TEAM).rules == (Rule.N1,)
    assert judge(person([4.2] * 4), TEAM).rules == (Rule.N2,)
    assert judge(unit(eight_visits(6.5), standard=5.5), TEAM).rules == (Rule.D,)
    assert judge(unit(eight_visits(4.9), disputed=1, unchecked=2), TEAM).rules == (Rule.A, Rule.M1, Rule.M2)


def test_other_thresholds_give_another_class():
    strict, lax = Thresholds(now_priority=40), Thresholds(tolerance=2.0)
    assert judge(unit(eight_visits(4.9)), TEAM).verdict is Verdict.PLAN_NOW
    assert judge(unit(eight_visits(4.9)), TEAM, thresholds=strict).verdict is Verdict.PLAN_SOON
    assert not judge(unit(eight_visits(4.9)), TEAM, thresholds=lax).allows_plan
    assert judge(unit(eight_visits(4.9)), TEAM, thresholds=lax).thresholds is lax


def test_a_person_nobody_can_tell_from_the_others_yet_needs_as_many_visits_as_the_table_says():
    # ICC .16 / 1.16 = .138; for a reliability of .60: .6 * .862 / (.138 * .4) = 9.4, so 10 visits, 8 more than the 2.
    assert judge(person([4.2, 4.4]), TEAM).visits_to_go == 8


@given(st.lists(scores, min_size=2, max_size=8), st.floats(1, 7))
def test_a_minimum_never_makes_anything_less_pressing(groups, minimum):
    order = [Verdict.KEEP, Verdict.NEAR, Verdict.COLLECT, Verdict.PLAN_SOON, Verdict.PLAN_NOW]
    cells = [unit(values, subject_id=number) for number, values in enumerate(groups)]
    for plain, raised in zip(find(cells, subject_id=0), find(cells, subject_id=0, thresholds=Thresholds(minimum=minimum)),
                             strict=True):
        if plain.verdict in order:
            assert order.index(raised.verdict) >= order.index(plain.verdict)
