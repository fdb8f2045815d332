"""What Today, Team and Employee ask of plans."""

import datetime as dt

import pytest

from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import Actor, Held, Role
from cxtrain.planning import queries
from cxtrain.planning.findings import Cell
from cxtrain.planning.lines import queries as lines
from cxtrain.roleplay.models import Attempt, Scenario, ScenarioVersion
from tests.planning.conftest import load

TODAY = today("Asia/Shanghai")


@pytest.fixture
def actor(db):
    """Return the Actor of an employee, as a request would have it."""
    def of(employee_id):
        person = db.session.get_one(Employee, employee_id)
        account = db.session.scalar(db.select(Account).where(Account.employee_id == employee_id))
        grants = db.session.execute(db.select(RoleGrant.role, Unit.id, Unit.path).join(
            Unit, Unit.id == RoleGrant.unit_id).where(RoleGrant.account_id == account.id))
        held = tuple(Held(Role(role), unit_id, path) for role, unit_id, path in grants)
        return Actor(account.id, person.id, person.number, person.name, person.name_en, "zh_Hans", person.unit_id,
                     person.unit.path, person.unit.name, "Asia/Shanghai", held)
    return of


def ids(plans):
    return [plan.id for plan in plans]


def test_today_asks_for_an_answer_until_it_is_given(actor, cast, records):
    waiting, _ = records.plan(about=cast.wang), records.plan(about=cast.wang, answered_at=now())
    records.plan(about=cast.wang, state="draft")
    assert ids(lines.plans_to_answer(actor(cast.wang))) == [waiting]
    assert ids(lines.plans_to_answer(actor(cast.zhao))) == []


def test_today_lists_my_open_actions_soonest_first(actor, cast, records):
    later, sooner = records.plan(due=40), records.plan(about=cast.wang, due=5)
    records.plan(about=cast.wang, state="draft")
    assert [action.plan_id for action in lines.actions_to_do(actor(cast.wang))] == [sooner, later]


def test_a_supervisor_sees_what_waits_for_a_decision_but_never_the_own_case(actor, cast, records):
    draft, due = records.plan(state="draft"), records.plan(due=-1)
    records.plan(due=5)
    records.plan(about=cast.li, state="draft", drafted_by=cast.li)
    records.plan(about=cast.li, approved_by=cast.he, due=-1)
    assert ids(lines.plans_to_decide(actor(cast.li), TODAY)) == [draft, due]
    assert lines.plans_to_decide(actor(cast.chen), TODAY) == lines.plans_to_decide(actor(cast.wang), TODAY) == []


def test_the_plans_of_somebody_are_seen_by_the_supervisor_and_by_oneself(actor, cast, records):
    shown, draft = records.plan(about=cast.wang), records.plan(about=cast.wang, state="draft")
    records.plan(about=cast.wang, state="withdrawn")
    assert ids(lines.plans_about(actor(cast.li), cast.wang)) == [draft, shown]
    assert ids(lines.plans_about(actor(cast.wang), cast.wang)) == [shown]
    assert ids(lines.plans_about(actor(cast.zhao), cast.wang)) == []


def test_the_open_plans_of_a_store_leave_out_those_of_persons(actor, cast, records):
    plan = records.plan()
    records.plan(about=cast.wang)
    assert ids(queries.plans_of_unit(actor(cast.li), cast.jingan)) == [plan]


def test_a_persons_action_goes_to_the_person_or_the_supervisor_only(actor, cast, records):
    wang, team = (queries.owners_for(actor(cast.li), cast.jingan, about) for about in (cast.wang, None))
    assert {person.id for person in wang} == {cast.li, cast.wang}
    assert {person.id for person in team} == {cast.li, cast.wang, cast.zhao}


def test_the_last_score_of_each_role_play_says_how_well_it_goes_in_practice(cast, records):
    version = ScenarioVersion(slug="late", digest="1" * 64, source="", title={"zh": "x", "en": "x"}, published_at=now())
    database.session.add(version)
    database.session.flush()
    scenario = Scenario(slug="late", touchpoint_id=records.place, current_id=version.id)
    database.session.add(scenario)
    database.session.flush()
    for days, who, score in ((9, cast.wang, 40.0), (2, cast.wang, 60.0), (3, cast.zhao, 90.0), (1, cast.sun, 10.0), (900, cast.li, 0.0)):
        at = now() - dt.timedelta(days)
        database.session.add(Attempt(
            employee_id=who, scenario_id=scenario.id, version_id=version.id, mode="practice", seed="s",
            started_at=at, finished_at=at, outcome="satisfied", score=score))
    database.session.commit()
    person = Cell("person", cast.wang, "check-in", "empathy", Sums.of([4.0]), 6.0)
    store = Cell("unit", cast.jingan, "check-in", "empathy", Sums.of([4.0]), 6.0)
    assert queries.practice_score(person, records.place, TODAY) == 60
    assert queries.practice_score(store, records.place, TODAY) == 75  # 王喆 60 and 赵䶮 90; 李想 played too long ago
    assert queries.practice_score(person, records.place + 1, TODAY) is None


def test_a_withdrawn_plan_leaves_its_finding_free_again(cast, records):
    records.store_is_slow()
    open_plan = records.plan(dimension="responsiveness")
    [found] = queries.find_for_unit(cast.jingan, "mystery_shop", TODAY)
    assert found.plan_id == open_plan
    load(open_plan).state = "withdrawn"
    database.session.commit()
    assert queries.find_for_unit(cast.jingan, "mystery_shop", TODAY)[0].plan_id is None


