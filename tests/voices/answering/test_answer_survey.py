"""The survey page behind a poster: half a minute, no account, no name, no cookie."""

import datetime as dt
import re

import pytest
from sqlalchemy import func, select

from cxtrain.voices.answering import operations
from cxtrain.voices.models import Campaign, CustomerComment, Response, ResponseAnswer
from cxtrain.web.locks import LockTimeout
from tests.voices.answering.conftest import READING, receipt_on


def rows(db, model):
    """Return how many rows a table has."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_an_answer_is_stored_with_its_numbers_and_words_and_counted(customer, db, asked):
    answer = customer().send(q_satisfied=4, q_recommend=9, q_recommend_why="Quick desk", q_easy=7, q_words="Thank you all")
    assert answer.status_code == 200 and receipt_on(answer)
    found = db.session.scalars(select(Response)).one()
    assert (found.place_id, found.campaign_id, found.touchpoint_id, found.source, found.counted, found.language) == (
        asked.jingan, asked.campaign, asked.desk, "survey", True, "en")
    numbers = db.session.execute(select(ResponseAnswer.question, ResponseAnswer.kind, ResponseAnswer.value)).all()
    assert sorted(tuple(row) for row in numbers) == [("easy", "ces2", 7), ("recommend", "nps", 9), ("satisfied", "csat", 4)]
    words = db.session.execute(select(CustomerComment.question, CustomerComment.words, CustomerComment.score, CustomerComment.audience))
    assert sorted(tuple(row) for row in words) == [
        ("recommend", "Quick desk", "nps 9", "hr"), ("words", "Thank you all", "nps 9", "hr")]
    assert db.session.get(Campaign, asked.campaign).received == 1


@pytest.mark.parametrize("language", ("en", "zh-CN,zh;q=0.9", "fr"))
def test_no_page_sets_a_cookie_or_depends_on_one_in_any_language(customer, language):
    someone = customer(language=language)
    sheet = someone.open()
    sent = someone.send(sheet, q_satisfied=5)
    refused = someone.send(q_recommend=5)
    found = someone.send(someone.browser.get("/answer"), path="/answer", receipt=receipt_on(sent))
    erased = someone.send(found, path="/answer/erase")
    pages = [sheet, sent, refused, found, erased, someone.browser.get(sheet.request.path + "?lang=zh"),
             someone.browser.get("/s/no-such"), someone.browser.get("/l/no-such"), someone.browser.get("/answer?lang=en")]
    assert [page.status_code for page in pages] == [200, 200, 400, 200, 200, 200, 404, 404, 200]
    assert [page.headers.getlist("Set-Cookie") for page in pages] == [[]] * len(pages)
    assert not any("Cookie" in page.headers.get("Vary", "") for page in pages)


def test_what_is_missing_is_marked_and_what_was_ticked_stays(customer, db):
    refused = customer().send(q_recommend=3, q_recommend_why="Slow lift", q_easy=9)
    assert refused.status_code == 400 and rows(db, Response) == 0
    assert "Nothing was sent yet" in refused.text and "Please choose an answer." in refused.text and "Slow lift" in refused.text
    assert 'value="3" checked' in refused.text and 'value="9" checked' not in refused.text.split("q-easy")[1]


def test_the_same_page_sent_again_gives_the_same_receipt_and_one_answer(customer, db):
    someone = customer()
    page = someone.open()
    first, again = someone.send(page, q_satisfied=5), someone.send(page, q_satisfied=5)
    assert receipt_on(first) == receipt_on(again) and rows(db, Response) == 1


def test_language_is_the_browsers_and_can_be_changed(customer, db):
    assert "How satisfied were you with check-in?" in customer(language="fr-FR,fr;q=0.9").open().text
    chinese = customer(language="zh-TW,zh;q=0.9,en;q=0.1")
    assert 'lang="zh-Hans"' in chinese.open().text and "很不满意" in chinese.open().text
    english = chinese.browser.get(f"{chinese.path}?lang=en")
    assert "Very unhappy" in english.text and "How satisfied were you with check-in?" in english.text
    assert "Thank you" in chinese.send(english, q_satisfied=5).text
    assert db.session.scalars(select(Response.language)).one() == "en"


def test_the_page_says_why_it_asks_how_long_answers_are_kept_and_whose_they_are(customer):
    text = customer().open().text
    for sentence in ("Why we ask: To improve check-in.", "for 24 months and then delete them", "no name and set no cookie",
                     "Heming Hotel Management"):
        assert sentence in text


def test_it_is_small_over_the_wire_with_everything(customer, app):
    someone = customer()
    page = someone.open(**{"Accept-Encoding": "gzip"})
    files = re.findall(r'(?:src|href)="(/assets/[^"]+)"', someone.open().text)
    sizes = [len(someone.browser.get(name, headers={"Accept-Encoding": "gzip"}).data) for name in files]
    assert len(files) == 3  # a sheet, a script and the picture of the tab; nothing else is loaded
    assert len(page.data) + sum(sizes) < 9_000


@pytest.mark.parametrize("changed, sentence", [
    ({"state": "closed"}, "This survey is over"), ({"state": "draft"}, "has not begun"), ({"opens_on": dt.date(2124, 5, 6)}, "May 6, 2124"),
    ({"closes_on": dt.date(2025, 12, 1)}, "This survey is over"), ({"quota": 7, "received": 7}, "Enough guests have answered")])
def test_a_closed_door_says_so_and_takes_nothing(customer, db, asked, changed, sentence):
    someone = customer()
    page = someone.open()
    for name, value in changed.items():
        setattr(db.session.get(Campaign, asked.campaign), name, value)
    db.session.commit()
    assert someone.open().status_code == 410 and sentence in someone.open().text
    late = someone.send(page, q_satisfied=5)
    assert late.status_code == 410 and sentence in late.text and rows(db, Response) == 0


def test_the_door_closes_with_the_last_answer_of_the_quota(customer, db, asked):
    db.session.get(Campaign, asked.campaign).quota = 2
    db.session.commit()
    pages = [(someone, someone.open()) for someone in (customer(), customer(), customer())]
    assert [someone.send(page, q_satisfied=5).status_code for someone, page in pages] == [200, 200, 410]
    assert rows(db, Response) == 2


def test_bots_store_nothing_and_a_person_who_is_taken_for_one_needs_one_more_press(customer, db):
    someone = customer()
    page = someone.open()
    quick = someone.send(page, after=dt.timedelta(seconds=1), q_satisfied=5)
    assert quick.status_code == 400 and "very quick" in quick.text
    honey = someone.send(page, homepage="http://x", q_satisfied=5)
    assert honey.status_code == 400 and "a field that nobody sees" in honey.text and rows(db, Response) == 0
    assert receipt_on(someone.send(quick, q_satisfied=5)) and rows(db, Response) == 1


@pytest.mark.parametrize("token", ("", "x", "WzEsMCwiYSIsMV0.AAAA"))
def test_a_forged_pass_is_refused_and_the_page_comes_back_with_a_good_one(customer, db, token):
    someone = customer()
    forged = someone.send(someone.open(), **{"pass": token}, q_satisfied=5)
    assert forged.status_code == 400 and "could not be recognised" in forged.text and rows(db, Response) == 0
    assert receipt_on(someone.send(forged, after=2 * READING, q_satisfied=5))


def test_a_pass_of_another_place_is_refused(customer, db, asked):
    page = customer(asked.xuhui).open()
    assert customer(asked.jingan).send(page, q_satisfied=5).status_code == 400 and rows(db, Response) == 0


def test_a_page_of_three_days_ago_must_be_sent_once_more(customer, db):
    someone = customer()
    old = someone.send(after=dt.timedelta(days=3, minutes=1), q_satisfied=5)
    assert old.status_code == 400 and "open for long" in old.text
    assert receipt_on(someone.send(old, after=dt.timedelta(days=3, minutes=2), q_satisfied=5)) and rows(db, Response) == 1


def test_another_site_cannot_send_an_answer(customer, db):
    assert customer().send(headers={"Sec-Fetch-Site": "cross-site"}, q_satisfied=5).status_code == 400
    assert rows(db, Response) == 0


def test_when_the_database_is_busy_the_page_says_so_and_holds_what_was_said(customer, db, monkeypatch):
    someone = customer()
    page = someone.open()
    with monkeypatch.context() as patch:
        patch.setattr(operations, "todays_salt", _raising(LockTimeout("five seconds")))
        busy = someone.send(page, q_satisfied=4, q_words="Not lost <b>")
    assert busy.status_code == 503 and "Nothing is lost" in busy.text and "Not lost &lt;b&gt;" in busy.text
    assert busy.headers.getlist("Set-Cookie") == []
    again = re.findall(r'<textarea hidden name="([^"]+)">([^<]*)</textarea>', busy.text)
    assert {"pass", "q-satisfied", "q-words"} <= {name for name, _ in again}
    assert receipt_on(someone.send(page, q_satisfied=4)) and rows(db, Response) == 1


def _raising(error):
    def fail():
        raise error
    return fail


def test_three_hundred_answers_of_one_address_in_a_quarter_of_an_hour_are_enough(customer, db, monkeypatch):
    monkeypatch.setattr("cxtrain.voices.answering.operations.PER_ADDRESS", 2)
    codes = [customer().send(q_satisfied=5).status_code for _ in range(3)]
    assert codes == [200, 200, 429] and rows(db, Response) == 2


def test_a_colleague_who_is_signed_in_stays_unknown_to_the_page(customer, db, cast):
    someone = customer()
    someone.browser.login(cast.wang)
    before = someone.browser.client.get_cookie("cx").value
    assert receipt_on(someone.send(q_satisfied=5)) and someone.browser.client.get_cookie("cx").value == before
    assert someone.browser.get("/").status_code == 200
