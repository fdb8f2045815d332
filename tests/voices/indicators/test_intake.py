"""Numbers from a table."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from cxtrain.voices.indicators.definition import CORE
from cxtrain.voices.indicators.intake.headings import headings, plain
from cxtrain.voices.indicators.intake.table import Known, read_month, read_table
from cxtrain.voices.indicators.models import IndicatorEntry
from cxtrain.voices.indicators.queries import kept_of
from cxtrain.web.tables import read_sheets

UPLOAD = "/indicators/import"
KNOWN = Known({plain("S01"): 7, plain("静安店"): 7}, {each.slug: each for each in CORE}, "2026-06")


def read(*rows):
    """Return what a table of these rows says."""
    return read_table(rows, KNOWN)


@pytest.mark.parametrize("text", ["2026-05", "2026年5月", "2026/5", "202605", "2026.05", "2026-05-01", "46143", " 2026年05月 "])
def test_a_month_is_read_as_people_write_it(text):
    assert read_month(text) == "2026-05"


@pytest.mark.parametrize("text", ["", "May", "2026-13", "26-05", "2026-0", "1999-05"])
def test_what_is_no_month_is_none(text):
    assert read_month(text) is None


def test_titles_above_the_headings_and_unknown_columns_do_no_harm():
    reading = read(("五月报表", "", "", ""), ("门店", "月份", "营业收入", "店长"), ("静安店", "2026年5月", "52.5万", "李想"), ("", "", "", ""))
    assert reading.faults == () and reading.header.ignored == ("店长",)
    assert [(line.unit_id, line.month, line.numbers["revenue"].value) for line in reading.lines] == [(7, "2026-05", 525000)]


def test_each_fault_names_its_row_and_column():
    reading = read(("门店编码", "月份", "营业收入", "期初客户"), ("S09", "2026-05", "5", "5"), ("S01", "2026-07", "5", "5"),
                   ("S01", "2026-05", "much", "5.5"), ("", "soon", "5", "5"), ("S01", "2026-04", "1", "2"), ("S01", "2026年4月", "1", "2"))
    assert [(fault.row, fault.column) for fault in reading.faults] == [
        (2, "A"), (3, "B"), (4, "C"), (4, "D"), (5, "A"), (5, "B"), (7, "B")]


def test_a_table_without_headings_says_so():
    assert "headings" in read(("a", "b"), ("1", "2")).faults[0].message


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=8))
def test_whatever_a_table_holds_it_is_read_or_faulted(rows):
    reading = read_table([("S", "M"), *rows, ("门店", "月份", "营业收入"), *rows], KNOWN)
    assert reading.lines or reading.faults


@given(st.integers(0, 10**9), st.sampled_from([each for each in CORE if not each.has_whole]))
def test_a_number_survives_its_way_through_the_template(value, definition):
    reading = read(("Store", "Month", *headings(definition, "en")), ("S01", "2026-05", f"{value:,}"))
    assert reading.lines[0].numbers[definition.slug].value == value


def upload(browser, text):
    """Send a file and return the preview's address."""
    data = {**browser.hidden(UPLOAD), "file": (io.BytesIO(text.encode()), "may.csv")}
    return browser._open("POST", UPLOAD, data=data)


def test_a_file_is_shown_then_imported_once(db, browser, cast, enter, months):
    enter(cast.jingan, months[-2], {"revenue": 100, "customers-start": 50})
    text = (f"门店编码,月份,营业收入,期初客户,交叉购买率: 当月买过两种以上的客户,交叉购买率: 当月买过的客户\n"
            f"S01,{months[-2]},120,50,3,10\nS02,{months[-2]},200,80,,\n")
    preview = upload(browser.login(cast.he), text).location
    page = browser.get(preview).text
    assert "3 new, 1 corrected, 1 as they are." in page
    assert browser.post(preview).status_code == 303
    db.session.rollback()
    kept = kept_of([cast.jingan, cast.xuhui], [months[-2]])
    assert kept[cast.jingan, months[-2], "revenue"].number.value == 120
    assert kept[cast.jingan, months[-2], "cross-sell"].number.whole == 10
    row = db.session.scalars(select(IndicatorEntry).where(IndicatorEntry.value == 120)).one()
    assert (row.source, row.reason) == ("import", "may.csv")
    again = upload(browser, text).location
    assert "0 new, 0 corrected, 5 as they are." in browser.get(again).text


def test_faults_keep_the_whole_file_out(db, browser, cast, months):
    preview = upload(browser.login(cast.he), f"门店,月份,期初客户,流失客户\n静安店,{months[-2]},5,6\n徐汇店,{months[-2]},5,1\n").location
    text = browser.get(preview).text
    assert "Row 2: More customers were lost than there were at the start." in text
    assert browser._open("POST", preview, data={**browser.hidden(preview), "shown": "x"}).status_code == 400
    assert db.session.scalars(select(IndicatorEntry)).first() is None


def test_what_was_changed_meanwhile_is_shown_first(browser, cast, enter, months):
    preview = upload(browser.login(cast.he), f"门店,月份,营业收入\n静安店,{months[-2]},120\n").location
    fields = browser.hidden(preview)
    enter(cast.jingan, months[-2], {"revenue": 100})
    assert browser._open("POST", preview, data=fields).status_code == 409


def test_a_file_that_is_none_is_refused_with_the_reason(browser, cast):
    answer = upload(browser.login(cast.he), "姓名,手机\n王喆,138\n")
    assert answer.status_code == 400 and "No row has headings" in answer.text


def test_the_template_is_understood_and_lists_the_stores(chinese, cast, months):
    rows = read_sheets(chinese.login(cast.he).get("/indicators/import/template.xlsx").data)[0].rows
    assert rows[0][:3] == ("门店编码", "店名", "月份") and [row[0] for row in rows[1:]] == ["S01", "S02"]
    reading = read(*rows[:1], ("S01", "", "2026-05", *["8"] * (len(rows[0]) - 3)))
    assert reading.faults == () and len(reading.lines[0].numbers) == len(CORE)


def test_another_persons_upload_is_not_there(browser, cast, months):
    preview = upload(browser.login(cast.he), f"门店,月份,营业收入\n静安店,{months[-2]},120\n").location
    assert browser.login(cast.li).get(preview).status_code == 403
    assert browser.get("/indicators/import/" + "0" * 64).status_code == 403
