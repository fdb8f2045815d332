"""Rule M1: what is disputed, looked at again or void enters no finding, and no count of visits behind one."""

from dataclasses import asdict

import pytest
from sqlalchemy import event

from cxtrain.clock import now, today
from cxtrain.people.permissions import Role
from cxtrain.planning.models import Plan
from cxtrain.planning.months import month_of
from cxtrain.planning.proposals import queries
from cxtrain.planning.reviews.queries import compare_since_approval
from cxtrain.quality.answers import Answer
from cxtrain.quality.appeals import operations as appeals
from cxtrain.quality.decisions import operations as decisions
from cxtrain.quality.sums.operations import recounted
from tests.quality.conftest import actor, desk, hotel  # noqa: F401

ZONE = "Asia/Shanghai"


def seen(db, cast):
    """How often 王喆 was seen, as plans count it, and over how many visits the findings go."""
    counts = {person.id: n for person, n in queries.visits_of_people(cast.jingan, "mystery_shop", today(ZONE))}
    found = queries.people_cells("mystery_shop", today(ZONE))
    return counts[cast.wang], max((cell.sums.n for cell in found if cell.subject_id == cast.wang), default=0)


def test_a_stores_finding_leaves_out_what_is_disputed_and_says_so(db, cast, desk):  # noqa: F811
    visit = [desk.released({"s20": Answer(3, note="did not ask")}, person=cast.wang) for _ in range(3)][0]
    assert {each.finding.n for each in queries.find_for_unit(cast.jingan, "mystery_shop", today(ZONE))} == {3}
    appeal = appeals.appeal_line(actor(db, cast.wang), visit, "s20", reason="I asked")
    found = queries.find_for_unit(cast.jingan, "mystery_shop", today(ZONE))
    assert {(each.finding.n, each.finding.cell.disputed) for each in found} == {(2, 1)}
    assert all("M1" in each.finding.rules for each in found)
    appeals.decide(actor(db, cast.lin, Role.HR), appeal, appeals.Verdict("No slip was found"))
    assert {each.finding.n for each in queries.find_for_unit(cast.jingan, "mystery_shop", today(ZONE))} == {3}


def test_a_findings_page_asks_as_little_however_much_is_disputed(db, cast, desk):  # noqa: F811
    visits = [desk.released({"s20": Answer(3, note="did not ask")}, person=cast.wang) for _ in range(4)]

    def asked():
        told = []
        event.listen(db.engine, "before_cursor_execute", listen := lambda *args: told.append(args[2]))
        queries.find_for_unit(cast.jingan, "mystery_shop", today(ZONE))
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(told)

    appeals.appeal_line(actor(db, cast.wang), visits[0], "s20", reason="I asked")
    asked()
    one = asked()
    for visit in visits[1:]:
        appeals.appeal_line(actor(db, cast.wang), visit, "s20", reason="I asked")
    asked()
    assert asked() == one


def test_the_review_of_a_stores_plan_leaves_out_what_is_disputed(db, cast, desk, monkeypatch):  # noqa: F811
    visit = [desk.released({"s20": Answer(3, note="did not ask")}, person=cast.wang) for _ in range(3)][0]
    found = queries.find_for_unit(cast.jingan, "mystery_shop", today(ZONE))[0]
    plan = Plan(unit_id=cast.jingan, touchpoint_id=found.place.id, dimension=found.dimension, origin="finding", finding={},
                cause={}, goal={}, due_on=today(ZONE), state="approved", drafted_by=cast.li, drafted_at=now(), changed_at=now(),
                approved_by=cast.li, approved_at=now(), evidence=asdict(found.evidence))
    db.session.add(plan)
    db.session.flush()
    monkeypatch.setattr("cxtrain.planning.reviews.queries.month_after", month_of)  # as if a month had gone by
    assert compare_since_approval(plan, today(ZONE)).after_n == 3
    appeals.appeal_line(actor(db, cast.wang), visit, "s20", reason="I asked")
    assert compare_since_approval(plan, today(ZONE)).after_n == 2


@pytest.mark.parametrize("why", ["appeal", "pool", "void"])
def test_it_is_left_out(db, cast, desk, why):  # noqa: F811
    visit = [desk.released({"s20": Answer(3, note="did not ask")}, person=cast.wang) for _ in range(3)][0]
    assert seen(db, cast) == (3, 3)
    if why == "appeal":
        appeal = appeals.appeal_line(actor(db, cast.wang), visit, "s20", reason="I asked")
    elif why == "pool":
        with recounted(visit):
            visit.under_review = True
    else:
        decisions.void(desk.he, visit, "The wrong day")
    assert seen(db, cast) == (2, 2)
    if why == "appeal":
        appeals.decide(actor(db, cast.lin, Role.HR), appeal, appeals.Verdict("No slip was found"))
        assert seen(db, cast) == (3, 3)
