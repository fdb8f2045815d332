"""A sitting from its plan to its result: each assessor alone, nobody their own, and nothing seen before it is decided."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from tests.conftest import Browser
from tests.days import today
from tests.people.corrections.made import decide
from tests.training.practicals.conftest import ALL_DONE


def test_planned_marked_and_decided_by_one(desk):
    answer = desk.plan(planned_on=today().isoformat(), place="14:30, training room")
    assert answer.status_code == 303 and desk.sitting().kind == "first"
    page = desk.as_("wang").get("/practicals/sheets/desk-practical").text
    assert "14:30, training room" in page and "Lin Laoshi" in page
    assert "Your practical assessment: Desk practical" in desk.as_("wang").get("/").text
    assert "Assess Wang Zhe: Desk practical" in desk.as_("lin").get("/").text
    assert desk.mark("lin", words="Warm from the first word.", warmth="2").status_code == 303
    sitting = desk.sitting()
    assert (sitting.score, sitting.passed) == (90.0, True)
    result = desk.as_("wang").get(f"/practicals/{sitting.id}/result").text
    assert "Warm from the first word." in result and "Speak to the face" in result and "90" in result
    assert "Assess Wang Zhe" not in desk.as_("lin").get("/").text


def test_a_missing_critical_item_fails_whatever_the_points_and_the_next_one_is_a_resit(desk):
    assert not desk.decided(privacy="0").passed
    page = desk.as_("wang").get(f"/practicals/{desk.sitting().id}/result").text
    assert "Not passed yet" in page and "Critical" in page
    assert desk.plan().status_code == 303 and desk.sitting().kind == "resit"


def test_nobody_has_two_open_sittings_at_a_sheet(desk):
    desk.plan()
    assert "has a sitting at this sheet that is still open" in desk.as_("he").get(desk.plan().location).text
    assert desk.sitting().number == 1


def test_two_assessors_mark_alone_talk_over_what_is_critical_and_the_mean_counts(desk):
    desk.plan(second="he")
    sitting_id = desk.sitting().id
    answer = desk.mark("lin", privacy="0", warmth="3")
    assert "still to come" in desk.as_("lin").get(answer.location).text
    page = desk.as_("he").get(f"/practicals/{sitting_id}").text
    assert "practical-read" not in page  # nothing of the first assessor's marks
    assert "practical-read" not in desk.as_("li").get(f"/practicals/{sitting_id}").text
    answer = desk.mark("he", warmth="0")
    assert desk.sitting().score is None and "differ on something critical" in desk.as_("he").get(answer.location).text
    assert desk.as_("he").post(f"/practicals/{sitting_id}/talk", item_0="1").status_code == 400  # without words
    assert desk.as_("he").post(f"/practicals/{sitting_id}/talk", item_0="1", words="He covered the screen.").status_code == 303
    sitting = desk.sitting()
    assert (sitting.score, sitting.passed, sitting.agreed) == (85.0, True, {"privacy": True})
    page = desk.as_("li").get(f"/practicals/{sitting_id}").text
    assert "The two agree on 1 of 3 items" in page and "He covered the screen." in page
    assert desk.as_("lin").post(f"/practicals/{sitting_id}/talk", page=f"/practicals/{sitting_id}", item_0="0",
                                words="x").status_code in (303, 400)
    assert desk.sitting().score == 85.0


def test_the_direct_superior_is_warned_of_and_marked(desk):
    answer = desk.plan(by="he", first="li")
    assert answer.status_code == 400 and "direct superior" in answer.text and "Lin Laoshi" in answer.text
    assert desk.plan(by="he", first="li", anyway="y").status_code == 303 and desk.sitting().marks[0].is_superior
    assert "direct superior" in desk.as_("he").get(f"/practicals/{desk.sitting().id}").text


def test_nobody_assesses_themselves(desk):
    answer = desk.plan(by="he", people=("li",), first="li", anyway="y")
    assert "cannot be the own assessor" in desk.as_("he").get(answer.location).text and desk.sitting("li") is None
    assert desk.plan(by="li", people=("wang",), first="lin", numbers="S0101").status_code == 303
    assert desk.sitting("li") is None  # nor does one plan for oneself


def test_a_draft_is_saved_as_it_is_marked_and_counts_nothing(desk):
    desk.plan()
    sitting_id = desk.sitting().id
    page = f"/practicals/{sitting_id}/mark"
    hidden = {"csrf_token": desk.as_("lin").hidden(page)["csrf_token"]}
    answer = desk.as_("lin")._open("POST", f"/practicals/{sitting_id}/save", data={
        **hidden, "m-warmth": "2", "m-looks-up": "9", "m-nothing": "1", "words": "Good"})
    assert answer.json["left"] == 2 and desk.sitting().marks[0].marks == {"warmth": 2}
    assert 'value="2" checked' in desk.as_("lin").get(page).text and "1/3" in desk.as_("lin").get(page).text
    answer = desk.as_("lin").get(f"/practicals/{sitting_id}/hand-in")
    assert "Still without a mark" in answer.text and "Looks up" in answer.text
    hidden = desk.as_("lin").hidden(page)
    assert desk.as_("lin")._open("POST", f"/practicals/{sitting_id}/hand-in", data={
        **hidden, "sat_on": today().isoformat()}).status_code == 400 and desk.sitting().score is None


@pytest.mark.parametrize("day", ["2099-01-01", "2001-01-01", ""])
def test_a_day_that_cannot_have_been_is_refused(desk, day):
    desk.plan()
    desk.as_("lin").post(f"/practicals/{desk.sitting().id}/mark", do="check", **ALL_DONE)
    assert desk.as_("lin").post(f"/practicals/{desk.sitting().id}/hand-in", sat_on=day).status_code == 400
    assert desk.sitting().score is None


def test_handing_in_twice_is_once(desk):
    sitting_id = desk.decided().id
    hidden = desk.as_("lin").hidden("/practicals")
    answer = desk.as_("lin")._open("POST", f"/practicals/{sitting_id}/hand-in", data={**hidden, "sat_on": today().isoformat()})
    assert answer.status_code == 303
    answer = desk.as_("lin")._open("POST", f"/practicals/{sitting_id}/save", data={
        "csrf_token": hidden["csrf_token"], "m-warmth": "0"})
    assert answer.status_code == 409 and desk.sitting().score == 100


def test_a_first_sitting_put_off_is_deferred_and_a_day_that_has_passed_is_refused(desk):
    desk.plan()
    url = f"/practicals/{desk.sitting().id}/put-off"
    assert desk.as_("li").post(url, until="2001-01-01", why="ill").status_code == 400
    assert desk.as_("li").post(url, until=today().isoformat(), why=" ").status_code == 400
    assert desk.as_("li").post(url, until=today().isoformat(), why="On leave until then").status_code == 303
    assert desk.sitting().kind == "deferred"
    assert "On leave until then" in desk.as_("wang").get("/practicals/sheets/desk-practical").text
    desk.mark("lin")
    assert "1 of the first sittings had been put off" in desk.as_("li").get("/practicals/sheets/desk-practical/results").text


def test_what_is_taken_back_was_never_there(desk):
    desk.plan()
    sitting_id = desk.sitting().id
    assert desk.as_("li").post(f"/practicals/{sitting_id}/withdraw", why="Planned by mistake").status_code == 303
    assert desk.as_("lin").get(f"/practicals/{sitting_id}/mark").status_code == 404
    assert "Taken back: Planned by mistake" in desk.as_("li").get(f"/practicals/{sitting_id}").text
    entry = database.session.query(LedgerEntry).filter_by(action="practical withdrawn").one()
    assert entry.facts == {"reason_given": True}
    desk.plan()
    assert (desk.sitting().kind, desk.sitting().number) == ("first", 2)


def test_assessors_change_until_somebody_has_handed_in(desk):
    desk.plan()
    url = f"/practicals/{desk.sitting().id}/change"
    desk.as_("lin").post(f"/practicals/{desk.sitting().id}/mark", do="save", **ALL_DONE)
    assert desk.as_("he").post(url, first=desk.cast.lin, second=desk.cast.lin).status_code == 400
    assert desk.as_("he").post(url, first=desk.cast.he, second=desk.cast.lin, place="3 pm").status_code == 303
    assert {row.assessor_id: bool(row.marks) for row in desk.sitting().marks} == {desk.cast.he: False, desk.cast.lin: True}
    desk.mark("he")
    hidden = desk.as_("he").hidden("/practicals")
    assert desk.as_("he")._open("POST", url, data={**hidden, "first": desk.cast.lin, "second": 0}).status_code == 409


def test_a_correction_needs_a_reason_and_an_assessor(desk):
    sitting = desk.decided(warmth="0", looks_up="0")
    assert (sitting.score, sitting.passed) == (50.0, False)
    sitting_id = sitting.id
    url = f"/practicals/{sitting_id}/correct"
    assert desk.as_("he").get(url).status_code == 404 and desk.as_("li").get(url).status_code == 404
    assert desk.as_("lin").post(url, reason="", **ALL_DONE).status_code == 400
    assert desk.as_("lin").post(url, reason="Read from the wrong line", **ALL_DONE).status_code == 303
    assert desk.sitting().score == 50.0 and "waits for a second person" in desk.as_("li").get(f"/practicals/{sitting_id}").text
    assert "Lin Laoshi asked for a correction" in desk.as_("lin").post(url, reason="Read it once more", **ALL_DONE).text
    decide(desk.as_("li"))
    assert (desk.sitting().score, desk.sitting().passed) == (100.0, True)
    for page in (desk.as_("li").get(f"/practicals/{sitting_id}"), desk.as_("wang").get(f"/practicals/{sitting_id}/result")):
        assert "Read from the wrong line" in page.text and "Manner: 3, corrected from 0" in page.text
        assert "Score: 100.0, corrected from 50.0" in page.text and "confirmed by Li Xiang" in page.text


def entry(db, action):
    """Return what the ledger keeps of an action's last time."""
    return db.session.query(LedgerEntry).filter_by(action=action).order_by(LedgerEntry.id.desc()).first().facts


def test_a_correction_leaves_each_changed_mark_before_and_after_in_the_ledger_and_no_words(desk, db):
    sitting_id = desk.decided(warmth="0", looks_up="0").id
    desk.as_("lin").post(f"/practicals/{sitting_id}/correct", reason="Read from the wrong line", **ALL_DONE)
    decide(desk.as_("he"))
    kept = entry(db, "practical corrected")
    assert kept["marks"] == {"looks-up": [False, True], "warmth": [0, 3]} and kept["assessor"] == desk.cast.lin
    assert "wrong line" not in str(kept)


def test_why_a_sitting_was_put_off_stands_on_it_and_not_in_the_ledger(desk, db):
    desk.plan()
    desk.as_("li").post(f"/practicals/{desk.sitting().id}/put-off", until=today().isoformat(), why="On leave until then")
    kept = entry(db, "practical put off")
    assert kept["reason_given"] is True and "leave" not in str(kept) and "leave" in desk.sitting().deferred_why


def test_each_change_of_state_leaves_one_row_in_the_ledger(desk, db):
    desk.decided()
    actions = [row.action for row in db.session.query(LedgerEntry).filter(LedgerEntry.action.startswith("practical"))]
    assert sorted(actions) == ["practical decided", "practical marks handed in", "practical planned",
                               "practical sheet published"]


def test_the_wrong_people_see_and_change_nothing(desk, app):
    desk.plan()
    sitting_id = desk.sitting().id
    for url in (f"/practicals/{sitting_id}", f"/practicals/{sitting_id}/mark", f"/practicals/{sitting_id}/put-off"):
        assert desk.as_("chen").get(url).status_code == 404 and desk.as_("zhao").get(url).status_code == 403
        assert Browser(app).get(url).status_code in (302, 303)
    assert desk.as_("li").get(f"/practicals/{sitting_id}/mark").status_code == 404  # no assessor of it
    assert desk.as_("wang").get(f"/practicals/{sitting_id}/result").status_code == 404  # not before it is decided
    desk.mark("lin")
    assert desk.as_("zhao").get(f"/practicals/{sitting_id}/result").status_code == 404
    assert desk.as_("chen").get("/practicals/sheets/desk-practical/results").text.count("Wang Zhe") == 0
    assert desk.plan(by="chen", people=()).status_code == 404


def test_an_assessor_from_another_store_sees_the_sitting_and_may_not_change_the_plan(desk):
    desk.plan(first="chen")
    sitting_id = desk.sitting().id
    assert "Start marking" in desk.as_("chen").get(f"/practicals/{sitting_id}").text
    assert desk.as_("chen").get(f"/practicals/{sitting_id}/put-off").status_code == 404
    assert desk.mark("chen").status_code == 303 and desk.sitting().passed and not desk.sitting().marks[0].is_superior
