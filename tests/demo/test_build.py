"""What the demo company's database holds, checked by the same code that the product uses."""

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from cxtrain.app import create_app
from cxtrain.certificates.models import Certificate
from cxtrain.clock import now, today
from cxtrain.demo.calendar import ZONE, moment
from cxtrain.demo.company import found_company
from cxtrain.demo.logins import LOGINS, PASSWORD
from cxtrain.demo.operations import NotEmpty, build, is_there, truth_of
from cxtrain.demo.plans.texts import PERSON_WORDS
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry, LedgerSeal
from cxtrain.ledger.queries import verify
from cxtrain.people.models import Account, Employee, Membership, RoleGrant, Unit
from cxtrain.people.operations import password_fault, password_matches
from cxtrain.people.queries import account_by_login, members_on
from cxtrain.planning.models import Plan
from cxtrain.quality import queries as quality
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.decisions.models import VisitQuestion
from cxtrain.quality.models import ItemRollup, PersonRollup, Rating, UnitRollup, Visit
from cxtrain.quality.scoring import review
from cxtrain.quality.sums import queries as sums
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.queries import result_of as result_of_quiz
from cxtrain.quizzes.statistics import queries as statistics
from cxtrain.roleplay.models import Attempt
from cxtrain.roleplay.operations import result_of
from cxtrain.roleplay.queries import play_of
from cxtrain.roleplay.score import score
from cxtrain.training.classes.models import TrainingClass
from cxtrain.training.classes.queries import missing_of, roster_of
from cxtrain.training.hours.queries import hours_of
from cxtrain.training.models import Assignment, AssignmentBatch, Enrolment, StepTry
from cxtrain.training.queries import progress_of
from tests.conftest import settings_in

VISITS = {"typical": 288, "dense": 1800}
OPENLY = {"announced_check": 3, "coaching": 4}


def count(model, *conditions):
    """Return how many rows there are."""
    return database.session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_it_holds_the_company_of_the_brief(demo):
    kinds = dict(database.session.execute(select(Unit.kind, func.count()).group_by(Unit.kind)).all())
    assert kinds == {"firm": 1, "region": 3, "store": 12}
    assert count(Employee) == count(Account) == 150 + 2  # shoppers from outside
    kinds = dict(database.session.execute(select(Visit.kind, func.count()).group_by(Visit.kind)).all())
    assert kinds == {"mystery_shop": VISITS[demo.profile], **OPENLY} and demo.summary.visits == sum(kinds.values())
    assert dict(database.session.execute(select(Employee.status, func.count()).group_by(Employee.status)).all()) == {
        "active": 143 + 2, "leave": 3, "left": 4}


def test_every_chain_of_the_ledger_holds(demo):
    checked, broken = verify()
    assert broken is None
    assert checked == demo.summary.ledger_entries == count(LedgerEntry) > 2000


def test_a_seal_covers_the_whole_ledger_so_that_a_cut_off_tail_shows(demo):
    seal = database.session.scalars(select(LedgerSeal)).one()
    assert sum(seq for _, seq, _ in seal.heads) == demo.summary.ledger_entries
    assert seal.day < today("UTC")


def test_the_sums_equal_those_computed_from_the_released_visits(demo):
    rows, wrong = sums.verify_rollups()
    assert count(UnitRollup) + count(PersonRollup) + count(ItemRollup) >= rows == len(sums.kept_rollups()) > 1000
    assert wrong == {}


def test_the_attempts_at_quizzes_are_counted(demo):
    assert statistics.is_complete() and statistics.verify_counts() == (len(statistics.kept().items) + len(statistics.kept().totals), ())
    people = {quiz.slug: [sat.people for sat in statistics.papers_of(quiz)] for quiz in database.session.scalars(select(Quiz))}
    assert all(sat > 20 for sat in people["moments-of-truth"]) and people["front-desk-exam"] == [5]


def test_the_same_seed_on_the_same_day_gives_the_same_ledger_hash_by_hash(typical, tmp_path):
    entries = select(LedgerEntry.chain, LedgerEntry.seq, LedgerEntry.hash).order_by(LedgerEntry.chain, LedgerEntry.seq)
    first = database.session.execute(entries).all()
    database.session.rollback()  # PostgreSQL ends a transaction that idles while another company is made
    again = create_app(settings_in(tmp_path))
    with again.app_context():
        database.create_all()
        build("typical")
        assert database.session.execute(entries).all() == first
        database.session.rollback()
        database.engine.dispose()


def test_visits_stand_in_every_state(demo):
    states = dict(database.session.execute(select(Visit.state, func.count()).group_by(Visit.state)).all())
    few = {state: n for state, n in states.items() if state != "released"}
    assert set(few) == {"draft", "submitted", "returned", "approved", "rejected", "void"} and max(few.values()) < 10
    assert sum(states.values()) >= VISITS[demo.profile]


def test_scores_are_what_the_ratings_give(demo):
    for visit in database.session.scalars(select(Visit).where(Visit.state != "draft", Visit.kind != "coaching").order_by(Visit.id.desc()).limit(120)):
        found = review(quality.instrument_of(visit.instrument), quality.answers_of(visit.id))
        assert (visit.score_before, visit.score) == (found.before, found.after)
        assert found.is_complete


def test_low_ratings_have_words(demo):
    shops = Rating.visit_id.in_(select(Visit.id).where(Visit.kind == "mystery_shop"))
    assert count(Rating, shops, Rating.value < 4, Rating.note == "") == 0
    assert count(Rating, Rating.value < 4) > 50


def test_whoever_was_identified_belonged_to_the_store_that_day(demo):
    for visit in database.session.scalars(select(Visit).where(Visit.employee_id.is_not(None)).limit(150)):
        assert visit.employee_id in {person.id for person in members_on(visit.unit_id, visit.visited_on)}


def test_role_plays_replay_to_their_result(demo):
    attempts = database.session.scalars(select(Attempt)).all()
    assert len(attempts) > 150
    assert any(attempt.finished_at is None for attempt in attempts)
    for attempt in attempts[::3]:
        play = play_of(attempt)
        assert attempt.outcome == play.position.outcome
        if attempt.outcome:
            earned = score(play.scenario, play.position)
            assert (attempt.score, attempt.result) == (earned.overall.percent, result_of(earned))


def test_quizzes_are_marked_as_answered(demo):
    attempts = database.session.scalars(select(QuizAttempt)).all()
    assert {attempt.passed for attempt in attempts} == {True, False}
    for attempt in attempts[::3]:
        result = result_of_quiz(attempt)
        assert (attempt.score, attempt.passed) == (result.score, result.passed)


def test_a_course_is_passed_exactly_where_every_step_is_done(demo):
    enrolments = database.session.scalars(select(Enrolment)).all()
    assert len({enrolment.passed_at is None for enrolment in enrolments}) == 2
    for enrolment in enrolments:
        assert progress_of(enrolment).passed == (enrolment.passed_at is not None)


def test_assignments_are_due_around_today(demo):
    days = [(assignment.due_on - now().date()).days for assignment in
            database.session.scalars(select(Assignment).where(Assignment.done_at.is_(None)))]
    assert min(days) < 0 < max(days)
    passed = {(row.employee_id, row.course_id): row.passed_at for row in database.session.scalars(select(Enrolment))}
    for assignment in database.session.scalars(select(Assignment)):
        assert assignment.done_at == passed.get((assignment.employee_id, assignment.course_id))


def test_at_least_sixty_certificates_were_issued_one_for_each_pass(demo):
    every = database.session.scalars(select(Certificate).order_by(Certificate.id)).all()
    certificates = [certificate for certificate in every if certificate.corrects_id is None]
    passes = {row.id: row for row in database.session.scalars(select(Enrolment).where(Enrolment.passed_at.is_not(None)))}
    assert len(certificates) == len(passes) == demo.summary.certificates - 1 >= 60
    assert len({certificate.code for certificate in every}) == len(every)
    assert [(each.revoked_at is not None, each.replaced) for each in certificates[:3]] == [
        (True, False), (True, True), (False, False)]
    for certificate in certificates:
        assert certificate.issued_at == passes[certificate.enrolment_id].passed_at
        members = members_on(certificate.unit_id, certificate.issued_on)
        assert certificate.employee_id in {person.id for person in members}
    numbers = [(certificate.year, certificate.running) for certificate in
               sorted(every, key=lambda certificate: certificate.issued_at)]
    assert numbers == sorted(numbers)


def test_the_course_was_assigned_once_to_each_store_and_once_to_those_who_lead(demo):
    people = dict(database.session.execute(select(Assignment.batch_id, func.count()).where(
        Assignment.rule_id.is_(None)).group_by(Assignment.batch_id)).all())
    batches = database.session.scalars(select(AssignmentBatch)).all()
    assert len({batch.unit_id for batch in batches}) == len(batches) == 13
    assert {batch.id: batch.people for batch in batches} == people
    assert count(LedgerEntry, LedgerEntry.action == "course assigned") == 13


def stage(plan):
    """Return how far a plan has come, in the words of the brief."""
    if plan.state != "approved":
        return plan.state
    if plan.actions and plan.done_count == len(plan.actions):
        return "in review"
    if plan.done_count:
        return "in progress"
    return "read" if plan.answered_at else "approved"


def test_plans_stand_in_every_state_and_some_rest_on_findings(demo):
    plans = database.session.scalars(select(Plan)).all()
    for coaching in (False, True):
        stages = {stage(plan) for plan in plans if plan.is_coaching is coaching}
        assert {"draft", "approved", "in progress", "in review", "closed"} <= stages
    assert "read" in {stage(plan) for plan in plans if plan.is_coaching}
    assert {plan.outcome for plan in plans if plan.state == "closed"} == {"met", "partly", "unmet"}
    found = [plan for plan in plans if plan.origin == "finding"]
    assert len(found) > 8
    assert all(plan.evidence["certainty"] >= 0.75 for plan in found)


def test_plans_by_hand_speak_both_languages_of_their_own_touchpoint(demo):
    written = [plan for plan in database.session.scalars(select(Plan)) if plan.origin == "hand"]
    words = {slug: {each.reason["zh"] for each in texts} for slug, texts in PERSON_WORDS.items()}
    for plan in written:
        said = [plan.finding, plan.cause, plan.goal, *(action.what for action in plan.actions)]
        assert all(text["zh"] and text["en"] for text in said)
        if plan.employee and plan.employee.number != "0102":
            assert plan.finding["zh"] in words[plan.touchpoint.slug]


def test_nothing_lies_ahead_of_the_clock(demo):
    latest = [database.session.scalar(select(func.max(column))) for column in (
        LedgerEntry.at, Visit.saved_at, Visit.decided_at, Visit.released_at, Attempt.started_at, QuizAttempt.submitted_at,
        Enrolment.passed_at, Plan.changed_at)]
    assert max(latest) <= now()


def test_each_login_signs_in_with_the_password_and_has_the_role(demo):
    assert {role for role, *_ in LOGINS} == {"Staff", "Supervisor", "HR", "Author", "Admin"}
    for role, number, _ in LOGINS:
        account = account_by_login(number)
        assert password_matches(account.password_hash, PASSWORD)
        held = set(database.session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == account.id)))
        assert held == (set() if role == "Staff" else {role.lower()})
    assert password_fault(PASSWORD, "0102") is None


def test_transfers_left_dated_memberships(demo):
    ended = count(Membership, Membership.end_on.is_not(None))
    assert ended == 5 + 4  # transferred, left
    assert count(Membership, Membership.reason == "transfer") == 5


def test_it_refuses_a_database_that_has_units(typical):
    assert is_there()
    with pytest.raises(NotEmpty, match="empty"):
        build("typical")


def test_it_refuses_an_unknown_profile(typical):
    with pytest.raises(ValueError, match="sparse"):
        build("sparse")


def test_rows_can_be_added_afterwards(typical):
    # On PostgreSQL the sequences must go on after the ids that the demo gave.
    unit = database.session.scalars(select(Unit).where(Unit.kind == "store")).first()
    database.session.add(Employee(number="9999", name="新人", unit_id=unit.id, joined_on=dt.date(2026, 1, 1)))
    database.session.flush()
    assert count(Employee) == 153


def test_the_summary_is_a_sentence(typical):
    assert str(typical.summary).startswith("The demo company (typical) is there: 16 units, 150 people, 295 visits")


def test_the_staff_login_has_something_of_everything(demo):
    employee = database.session.scalars(select(Employee).where(Employee.number == "0102")).one()
    released = select(func.max(Visit.released_at)).where(Visit.employee_id == employee.id)
    assert now() - database.session.scalar(released) < dt.timedelta(days=4)
    due = database.session.scalars(select(Assignment).where(Assignment.employee_id == employee.id)).one()
    assert due.done_at is None
    begun = database.session.scalars(select(Enrolment).where(
        Enrolment.employee_id == employee.id, Enrolment.course_id == due.course_id)).one()
    assert 0 < progress_of(begun).done < progress_of(begun).total
    unanswered = count(Plan, Plan.employee_id == employee.id, Plan.state == "approved", Plan.answered_at.is_(None))
    assert unanswered == 1


def test_two_classes_are_closed_one_is_today_and_one_is_to_come(demo):
    rows = database.session.scalars(select(TrainingClass).order_by(TrainingClass.id)).all()
    assert [(row.closed_at is not None, row.told, row.joinable) for row in rows] == [
        (True, 1, False), (True, 1, False), (False, 1, False), (False, 1, True)]
    days = [(row.sessions[0].starts_at.astimezone(ZoneInfo(ZONE)).date() - today(ZONE)).days for row in rows]
    assert days == [-41, -20, 0, 9]
    for row in rows[:2]:
        roster = roster_of(row)
        assert not missing_of(row, roster)
        steps = database.session.scalars(select(StepTry).where(StepTry.attempt_id == row.id, StepTry.step.startswith("classroom:")))
        assert {step.best for step in steps} <= {each.percent for each in roster}
        assert any(hours_of(each.member.employee_id).hours.classroom >= 6 for each in roster)


def test_the_supervisor_login_has_scorecards_to_finish_and_plans_to_approve(demo):
    account = account_by_login("0101")
    mine = Counter(database.session.scalars(select(Visit.state).where(Visit.entered_by == account.id)))
    assert mine["draft"] >= 1
    assert mine["returned"] >= 1
    assert count(Plan, Plan.unit_id == account.employee.unit_id, Plan.state == "draft") >= 1


def test_the_trained_group_passed_before_its_training_shows(demo):
    company = found_company(today(ZONE), 2026)
    truth = truth_of(company, 2026)
    passed = dict(database.session.execute(select(Employee.number, Enrolment.passed_at).join(
        Enrolment, Enrolment.employee_id == Employee.id).where(Enrolment.passed_at.is_not(None))).all())
    assert len(truth.trained) >= 35
    assert all(passed[number] < moment(truth.trained_from, 0) for number in truth.trained)
    others = [at for number, at in passed.items() if number not in truth.trained]
    assert min(others) > moment(truth.trained_from, 0)


def test_appeals_stand_in_each_state_and_the_returned_ones_have_their_question(demo):
    appeals = database.session.scalars(select(Appeal).order_by(Appeal.id)).all()
    *fresh, second, third = [appeal.state for appeal in appeals]
    assert (second, third) == ("upheld", "declined")
    assert fresh in ([], ["open"])  # there are days on which nothing of the last six can be appealed
    assert all(appeal.visit.appeals_open == (appeal.state == "open") for appeal in appeals)
    assert database.session.scalar(select(func.count()).select_from(VisitQuestion)) == 2
