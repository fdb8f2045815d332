"""HR writes a programme, looks at it as people will read it, and gives notice; only HR does."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, RoleGrant, Unit
from cxtrain.quality.programmes.models import ProgrammeVersion
from tests.conftest import Browser
from tests.quality.programmes.conftest import DAY


def actions(db, subject=None):
    """What the ledger says happened, oldest first."""
    return list(db.session.scalars(select(LedgerEntry.action).order_by(LedgerEntry.id)))


def test_a_first_draft_begins_with_good_texts_in_both_languages(browser, cast, db):
    answer = browser.login(cast.he).post("/quality/programmes/new", unit=cast.firm)
    draft = db.session.scalars(select(ProgrammeVersion)).one()
    assert answer.location == f"/quality/programmes/{draft.id}/edit" and draft.state == "draft"
    assert draft.people == "development" and actions(db) == ["programme drafted"]
    page = browser.get(answer.location).text
    assert "不设陷阱" in page and "no traps" in page and "7 个自然日" in page


def test_beginning_twice_leads_to_the_one_draft(browser, cast, db):
    browser.login(cast.he)
    pages = {browser.post("/quality/programmes/new", unit=cast.firm).location for _ in range(2)}
    assert len(pages) == 1 and db.session.scalar(select(func.count()).select_from(ProgrammeVersion)) == 1


def test_what_is_typed_is_saved_and_shown_as_people_will_read_it(browser, cast, db, draft, typing, day):
    key = draft()
    url = f"/quality/programmes/{key}"
    answer = browser.login(cast.he).post(f"{url}/edit", **typing(
        key, purpose_zh="让客人满意。", purpose_en="Happy guests.", starts_on=(day + 9 * DAY).isoformat(), consulted="congress",
        consultation="第三届职代会", posted_on=day.isoformat(), coaching=False))
    assert answer.location == f"{url}/publish"
    page = browser.get(f"{url}/publish").text
    assert "Happy guests." in page and "第三届职代会" in page and "seen by the two only" not in page
    assert "8 people get the notice today" in page


@pytest.mark.parametrize(("change", "says"), [
    ({"people": "everything"}, "valid choice"), ({"retention_months": "0"}, "1 to 120"), ({"starts_on": "soon"}, "Not saved yet"),
    ({"purpose_zh": "长" * 2001}, "Not saved yet"), ({"consulted": "nobody"}, "valid choice")])
def test_a_wrong_field_is_named_and_everything_typed_stays(browser, cast, draft, typing, change, says):
    key = draft()
    answer = browser.login(cast.he).post(f"/quality/programmes/{key}/edit", **typing(key, use_en="Kept words", **change))
    assert answer.status_code == 400 and says in answer.text and "Kept words" in answer.text


def test_the_second_of_two_editors_sees_both_texts(browser, cast, db, draft, typing):
    key = draft()
    mine = typing(key, purpose_en="My purpose")
    browser.login(cast.he).post(f"/quality/programmes/{key}/edit", **typing(key, purpose_en="Their purpose"))
    answer = browser.post(f"/quality/programmes/{key}/edit", **mine)
    assert answer.status_code == 409 and "My purpose" in answer.text and "Their purpose" in answer.text


def test_notice_is_given_at_once_and_it_rules_from_its_first_day(browser, cast, db, draft, day):
    key = draft(starts_on=day + 7 * DAY)
    answer = browser.login(cast.he).post(f"/quality/programmes/{key}/publish")
    db.session.expire_all()
    version = db.session.get(ProgrammeVersion, key)
    assert answer.location == f"/quality/programmes/{key}" and (version.state, version.published_on) == ("published", day)
    assert len(version.digest) == 64 and version.words["people"]["zh"].startswith("涉及个人的结果仅用于培训与辅导")
    assert actions(db) == ["programme drafted", "programme published"]
    assert "Notice is given" in browser.get(answer.location).text


@pytest.mark.parametrize(("plan", "says"), [
    ({"starts_on": 6}, "at least 7 days ahead"), ({"starts_on": None}, "Choose the first day"),
    ({"starts_on": 7, "kinds": ()}, "at least one form"), ({"starts_on": 7, "people": "full"}, "used more widely"),
    ({"starts_on": 7, "words": {"purpose": {"zh": "只有中文", "en": ""}}}, "complete in both languages")])
def test_what_is_not_complete_or_too_early_is_not_published(browser, cast, db, draft, day, plan, says):
    starts_on = plan.pop("starts_on")
    key = draft(starts_on=day + starts_on * DAY if starts_on else None, **plan)
    answer = browser.login(cast.he).post(f"/quality/programmes/{key}/publish")
    assert answer.status_code == 400 and says in answer.text
    db.session.expire_all()
    assert db.session.get(ProgrammeVersion, key).state == "draft"


def test_a_published_version_cannot_be_written_or_thrown_away(browser, cast, tell, typing):
    key = tell().id
    browser.login(cast.he)
    for page in ("edit", "publish", "discard"):
        assert browser.post(f"/quality/programmes/{key}/{page}").status_code == 404


def test_the_next_version_goes_on_from_the_last(browser, cast, db, tell):
    words = {section: {"zh": "自定", "en": "Our own words"} for section in ("purpose", "form", "seen_by", "use", "appeal", "retention")}
    tell(words=words)
    answer = browser.login(cast.he).post("/quality/programmes/new", unit=cast.firm)
    page = browser.get(answer.location)
    assert "Our own words" in page.text and "Draft of version 2" in page.text


def test_a_draft_is_thrown_away(browser, cast, db, draft):
    key = draft()
    assert browser.login(cast.he).post(f"/quality/programmes/{key}/discard").location == "/quality/programmes"
    assert db.session.scalar(select(ProgrammeVersion.id)) is None


def test_full_use_needs_a_reason_that_the_ledger_keeps(browser, cast, db, draft, day):
    key = draft(starts_on=day + 7 * DAY, people="full", reason="季度评优，职代会已讨论")
    assert browser.login(cast.he).post(f"/quality/programmes/{key}/publish").status_code == 303
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "programme published")).one()
    assert entry.facts["reason"] == "季度评优，职代会已讨论"
    assert db.session.get(Unit, cast.jingan).people == "development"  # the notice is given, the day has not come


def test_hr_of_a_store_writes_for_that_store_alone(browser, cast, db, tell):
    key = tell().id
    account = db.session.scalar(select(Account.id).where(Account.employee_id == cast.sun))
    db.session.add(RoleGrant(account_id=account, role="hr", unit_id=cast.xuhui))
    db.session.commit()
    browser.login(cast.sun)
    page = browser.get("/quality/programmes").text
    assert "Xuhui" in page and "Jing&#39;an" not in page and "as above" in page
    assert browser.get(f"/quality/programmes/{key}").status_code == 404
    assert browser.post("/quality/programmes/new", unit=cast.jingan).status_code == 400
    assert browser.post("/quality/programmes/new", unit=cast.xuhui).status_code == 303


def test_only_hr_comes_here(app, cast, tell):
    key = tell().id
    for path in ("", "/new", f"/{key}", f"/{key}/end", f"/{key}/readers/{cast.jingan}", f"/names/{cast.jingan}"):
        for person in (cast.wang, cast.li, cast.lin, cast.admin):
            assert Browser(app).login(person).get(f"/quality/programmes{path}").status_code == 403
        assert Browser(app).get(f"/quality/programmes{path}").status_code == 302


def test_the_list_says_where_nothing_is_in_force(browser, cast, tell, day):
    page = browser.login(cast.he).get("/quality/programmes").text
    assert page.count(">None<") == 4
    tell(cast.east, on=day, people="none", starts_on=day + dt.timedelta(days=10))
    page = browser.get("/quality/programmes").text
    assert page.count(">None<") == 4 and page.count("No names") == 3
