import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.measures.shrinkage import Spread
from cxtrain.planning.causes import (
    RULES,
    Cause,
    Charted,
    Differ,
    Earlier,
    Elsewhere,
    Expected,
    Facts,
    Outcome,
    Practised,
    differ,
    triage,
    triage_from,
)
from cxtrain.planning.findings import Cell, judge
from cxtrain.planning.thresholds.numbers import DEFAULTS

SPREAD = Spread(mu=5.0, mu_variance=0.0, between=0.16, within=1.0, units=20, n=160)


def finding(subject="person", *, mean=4.9, standard=6.0, thresholds=DEFAULTS):
    values = [mean + step for step in (-1.2, -1, -0.6, -0.2, 0.2, 0.6, 1, 1.2)]
    return judge(Cell(subject, 1, "complaint", "empathy", Sums.of(values), standard, 1.3), SPREAD, thresholds=thresholds)


def scored(percent, people=1):
    return Practised(percent, 10, people, "both")


def other(*, low):
    return Elsewhere("room", {"zh": "客房", "en": "Room"}, -1.0 if low else 0.1, 8, low)


ALIKE, APART = Differ(0.04, 20, 160), Differ(0.20, 20, 160)
FINE_BEFORE, LOW_BEFORE = Earlier(-0.25, 9, "2024-06", "2025-11"), Earlier(-0.26, 9, "2024-06", "2025-11")
EVENT, CALM = Charted("2026-05", True, 14), Charted("", False, 14)
ABLE = {"quiz": scored(80.0)}
LOW_ALL = {"elsewhere": (other(low=True), other(low=True))}

CASES = [
    ("unit", {"people": ALIKE, "chart": EVENT, "quiz": scored(40), "team_quiz": scored(40)}, "T1"),
    ("person", {"people": ALIKE, "chart": EVENT, "quiz": scored(40)}, "T2"),  # T1 is about teams
    ("unit", {"people": Differ(0.05, 20, 160), "chart": CALM}, ""),  # .05 is not below .05
    ("person", {"chart": CALM, "quiz": scored(69.9), "team_quiz": scored(60, 9)}, "T3"),
    ("person", {"quiz": scored(90), "played": scored(60)}, "T3"),  # knows it, cannot do it yet
    ("person", {"quiz": scored(70)}, ""),  # 70 is not below 70
    ("unit", {"quiz": scored(62, 9), "team_quiz": scored(62, 9)}, "T6"),  # a whole team: the standard, not the people
    ("unit", {"quiz": scored(75, 9), "played": scored(62, 9)}, "T3"),
    ("person", {**ABLE, "elsewhere": (other(low=False),)}, "T4"),
    ("person", {"played": scored(80), "elsewhere": (other(low=False),)}, "T4"),  # no quiz: role-plays speak
    ("person", {**ABLE, **LOW_ALL, "earlier": FINE_BEFORE}, "T5"),
    ("person", {**ABLE, **LOW_ALL, "earlier": LOW_BEFORE}, ""),  # never fine
    ("person", {**ABLE, **LOW_ALL}, ""),  # nobody knows how it was
    ("person", {**ABLE, "elsewhere": (other(low=True), other(low=False)), "earlier": FINE_BEFORE}, ""),  # here and there
    ("person", {"quiz": scored(75), "elsewhere": (other(low=False),)}, ""),  # between the two thresholds
    ("person", {"quiz": scored(75), "team_quiz": scored(66, 9)}, "T6"),
    ("unit", {"expected": Expected(6.6, 5.6, 40)}, "T7"),
    ("unit", {"expected": Expected(6.6, 5.5, 40)}, ""),
    ("person", {}, ""),
]


@pytest.mark.parametrize(("subject", "facts", "rule"), CASES)
def test_the_first_test_that_holds_names_the_cause(subject, facts, rule):
    why = triage(finding(subject), Facts(**facts))
    assert why.rule == rule
    assert why.cause is (RULES[rule][0] if rule else Cause.OPEN)


def test_every_test_decides_some_case():
    assert {rule for _subject, _facts, rule in CASES} == {"", *RULES}


def test_a_standard_above_every_provider_is_a_promise_to_correct():
    # T7: E 6.8 is above 6.5 and P about 5.8 above 5.5.
    assert triage(finding("unit", mean=6.0, standard=6.8), Facts()).cause is Cause.PROMISE


def test_a_missing_fact_is_said_to_be_missing():
    why = triage(finding("person"), Facts())
    assert why.outcomes == {"T1": Outcome.NOT_ASKED, **{f"T{number}": Outcome.UNKNOWN for number in range(2, 8)}}


def test_the_thresholds_that_hr_set_decide():
    strict = replace(DEFAULTS, weak=75.0)
    assert triage(finding(), Facts(quiz=scored(72))).rule == ""
    why = triage(finding(thresholds=strict), Facts(quiz=scored(72)))
    assert (why.rule, why.limits.weak) == ("T3", 75.0)


def test_no_difference_among_a_handful_of_people_may_just_be_no_data():
    alike = {"mu": 5.0, "mu_variance": 0.0, "between": 0.0, "within": 1.0}
    assert differ(Spread(units=4, n=40, **alike)) is None
    assert differ(Spread(units=20, n=59, **alike)) is None  # fewer than three visits each
    assert differ(Spread(units=20, n=60, **alike)) == Differ(0.0, 20, 60)


parts = {
    "people": st.sampled_from([ALIKE, APART]), "chart": st.sampled_from([EVENT, CALM]),
    **{name: st.builds(scored, st.sampled_from([0.0, 65.0, 75.0, 85.0, 100.0]), st.integers(1, 30))
       for name in ("quiz", "played", "team_quiz")},
    "elsewhere": st.lists(st.builds(other, low=st.booleans()), max_size=3).map(tuple),
    "earlier": st.sampled_from([FINE_BEFORE, LOW_BEFORE]), "expected": st.sampled_from([Expected(6.6, 5.6, 40)]),
}


@given(st.fixed_dictionaries({}, optional=parts), st.sampled_from(["person", "unit"]))
def test_what_a_plan_keeps_reads_back_as_it_was_and_the_first_yes_decides(facts, subject):
    why = triage(finding(subject), Facts(**facts))
    assert triage_from(json.loads(json.dumps(why.as_dict()))) == why
    holding = [rule for rule, outcome in why.outcomes.items() if outcome is Outcome.YES]
    assert why.rule == (holding[0] if holding else "")
