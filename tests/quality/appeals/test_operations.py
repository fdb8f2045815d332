"""Appealing a line, taking that back, deciding it: sums, scores, ledger, and who may not."""

import datetime as dt

import pytest
import time_machine
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.permissions import Role
from cxtrain.quality.answers import Answer
from cxtrain.quality.appeals import operations, queries
from cxtrain.quality.decisions import operations as decisions
from cxtrain.quality.models import Rating, Visit
from cxtrain.quality.queries import answers_of
from cxtrain.quality.refusal import Refused
from cxtrain.quality.signals import appeal_decided, appeal_opened, visit_voided
from cxtrain.quality.sums import queries as sums
from tests.quality.appeals.conftest import LINE, STORES
from tests.quality.conftest import actor


def persons(db):
    return {key for key in sums.kept_rollups() if getattr(key, "subject", "") == "person"}


def actions(db):
    db.session.commit()
    return list(db.session.scalars(select(LedgerEntry.action).order_by(LedgerEntry.id)))


def test_while_it_is_open_the_visit_counts_nowhere_about_the_person(db, disputes):
    visit = disputes.visit()
    before = sums.kept_rollups()
    disputes.opened(visit=visit)
    assert persons(db) == set() and sums.kept_rollups() != {}
    assert sums.verify_rollups()[1] == {}
    appeal = queries.appeals_of(visit.id)[0]
    operations.withdraw(actor(db, disputes.cast.wang), appeal)
    assert sums.kept_rollups() == before


def test_an_upheld_appeal_keeps_both_versions_and_counts_the_corrected_one(db, disputes):
    visit = disputes.visit()
    was, sums_were = visit.score, sums.kept_rollups()
    appeal = disputes.decided(Answer(7), visit=visit)
    rating = db.session.get(Rating, (visit.id, LINE))
    assert (rating.value, rating.corrected, rating.corrected_value) == (3, True, 7)
    assert (appeal.as_value, appeal.new_value, appeal.state) == (3, 7, "upheld")
    assert answers_of(visit.id)[LINE].value == 7
    assert visit.score > was and visit.appeals_open == 0
    assert sums.verify_rollups()[1] == {} and sums.kept_rollups() != sums_were
    facts = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "appeal decided")).one().facts
    assert (facts["upheld"], facts["was"], facts["now"]) == (True, "3", "7")
    assert facts["score_was"] == pytest.approx(was) and facts["score"] == pytest.approx(visit.score)


def test_a_line_that_does_not_apply_leaves_the_score(db, disputes):
    appeal = disputes.decided(Answer(missing="na"))
    assert answers_of(appeal.visit_id)[LINE].missing == "na"
    assert sums.verify_rollups()[1] == {}


def test_an_appeal_that_is_not_upheld_leaves_everything_as_it_was(db, disputes):
    visit = disputes.visit()
    before, score = sums.kept_rollups(), visit.score
    assert disputes.decided(visit=visit).state == "declined"
    assert (sums.kept_rollups(), visit.score) == (before, score)


def test_each_change_is_one_ledger_row_and_news(db, disputes):
    visit, news = disputes.visit(), []
    known = len(actions(db))
    with appeal_opened.connected_to(lambda appeal: news.append(appeal.state)), \
            appeal_decided.connected_to(lambda appeal: news.append(appeal.state)):
        disputes.decided(Answer(5), visit=visit)
        operations.withdraw(actor(db, disputes.cast.wang), disputes.opened(STORES, visit))
    assert actions(db)[known:] == ["appeal opened", "appeal decided", "appeal opened", "appeal withdrawn"]
    assert news == ["open", "upheld", "open", "withdrawn"]


def test_a_line_is_decided_once_and_what_was_withdrawn_may_be_appealed_again(db, disputes):
    appeal = disputes.opened()
    visit, wang = appeal.visit, actor(db, disputes.cast.wang)
    with pytest.raises(Refused, match="already"):
        operations.appeal_line(wang, visit, LINE, reason="again")
    operations.withdraw(wang, appeal)
    again = operations.appeal_line(wang, visit, LINE, reason="after all")
    operations.decide(disputes.desk.he, again, operations.Verdict("no"))
    for change in (lambda: operations.decide(disputes.desk.he, again, operations.Verdict("yes", Answer(7))),
                   lambda: operations.withdraw(wang, again),
                   lambda: operations.appeal_line(wang, visit, LINE, reason="once more")):
        with pytest.raises(Refused):
            change()
    assert visit.appeals_open == 0


@pytest.mark.parametrize("who", ["chen", "wang", "li"])
def test_nobody_behind_the_case_decides_it(db, cast, disputes, who):
    visit = disputes.desk.released({STORES: Answer(3, note="dust")}, person=cast.wang)
    item, appellant = (STORES, actor(db, cast.li, Role.SUPERVISOR)) if who == "li" else (LINE, actor(db, cast.wang))
    appeal = operations.appeal_line(appellant, visit, item, reason="it was not so")
    with pytest.raises(Refused, match="cannot decide"):
        operations.decide(actor(db, getattr(cast, who), Role.HR), appeal, operations.Verdict("because"))


@pytest.mark.parametrize(("change", "name"), [
    ("state = 'declined', closed_at = opened_at, answer = 'x', decider_id = 9, decided_by = entered_by", "nobodys_own_case"),
    ("state = 'declined', closed_at = opened_at, answer = 'x', decider_id = 9, decided_by = appealed_by", "nobodys_own_case"),
    ("state = 'declined', closed_at = opened_at, answer = 'x', decider_id = employee_id, decided_by = {he}", "not_observed"),
    ("state = 'declined', closed_at = opened_at, decider_id = 9, decided_by = {he}", "answer"),
    ("state = 'upheld', closed_at = opened_at, answer = 'x', decider_id = 9, decided_by = {he}", "correction"),
    ("state = 'upheld'", ""), ("reason = ''", "reason"), ("state = 'withdrawn'", "closed"),
])
def test_the_database_itself_refuses(db, disputes, change, name):
    appeal = disputes.opened()
    with pytest.raises(IntegrityError, match=f"(?i)check.*{name}"):
        db.session.execute(text("update appeal set " + change.format(he=disputes.desk.he.account_id) + f" where id = {appeal.id}"))


def test_the_database_refuses_a_second_appeal_against_a_line(db, disputes):
    appeal = disputes.opened()
    same = {column.name: getattr(appeal, column.name) for column in appeal.__table__.c if column.name != "id"}
    with pytest.raises(IntegrityError):
        db.session.execute(appeal.__table__.insert().values(**same))


@pytest.mark.parametrize(("verdict", "sentence"), [
    (operations.Verdict(" "), "Say why"), (operations.Verdict("x", Answer(3)), "differs"),
    (operations.Verdict("x", Answer()), "differs"),
])
def test_a_decision_needs_its_reason_and_another_value(db, disputes, verdict, sentence):
    appeal = disputes.opened()
    with pytest.raises(Refused, match=sentence):
        operations.decide(disputes.desk.he, appeal, verdict)
    db.session.rollback()
    assert appeal.state == "open" and sums.verify_rollups()[1] == {}


def test_a_supervisor_appeals_what_is_the_stores(db, cast, disputes):
    visit, li = disputes.visit(), actor(db, cast.li, Role.SUPERVISOR)
    assert {line.of for line in queries.lines_to_appeal(li, visit)} <= {"place", "process"}
    with pytest.raises(Refused, match="not yours"):
        operations.appeal_line(li, visit, LINE, reason="she did ask")
    nobody = disputes.desk.released()
    assert LINE in {line.id for line in queries.lines_to_appeal(li, nobody)}


@pytest.mark.parametrize("who", ["zhao", "sun", "chen", "he", "admin"])
def test_others_appeal_nothing(db, cast, disputes, who):
    assert queries.lines_to_appeal(actor(db, getattr(cast, who), Role.HR), disputes.visit()) == []


def test_the_time_ends_after_seven_days(db, cast, disputes):
    visit = disputes.visit()
    wang = actor(db, cast.wang)
    with time_machine.travel(visit.released_at + dt.timedelta(days=6, hours=23)):
        assert not queries.is_too_late(wang, visit, visit.released_at + dt.timedelta(days=6, hours=23))
    with time_machine.travel(visit.released_at + dt.timedelta(days=7, minutes=1)), pytest.raises(Refused, match="over"):
        operations.appeal_line(wang, visit, LINE, reason="late")


def test_days_away_stop_the_clock_of_the_person(db, cast, disputes):
    from cxtrain.people.absences.models import Absence

    visit = disputes.visit()
    day = visit.released_at.date()
    db.session.add(Absence(employee_id=cast.wang, start_on=day + dt.timedelta(days=2), end_on=day + dt.timedelta(days=4),
                           entered_at=visit.released_at))
    db.session.flush()
    until = queries.appeal_until(actor(db, cast.wang), visit)
    assert until - visit.released_at > dt.timedelta(days=9, hours=12)
    assert queries.appeal_until(actor(db, cast.li, Role.SUPERVISOR), visit) - visit.released_at == dt.timedelta(days=7)


def test_before_its_release_and_after_it_was_made_void_nothing_is_appealed(db, cast, disputes):
    waiting = disputes.desk.submitted()
    with pytest.raises(Refused):
        operations.appeal_line(actor(db, cast.li, Role.SUPERVISOR), waiting, STORES, reason="x")
    visit = disputes.visit()
    decisions.void(disputes.desk.he, visit, "The wrong day was written")
    with pytest.raises(Refused):
        operations.appeal_line(actor(db, cast.wang), visit, LINE, reason="x")


def test_a_void_visit_counts_nowhere_and_ends_its_appeals(db, disputes):
    appeal, news = disputes.opened(), []
    visit = appeal.visit
    with visit_voided.connected_to(lambda visit: news.append(visit.state)):
        decisions.void(disputes.desk.he, visit, "The wrong day was written")
    assert (visit.state, appeal.state, appeal.answer) == ("void", "void", "The wrong day was written")
    assert sums.kept_rollups() == {} and sums.verify_rollups()[1] == {}
    assert news == ["void"] and actions(db)[-1] == "visit made void"
    assert db.session.get(Rating, (visit.id, LINE)).value == 3


def test_statistics_speak_from_five_on_with_their_interval(db, disputes):
    for upheld in (True, True, False, False):
        disputes.decided(Answer(7) if upheld else None)
    assert [(each.n, each.share) for each in queries.upheld_by_item(disputes.desk.he)] == [(4, None)]
    disputes.decided()
    [item], [shopper] = queries.upheld_by_item(disputes.desk.he), queries.upheld_by_shopper(disputes.desk.he)
    assert (item.n, item.share.value, shopper.n) == (5, 0.4, 5)
    assert 0 < item.share.interval.low < 0.4 < item.share.interval.high < 1
    assert queries.upheld_by_item(actor(db, disputes.cast.chen, Role.HR)) == []  # 徐汇店's HR sees nothing of 静安店


def test_somebody_nearest_is_asked_first_and_when_late_everybody(db, cast, disputes):
    from cxtrain.people.models import Account, RoleGrant
    from cxtrain.quality.appeals.escalation.operations import escalate

    appeal = disputes.opened()
    assert queries.count_pressing(disputes.desk.he) == (1, 0)
    li = db.session.scalar(select(Account.id).where(Account.employee_id == cast.li))
    db.session.add(RoleGrant(account_id=li, role="hr", unit_id=cast.jingan))
    db.session.flush()
    assert (queries.count_pressing(disputes.desk.he), queries.count_pressing(disputes.other_hr())) == ((0, 0), (1, 0))
    assert escalate(appeal.due_at) == 0 and escalate(appeal.due_at + dt.timedelta(seconds=1)) == 1
    assert escalate(appeal.due_at + dt.timedelta(days=1)) == 0
    assert (queries.count_pressing(disputes.desk.he), queries.count_pressing(disputes.other_hr())) == ((1, 1), (1, 1))
    assert actions(db)[-1] == "appeal escalated"
    assert db.session.get(Visit, appeal.visit_id).appeals_open == 1
