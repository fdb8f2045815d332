"""The facts of a month are those of the tables: each line counted by hand, and always the same number of statements."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import event, insert

from cxtrain.people.careers.operations import depart
from cxtrain.people.models import Employee, Membership, Unit
from cxtrain.planning.models import Plan
from cxtrain.quality.schedule.models import PlannedVisit, VisitPlan
from cxtrain.reports.monthly.facts import Facts, Place, Three
from cxtrain.reports.monthly.operations import keep
from cxtrain.reports.monthly.sources.counted import share
from cxtrain.reports.monthly.sources.queries import facts_of
from cxtrain.training.models import Assignment, AssignmentBatch, Course
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.models import VoiceCount

MAY = "2026-05"


def numbers(sums):
    """Return (n, total)."""
    return None if sums is None else (sums.n, sums.total)


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.fixture
def month(db):
    """A function that gathers a unit's May and returns a line's numbers: now, before, a year ago."""
    def gathered(unit_id, key):
        db.session.commit()
        three = facts_of(db.session.get_one(Unit, unit_id), MAY).lines[key]
        return [numbers(each) for each in (three.now, three.before, three.year)]
    return gathered


@pytest.fixture
def given(db, cast, course):
    """A function that gives the course to somebody, due on a day of 2026, done at a moment or not."""
    batch = AssignmentBatch(course_id=db.session.query(Course.id).scalar(), unit_id=cast.firm, due_on=dt.date(2026, 5, 1),
                            working_time=True, people=1, at=at("2025-01-01"))
    db.session.add(batch)
    db.session.flush()

    def give(person, due, done="", withdrawn=""):
        db.session.add(Assignment(
            batch_id=batch.id, employee_id=person, course_id=batch.course_id, due_on=dt.date.fromisoformat(due), working_time=True,
            at=at("2025-01-01"), done_at=at(done) if done else None, withdrawn_at=at(withdrawn) if withdrawn else None))
        db.session.flush()
    return give


def test_courses_count_in_the_month_they_fall_due_if_done_by_its_end(month, given, cast, db):
    given(cast.wang, "2026-05-01", "2026-04-20")
    given(cast.wang, "2026-05-10", "2026-05-31T15:59:00")  # 23:59 in Shanghai
    given(cast.zhao, "2026-05-31", "2026-05-31T16:00:00")  # the first of June there
    given(cast.zhao, "2026-04-30", "2026-04-30")
    given(cast.zhao, "2025-05-15")
    given(cast.zhao, "2026-06-01", "2026-05-02")
    given(cast.zhao, "2026-05-15", withdrawn="2026-05-16")
    given(cast.sun, "2026-05-15", "2026-05-15")
    assert month(cast.jingan, "completion") == [(3, 2), (1, 1), (1, 0)]
    assert month(cast.firm, "completion") == [(4, 3), (1, 1), (1, 0)]
    assert month(cast.east, "completion") == month(cast.firm, "completion")


def test_people_count_where_they_belonged_and_agency_workers_nowhere(month, given, cast, db):
    given(cast.wang, "2026-05-15", "2026-05-01")
    given(cast.zhao, "2026-05-15", "2026-05-01")
    db.session.get_one(Employee, cast.zhao).employment = "dispatched"
    home = db.session.query(Membership).filter_by(employee_id=cast.wang).one()
    home.end_on = dt.date(2026, 5, 14)
    db.session.add(Membership(employee_id=cast.wang, unit_id=cast.xuhui, start_on=dt.date(2026, 5, 15)))
    assert month(cast.jingan, "completion")[0] is None and month(cast.xuhui, "completion")[0] == (1, 1)


def test_hours_are_per_head_of_who_belonged_on_the_last_day(month, cast, db):
    assert month(cast.jingan, "hours")[0] == (3, 0)  # 李想, 王喆, 赵䶮, none of whom learnt anything
    db.session.get_one(Employee, cast.zhao).employment = "promoter"
    assert month(cast.jingan, "hours")[0] == (2, 0)


@pytest.mark.parametrize(("last", "counted"), [("2026-05-31", 3), ("2026-05-30", 2)])
def test_who_left_counts_until_the_own_last_day_as_for_certificates(month, cast, db, last, counted):
    day = dt.date.fromisoformat(last)
    depart(db.session.get_one(Employee, cast.zhao), day=day, today=day)
    assert month(cast.jingan, "hours")[0] == (counted, 0)


def planned(db, cast, place, day, state="planned", redrawn=None):
    plan = db.session.query(VisitPlan).first() or VisitPlan(unit_id=cast.firm, month=MAY, seed=1)
    db.session.add(plan)
    db.session.flush()
    count = db.session.query(PlannedVisit).count()
    row = PlannedVisit(plan_id=plan.id, unit_id=cast.jingan, touchpoint_id=place, day=day, from_hour=9, until_hour=12,
                       code=f"C{count}", state=state, redrawn_from=redrawn, reason="rain" if state == "cancelled" else "")
    db.session.add(row)
    db.session.flush()
    return row.id


def test_planned_visits_count_without_the_cancelled_and_a_redrawn_one_once(month, records, cast, db):
    days = [dt.date(2026, 5, day) for day in (3, 4, 5, 6)]
    missed = planned(db, cast, records.place, days[0], "missed")
    planned(db, cast, records.place, days[1], redrawn=missed)
    planned(db, cast, records.place, days[2], "cancelled")
    planned(db, cast, records.place, days[3])
    assert month(cast.firm, "visits") == [(2, 0), None, None]


def test_visits_have_both_sides_without_what_touchpoints_differ_in(records, cast, db):
    hard = records.touchpoint("complaints", "投诉处理", "Complaints")
    records.unit(cast.jingan, [6.0] * 10, "empathy", month="2026-04")
    records.unit(cast.jingan, [6.0] * 5, "empathy", month=MAY)
    records.unit(cast.jingan, [3.0] * 5, "empathy", month="2026-04", place=hard)
    records.unit(cast.xuhui, [3.0] * 10, "empathy", month=MAY, place=hard)
    records.unit(cast.jingan, [1.0], "empathy", month=MAY, kind="announced")
    db.session.commit()
    three = facts_of(db.session.get_one(Unit, cast.east), MAY).lines["empathy"]
    assert (three.now.n, three.now.mean, three.before.mean) == (15, 4.0, 5.0)
    before, now = three.apart[0]
    assert (before.n, now.n, round(before.mean, 9), round(now.mean, 9)) == (15, 15, 0, 0) and three.apart[1] is None


def test_customers_count_once_though_the_firm_holds_its_stores_counts(month, records, cast, db):
    rows = [(cast.jingan, 9, 7), (cast.jingan, 3, 2), (cast.east, 9, 7), (cast.east, 3, 2), (cast.firm, 9, 7), (cast.firm, 3, 2)]
    db.session.execute(insert(VoiceCount.__table__), [
        {"unit_id": unit, "touchpoint_id": records.place, "measure": "nps", "month": MAY, "subject": "", "source": "survey",
         "segment": "", "value": value, "other": 0, "n": n, "settled": 0} for unit, value, n in rows])
    assert month(cast.firm, "nps")[0] == (9, 5) and month(cast.jingan, "nps")[0] == (9, 5)
    assert month(cast.xuhui, "nps")[0] is None and month(cast.firm, "csat")[0] is None


def complaint(db, cast, place, due, minutes, severity="normal", kind="complaint"):
    db.session.add(Feedback(kind=kind, unit_id=cast.jingan, touchpoint_id=place, words="waited", severity=severity,
                            opened_at=at("2026-05-02"), reply_due=at(due) if due else None, reply_minutes=minutes))


def test_complaints_count_in_the_month_their_answer_fell_due(month, records, cast, db):
    complaint(db, cast, records.place, "2026-05-03", 8 * 60)
    complaint(db, cast, records.place, "2026-05-03", 8 * 60 + 1)
    complaint(db, cast, records.place, "2026-05-03", 8 * 60, "serious")
    complaint(db, cast, records.place, "2026-05-03", None)
    complaint(db, cast, records.place, None, None)  # nobody to answer
    complaint(db, cast, records.place, "2026-04-30T16:00:00", 1)  # the first of May in Shanghai
    complaint(db, cast, records.place, "2026-05-03", 1, kind="praise")
    assert month(cast.firm, "reply") == [(5, 2), None, None]
    assert facts_of(db.session.get_one(Unit, cast.firm), MAY).praised == (0, 1)


def test_actions_of_plans_count_by_their_day(month, records, cast, db):
    for done, state in (("2026-05-31T15:00:00", "approved"), ("2026-05-31T17:00:00", "approved"), ("", "approved"), ("", "draft")):
        number = records.plan(state=state)
        action = db.session.get_one(Plan, number).actions[0]
        action.due_on = dt.date(2026, 5, 31)
        action.done_at, action.done_by = (at(done), cast.wang) if done else (None, None)
    assert month(cast.firm, "plans")[0] == (3, 1)


def test_stores_stand_apart_only_where_they_do(records, cast, db):
    for number in range(4):
        unit = Unit(code=f"X{number}", name=f"店{number}", kind="store", parent_id=cast.east, path="")
        db.session.add(unit)
        db.session.flush()
        unit.path = f"{db.session.get_one(Unit, cast.east).path}{unit.id}/"
        records.unit(unit.id, [5.0, 5.2, 4.8, 5.1, 4.9, 5.0, 5.1], "overall", month=f"2026-0{3 + number % 3}")
    records.unit(cast.jingan, [3.0, 3.2, 2.8, 3.1, 2.9, 3.0, 3.0], "overall", month=MAY)
    db.session.commit()
    facts = facts_of(db.session.get_one(Unit, cast.firm), MAY)
    assert facts.standing.compared == 5 and facts.standing.behind == ({"zh": "静安店", "en": "Jing'an"},)
    assert [store.place.code for store in facts.stores] == ["S01", "S02", "X0", "X1", "X2", "X3"]
    assert facts_of(db.session.get_one(Unit, cast.jingan), MAY).stores == ()


def test_a_firm_costs_as_many_statements_as_a_store(records, given, cast, db):
    for person in (cast.wang, cast.zhao, cast.sun, cast.li):
        given(person, "2026-05-15")
    for unit in (cast.jingan, cast.xuhui):
        records.unit(unit, [5.0, 6.0], "overall", month=MAY)
    db.session.commit()

    def count(unit_id):
        unit, told = db.session.get_one(Unit, unit_id), []
        facts_of(unit, MAY)
        event.listen(db.engine, "before_cursor_execute", listen := lambda *args: told.append(args[2]))
        facts_of(unit, MAY)
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(told)
    store, firm = count(cast.jingan), count(cast.firm)
    assert firm == store + 1 <= 50  # the firm names its stores


def test_certificates_and_hours_of_earlier_months_stand_as_their_report_had_them(month, cast, db):
    april = Facts(Place("S01", {"zh": "静安店"}), "2026-04", {"hours": Three(share(20, 7)), "holders": Three(share(9, 8))})
    keep(cast.jingan, replace(april, praised=(1, 1)), by=None)
    keep(cast.jingan, april, by=None)
    assert month(cast.jingan, "hours") == [(3, 0), (20, 7), (3, 0)]
    assert month(cast.jingan, "holders") == [None, (9, 8), None]
