"""Files about others that are sent at once: what for is asked first, and the ledger says who took which bytes."""

import ast
import hashlib
import inspect
import io
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from cxtrain.ledger.models import LedgerEntry
from cxtrain.reports.exports.direct.endpoints import PURPOSED, UNPURPOSED
from cxtrain.reports.exports.direct.marking import disposition, marked, rows_in
from cxtrain.reports.exports.models import Export
from tests.conftest import ASKS
from tests.pictures import is_sound

FILE = "/certificates/register.xlsx"


@pytest.fixture
def hr(browser, cast, office):
    """HR, who are asked each time, with two certificates in the register."""
    office.award(cast.wang)
    office.award(cast.zhao)
    browser.login(cast.he).purpose = None
    return browser


def taken(db):
    """Return the entries of the ledger about files that were taken."""
    return db.session.query(LedgerEntry).filter_by(action="file about people taken").order_by(LedgerEntry.id).all()


def test_without_a_purpose_there_is_a_page_that_asks_and_no_file(hr, db):
    answer = hr.get(f"{FILE}?status=valid")
    assert answer.status_code == 428
    assert ASKS in answer.data
    assert 'name="status" value="valid"' in answer.text
    assert "Say what the file is for." not in answer.text
    assert taken(db) == []
    wrong = hr.get(f"{FILE}?purpose=other&words=")
    assert wrong.status_code == 428
    assert "Say what the file is for." in wrong.text


def test_the_ledger_has_purpose_choice_rows_and_the_hash_of_the_bytes_and_the_file_its_mark(hr, db, cast):
    answer = hr.get(f"{FILE}?purpose=audit&words=年审&q=王喆")
    assert answer.status_code == 200
    entry, export = taken(db)[0], db.session.query(Export).filter_by(kind="direct").one()
    assert entry.facts["digest"] == hashlib.sha256(answer.data).hexdigest()
    assert (entry.actor_id, entry.facts["what"], entry.facts["purpose"]) == (cast.he, "register.register_file", "audit")
    assert entry.facts["asked"] == {"ending": "xlsx"}
    assert entry.facts["rows"] == sum(sheet.max_row for sheet in openpyxl.load_workbook(io.BytesIO(answer.data)))
    assert "年审" not in str(entry.facts)
    assert (export.words, export.asked_by) == ("年审", cast.he)
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert "Audit or inspection: 年审" in book.properties.description
    assert "He Jie" in book.properties.description
    assert f"File {export.id}" in book.properties.description


def test_each_page_of_a_pdf_says_who_took_it_when_and_what_for_and_its_hash_is_that_of_what_was_sent(hr, db, cast):
    answer = hr.get(f"/employees/{cast.wang}/transcript.pdf?purpose=audit&words=年审🙂")  # what no font has is left out
    assert answer.status_code == 200
    assert taken(db)[0].facts["digest"] == hashlib.sha256(answer.data).hexdigest()
    export = db.session.query(Export).filter_by(kind="direct").one()
    words = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.data, capture_output=True, check=True).stdout.decode()
    assert words.count("Made for") == words.count("\f") == words.count(f"Audit or inspection: 年审. File {export.id}") > 0
    is_sound(answer.data)


def test_a_csv_and_each_further_copy_are_noted_too_and_bear_the_number_of_the_ledger(hr, db):
    for _ in range(2):
        answer = hr.get("/certificates/register.csv?purpose=records")
        assert answer.status_code == 200
        number = max(row.id for row in db.session.query(Export).filter_by(kind="direct"))
        assert answer.headers["Content-Disposition"] == f"attachment; filename=register-file{number}.csv"
    db.session.rollback()
    assert [entry.facts["rows"] for entry in taken(db)] == [answer.data.count(b"\n")] * 2
    part = hr.get("/certificates/register.csv", headers={"Range": "bytes=0-40"})
    assert part.status_code == 428


@pytest.mark.parametrize(("header", "wanted"), [
    ("attachment; filename=register.csv", "attachment; filename=register-file7.csv"),
    ("attachment; filename=.csv; filename*=UTF-8''%E8%AF%81%E4%B9%A6.csv",
     "attachment; filename*=UTF-8''%E8%AF%81%E4%B9%A6-file7.csv"),
    ("attachment; filename=register.xlsx", "attachment; filename=register.xlsx"), ("", "")])
def test_the_name_of_a_csv_alone_bears_the_number(header, wanted):
    assert disposition(header, 7) == wanted


def test_whoever_may_not_have_the_file_is_refused_and_not_asked(hr, cast):
    assert hr.login(cast.wang).get(FILE).status_code == 403
    assert hr.get(f"{FILE}?purpose=records").status_code == 403
    assert hr.get("/me/transcript.csv").status_code == 200  # one's own


def test_the_page_speaks_chinese(chinese, cast):
    chinese.login(cast.he).purpose = None
    assert "取走他人数据文件" not in chinese.get(FILE).text
    assert "文件里有他人的数据" in chinese.get(FILE).text


def sending(source):
    """Return the names of the functions of a module that send a file, by themselves or by others of it."""
    functions = {node.name: node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}
    texts = {name: ast.get_source_segment(source, node) for name, node in functions.items()}
    found = {name for name, text in texts.items() if "send_file(" in text or "Content-Disposition" in text}
    while more := {name for name, node in functions.items() if name not in found and {
            call.func.id for call in ast.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)} & found}:
        found |= more
    return found


def test_each_view_that_sends_a_file_asks_what_for_or_says_why_not(app):
    there = set()
    for endpoint, view in app.view_functions.items():
        module = sys.modules[inspect.unwrap(view).__module__]
        if module.__name__.startswith("cxtrain.") and inspect.unwrap(view).__name__ in sending(inspect.getsource(module)):
            there.add(endpoint)
    free = [endpoint for names in UNPURPOSED.values() for endpoint in names.split()]
    assert len(free) == len(set(free))
    assert set(free) & PURPOSED == set()
    assert sorted(there ^ (set(free) | PURPOSED)) == []
    assert all(reason.endswith(".") for reason in UNPURPOSED)


def test_a_workbook_bears_the_mark_in_its_properties_and_keeps_all_its_parts():
    book = openpyxl.Workbook()
    book.active.append(["姓名"])
    book.active.append(["=1+1 & <x>"])
    out = io.BytesIO()
    book.save(out)
    once = marked(out.getvalue(), "A & <b>")
    twice = marked(once, "second")
    assert openpyxl.load_workbook(io.BytesIO(once)).properties.description == "A & <b>"
    assert openpyxl.load_workbook(io.BytesIO(twice)).properties.description == "second"
    with zipfile.ZipFile(out) as before, zipfile.ZipFile(io.BytesIO(twice)) as after:
        assert before.namelist() == after.namelist()
        assert [name for name in before.namelist() if before.read(name) != after.read(name)] == ["docProps/core.xml"]
    assert rows_in(once, "application/octet-stream") == 2
    assert marked(b"a,b\n", "x") == b"a,b\n"
    assert rows_in(b"%PDF", "application/pdf") is None
