"""What Today, Team and Employee ask of plans."""

import pytest

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import Actor, Held, Role
from cxtrain.planning import queries
from cxtrain.planning.lines import queries as lines
from cxtrain.planning.proposals import queries as proposals
from tests.days import today
from tests.planning.conftest import load


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
    assert ids(lines.plans_to_decide(actor(cast.li), today())) == [draft, due]
    assert lines.plans_to_decide(actor(cast.chen), today()) == lines.plans_to_decide(actor(cast.wang), today()) == []


def test_what_presses_in_a_store_leaves_out_a_draft_about_the_reader_until_it_is_shown(actor, cast, records):
    own = records.plan(about=cast.li, state="draft", drafted_by=cast.he)
    other = records.plan(about=cast.wang, state="draft")
    assert ids(lines.pressing_plans(actor(cast.li), cast.jingan, today())) == [other]
    assert set(ids(lines.pressing_plans(actor(cast.he), cast.jingan, today()))) == {own, other}
    load(own).shared_at = now()
    database.session.commit()
    assert set(ids(lines.pressing_plans(actor(cast.li), cast.jingan, today()))) == {own, other}


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


def test_a_withdrawn_plan_leaves_its_finding_free_again(cast, records):
    records.store_is_slow()
    open_plan = records.plan(dimension="responsiveness")
    [found] = proposals.find_for_unit(cast.jingan, "mystery_shop", today())
    assert found.plan_id == open_plan
    load(open_plan).state = "withdrawn"
    database.session.commit()
    assert proposals.find_for_unit(cast.jingan, "mystery_shop", today())[0].plan_id is None


