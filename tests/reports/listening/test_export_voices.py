"""Customers' scores as files: the page's filters, nothing below the floor, what it means; the ledger keeps who took them."""

import csv
import io

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.web.tables import read_sheets

PAGE, FILE = "/customers", "/customers/file"


@pytest.fixture
def hr(browser, cast, hotel):
    return browser.login(cast.he)


def taken(browser, table, ending="csv", page=PAGE, **fields):
    return browser.post(FILE, page=page, table=table, ending=ending, submission_key=None, **fields)


def rows(answer):
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_file_has_scores_by_month_touchpoint_and_unit_with_their_intervals(hr, counted, cast):
    counted("csat", {5: 30, 1: 10}, unit=cast.jingan)
    counted("csat", {5: 20, 1: 20}, unit=cast.xuhui)
    found = [row for row in rows(taken(hr, "scores", unit=cast.east)) if row["Measure"] == "CSAT"]
    assert [(row["Grouped by"], row["Which"], row["n"], row["Value"]) for row in found if row["Grouped by"] in ("All", "Unit")] == [
        ("All", "", "80", "0.625"), ("Unit", "Jing'an", "40", "0.75"), ("Unit", "Xuhui", "40", "0.5")]
    assert {row["Grouped by"] for row in found} == {"All", "Month", "Touchpoint", "Unit"}
    assert float(found[0]["Lower end (95 %)"]) < .625 < float(found[0]["Upper end (95 %)"])


def test_gaps_are_there_with_the_shares_of_confirmed_expectations(hr, counted):
    counted("servqual", {(5, 6): 30, (6, 6): 10}, subject="empathy")
    found = {row["Measure"]: row for row in rows(taken(hr, "scores")) if row["Grouped by"] == "Dimension"}
    assert (found["Gap"]["Value"], found["as expected"]["Value"], found["Gap"]["n"]) == ("-0.75", "0.25", "40")


def test_nothing_is_told_of_fewer_than_five_and_no_score_of_fewer_than_thirty(hr, counted):
    counted("csat", {5: 4})
    counted("nps", {9: 12})
    found = {row["Measure"]: row for row in rows(taken(hr, "scores")) if row["Grouped by"] == "All"}
    assert (found["CSAT"]["n"], found["CSAT"]["Value"]) == ("<5", "") == ("<5", found["NPS"]["Value"])
    assert found["NPS"]["n"] == "12"


def test_the_workbook_says_what_the_figures_mean(hr, counted, hotel):
    counted("csat", {5: 30, 1: 10})
    sheets = {sheet.name: sheet.rows for sheet in read_sheets(taken(hr, "scores", "xlsx", touchpoint=hotel.desk).data)}
    assert list(sheets) == ["Print version", "Data", "Definitions"]
    told = "\n".join(cell for row in sheets["Definitions"] for cell in row)
    assert "Wilson" in told and "Front-desk check-in" in told


def test_the_map_is_a_file_too(hr, counted):
    counted("importance", {(3, 7): 30, (4, 6): 30}, subject="what-matters:waiting")
    found = rows(taken(hr, "importance"))
    assert [(row["Number"], row["Important: Value"], row["Done well: n"]) for row in found] == [("what-matters:waiting", "6.5", "60")]


def test_the_ledger_keeps_who_took_what(hr, counted, cast):
    counted("csat", {5: 40})
    taken(hr, "scores", unit=cast.east, span="6")
    entry = database.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id.desc())).first()
    assert (entry.action, entry.actor_id) == ("file about people taken", cast.he)
    assert (entry.facts["what"], entry.facts["asked"]["table"]) == ("listening.export_voices", "scores")


@pytest.mark.parametrize("fields,status", [
    ({"table": "people"}, 400), ({"table": "scores", "ending": "pdf"}, 400), ({"table": "scores", "unit": "98765"}, 404),
    ({"table": "scores", "touchpoint": "98765"}, 404)])
def test_what_there_is_no_file_of(hr, fields, status):
    assert taken(hr, **fields).status_code == status
    assert "file about people taken" not in database.session.scalars(select(LedgerEntry.action)).all()


def test_a_supervisor_gets_the_own_store_only_and_staff_nothing(browser, cast, counted):
    counted("csat", {5: 40}, unit=cast.xuhui)
    browser.login(cast.li)
    assert {row["n"] for row in rows(taken(browser, "scores"))} == {"0"}
    assert taken(browser, "scores", unit=cast.xuhui).status_code == 404
    browser.login(cast.wang)
    assert taken(browser, "scores", page="/me/sessions").status_code == 403
