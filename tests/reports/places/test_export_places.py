"""Tables as files: the page's rows and filters, what they mean, no formula, and the ledger keeps who took them."""

import csv
import io

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Unit
from cxtrain.web.tables import read_sheets

PLACES, FILE = "/quality/places", "/quality/places/file"


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


def taken(browser, table, ending="csv", page=PLACES, **fields):
    return browser.post(FILE, page=page, table=table, ending=ending, submission_key=None, **fields)


def rows(answer):
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_file_has_the_pages_rows_and_filters(hr, summed, cast):
    summed(*[3, 4] * 6)
    summed(*[7] * 11, 6, unit=cast.xuhui)
    found = [row for row in rows(taken(hr, "places")) if row["n"] != "0"]
    assert [(row["Unit"], row["n"], row["Mean"], row["Beyond chance"]) for row in found] == [
        ("East China", "24", "5.208", ""), ("Jing'an", "12", "3.5", "below"), ("Xuhui", "12", "6.917", "above")]
    narrowed = rows(taken(hr, "places", unit=cast.xuhui, dimension="responsiveness"))
    assert {(row["Unit"], row["Dimension"]) for row in narrowed} == {("Xuhui", "Responsiveness")}


def test_a_cell_below_the_floor_has_no_number(hr, summed):
    summed(5, 6)
    row = next(row for row in rows(taken(hr, "places")) if row["n"] == "2")
    assert (row["Mean"], row["Lower end (95 %)"]) == ("", "")


def test_the_workbook_has_a_sheet_to_print_the_data_and_the_definitions(hr, summed):
    summed(*[3, 4] * 6)
    sheets = {sheet.name: sheet.rows for sheet in read_sheets(taken(hr, "places", "xlsx").data)}
    assert list(sheets) == ["Print version", "Data", "Definitions"]
    assert any("3.5 (n 12)" in row for row in sheets["Print version"])
    told = "\n".join(cell for row in sheets["Definitions"] for cell in row)
    assert "Benjamini-Hochberg" in told and "Mystery shops" in told and "Heming Hotels" in told


def test_names_that_look_like_formulas_are_harmless(hr, summed, cast):
    database.session.get(Unit, cast.jingan).name_en = "=1+1"
    database.session.commit()
    summed(*[3, 4] * 6)
    assert "'=1+1" in {row["Unit"] for row in rows(taken(hr, "places"))}


def test_a_units_and_a_touchpoints_tables_are_files_too(hr, summed, item_row, cast, hotel):
    summed(*[3, 4] * 6)
    item_row("s5", "1-7", [5, 6] * 5, na=1)
    unit = [row for row in rows(taken(hr, "unit", unit=cast.jingan)) if row["n"] != "0"]
    assert {(row["Dimension"], row["Mean"]) for row in unit} == {("All dimensions", "3.5"), ("Responsiveness", "3.5")}
    items = rows(taken(hr, "touchpoint", touchpoint=hotel.desk))
    assert [(row["Item"], row["Value"], row["n"], row["Does not apply (share)"]) for row in items] == [("s5", "5.5", "10", "0.091")]


def test_the_ledger_keeps_who_took_what(hr, summed, cast):
    summed(*[3, 4] * 6)
    taken(hr, "places", "xlsx", unit=cast.east, span="6")
    entry = database.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id.desc())).first()
    assert (entry.action, entry.actor_id) == ("file about people taken", cast.he)
    assert (entry.facts["what"], entry.facts["asked"]["table"]) == ("places.export_places", "places")
    assert entry.facts["asked"]["span"] == "6"


@pytest.mark.parametrize("fields,status", [
    ({"table": "people"}, 400), ({"table": "places", "ending": "pdf"}, 400), ({"table": "touchpoint"}, 404),
    ({"table": "places", "unit": "98765"}, 404)])
def test_what_there_is_no_file_of(hr, hotel, fields, status):
    assert taken(hr, **fields).status_code == status
    assert "file about people taken" not in database.session.scalars(select(LedgerEntry.action)).all()


def test_a_supervisor_gets_the_own_store_only(browser, cast, summed):
    summed(*[3, 4] * 6)
    summed(*[6, 7] * 6, unit=cast.xuhui)
    browser.login(cast.li)
    assert {row["Unit"] for row in rows(taken(browser, "places"))} == {"Jing'an"}
    assert taken(browser, "places", unit=cast.xuhui).status_code == 404


def test_staff_get_nothing(browser, cast):
    browser.login(cast.wang)
    assert taken(browser, "places", page="/me/sessions").status_code == 403


def test_without_a_token_nothing_is_sent(hr, hotel):
    assert hr._open("POST", FILE, data={"table": "places", "ending": "csv"}).status_code in (400, 403)
