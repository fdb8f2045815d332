"""HR's way to take in what customers said elsewhere: a file, a look, the import; nothing lost, nothing twice, undone whole."""

import io

import pytest
from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.jobs.work import work
from cxtrain.journey.models import Touchpoint
from cxtrain.ledger.models import LedgerEntry
from cxtrain.voices.intake.models import TakenResponse, VoiceFeed, VoiceIntake
from cxtrain.voices.intake.operations import forget_voice_files
from cxtrain.voices.models import CustomerComment, Response, ResponseAnswer, VoiceCount
from cxtrain.voices.sums.queries import verify_counts
from cxtrain.web.tables import csv_bytes, read_sheets
from tests.voices.intake.files import ALL, HALF, HEAD, MUTE, NOWHERE, SLOW, WARM, reviews

PAGE = "/voices/intake"


@pytest.fixture
def hr(browser, cast, asked):
    """HR, signed in, with the touchpoints there."""
    return browser.login(cast.he)


def sent(browser, data, name="点评.xlsx", **fields):
    """Upload a file; return the address of its page, with the desk as touchpoint of rows that name none."""
    given = {"feed": "0", "source": "review", "title": "大众点评", **fields}
    answer = browser.post(PAGE, **given, file=(io.BytesIO(data), name))
    assert answer.status_code == 303, answer.text
    return answer.location


def taken(browser, app, url, query):
    """Take in what the page shows and let the worker do it; return the page afterwards."""
    answer = browser.post(f"{url}/take?{query}", page=f"{url}?{query}")
    assert answer.status_code == 303, answer.text
    work(app, until_empty=True)
    return browser.get(url).text


def count(db, model):
    """Return how many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_file_is_looked_over_and_then_taken_in(hr, app, db, cast, asked):
    url = sent(hr, reviews(*ALL))
    page = hr.get(url).text
    assert "The row names no touchpoint" in page and count(db, Response) == 0
    desk = f"touchpoint={asked.desk}&audience=supervisors&keep=36"
    page = hr.get(f"{url}?{desk}").text
    for words in ("3 rows", "3 cannot be read", "There is no unit “浦东店”", "neither points nor words", "is still to come",
                  "no whole number of stars", "Not stored; emptied when the file arrived", "***", "Jing&#39;an"):
        assert words in page, words
    assert "13800138000" not in page and "小鹿" not in page and count(db, Response) == 0
    assert "3 rows are taken in." in (after := taken(hr, app, url, desk)) and "3 rows could not be read." in after
    rows = db.session.scalars(select(Response).order_by(Response.source_key)).all()
    assert [(row.source, row.unit_id, row.touchpoint_id) for row in rows] == [
        ("review", cast.jingan, asked.desk), ("review", cast.xuhui, asked.desk), ("review", cast.jingan, asked.desk)]
    assert rows[0].at.isoformat() == "2026-05-06T01:30:00+00:00" and rows[0].keep_until.isoformat() == "2029-05-06"
    said = db.session.scalars(select(CustomerComment).order_by(CustomerComment.response_id)).all()
    assert [(each.score, each.audience, each.language) for each in said] == [
        ("stars 2", "supervisors", "zh"), ("stars 5", "supervisors", "en"), ("", "supervisors", "zh")]
    assert said[0].words == "早餐太慢了,排队四十分钟。电话***"
    assert sorted(db.session.scalars(select(ResponseAnswer.value))) == [2, 5] and verify_counts()[1] == {}
    assert {row.n for row in db.session.scalars(select(VoiceCount))} == {1} and count(db, VoiceCount) == 6


def test_nothing_that_names_a_customer_is_kept_between_upload_and_import(hr, db, app):
    sent(hr, reviews(*ALL))
    kept = db.session.scalar(select(VoiceIntake.rows))
    assert "小鹿" not in kept and "Ann" not in kept and '"13800138000"' not in kept and "早餐太慢了" in kept


def test_the_same_file_again_and_a_longer_one_bring_only_what_is_new(hr, app, db, asked):
    desk = f"touchpoint={asked.desk}"
    taken(hr, app, sent(hr, reviews(SLOW)), desk)
    feed = str(db.session.scalar(select(VoiceFeed.id)))
    again = sent(hr, reviews(SLOW, WARM), feed=feed, title="")
    page = hr.get(again).text  # the touchpoint is remembered
    assert "1 row · 1 came before and is not taken again" in page
    assert "1 row is taken in." in (after := taken(hr, app, again, "")) and "1 row had come before." in after
    assert count(db, Response) == 2


def test_two_customers_who_said_the_same_are_two_and_stay_two(hr, app, db, asked):
    head, row = ["日期", "门店", "满意度", "推荐意愿"], ["2026-05-06", "静安店", "4", "9"]
    desk = f"touchpoint={asked.desk}"
    taken(hr, app, sent(hr, reviews(row, row, head=head)), desk)
    feed = str(db.session.scalar(select(VoiceFeed.id)))
    taken(hr, app, sent(hr, reviews(row, row, row, head=head), feed=feed, title=""), desk)
    assert count(db, Response) == 3 and count(db, ResponseAnswer) == 6


def test_faulty_rows_come_back_with_their_reasons_and_are_taken_once_they_are_right(hr, app, db, asked):
    desk = f"touchpoint={asked.desk}"
    url = sent(hr, reviews(WARM, NOWHERE, MUTE))
    taken(hr, app, url, desk)
    (sheet,) = read_sheets(hr.get(f"{url}/faulty.xlsx").data)
    assert sheet.rows[0][:5] == tuple(HEAD[:5]) and [row[0] for row in sheet.rows[1:]] == ["dp-4", "dp-5"]
    assert "There is no unit “浦东店”" in sheet.rows[1][-1]
    right = [[*sheet.rows[1][:2], "徐汇店", *sheet.rows[1][3:]]]
    feed = str(db.session.scalar(select(VoiceFeed.id)))
    taken(hr, app, sent(hr, csv_bytes(sheet.rows[0], right), name="again.csv", feed=feed, title=""), desk)
    assert count(db, Response) == 2


def test_a_column_that_nobody_knows_can_be_chosen_and_is_remembered(hr, app, db, asked):
    head, row = ["Wann", "Wo", "Urteil"], ["2026-05-06", "S01", "Very slow check-in"]
    desk = f"touchpoint={asked.desk}&c0=at&c1=unit_code&c2=words"
    url = sent(hr, reviews(row, head=head))
    assert "1 row is taken in." in taken(hr, app, url, desk)
    assert db.session.scalar(select(VoiceFeed.columns)) == {"wann": "at", "wo": "unit_code", "urteil": "words"}
    feed = str(db.session.scalar(select(VoiceFeed.id)))
    assert "1 came before" in hr.get(sent(hr, reviews(row, head=head), feed=feed, title="")).text


def test_a_file_is_taken_back_whole_and_may_come_again(hr, app, db, asked):
    desk = f"touchpoint={asked.desk}"
    url = sent(hr, reviews(*ALL))
    taken(hr, app, url, desk)
    assert hr.post(f"{url}/undo", page=url).status_code == 303
    assert hr.post(f"{url}/undo", page=url).status_code == 409  # it is under way
    work(app, until_empty=True)
    assert "Everything that came with this file was taken out again" in hr.get(url).text
    for model in (Response, ResponseAnswer, CustomerComment, TakenResponse):
        assert count(db, model) == 0
    assert not any(db.session.scalars(select(VoiceCount.n))) and verify_counts()[1] == {}
    feed = str(db.session.scalar(select(VoiceFeed.id)))
    taken(hr, app, sent(hr, reviews(*ALL), feed=feed, title=""), desk)
    assert count(db, Response) == 3
    assert "voice file taken back" in set(db.session.scalars(select(LedgerEntry.action)))


def test_an_import_that_broke_off_goes_on_where_it_was(hr, app, db, asked, monkeypatch):
    from cxtrain.voices.intake import operations
    monkeypatch.setattr(operations, "PORTION", 1)
    real, calls = operations.receive, []

    def breaking(arrived):
        calls.append(arrived)
        if len(calls) == 2:
            raise RuntimeError("the worker lost its way")
        return real(arrived)
    monkeypatch.setattr(operations, "receive", breaking)
    desk = f"touchpoint={asked.desk}"
    url = sent(hr, reviews(SLOW, WARM, HALF))
    assert "It failed" in taken(hr, app, url, desk) and count(db, Response) == 1
    assert hr.post(f"{url}/take", page=url).status_code == 303
    work(app, until_empty=True)
    assert "3 rows are taken in." in hr.get(url).text and count(db, Response) == 3 and verify_counts()[1] == {}


def test_rows_are_forgotten_after_a_week(hr, db, app, asked, cast):
    import datetime as dt
    url = sent(hr, reviews(SLOW))
    intake = db.session.scalar(select(VoiceIntake))
    intake.made_at = now() - dt.timedelta(days=8)
    db.session.commit()
    forget_voice_files(now().date())
    db.session.commit()
    assert db.session.scalar(select(VoiceIntake.rows)) == "" and "forgotten" in hr.get(url).text
    assert hr.post(f"{url}/take", page=PAGE).status_code == 409


@pytest.mark.parametrize(("data", "words"), [
    (b"", "The file is empty"), (b"%PDF-1.4", "web page or a document"), ("评价内容".encode(), "nothing below the names"),
    (b"PK\x03\x04junk", "")])
def test_what_is_no_table_is_refused_with_its_reason(hr, db, data, words):
    answer = hr.post(PAGE, feed="0", title="x", source="review", file=(io.BytesIO(data), "x.csv"))
    assert answer.status_code == 400 and words in answer.text and count(db, VoiceIntake) == 0


def test_a_new_source_needs_a_name_of_its_own(hr, db):
    sent(hr, reviews(SLOW))
    for title, words in (("", "Name the source"), ("大众点评", "There is a source of this name")):
        answer = hr.post(PAGE, feed="0", title=title, source="review", file=(io.BytesIO(reviews(SLOW)), "x.xlsx"))
        assert answer.status_code == 400 and words in answer.text


def test_units_out_of_reach_are_refused_row_by_row(browser, cast, db, app, asked):
    from cxtrain.people.models import Account, RoleGrant
    grant = db.session.scalar(select(RoleGrant).join(Account, Account.id == RoleGrant.account_id).where(
        Account.employee_id == cast.he))
    grant.unit_id = cast.jingan
    db.session.commit()
    browser.login(cast.he)
    page = browser.get(f"{sent(browser, reviews(SLOW, WARM))}?touchpoint={asked.desk}").text
    assert "outside the units that you look after" in page and "1 cannot be read" in page


def test_a_row_may_name_its_touchpoint_in_either_language(hr, app, db, asked):
    titles = db.session.get(Touchpoint, asked.breakfast).title
    head = ["日期", "门店", "触点", "满意度"]
    rows = [["2026-05-06", "静安店", name, "4"] for name in (titles["zh"], titles["en"], "breakfast", "no such place")]
    assert "3 rows are taken in." in taken(hr, app, sent(hr, reviews(*rows, head=head)), "keep=24")
    assert set(db.session.scalars(select(Response.touchpoint_id))) == {asked.breakfast}
