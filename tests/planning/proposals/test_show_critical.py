"""Rules K1 and K2 on their page: a talk where there is evidence, a second visit where there is none or somebody disputes it."""

import pytest
from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Role
from cxtrain.planning.proposals.models import CriticalStep
from cxtrain.quality.answers import Answer
from cxtrain.quality.appeals import operations as appeals
from cxtrain.quality.models import Visit
from cxtrain.quality.queries import instrument_of
from cxtrain.quality.sums.operations import recounted
from tests.quality.conftest import actor, desk, hotel  # noqa: F401


@pytest.fixture
def failed(desk, cast, db):  # noqa: F811
    """A released visit of 王喆 whose first critical item about the person failed, with words."""
    def make(note="nobody looked up", **more):
        form = instrument_of(desk.released({}, person=cast.wang).instrument)
        item = next(item for item in form.items if item.critical and item.of == "person" and item.kind == "rating")
        visit = desk.released({item.id: Answer(item.critical.at_or_below, note=note)}, person=cast.wang, **more)
        db.session.commit()
        return visit.id, item
    return make


def url(visit):
    return f"/planning/critical/{visit}"


def test_with_evidence_it_is_talked_about_and_done(browser, cast, failed, db):
    visit, item = failed()
    reader = browser.login(cast.li)
    assert "talk about it by" in reader.get(url(visit)).text
    assert url(visit) in reader.get(f"/planning/units/{cast.jingan}").text
    answer = reader.post(url(visit), item=item.id, step="talked", words="Shown how to look up while typing")
    assert answer.status_code == 303
    assert url(visit) not in reader.get(f"/planning/units/{cast.jingan}").text
    step = db.session.scalars(select(CriticalStep)).one()
    assert (step.step, step.by_id) == ("talked", cast.li)
    assert db.session.scalars(select(LedgerEntry.action).order_by(LedgerEntry.id.desc())).first() == "critical item handled"


def test_under_dispute_nothing_is_done_about_the_person(browser, cast, failed, db):
    visit, item = failed()
    appeals.appeal_line(actor(db, cast.wang), db.session.get_one(Visit, visit), item.id, reason="I did look up")
    db.session.commit()
    reader = browser.login(cast.li)
    page = reader.get(url(visit)).text
    assert "somebody else looks again by" in page and "We have talked" not in page and "Start a coaching plan" not in page
    assert reader.post(url(visit), item=item.id, step="talked", words="No").status_code == 400


def test_a_visit_that_is_being_checked_calls_for_a_second_one(browser, cast, failed, db):
    visit, item = failed()
    with recounted(db.session.get_one(Visit, visit)) as checked:
        checked.under_review = True
    db.session.commit()
    reader = browser.login(cast.li)
    assert "Ask for a second visit" in reader.get(url(visit)).text
    answer = reader.post(url(visit), item=item.id, step="second")
    assert answer.status_code == 409 and "ask HR to plan one" in answer.text
    assert db.session.scalars(select(CriticalStep)).all() == []


def test_one_visit_makes_no_plan_until_the_colleague_has_told_how_it_was(browser, cast, failed):
    visit, item = failed()
    reader = browser.login(cast.li)
    assert "Start a coaching plan" not in reader.get(url(visit)).text
    reader.post(url(visit), item=item.id, step="account", words="I was on the phone and forgot")
    assert "Start a coaching plan" in reader.get(url(visit)).text


def test_what_goes_to_hr_leaves_no_words_here(browser, cast, failed, db):
    visit, item = failed()
    reader = browser.login(cast.li)
    reader.post(url(visit), item=item.id, step="hr", words="He took the money")
    assert db.session.scalars(select(CriticalStep)).one().words == ""
    assert "He took the money" not in reader.get(url(visit)).text


def test_whom_it_is_about_reads_what_was_written(browser, cast, failed):
    visit, item = failed()
    browser.login(cast.li).post(url(visit), item=item.id, step="talked", words="Shown how to look up while typing")
    assert "Shown how to look up while typing" in browser.login(cast.wang).get("/planning/mine").text
    assert "Shown how to look up" not in browser.login(cast.zhao).get("/planning/mine").text


def test_a_step_needs_its_words_and_is_taken_once(browser, cast, failed):
    visit, item = failed()
    reader = browser.login(cast.li)
    assert reader.post(url(visit), item=item.id, step="account", words=" ").status_code == 409
    assert reader.post(url(visit), item=item.id, step="account", words="So it was").status_code == 303
    assert reader.post(url(visit), item=item.id, step="account", words="Again").status_code == 400
    assert reader.post(url(visit), item="s0", step="talked", words="No such item").status_code == 404


def test_it_is_nobodys_own_case_and_nobody_elses(browser, cast, failed, db):
    visit, _ = failed()
    assert browser.login(cast.chen).get(url(visit)).status_code == 404
    assert browser.login(cast.wang).get(url(visit)).status_code == 403
    assert actor(db, cast.lin, Role.HR).employee_id != cast.wang


def test_whoever_changed_stores_brings_no_failed_item_along(browser, cast, failed, db):
    visit, _item = failed()
    page = f"/planning/employees/{cast.wang}"
    assert url(visit) in browser.login(cast.li).get(page).text
    db.session.get_one(Employee, cast.wang).unit_id = cast.xuhui
    db.session.commit()
    answer = browser.login(cast.chen).get(page)
    assert answer.status_code == 200 and url(visit) not in answer.text
    assert url(visit) in browser.login(cast.he).get(page).text
