"""What the planning rules call "a plan at once" is truly short of the standard, in companies whose truth is known."""

from collections import Counter

import pytest

from cxtrain.planning.findings import Verdict
from tests.demo.dense_truth import listed

COMPANIES = 3  # `make soak` draws 100


@pytest.fixture(scope="module")
def found():
    return list(listed(COMPANIES))


@pytest.mark.parametrize("subject", ["person", "unit"])
def test_of_class_a_at_least_85_in_a_hundred_are_truly_short(found, subject):
    urgent = [each.short for each in found if each.subject == subject and each.verdict is Verdict.PLAN_NOW]
    print(f"\n{subject}: class A {len(urgent)}, precision {sum(urgent) / len(urgent):.3f}")
    assert len(urgent) >= 30
    assert sum(urgent) / len(urgent) >= 0.85


def test_the_certainty_is_worth_what_it_says(found):
    # Of those said to be short with a probability of 75 to 90 %, about as many are.
    said = [each for each in found if each.certainty is not None and 0.75 <= each.certainty < 0.9]
    assert len(said) > 100
    assert sum(each.short for each in said) / len(said) >= 0.75


def test_what_goes_well_seldom_is_short(found):
    kept = Counter(each.short for each in found if each.verdict is Verdict.KEEP)
    assert kept[True] / kept.total() < 0.25
