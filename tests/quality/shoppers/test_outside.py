"""A shopper from outside: added by HR, signs in to the own visits, writes their scorecards, and is nobody's colleague."""

import re

import pytest
from sqlalchemy import select

from cxtrain.people.models import Account, Employee
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import employees_in_reach, members_on
from cxtrain.quality.models import Visit
from cxtrain.quality.schedule.models import PlannedVisit
from tests.conftest import Browser
from tests.quality.schedule.conftest import a_day, planner  # noqa: F401

NEW = "/quality/shoppers/new"


@pytest.fixture
def hr(browser, cast):
    """何姐's browser."""
    return browser.login(cast.he)


def test_hr_adds_one_who_sets_a_password_by_the_link_and_lands_on_the_visits(app, hr, db, cast):
    assert hr.post(NEW, unit_id=str(cast.firm), name="").status_code == 400
    page = hr.post(NEW, unit_id=str(cast.firm), name="秋叶", mobile="13800000001", email="q@example.com")
    assert page.status_code == 200 and "MS-001" in page.text
    link = re.search(r'class="link">[^<]*(/set-password/[^<]+)<', page.text)[1]
    outside = Browser(app)
    assert outside.post(link, password="quiet autumn leaf", again="quiet autumn leaf").status_code == 303
    answer = outside.post("/sign-in", login="MS-001", password="quiet autumn leaf")
    assert answer.status_code == 303
    assert answer.location == "/privacy/notice"  # whoever is new reads it first
    assert outside.get(outside.post("/privacy/notice").location).location == "/quality/visits"
    assert "No visit waits for you" in outside.post("/language", page="/sign-in", value="en").text + outside.get("/quality/visits").text
    again = hr.post(NEW, unit_id=str(cast.firm), name="Lin", mobile="13800000001")
    assert again.status_code == 400 and "Somebody has this mobile already" in again.text


@pytest.fixture
def autumn(app, planner):  # noqa: F811
    """秋叶's browser, and her ids: (browser, account id, employee id)."""
    account = planner.outside()
    ids = account.id, account.employee_id
    return Browser(app).login(ids[1]), *ids


def test_the_menu_holds_the_visits_alone_and_the_pages_of_oneself_work(autumn):
    me = autumn[0]
    page = me.get("/quality/visits").text
    bar = re.search(r'<nav aria-label="Main">(.*?)</nav>', page, re.S)[1]
    assert re.findall(r">([^<>]+)</a>", bar) == ["Mystery shops"] and "My record" not in page
    assert me.get("/me/sessions").status_code == 200 and me.get("/").location == "/quality/visits"
    assert me.client.post("/theme", data={"value": "dark", "back": "/quality/visits", **me.hidden("/me/sessions")},
                          headers=me.headers).status_code == 303
    assert me.post("/sign-out", page="/me/sessions").status_code == 303


@pytest.mark.parametrize("page", ["/me", "/team", "/training", "/roleplay", "/people", "/plans", "/certificates/mine",
                                  "/quality/visits/new", "/quality/plan", "/quality/shoppers", "/ledger", "/transcript"])
def test_everything_else_is_closed(autumn, page):
    assert autumn[0].get(page).status_code in (403, 404)


def test_a_visit_that_was_assigned_is_briefed_begun_by_one_tap_written_and_seen_by_nobody_else(
        autumn, app, planner, db, cast):  # noqa: F811
    me, account, person = autumn
    planned = planner.planned(who=account)
    ident = planned.id
    foreign = planner.planned(who=planner.account(cast.chen)).id
    page = me.get("/quality/visits").text
    assert "Begin the scorecard" in page and "Today" in page
    assert me.get(f"/quality/planned/{ident}/brief").status_code == 200
    for closed in (f"/quality/planned/{foreign}/brief", f"/quality/planned/{foreign}/brief.pdf"):
        assert me.get(closed).status_code == 404
    assert me.post(f"/quality/planned/{foreign}/start", page="/quality/visits").status_code == 404
    begun = me.post(f"/quality/planned/{ident}/start", page="/quality/visits")
    assert begun.status_code == 303
    card = me.get(begun.location)
    assert card.status_code == 200 and "Your role" in card.text
    assert me.post(f"/quality/planned/{ident}/start", page="/quality/visits", submission_key="other").status_code == 409
    visit = db.session.scalars(select(Visit)).one()
    assert (visit.observed_by, visit.entered_by, visit.observer_employee_id, visit.planned_id) == (account, account, person, ident)
    assert Browser(app).login(cast.chen).get(begun.location).status_code == 404


def test_the_own_visits_show_no_earlier_score_of_the_store(autumn, planner, desk, cast, db):  # noqa: F811
    desk.released(person=cast.wang)
    desk.submitted()
    planner.planned(who=autumn[1])
    page = autumn[0].get("/quality/visits").text
    assert "Score" not in page and "Released" not in page and "王喆" not in page and "Wang Zhe" not in page


def test_nobody_finds_them_among_the_people(autumn, hr, planner, db, cast):  # noqa: F811
    everywhere = hr.get("/people?q=%E7%A7%8B%E5%8F%B6").text
    assert "Nobody matches" in everywhere and hr.get(f"/people/{autumn[2]}").status_code == 404
    assert hr.get(f"/employees/{autumn[2]}").status_code == 404
    he = planner.he
    assert isinstance(he, Actor)
    for can in (Can.SEE_TEAM, Can.MANAGE_PEOPLE, Can.ASSIGN_TRAINING):
        assert autumn[2] not in {person.id for person in db.session.scalars(employees_in_reach(he, can))}
    assert autumn[2] not in {person.id for person in members_on(cast.firm, a_day())}


def test_ending_one_takes_access_and_future_visits_and_keeps_what_was_written(autumn, hr, planner, db):  # noqa: F811
    me, account, person = autumn
    begun, ahead = planner.planned(who=account), planner.planned(2, who=account)
    ids = begun.id, ahead.id
    assert me.post(f"/quality/planned/{ids[0]}/start", page="/quality/visits").status_code == 303
    assert hr.post(f"/quality/shoppers/{account}/end", page=f"/quality/shoppers/{account}").status_code == 303
    assert me.get("/quality/visits").status_code in (302, 401)
    assert me.post("/sign-in", login="MS-001", password="A good long sentence").status_code == 400
    assert [db.session.get(PlannedVisit, key).account_id for key in ids] == [account, None]
    assert db.session.get(Employee, person).status == "left" and db.session.scalars(select(Visit)).one().state == "draft"
    assert "Ended" in hr.get("/quality/shoppers").text
    assert hr.post(f"/quality/shoppers/{account}/link", page="/quality/shoppers/new").status_code == 404


def test_terms_are_kept_and_an_employee_s_access_is_not_ended_here(hr, planner, db, cast):  # noqa: F811
    chen = planner.account(cast.chen)
    page = f"/quality/shoppers/{chen}"
    assert hr.post(page, takes_part="y", most="2", away_from="2031-05-03", away_until="2031-05-01").status_code == 400
    assert hr.post(page, takes_part="y", most="2", away_from="2031-05-01", away_until="2031-05-03").status_code == 303
    assert 'value="2"' in hr.get(page).text and "End the access" not in hr.get(page).text
    assert hr.post(f"{page}/end", page=page).status_code == 404
    assert db.session.get(Account, chen).employee.status == "active"
    assert hr.get("/quality/shoppers/987654").status_code == 404
