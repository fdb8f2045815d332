"""Where a shopper stands, and whether they may start a visit."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.calibration.standing import SAID, Facts, Result, standing

DAY = dt.date(2026, 5, 12)
AT = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def result(verdict, days=0):
    return Result(AT + dt.timedelta(days=days), verdict, None if verdict == "unclear" else 0.7)


def test_the_last_result_that_says_something_decides():
    assert standing(Facts([result("low"), result("good", 1)]), DAY, rounds=True).may_shop
    failed = standing(Facts([result("good"), result("low", 1), result("unclear", 2)]), DAY, rounds=True)
    assert (failed.state, failed.may_shop, failed.passed_at) == ("low", False, AT)


def test_before_the_first_round_nobody_is_kept_from_visiting():
    assert standing(Facts(), DAY, rounds=False) == standing(Facts(), DAY, rounds=True, required=False)
    assert standing(Facts(), DAY, rounds=False).state == "none"


def test_the_last_day_itself_is_in_time():
    earlier = AT - dt.timedelta(days=100)
    facts = Facts(due_on=DAY, asked_at=AT, first_visit_at=earlier)
    assert standing(facts, DAY, rounds=True).may_shop
    assert standing(facts, DAY + dt.timedelta(days=1), rounds=True).state == "overdue"


def test_who_is_new_scores_first():
    assert standing(Facts(), DAY, rounds=True) == standing(Facts(due_on=DAY, asked_at=AT), DAY, rounds=True)
    assert not standing(Facts(), DAY, rounds=True).may_shop


def test_who_keeps_the_keys_takes_no_part():
    assert standing(Facts([result("low")], keeps_keys=True), DAY, rounds=True).may_shop


@given(st.lists(st.sampled_from(["good", "tentative", "low", "unclear"]), max_size=5), st.booleans(), st.booleans(),
       st.none() | st.dates(dt.date(2026, 4, 1), dt.date(2026, 6, 30)), st.none() | st.just(AT - dt.timedelta(days=1)))
def test_a_failed_shopper_never_visits_and_every_state_has_words(verdicts, rounds, required, due_on, first):
    facts = Facts([result(verdict, day) for day, verdict in enumerate(verdicts)], due_on, AT if due_on else None, first)
    found = standing(facts, DAY, rounds=rounds, required=required)
    told = [verdict for verdict in verdicts if verdict != "unclear"]
    assert found.state in SAID and found.sentence
    if told and told[-1] == "low":
        assert not found.may_shop
    if not rounds and not (told and told[-1] == "low"):
        assert found.may_shop
