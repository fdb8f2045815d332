"""Writing a scorecard: whole, without the page's script."""

from cxtrain.people.models import Unit
from cxtrain.quality import queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.models import Visit

TYPED = {"arrived": "10:00", "left": "10:20", "praise": "She smiled", "receipt": "R-1", "badge": "0102", "s13": "6",
         "s10": "2", "s10-note": "10:04 no word about the wait", "s16": "na"}


def url(visit):
    return f"/quality/visits/{visit.id}"


def reread(db, visit):
    db.session.rollback()
    return db.session.get(Visit, visit.id, populate_existing=True)


def test_it_shows_the_visit_in_its_order_with_anchors(browser, cast, cards):
    text = browser.login(cast.chen).get(url(cards.draft())).text
    assert text.index("What was done well") < text.index('id="part-1"')
    assert "Does not apply" in text and "Did not notice" in text and "0/14" in text
    assert text.count('<fieldset class="item"') == 14


def test_it_saves_what_was_typed(browser, cast, db, cards):
    visit = cards.draft()
    answer = browser.login(cast.chen).post(url(visit), **TYPED, action="save")
    assert (answer.status_code, answer.location) == (303, url(visit))
    assert queries.answers_of(visit.id) == {
        "s13": Answer(6), "s10": Answer(2, note="10:04 no word about the wait"), "s16": Answer(missing="na")}
    found = reread(db, visit)
    assert (found.times, found.praise, found.badge) == ({"arrived": "10:00", "left": "10:20"}, "She smiled", "0102")
    page = browser.get(url(visit)).text
    assert "3/14" in page and "10:04 no word about the wait" in page


def test_review_saves_first(browser, cast, cards):
    visit = cards.draft()
    answer = browser.login(cast.chen).post(url(visit), **TYPED, action="review")
    assert answer.location == url(visit) + "/review"
    assert len(queries.answers_of(visit.id)) == 3


def test_bad_input_is_named_and_everything_typed_stays(browser, cast, cards):
    visit = cards.draft()
    answer = browser.login(cast.chen).post(url(visit), **{**TYPED, "arrived": "half past", "s13": "9"})
    assert answer.status_code == 400
    assert "Write this time as 10:05." in answer.text and "half past" in answer.text
    assert "Choose one of the numbers" in answer.text and "She smiled" in answer.text
    assert queries.answers_of(visit.id) == {}


def test_a_stray_field_changes_nothing(browser, cast, db, cards):
    visit = cards.draft()
    browser.login(cast.chen).post(url(visit), **TYPED, state="released", score="100", employee_id=str(cast.wang))
    found = reread(db, visit)
    assert (found.state, found.score, found.employee_id) == ("draft", None, None)


def test_where_no_names_are_stored_a_badge_is_neither_asked_nor_kept(browser, cast, db, cards):
    db.session.get(Unit, cast.jingan).people = "none"
    visit = cards.draft()
    assert 'name="badge"' not in browser.login(cast.chen).get(url(visit)).text
    browser.post(url(visit), **TYPED)
    assert reread(db, visit).badge == ""


def test_the_second_of_two_devices_sees_both_and_loses_nothing(browser, cast, db, cards):
    visit = cards.draft()
    browser.login(cast.chen)
    tablet = browser.hidden(url(visit))
    browser.post(url(visit), **{**TYPED, "praise": "From the phone"})
    clash = browser.client.post(url(visit), data={**tablet, **TYPED, "praise": "From the tablet", "s13": "3"},
                                headers=browser.headers)
    assert clash.status_code == 409
    assert "From the phone" in clash.text and "From the tablet" in clash.text
    assert clash.text.count("On the other device:") == 2
    assert reread(db, visit).praise == "From the phone"


def test_a_double_click_saves_once(browser, cast, db, cards):
    visit = cards.draft()
    sent = {**browser.login(cast.chen).hidden(url(visit)), **TYPED}
    answers = [browser.client.post(url(visit), data=sent, headers=browser.headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert reread(db, visit).version == 2


def test_a_submitted_scorecard_goes_to_its_review(browser, cast, cards):
    visit = cards.submitted()
    assert browser.login(cast.chen).get(url(visit)).location == url(visit) + "/review"


def test_others_find_nothing_there(browser, cast, cards):
    visit = cards.draft()
    assert browser.get(url(visit)).location == "/sign-in"
    foreign = browser.login(cast.li).get(url(visit))
    assert foreign.status_code == 404
    assert foreign.text.replace(url(visit), "") == browser.get("/quality/visits/999").text.replace("/quality/visits/999", "")
    assert browser.login(cast.wang).get(url(visit)).status_code == 403


def test_it_reads_in_chinese(chinese, cast, cards):
    text = chinese.login(cast.chen).get(url(cards.draft())).text
    assert "亮点" in text and "不适用" in text and "没留意到" in text and "完全" in text
