"""Plans from their quotas to their shoppers, and what is missed."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Unit
from cxtrain.quality.refusal import Refused
from cxtrain.quality.schedule import operations, queries
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.quality.schedule.stops import operations as stops
from cxtrain.quality.shoppers import operations as shoppers
from tests.quality.schedule.conftest import a_day


def actions(db):
    return Counter(db.session.scalars(select(LedgerEntry.action)))


def test_a_plan_takes_over_hours_and_quotas_of_the_month_before(planner, cast, hotel):
    first = planner.plan((cast.jingan, hotel.desk, 3), (cast.xuhui, hotel.breakfast, 2), month="2031-03")
    operations.set_quotas(first, operations.Frame(8, 20, 12, 13, 30, 60), queries.quotas_of(first))
    second = operations.make_plan(first.unit, "2031-04")
    assert queries.quotas_of(second) == queries.quotas_of(first)
    assert operations.frame_of(second) == operations.Frame(8, 20, 12, 13, 30, 60) and second.seed != first.seed


def test_two_plans_of_a_month_never_cover_the_same_store(planner, db, cast):
    planner.plan(month="2031-03")
    for unit in (cast.firm, cast.east, cast.jingan):
        with pytest.raises(Refused):
            operations.make_plan(db.session.get(Unit, unit), "2031-03")


def test_quotas_of_places_that_the_plan_does_not_cover_are_left_out(planner, cast, hotel):
    plan = planner.plan((cast.jingan, hotel.desk, 1), (cast.xuhui, hotel.desk, 1), (cast.jingan, 99, 1), unit=cast.jingan)
    assert [(quota.unit_id, quota.touchpoint_id) for quota in queries.quotas_of(plan)] == [(cast.jingan, hotel.desk)]


def test_what_is_published_is_what_was_shown_and_stays(planner, db, cast, hotel):
    plan = planner.plan((cast.jingan, hotel.desk, 3), (cast.xuhui, hotel.desk, 2))
    shown = operations.drawn(plan)
    made = operations.publish(plan)
    db.session.commit()
    assert [(m.unit_id, m.touchpoint_id, m.day, m.from_hour, m.until_hour) for m in made] == [
        (s.unit_id, s.touchpoint_id, s.day, s.from_hour, s.until_hour) for s in shown]
    assert len({one.code for one in made}) == 5 and actions(db)["visit plan published"] == 1
    for change in (operations.publish, operations.draw_anew, lambda p: operations.set_quotas(p, operations.frame_of(p), [])):
        with pytest.raises(Refused):
            change(plan)


def test_a_plan_without_visits_or_of_a_month_that_is_over_is_not_published(planner, cast, hotel):
    with pytest.raises(Refused):
        operations.publish(planner.plan())
    with pytest.raises(Refused):
        operations.publish(planner.plan((cast.jingan, hotel.desk, 1), month="2020-01"))


def test_shoppers_are_sent_to_other_stores_only_and_evenly_and_gaps_stay_open(planner, db, cast, hotel):
    plan = planner.plan((cast.jingan, hotel.desk, 1), (cast.jingan, hotel.breakfast, 1), (cast.xuhui, hotel.desk, 1))
    operations.publish(plan)
    found = operations.send_everybody(plan)
    db.session.commit()
    li, chen = planner.account(cast.li), planner.account(cast.chen)
    rows = db.session.scalars(select(PlannedVisit)).all()
    assert {(row.unit_id, row.account_id) for row in rows if row.account_id} <= {(cast.jingan, chen), (cast.xuhui, li)}
    assert len(found.sent) == 3 and not found.open and actions(db)["shoppers sent"] == 1
    shoppers.set_terms(li, shoppers.Terms(takes_part=False), unit_id=cast.jingan)
    more = planner.plan((cast.xuhui, hotel.desk, 1), month="2031-05")
    operations.publish(more)
    left = operations.send_everybody(more)
    (reasons,) = left.open.values()
    assert dict(reasons) == {"out": 2, "home": 1}  # 李想, and 何姐, who reviews


def test_the_same_shopper_is_not_sent_to_the_same_people_within_the_lockout(planner, desk, db, cast, hotel):
    desk.released(person=cast.wang, days_ago=3)
    plan = planner.published(lockout=90)
    planned = planner.planned(1, plan=plan)
    assert dict(next(iter(operations.send_everybody(plan).open.values()))) == {"out": 1, "home": 1, "seen": 1}
    with pytest.raises(stops.Conflicting) as refusal:
        stops.send(planned, planner.account(cast.chen))
    assert refusal.value.values == {"day": f"{a_day(-3)}", "lockout": 90}
    plan.lockout = 3
    assert list(operations.send_everybody(plan).sent.values()) == [planner.account(cast.chen)]


def test_where_nobody_was_identified_the_same_shopper_may_come_again(planner, desk, cast):
    desk.released(days_ago=3)
    planner.planned(1)
    assert operations.send_everybody(planner.planned(2, unit=cast.xuhui).plan).open == {}


def test_a_shopper_and_an_employee_met_within_the_lockout(planner, desk, db, cast):
    first = desk.released(person=cast.wang, days_ago=20)
    second = desk.submitted()
    assert queries.seen_within(second, cast.wang) and not queries.seen_within(second, cast.zhao)
    assert not queries.seen_within(first, cast.wang)
    first.visited_on = a_day(-90)
    db.session.flush()
    assert not queries.seen_within(second, cast.wang)


def test_visits_not_made_on_their_day_are_missed_once(planner, db, cast):
    gone, to_come = planner.planned(-1), planner.planned(0)
    begun = planner.planned(-1, who=planner.account(cast.chen))
    stops.start(planner.supervisor("chen"), begun)
    for _ in range(2):
        operations.mark_missed(a_day(1))
        db.session.commit()
    assert [gone.state, to_come.state, begun.state] == ["missed", "planned", "planned"]
    assert actions(db)["visit missed"] == 1


def test_each_change_of_a_plan_is_in_the_ledger_once(planner, db, cast, hotel):
    plan = planner.plan((cast.jingan, hotel.desk, 1))
    operations.draw_anew(plan)
    operations.publish(plan)
    db.session.commit()
    counted = actions(db)
    assert [counted[name] for name in ("visit plan begun", "visit quotas set", "visit plan drawn anew", "visit plan published")] == [1] * 4
    assert db.session.scalar(select(func.count()).select_from(PlannedVisit)) == 1
