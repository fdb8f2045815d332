"""A coaching observation from its beginning to the employee's words; bad input, wrong persons, strangers."""

import pytest
from sqlalchemy import select, update

from cxtrain.clock import today
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Role
from cxtrain.quality import operations, queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.coaching.operations import share, start_coaching
from cxtrain.quality.models import PersonRollup, UnitRollup, Visit
from cxtrain.quality.refusal import Refused
from cxtrain.quality.scoring import review
from tests.quality.coaching.conftest import CANARY, WORDS
from tests.quality.conftest import actor


def test_it_is_begun_written_and_shared_on_three_pages(browser, cast, coached, hotel, db):
    coached(shared=False)
    browser.login(cast.li)
    answer = browser.post("/coaching/new", whom=str(cast.wang), touchpoint_id=str(hotel.desk), observed_on=_today())
    assert answer.status_code == 303
    card = answer.location
    page = browser.get(card).text
    assert "Coaching observation" in page and 'name="arrived"' not in page and 'id="photos"' not in page
    visit_id = int(card.rsplit("/", 1)[1])
    items = queries.instrument_of(db.session.get(Visit, visit_id).instrument).items
    missing = browser.get(f"/coaching/{visit_id}/finish").text
    assert missing.count(f'href="{card}#') == len(items) + 1
    assert browser.post(f"/coaching/{visit_id}/finish").status_code == 409
    given = dict((f"{item.id}-note", "At 10:05") if item.kind == "text" else (item.id, "3") for item in items)
    answer = browser.post(card, praise="She asked first", action="review", **given)
    assert answer.location == f"/coaching/{visit_id}/finish"
    answer = browser.post(answer.location)
    assert answer.location == f"/coaching/{visit_id}" and "She asked first" in browser.get(answer.location).text
    assert browser.get(card).location == f"/coaching/{visit_id}/finish"
    assert browser.get(f"/coaching/{visit_id}/finish").location == f"/coaching/{visit_id}"


def _today():
    return today("Asia/Shanghai").isoformat()


def test_both_read_it_at_once_and_the_employee_answers_once(browser, cast, coached, db):
    visit = coached()
    assert CANARY in browser.login(cast.wang).get(f"/coaching/{visit}").text
    assert f"/coaching/{visit}" in browser.get("/coaching").text
    assert "A coaching observation was shared with you" in browser.get("/").text
    assert browser.post(f"/coaching/{visit}", words="  ").status_code == 400
    assert browser.post(f"/coaching/{visit}", words=WORDS).status_code == 303
    assert browser.post(f"/coaching/{visit}", "/coaching", words="again").status_code == 400
    page = browser.login(cast.li).get(f"/coaching/{visit}").text
    assert WORDS in page and "again" not in page.split("main")[1]
    assert browser.post(f"/coaching/{visit}", page="/coaching/new", words="mine").status_code == 200  # not the coach's to say


def test_an_unfinished_one_is_the_coachs_alone(browser, cast, coached):
    visit = coached(shared=False)
    browser.login(cast.wang)
    assert browser.get(f"/coaching/{visit}").status_code == 404
    text = browser.get("/coaching").text  # in which the hash of a file may begin with the number, too
    assert f'/coaching/{visit}"' not in text and f"/quality/visits/{visit}" not in text
    assert browser.login(cast.li).get(f"/coaching/{visit}").status_code == 404  # nothing to read yet
    assert f"/quality/visits/{visit}" in browser.get("/coaching").text


def test_nobody_else_finds_it_on_any_page(browser, cast, coached, cards, hotel, db):
    cards.released(person=cast.wang)
    visit = coached()
    paths = [f"/coaching/{visit}", f"/coaching/{visit}/finish", f"/quality/visits/{visit}", f"/quality/visits/{visit}/review",
             f"/quality/visits/{visit}/decide", f"/quality/scorecards/{visit}", f"/quality/visits/{visit}/photos"]
    lists = ["/", "/team", f"/team?unit={cast.jingan}", "/team/people", f"/employees/{cast.wang}", "/quality/visits", "/coaching",
             f"/quality/visits?unit={cast.jingan}", f"/quality/visits?touchpoint={hotel.desk}", "/ledger", "/plans",
             f"/plans/findings/{cast.wang}", "/quality/places", f"/quality/places/{cast.jingan}"]
    for who in (cast.he, cast.admin, cast.chen, cast.zhao, cast.sun, cast.lin):
        browser.login(who)
        for path in paths:
            assert browser.get(path).status_code in (403, 404), (who, path)
        for path in lists:
            text = browser.get(path).text
            assert CANARY not in text and f'/coaching/{visit}"' not in text, (who, path)


def test_it_enters_no_sum_and_the_ledger_learns_no_name_and_no_word(cast, coached, db):
    coached()
    assert db.session.scalars(select(PersonRollup)).all() == db.session.scalars(select(UnitRollup)).all() == []
    rows = db.session.execute(select(LedgerEntry.action, LedgerEntry.facts).where(LedgerEntry.action.startswith("coaching"))).all()
    assert rows == [("coaching started", {}), ("coaching shared", {})]


def test_it_cannot_be_submitted_to_a_reviewer(browser, cast, coached, db):
    visit = db.session.get(Visit, coached(shared=False))
    items = queries.instrument_of(visit.instrument).items
    with pytest.raises(Refused):
        operations.submit(visit, answers := {item.id: Answer(3) for item in items}, review(queries.instrument_of(visit.instrument), answers))


def test_it_needs_words_and_every_behaviour_and_is_shared_once(cast, coached, db):
    visit = db.session.get(Visit, coached(shared=False))
    form = queries.instrument_of(visit.instrument)
    answers = {item.id: Answer(3) for item in form.items}
    with pytest.raises(Refused):
        share(visit, answers, review(form, answers))
    visit.praise = "She asked first"
    with pytest.raises(Refused):
        share(visit, {}, review(form, {}))
    share(visit, answers, review(form, answers))
    with pytest.raises(Refused):
        share(visit, answers, review(form, answers))


def test_only_people_of_the_own_team_and_never_oneself(browser, cast, coached, hotel, db):
    coached(shared=False)
    li, desk = actor(db, cast.li, Role.SUPERVISOR), db.session.get(Visit, 1).touchpoint
    for person in (cast.li, cast.sun):
        with pytest.raises(Refused):
            start_coaching(li, db.session.get(Employee, person), desk, db.session.get(Visit, 1).visited_on)
    db.session.rollback()
    browser.login(cast.li)
    assert browser.post("/coaching/new", whom=str(cast.sun), touchpoint_id=str(hotel.desk), observed_on=_today()).status_code == 400
    assert browser.post("/coaching/new", whom=str(cast.wang), touchpoint_id=str(hotel.desk), observed_on="2031-01-01").status_code == 400
    assert browser.login(cast.he).get("/coaching/new").status_code == 403


def test_a_unit_that_stores_no_names_has_none(browser, cast, coached, hotel, db):
    coached(shared=False)
    db.session.execute(update(Unit).values(people="none"))
    db.session.commit()
    answer = browser.login(cast.li).post("/coaching/new", whom=str(cast.wang), touchpoint_id=str(hotel.desk), observed_on=_today())
    assert answer.status_code == 400 and "stores no names" in answer.text


def test_without_a_form_it_says_so(browser, cast, hotel):
    assert "no form for coaching" in browser.login(cast.li).get("/coaching/new").text


def test_another_devices_change_is_looked_at_again(browser, cast, coached, db):
    visit = coached(shared=False)
    browser.login(cast.li)
    answer = browser.post(f"/coaching/{visit}/finish", version="99")
    assert answer.status_code == 409 and "another device" in answer.text


def test_strangers_are_asked_to_sign_in(browser, coached):
    visit = coached()
    for path in ("/coaching", "/coaching/new", f"/coaching/{visit}", f"/coaching/{visit}/finish"):
        assert browser.get(path).location == "/sign-in"
