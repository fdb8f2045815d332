"""The clause on plans about people: changed by HR and an admin together, never by one."""

import pytest
from sqlalchemy import func, select

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, RoleGrant
from cxtrain.people.permissions import Role
from cxtrain.planning.clause.models import PlanClause
from cxtrain.planning.clause.queries import words_of
from cxtrain.planning.clause.wording import SHIPPED
from tests.planning.conftest import load

URL = "/planning/clause"
OTHER = {"zh": "本计划只用于辅导，不作他用。", "en": "This plan is for coaching and nothing else.", "reason": "Agreed with the union."}


def propose(browser, who, **changes):
    return browser.login(who).post(URL, **{**OTHER, **changes})


def latest():
    database.session.rollback()
    return database.session.scalar(select(PlanClause).order_by(PlanClause.id.desc()).limit(1))


def decide(browser, who, act):
    return browser.login(who).post(f"{URL}/{latest().id}/{act}", page=URL)


def actions():
    return list(database.session.scalars(select(LedgerEntry.action).where(LedgerEntry.action.startswith("plan clause"))))


@pytest.mark.parametrize(("first", "second"), [("he", "admin"), ("admin", "he")])
def test_one_side_proposes_the_other_confirms_and_plans_approved_before_keep_theirs(browser, cast, records, first, second):
    before = records.plan(about=cast.wang)
    draft = records.plan(about=cast.zhao, state="draft")
    assert propose(browser, getattr(cast, first)).status_code == 303
    assert words_of(load(draft)) == SHIPPED.as_dict()
    assert "Agreed with the union." in browser.login(getattr(cast, second)).get(URL).text
    assert decide(browser, getattr(cast, second), "confirm").status_code == 303
    assert words_of(load(draft))["en"] == OTHER["en"] and words_of(load(before)) == SHIPPED.as_dict()
    browser.login(cast.li).post(f"/planning/plans/{draft}/approve", page=f"/planning/plans/{draft}")
    assert load(draft).clause_id == latest().id
    assert OTHER["en"] in browser.get(f"/planning/plans/{draft}").text
    assert actions() == ["plan clause proposed", "plan clause confirmed"]


@pytest.mark.parametrize("act", ["confirm", "refuse"])
def test_nobody_decides_what_they_proposed_also_with_both_roles(browser, cast, act):
    account = database.session.scalar(select(Account.id).where(Account.employee_id == cast.he))
    database.session.add(RoleGrant(account_id=account, role=Role.ADMIN.value, unit_id=cast.firm))
    database.session.commit()
    propose(browser, cast.he)
    assert decide(browser, cast.he, act).status_code == 409 and latest().state == "pending"
    assert decide(browser, cast.he, "withdraw").status_code == 303 and latest().state == "withdrawn"


def test_a_second_of_the_same_side_does_not_confirm(browser, cast):
    account = database.session.scalar(select(Account.id).where(Account.employee_id == cast.lin))
    database.session.add(RoleGrant(account_id=account, role=Role.HR.value, unit_id=cast.firm))
    database.session.commit()
    propose(browser, cast.he)
    answer = decide(browser, cast.lin, "confirm")
    assert answer.status_code == 409 and "Somebody else has to confirm it" in answer.text


def test_hr_of_a_region_reads_it_and_changes_nothing(browser, cast):
    account = database.session.scalar(select(Account.id).where(Account.employee_id == cast.lin))
    database.session.add(RoleGrant(account_id=account, role=Role.HR.value, unit_id=cast.east))
    database.session.commit()
    assert propose(browser, cast.lin).status_code == 409
    assert database.session.scalar(select(func.count()).select_from(PlanClause)) == 0


def test_a_refused_change_leaves_all_as_it_was_and_is_decided_once(browser, cast):
    propose(browser, cast.he)
    assert decide(browser, cast.admin, "refuse").status_code == 303
    assert decide(browser, cast.admin, "confirm").status_code == 409
    assert latest().state == "refused" and actions() == ["plan clause proposed", "plan clause refused"]


def test_only_who_proposed_takes_it_back(browser, cast):
    propose(browser, cast.he)
    assert decide(browser, cast.admin, "withdraw").status_code == 409 and latest().state == "pending"


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"reason": " "}, "Say in a sentence why"), ({"zh": ""}, "Both languages are printed"), ({"en": "short"}, "From 10 to 400")])
def test_a_change_has_a_reason_and_both_languages(browser, cast, changes, sentence):
    answer = propose(browser, cast.he, **changes)
    assert answer.status_code == 400 and sentence in answer.text


def test_the_same_words_are_no_change_and_one_change_waits_at_a_time(browser, cast):
    assert "printed already" in propose(browser, cast.he, **SHIPPED.as_dict()).text
    propose(browser, cast.he)
    assert propose(browser, cast.he).status_code == 409


@pytest.mark.parametrize("who", ["li", "wang", "lin"])
def test_nobody_else_reaches_it(browser, cast, who):
    assert browser.login(getattr(cast, who)).get(URL).status_code == 403


def test_the_database_itself_asks_for_two_people_of_two_sides(cast, db):
    from cxtrain.clock import now
    for changes in ({"decided_by": cast.he}, {"decided_as": "hr"}):
        clause = PlanClause(words={"zh": "x", "en": "x"}, reason="x", **{
            "state": "confirmed", "proposed_by": cast.he, "proposed_as": "hr", "proposed_at": now(), "decided_by": cast.admin,
            "decided_as": "admin", "decided_at": now(), **changes})
        database.session.add(clause)
        with pytest.raises(Exception, match="(?i)constraint"):
            database.session.commit()
        database.session.rollback()
