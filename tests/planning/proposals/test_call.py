import datetime as dt

import pytest

from cxtrain.planning.proposals.critical.call import ACCOUNT, HR, SECOND, TALKED, Call, Failure, Way, calls
from cxtrain.planning.thresholds.numbers import DEFAULTS
from cxtrain.web.bilingual import Bilingual

WORDS = Bilingual("先招呼", "Greet first")


def failure(visit_id=1, **changes):
    return Failure(**{
        "visit_id": visit_id, "item": "s9", "label": WORDS, "about_person": True, "touchpoint": WORDS, "touchpoint_id": 3,
        "unit_id": 4, "employee_id": 5, "shopper": "7/", "visited_on": dt.date(2026, 5, 2),
        "released_on": dt.date(2026, 5, 4), "has_evidence": True, "disputed": False, **changes})


def test_with_evidence_it_is_talked_about_within_three_days():
    assert failure().way is Way.TALK
    assert failure().due_on(DEFAULTS) == dt.date(2026, 5, 7)


@pytest.mark.parametrize("doubt", [{"has_evidence": False}, {"disputed": True}])
def test_without_evidence_or_under_dispute_somebody_else_looks_again_within_fourteen_days(doubt):
    found = failure(**doubt)
    assert found.way is Way.LOOK_AGAIN
    assert found.due_on(DEFAULTS) == dt.date(2026, 5, 18)
    assert not Call(found, {ACCOUNT}, True).allows_person_plan


def test_one_visit_alone_makes_no_plan_about_a_person():
    assert [call.allows_person_plan for call in calls([failure()], {})] == [False]


def test_a_second_independent_observation_or_the_own_account_does():
    assert all(call.allows_person_plan for call in calls([failure(1), failure(2, shopper="8/")], {}))
    assert not any(call.allows_person_plan for call in calls([failure(1), failure(2)], {})), "the same shopper twice"
    assert not any(call.allows_person_plan for call in calls([failure(1), failure(2, shopper="8/", disputed=True)], {}))
    assert calls([failure()], {(1, "s9"): {ACCOUNT}})[0].allows_person_plan


@pytest.mark.parametrize("changes", [{"about_person": False}, {"employee_id": None}])
def test_a_place_or_a_process_never_makes_a_plan_about_a_person(changes):
    assert not Call(failure(**changes), {ACCOUNT}, True).allows_person_plan


def test_what_goes_to_hr_ends_here_and_makes_no_plan():
    call = Call(failure(), {HR, ACCOUNT}, True)
    assert not call.is_open and not call.allows_person_plan


def test_it_stays_open_until_talked_about_or_looked_at_again():
    assert Call(failure(), {ACCOUNT}, False).is_open
    assert not Call(failure(), {TALKED}, False).is_open
    assert Call(failure(disputed=True), {SECOND}, False).is_open
    assert not Call(failure(disputed=True, looked_again=True), {SECOND}, False).is_open
