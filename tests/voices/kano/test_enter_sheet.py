"""Keying in sheets of paper on the page, and as a file."""

from io import BytesIO

from cxtrain.clock import today
from cxtrain.people.models import Unit
from cxtrain.voices.kano import queries
from cxtrain.web.tables import csv_bytes, read_sheets


def cells(day=None, **changes):
    """Return the fields of one sheet."""
    return {"sheet": "A1", "day": str(day or today("Asia/Shanghai")), "store": "HM-SH-JA", "group": "on-business", "fast+": "1", "fast-": "5",
            **changes}


def store_code(study):
    """Return the code of 静安店."""
    return study.db.session.get(Unit, study.cast.jingan).code


def test_a_sheet_is_keyed_in_and_taken_out(cast, study, browser):
    study.ask()
    browser.login(cast.he)
    address = f"/voices/kano/{study.id}/sheets"
    assert browser.post(address, **cells(store=store_code(study))).status_code == 303
    assert queries.found_in(study.row).reading("fast").n == 1
    again = browser.post(address, **cells(store=store_code(study)))
    assert again.status_code == 400
    assert "was entered already" in again.text
    sheet = queries.last_sheets(study.row)[0]
    browser.post(f"{address}/{sheet.id}/remove", page=address)
    assert queries.found_in(study.row).reading("fast").n == 0


def test_half_an_answer_is_sent_back_with_what_was_ticked(cast, study, browser):
    study.ask()
    browser.login(cast.he)
    answer = browser.post(f"/voices/kano/{study.id}/sheets", **cells(store=store_code(study), **{"fast-": ""}))
    assert answer.status_code == 400
    assert "Only one of the two answers" in answer.text
    assert 'name="fast+" value="1" checked' in answer.text


def upload(browser, study, rows):
    """Send a file."""
    address = f"/voices/kano/{study.id}/sheets"
    head = ["sheet", "day", "store", "group", "fast+", "fast-", "pillow+", "pillow-", "lobby-music+", "lobby-music-"]
    return browser.post(f"{address}/file", page=address, file=(BytesIO(csv_bytes(head, rows)), "sheets.csv"))


def test_a_file_keeps_its_good_rows_names_the_others_and_counts_once(cast, study, browser):
    study.ask()
    browser.login(cast.he)
    code, day = store_code(study), today("Asia/Shanghai")
    good = [(str(n), day, code, "", "1", "5", "3", "3", "", "") for n in range(6)]
    answer = upload(browser, study, [*good, ("9", day, "nowhere", "", "1", "5", "", "", "", "")])
    assert "Row 8, store" in answer.text
    assert "6 rows were kept" in answer.text
    assert upload(browser, study, [*good, ("9", day, code, "", "1", "5", "", "", "", "")]).status_code == 303
    assert queries.found_in(study.row).reading("fast").n == 7


def test_a_file_that_is_no_table_is_refused_in_words(cast, study, browser):
    study.ask()
    browser.login(cast.he)
    address = f"/voices/kano/{study.id}/sheets"
    answer = browser.post(f"{address}/file", page=address, file=(BytesIO(b"%PDF-1.7"), "a.pdf"))
    assert answer.status_code == 400
    assert "Save it as .xlsx or .csv" in answer.text


def test_the_empty_spreadsheet_has_the_columns_that_the_import_asks_for(cast, study, browser):
    study.ask()
    browser.login(cast.he)
    sheets = read_sheets(browser.get(f"/voices/kano/{study.id}/sheets/template.xlsx").data)
    assert sheets[0].rows[0][:6] == ("sheet", "day", "store", "group", "fast+", "fast-")
    assert any("如果有" in cell or "If there is" in cell for row in sheets[1].rows for cell in row)


def test_a_draft_has_no_answers_to_key_in(cast, study, browser):
    browser.login(cast.he)
    assert browser.get(f"/voices/kano/{study.id}/sheets").status_code == 409
