"""What a plan brought: luck that comes back is not counted as its merit."""

import dataclasses
import json
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.effects import expected_drift
from cxtrain.measures.intervals import Sums
from cxtrain.planning.boards.effect import Place, effect
from cxtrain.planning.evidence import evidence_of
from cxtrain.planning.findings import Cell, Finding, find
from cxtrain.planning.reviews.brought import DOWN, OPEN, TOO_FEW, UP, brought, brought_from, needed_for


def finding(means, *, n=8, subject=0, person=False, random=None, sd=1.0) -> Finding:
    """The finding about one of several stores, each seen `n` times around its mean."""
    random = random or Random(7)
    cells = [Cell("person" if person else "unit", at, "desk", "responsiveness", Sums.of([random.gauss(mu, sd) for _ in range(n)]), 6.0)
             for at, mu in enumerate(means)]
    return next(each for each in find(cells, subject_id=subject) if each.cell.subject_id == subject)


def evidence(**kwargs):
    return evidence_of(finding(**kwargs), kind="mystery_shop", first_month="2025-06", last_month="2026-05")


MEANS = (4.0, 5.8, 6.1, 5.6, 6.3, 5.9)


def test_the_expected_return_is_what_shrinkage_says():
    before = evidence(means=MEANS)
    drift = expected_drift(before.reliability, before.common_mean, before.mean).value
    assert brought(before, Sums(0, 0.0, 0.0), needed=None, person=False).drift == pytest.approx(drift)
    assert drift > 0


def test_fewer_than_six_visits_after_say_nothing():
    found = brought(evidence(means=MEANS), Sums.of([6, 7, 6, 7, 6]), needed=None, person=True)
    assert (found.words, found.beyond, found.after, found.needed, found.is_enough) == (TOO_FEW, None, 5, 6, False)


def test_six_alike_visits_give_a_number_and_no_interval():
    found = brought(evidence(means=MEANS), Sums.of([6] * 6), needed=None, person=True)
    assert found.beyond is not None and found.low is None and found.words == TOO_FEW


@pytest.mark.parametrize(("after", "words"), [((6.5, 7, 6, 6.8, 6.2, 6.6, 7, 6.4), UP), ((1, 2, 1.5, 1, 2, 2.5, 1, 1.2), DOWN)])
def test_what_goes_beyond_is_said(after, words):
    assert brought(evidence(means=MEANS), Sums.of(after), needed=None, person=False).words == words


def test_a_rise_that_is_only_luck_coming_back_is_not_the_plans():
    # 600 stores alike but for little; those that look worst are planned for, and nothing at all is done.
    random, merit, raw, drifts, ups = Random(11), [], [], [], 0
    for _ in range(600):
        means = [random.gauss(5.4, 0.25) for _ in range(12)]
        cells = [Cell("unit", at, "desk", "responsiveness", Sums.of([random.gauss(mu, 1) for _ in range(8)]), 6.0)
                 for at, mu in enumerate(means)]
        worst = min(cells, key=lambda cell: cell.sums.mean)
        chosen = next(each for each in find(cells, subject_id=worst.subject_id))
        before = evidence_of(chosen, kind="mystery_shop", first_month="2025-06", last_month="2026-05")
        after = Sums.of([random.gauss(means[worst.subject_id], 1) for _ in range(12)])
        found = brought(before, after, needed=None, person=False)
        merit.append(found.beyond)
        raw.append(after.mean - before.mean)
        drifts.append(found.drift)
        ups += found.words == UP
    assert mean(raw) > 0.35 and abs(mean(raw) - mean(drifts)) < 0.12  # it rises by itself, about as much as was said
    assert abs(mean(merit)) < 0.12 and ups / 600 < 0.06


@given(st.floats(-3, -0.1), st.floats(0.1, 2))
def test_a_larger_shortfall_needs_fewer_visits_to_see_half_of_it_made_good(gap, more):
    one = evidence(means=MEANS)
    near, far = dataclasses.replace(one, gap=gap), dataclasses.replace(one, gap=gap - more)
    assert needed_for(far) <= needed_for(near)


def test_the_plans_own_number_of_visits_counts_for_a_team_and_six_for_a_person():
    before, after = evidence(means=MEANS), Sums.of([5, 6, 7, 6, 5, 6])
    assert brought(before, after, needed=31, person=False).needed == 31
    assert brought(before, after, needed=31, person=True).needed == 6
    assert brought(before, after, needed=31, person=False).words in (OPEN, UP)


def test_what_a_review_keeps_comes_back_as_it_was():
    before, after = evidence(means=MEANS), Sums.of([5, 6, 7, 6, 5, 6])
    beside = effect("shopper", [Place("1", True, before.sums, after), Place("2", False, after, after)])
    for each in (brought(before, after, needed=8, person=False, beside=beside), brought(before, after, needed=8, person=True)):
        assert brought_from(json.loads(json.dumps(dataclasses.asdict(each)))) == each
    assert brought_from(None) is None
