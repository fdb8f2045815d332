import pytest

from cxtrain.measures.intervals import Sums
from cxtrain.measures.shrinkage import Spread
from cxtrain.planning.causes import Cause, Facts, people_icc, triage
from cxtrain.planning.findings import Cell, judge

SPREAD = Spread(mu=5.0, mu_variance=0.0, between=0.16, within=1.0, units=20, n=160)


def finding(subject="person", *, mean=4.9, standard=6.0):
    values = [mean + step for step in (-1.2, -1, -0.6, -0.2, 0.2, 0.6, 1, 1.2)]
    return judge(Cell(subject, 1, "complaint", "empathy", Sums.of(values), standard, 1.3), SPREAD)


@pytest.mark.parametrize(
    ("subject", "facts", "cause"),
    [
        ("unit", Facts(people_icc=0.04, practice=40), Cause.SYSTEM),  # T1 comes before T6
        ("unit", Facts(people_icc=0.20, practice=62), Cause.STANDARD),  # T6
        ("person", Facts(people_icc=0.04, practice=62), Cause.SKILL),  # T3; T1 is about teams
        ("person", Facts(practice=86, low_elsewhere=False), Cause.TRANSFER),  # T4
        ("person", Facts(practice=86, low_elsewhere=True), Cause.LOAD),  # T5
        ("person", Facts(practice=75, low_elsewhere=True), Cause.OPEN),  # between the two thresholds
        ("person", Facts(practice=70), Cause.OPEN),  # 70 is not below 70
        ("person", Facts(), Cause.OPEN),
    ],
)
def test_the_first_test_that_holds_names_the_cause(subject, facts, cause):
    assert triage(finding(subject), facts) is cause


def test_a_standard_above_every_provider_is_a_promise_to_correct():
    # T7: E 6.8 is above 6.5 and P about 5.8 above 5.5.
    assert triage(finding("unit", mean=6.0, standard=6.8), Facts()) is Cause.PROMISE


def test_training_is_not_blamed_on_persons_when_people_do_not_differ():
    assert triage(finding("unit"), Facts(people_icc=0.0)) is Cause.SYSTEM


def test_no_difference_among_a_handful_of_people_may_just_be_no_data():
    alike = {"mu": 5.0, "mu_variance": 0.0, "between": 0.0, "within": 1.0}
    assert people_icc(Spread(units=4, n=40, **alike)) is None
    assert people_icc(Spread(units=20, n=59, **alike)) is None  # fewer than three visits each
    assert people_icc(Spread(units=20, n=60, **alike)) == 0
