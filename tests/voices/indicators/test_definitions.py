"""The list of indicators, and the firm's own."""

from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.voices.indicators import queries
from cxtrain.voices.indicators.models import Indicator

LIST, NEW = "/indicators/definitions", "/indicators/definitions/new"
QUEUE = {"title_zh": "排队时长", "title_en": "Time in the queue", "form": "mean", "direction": "down", "unit_zh": "分钟",
         "unit_en": "minutes", "part_zh": "平均排队分钟数", "part_en": "mean minutes in the queue", "whole_zh": "到店次数",
         "whole_en": "visits", "digits": "1"}


def test_a_supervisor_reads_what_numbers_mean_and_changes_nothing(browser, cast):
    text = browser.login(cast.li).get(LIST).text
    assert "customers at the start" in text and "Add an indicator" not in text
    assert browser.get(NEW).status_code == 403


def test_a_template_is_taken_up_once(db, browser, cast, months):
    browser.login(cast.he)
    page = f"{NEW}?template=occupancy"
    assert 'value="入住率"' in browser.get(page).text
    fields = {"title_zh": "入住率", "title_en": "Occupancy", "direction": "up", "part_zh": "售出间夜",
              "part_en": "room nights sold", "whole_zh": "可售间夜", "whole_en": "room nights on offer", "digits": "1"}
    assert browser.post(page, **fields).status_code == 303
    assert "template=occupancy" not in browser.get(LIST).text
    assert browser.post(page, **fields).status_code == 400
    assert "part-occupancy" in browser.get(f"/indicators/units/{cast.jingan}/months/{months[-2]}").text


def test_a_free_one_gets_a_short_name_and_can_be_edited_and_ended(db, browser, cast, enter, months):
    browser.login(cast.he)
    assert browser.post(NEW, **QUEUE).status_code == 303
    row = db.session.scalars(select(Indicator)).one()
    assert (row.slug, row.form) == ("time-in-the-queue", "mean")
    enter(cast.jingan, months[-2], {"time-in-the-queue": (4.5, 200)})
    edit = f"{LIST}/{row.id}"
    assert "Time in the queue" in browser.get(LIST).text
    assert browser.post(edit, **{**QUEUE, "title_en": "Waiting", "form": None}).status_code == 303
    assert browser.post(f"{edit}/end", page=LIST).status_code == 303
    db.session.rollback()
    assert queries.definitions().get("time-in-the-queue") is None
    assert queries.series(cast.jingan, "time-in-the-queue", months)[-2].value == 4.5  # what was entered stays
    actions = [entry.action for entry in db.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))]
    assert [action for action in actions if action.startswith("indicator ")] == [
        "indicator added", "indicator edited", "indicator ended"]


def test_a_share_without_its_whole_is_refused(browser, cast):
    answer = browser.login(cast.he).post(NEW, **{**QUEUE, "whole_zh": "", "whole_en": ""})
    assert answer.status_code == 400 and "Say out of what, in both languages" in answer.text
