"""The monthly report as a workbook."""

import io

import openpyxl
import pytest
from flask_babel import force_locale

from cxtrain.reports.monthly.metrics import METRICS
from cxtrain.reports.monthly.paper import paper_of
from cxtrain.reports.monthly.tables import as_xlsx
from tests.reports.monthly.conftest import FACTS, MADE, kept


@pytest.fixture
def book(app):
    with app.test_request_context(), force_locale("zh_Hans"):
        body = as_xlsx(paper_of(FACTS, MADE), FACTS)
        assert body == as_xlsx(paper_of(FACTS, MADE), FACTS)
    return openpyxl.load_workbook(io.BytesIO(body))


def test_the_print_version_has_the_sentences_and_the_table_of_the_page(book):
    page = book["打印版"]
    assert page["A1"].value == "月报 2026-05 · 华东 (E)" and page.print_title_rows == "$1:$6"
    assert page["A3"].value.startswith("1. 与上月相比，有把握的变化：培训完成率由 84.8 % 降至 70.0 %")
    assert [cell.value for cell in page[6]] == ["指标", "本月", "上月", "环比", "去年同月", "同比", "目标值", "n"]
    assert [cell.value for cell in page[7]] == ["培训完成率 (%)", "70.0", "84.8", "▼ −14.8", "83.3", "▼ −13.3", "▼ 95.0", 240]
    assert page.cell(7 + len(METRICS) + 1, 1).value.startswith("领先：静安店")


def test_the_data_hold_three_months_of_the_unit_and_one_of_each_store(book):
    rows = list(book["数据"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows[:len(METRICS) * 3:len(METRICS)]] == ["2026-05", "2026-04", "2025-05"]
    first = rows[0]
    assert first[:7] == ("E", "华东", "2026-05", "completion", "培训完成率", "%", 70) and first[9:] == (240, 95)
    assert first[7] < 70 < first[8]
    stores = {(row[0], row[3]): (row[6], row[9]) for row in rows if row[0] != "E"}
    assert stores == {("S01", "completion"): (75, 12), ("S01", "reply"): (None, 3), ("S02", "completion"): (100, 14),
                      ("S02", "nps"): (30, 40)}


def test_every_measure_is_defined(book):
    titles = [row[0] for row in book["口径"].iter_rows(values_only=True)]
    assert "五个维度" in titles and {metric.title.zh for metric in METRICS[:6]} <= set(titles) and "总则" in titles


def test_the_page_sends_it(browser, cast, db):
    answer = browser.login(cast.he).get(f"/monthly/{kept(db, cast, FACTS, 'east')}/report.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"] and answer.data.startswith(b"PK")
