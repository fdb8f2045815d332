"""Who sees how somebody answered: the supervisor, in exams and in what was shared, and nobody else."""

import pytest
import yaml

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee, Unit
from cxtrain.roleplay import operations
from tests.conftest import Browser
from tests.roleplay.conftest import BEST, SCENARIO, WORST
from tests.roleplay.stories import LATE_CHECK_IN, both, written


def share(player, value="share"):
    """Press the button of the ending's page."""
    return player.browser.post(f"{player.url}/share", page=f"{player.url}/ending", value=value)


def seen_by(app, person, player, cast):
    """Return what somebody gets who asks for 王喆's list and for the play."""
    browser = Browser(app).login(person)
    plays = f"/people/{cast.wang}/plays"
    return browser.get(plays), browser.get(f"{plays}/{player.attempt.id}")


@pytest.fixture
def practised(player):
    """A practice of 王喆 that has ended."""
    player.start()
    player.play(*WORST)
    return player


@pytest.fixture
def examined(player):
    """An exam of 王喆 that has ended."""
    player.start("exam")
    player.play(*BEST)
    return player


def test_a_practice_is_the_players_own(practised, app, cast):
    listed, shown = seen_by(app, cast.li, practised, cast)
    assert "no practice is shared" in listed.text and shown.status_code == 404
    missing = Browser(app).login(cast.li).get(f"/people/{cast.wang}/plays/999")
    assert (missing.status_code, missing.text.count("<")) == (404, shown.text.count("<"))


def test_a_shared_practice_is_seen_by_the_supervisor_until_it_is_taken_back(practised, app, cast):
    ending = f"{practised.url}/ending"
    assert "Only you see this play" in practised.browser.get(ending).text
    assert share(practised).location == f"{ending}#sharing"
    assert "Your supervisor can see your answers" in practised.browser.get(ending).text
    listed, shown = seen_by(app, cast.li, practised, cast)
    assert "Practice, shared" in listed.text and "That depends on the system" in shown.text
    assert "it hands the problem back to her" in shown.text and "You said" not in shown.text
    assert share(practised, "take back").status_code == 303
    assert seen_by(app, cast.li, practised, cast)[1].status_code == 404


def test_sharing_and_taking_back_each_leave_one_row_in_the_ledger(practised):
    for value in ("share", "share", "take back", "take back"):
        share(practised, value)
    rows = [row for row in database.session.query(LedgerEntry).order_by(LedgerEntry.id) if row.action.startswith("practice")]
    assert [row.action for row in rows] == ["practice shared", "practice taken back"]
    assert all(row.facts == {"scenario": "late-check-in"} for row in rows)


def test_an_exam_is_seen_by_the_supervisor_of_the_unit(examined, app, cast):
    listed, shown = seen_by(app, cast.li, examined, cast)
    assert "100.0 of 100" in listed.text and "handover book" in shown.text and "Coaching" in shown.text
    assert "Share with my supervisor" not in examined.browser.get(f"{examined.url}/ending").text


def test_no_exam_is_seen_where_the_unit_keeps_nothing_about_persons(examined, app, cast):
    assert "supervisor can look at your answers" in examined.browser.get(SCENARIO).text
    database.session.get(Unit, cast.jingan).people = "none"
    database.session.commit()
    listed, shown = seen_by(app, cast.li, examined, cast)
    assert "No exam has been played" in listed.text and shown.status_code == 404
    assert "Nobody but you sees your answers" in examined.browser.get(SCENARIO).text


@pytest.mark.parametrize(("who", "status"), [("chen", 404), ("zhao", 403), ("wang", 403), ("he", 403), ("lin", 403), ("admin", 403)])
def test_nobody_else_sees_it(examined, app, cast, who, status):
    assert [one.status_code for one in seen_by(app, getattr(cast, who), examined, cast)] == [status, status]


def test_the_supervisor_of_today_sees_it(examined, app, cast):
    database.session.get(Employee, cast.wang).unit_id = cast.xuhui
    database.session.commit()
    assert seen_by(app, cast.li, examined, cast)[1].status_code == 404
    assert seen_by(app, cast.chen, examined, cast)[1].status_code == 200


def test_a_play_is_no_others(examined, app, cast):
    path = f"/people/{cast.zhao}/plays/{examined.attempt.id}"
    assert Browser(app).login(cast.li).get(path).status_code == 404


def test_reasons_and_hints_are_there_for_the_coach(player, app, cast, db):
    told = yaml.safe_load(LATE_CHECK_IN)
    told["scenes"]["arrival"]["hint"] = both("Look at her suitcase")
    told["scenes"]["arrival"]["choices"][0]["reason"] = True
    assert operations.publish_scenario(written(told)).scenario
    db.session.commit()
    url = player.start()
    player.browser.post(f"{url}/hint", page=url)
    player.say("One minute", reason="She is <b>tired</b>")
    player.play("all there is")
    share(player)
    text = seen_by(app, cast.li, player, cast)[1].text
    assert "Look at her suitcase" in text and "Hint opened" in text
    assert "She is &lt;b&gt;tired&lt;/b&gt;" in text and "Reason given" in text


@pytest.mark.parametrize(("mode", "lines", "value"), [
    ("practice", BEST[:1], "share"), ("exam", BEST, "share"), ("practice", BEST, "everybody"), ("practice", BEST, "")])
def test_only_a_practice_that_has_ended_can_be_shared(player, mode, lines, value):
    player.start(mode)
    player.play(*lines)
    answer = player.browser.post(f"{player.url}/share", page=SCENARIO, value=value)
    assert answer.status_code == 400 and "Only a practice that has ended" in answer.text
    assert player.attempt.shared_at is None


def test_nobody_shares_for_another(practised, app, cast):
    for who in (cast.zhao, cast.li):
        answer = Browser(app).login(who).post(f"{practised.url}/share", page=SCENARIO, value="share")
        assert answer.status_code == 404
    assert practised.attempt.shared_at is None


def test_the_page_of_the_person_leads_there(examined, app, cast):
    path = f"/people/{cast.wang}/plays"
    assert path in Browser(app).login(cast.li).get(f"/employees/{cast.wang}").text
    assert path not in Browser(app).login(cast.he).get(f"/employees/{cast.wang}").text
    assert path not in examined.browser.get("/me/record").text


def test_how_much_time_somebody_had_is_on_no_page(examined, app, cast):
    database.session.query(Employee).filter_by(id=cast.wang).update({"time_allowance": 200})
    attempt = examined.attempt
    attempt.patience = 200
    database.session.commit()
    assert not any("200" in page.text.split("<main")[1].split("</main")[0] for page in seen_by(app, cast.li, examined, cast))
