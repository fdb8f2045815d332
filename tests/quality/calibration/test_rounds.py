"""Opening a round, scoring its cases, submitting, and what follows."""

import pytest
from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.jobs.work import work
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Role
from cxtrain.quality import operations as visits
from cxtrain.quality.calibration import operations, queries
from cxtrain.quality.calibration.cases.case import KeyAnswer, Reason
from cxtrain.quality.calibration.models import CaseRating, Trial, VisitCheck
from cxtrain.quality.calibration.pool import operations as pool
from cxtrain.quality.calibration.pool import queries as checks
from cxtrain.quality.checks.operations import start_check
from cxtrain.quality.models import Visit
from cxtrain.quality.refusal import NOT_CALIBRATED, Refused
from cxtrain.quality.sums.queries import kept_rollups, verify_rollups
from tests.quality.calibration.conftest import answers_off, reversed_answers, write_case
from tests.quality.conftest import actor


def test_whoever_answers_as_the_key_agrees_fully(calibration, cast):
    trial = calibration.score(calibration.open(), cast.chen)
    assert (trial.verdict, trial.alpha, trial.severity, trial.compared) == ("good", 1.0, 0.0, 42)


def test_a_mild_shopper_has_a_severity_above_zero_and_a_harsh_one_below(calibration, cast):
    made = calibration.open()
    mild = calibration.score(made, cast.chen, lambda gold: answers_off(gold, 1, every=2))
    harsh = calibration.score(made, cast.li, lambda gold: answers_off(gold, -1, every=2))
    assert mild.severity > 0 > harsh.severity
    assert queries.severities()[calibration.account(cast.chen)] == pytest.approx(mild.severity)


def test_every_item_must_be_answered_and_did_not_notice_is_an_answer(calibration, cast):
    made = calibration.open()
    trial = calibration.trial(made, cast.chen)
    with pytest.raises(Refused):
        operations.submit(trial)
    blind = calibration.score(made, cast.chen, lambda gold: {
        item: type(answer)(missing="unnoticed") for item, answer in answers_off(gold).items()})
    assert (blind.verdict, blind.alpha) == ("unclear", None)


def test_a_result_is_given_once(calibration, cast):
    trial = calibration.score(calibration.open(), cast.chen)
    with pytest.raises(Refused):
        operations.submit(trial)
    with pytest.raises(Refused):
        operations.save_answers(trial, queries.cases_of(trial.round_id)[0], {})


@pytest.mark.parametrize("numbers", [(1, 2), (1, 2, 3, 4, 5, 6)])
def test_a_round_has_three_to_five_cases(calibration, numbers):
    with pytest.raises(Refused):
        calibration.open(cases=calibration.cases(*numbers))


def test_a_round_whose_key_does_not_vary_is_refused(calibration, db):
    flat = {item: KeyAnswer(value=7, because=Reason(zh="好", en="good")) for item in answers_off(write_case(db, 1))}
    with pytest.raises(Refused):
        calibration.open(cases=[write_case(db, number, key=flat) for number in (1, 2, 3)])


def test_whoever_can_see_the_keys_takes_no_part(calibration, cast):
    with pytest.raises(Refused):
        calibration.open(people=(cast.he,))
    assert queries.standing_of([calibration.account(cast.he)])[calibration.account(cast.he)].state == "keeper"


def test_a_training_round_needs_cases_whose_key_is_unknown(calibration, cast):
    cases = calibration.cases(1, 2, 3, 4, 5)
    calibration.score(calibration.open(cases=cases[:3]), cast.chen)
    with pytest.raises(Refused):
        calibration.open(kind="retraining", cases=cases[2:4], people=(cast.chen,))
    assert calibration.open(kind="retraining", cases=cases[3:], people=(cast.chen,)).kind == "retraining"


def test_before_the_first_round_everybody_may_visit_and_is_said_not_to_be_calibrated(calibration, cast):
    chen = calibration.account(cast.chen)
    assert queries.may_shop(chen) and queries.standing_of([chen])[chen].state == "none"


def test_who_observed_before_has_until_the_last_day_and_who_is_new_scores_first(calibration, cast, desk):
    desk.draft()
    made = calibration.open()
    assert queries.may_shop(calibration.account(cast.chen))
    assert not queries.may_shop(calibration.account(cast.li))  # has not observed yet
    calibration.score(made, cast.li)
    assert queries.may_shop(calibration.account(cast.li))


def test_a_failed_shopper_starts_no_visit_until_passed(calibration, cast, desk):
    cases = calibration.cases(1, 2, 3, 4, 5)
    calibration.score(calibration.open(cases=cases[:3]), cast.chen, reversed_answers)
    with pytest.raises(Refused, match=NOT_CALIBRATED[:20]):
        desk.draft()
    calibration.score(calibration.open(kind="retraining", cases=cases[3:], people=(cast.chen,)), cast.chen)
    assert desk.draft().state == "draft"


def test_visits_of_a_failed_shopper_leave_the_sums_and_come_back_as_they_were(calibration, cast, desk, db):
    seen, other = desk.released(person=cast.wang), desk.submitted()
    before = kept_rollups()
    assert before
    cases = calibration.cases(1, 2, 3, 4, 5)
    trial = calibration.score(calibration.open(cases=cases[:3]), cast.chen, reversed_answers)
    assert trial.verdict == "low" and seen.under_review and other.under_review
    assert (kept_rollups(), verify_rollups()[1]) == ({}, {})
    assert (checks.told_person(cast.wang).open, checks.told_units([cast.jingan]).open) == (1, 1)  # the unreleased is not told
    check = checks.get_check_for(desk.he, seen.id)
    with pytest.raises(Refused):
        pool.lift(desk.he, check, how="retrained", reason="Looked at it")
    with pytest.raises(Refused):
        pool.lift(desk.he, check, how="read", reason=" ")
    pool.lift(desk.he, check, how="read", reason="The notes bear every number out")
    db.session.commit()
    assert (kept_rollups(), verify_rollups()[1]) == (before, {})
    assert checks.told_person(cast.wang) == checks.Told(0, 1)


def test_only_visits_since_the_last_passed_round_are_looked_at(calibration, cast, desk, db):
    old = desk.released(person=cast.wang, days_ago=20)
    cases = calibration.cases(1, 2, 3, 4, 5, 6)
    passed = calibration.score(calibration.open(cases=cases[:3]), cast.chen)
    new = desk.released(person=cast.wang)
    calibration.score(calibration.open(cases=cases[3:]), cast.chen, reversed_answers)
    assert passed.verdict == "good" and not old.under_review and new.under_review


def test_all_visits_count_again_once_the_shopper_has_passed(calibration, cast, desk, db):
    made = [desk.released(person=cast.wang, days_ago=day) for day in (1, 2, 3)]
    before = kept_rollups()
    cases = calibration.cases(1, 2, 3, 4, 5)
    calibration.score(calibration.open(cases=cases[:3]), cast.chen, reversed_answers)
    chen = calibration.account(cast.chen)
    with pytest.raises(Refused):
        pool.lift_all(desk.he, chen, "She passed")
    calibration.score(calibration.open(kind="retraining", cases=cases[3:], people=(cast.chen,)), cast.chen)
    assert pool.lift_all(desk.he, chen, "She passed and I have looked") == 3
    db.session.commit()
    assert not any(visit.under_review for visit in made)
    assert (kept_rollups(), verify_rollups()[1]) == (before, {})


def under_review(db) -> int:
    """How many visits are looked at again; the transaction is let go, for a worker to write."""
    db.session.rollback()
    n = db.session.scalar(select(db.func.count()).select_from(Visit).where(Visit.under_review))
    db.session.rollback()
    return n


def test_many_visits_move_in_portions_by_a_job(calibration, cast, desk, db, app, monkeypatch):
    monkeypatch.setattr(pool, "PORTION", 1)
    for day in (1, 2, 3):
        desk.released(person=cast.wang, days_ago=day)
    cases = calibration.cases(1, 2, 3, 4, 5)
    calibration.score(calibration.open(cases=cases[:3]), cast.chen, reversed_answers)
    assert under_review(db) == 1
    work(app, until_empty=True)
    assert under_review(db) == 3
    cases = [db.session.merge(case) for case in cases]
    calibration.score(calibration.open(kind="retraining", cases=cases[3:], people=(cast.chen,)), cast.chen)
    pool.lift_all(desk.he, calibration.account(cast.chen), "Looked at")
    db.session.commit()
    work(app, until_empty=True)
    assert (under_review(db), verify_rollups()[1]) == (0, {})


def test_a_visit_may_be_made_void_after_a_second_look(calibration, cast, desk, db):
    seen = desk.released(person=cast.wang)
    calibration.score(calibration.open(), cast.chen, reversed_answers)
    pool.lift(desk.he, checks.get_check_for(desk.he, seen.id), how="void", reason="The notes contradict the numbers")
    db.session.commit()
    assert (seen.state, seen.under_review, verify_rollups()[1]) == ("void", False, {})


def test_the_shopper_does_not_decide_about_the_own_visits(calibration, cast, desk):
    seen = desk.released(person=cast.wang)
    calibration.score(calibration.open(), cast.chen, reversed_answers)
    check = checks.get_check_for(desk.he, seen.id)
    with pytest.raises(Refused):
        pool.lift(desk.chen, check, how="read", reason="Mine")


def test_a_draft_under_review_can_be_thrown_away(calibration, cast, desk, db):
    visit = desk.draft()
    calibration.score(calibration.open(), cast.chen, reversed_answers)
    assert visit.under_review
    visits.discard(visit)
    db.session.commit()
    assert db.session.scalars(select(VisitCheck)).all() == []


def test_a_new_shopper_joins_the_newest_round_also_when_it_is_closed(calibration, cast, desk, db):
    made = calibration.open(people=(cast.li,))
    operations.change_round(made, close=True)
    assert made.closed_at and now() >= made.closed_at
    trial = operations.join_round(desk.chen)
    db.session.flush()
    assert trial.round_id == made.id
    with pytest.raises(Refused):
        operations.join_round(desk.chen)
    with pytest.raises(Refused):
        operations.change_round(made, close=True)


def test_saving_an_answer_again_replaces_it(calibration, cast, db):
    made = calibration.open()
    trial, gold = calibration.trial(made, cast.chen), queries.cases_of(made.id)[0]
    for by in (0, 1):
        operations.save_answers(trial, gold, answers_off(gold, by))
    rows = db.session.scalars(select(CaseRating).where(CaseRating.trial_id == trial.id)).all()
    assert len(rows) == 14
    assert db.session.scalars(select(Trial).where(Trial.submitted_at.is_not(None))).all() == []


def test_who_failed_begins_no_announced_check_either(calibration, cast, desk, db):
    calibration.score(calibration.open(), cast.chen, reversed_answers)
    chen = actor(db, cast.chen, Role.SUPERVISOR)
    with pytest.raises(Refused, match=NOT_CALIBRATED[:20]):
        start_check(chen, db.session.get(Unit, cast.xuhui), db.session.get(Touchpoint, desk.hotel.desk), today("Asia/Shanghai"))
