"""HR's way to import a roster: upload, look, choose columns, import; nothing lost, nothing private kept."""

import io
import re

import openpyxl
import pytest
from sqlalchemy import func, select

from cxtrain.files.models import StoredFile
from cxtrain.files.operations import read
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.web.tables import csv_bytes, read_sheets, xlsx_bytes
from tests.conftest import Browser

HEAD = ["工号", "姓名", "门店", "岗位", "手机", "身份证号", "班组"]
PRIVATE = "310101199001011234"
NEWCOMER = ["0901", "单晓晴", "集团/华东/静安店", "前台", "13800138009", PRIVATE, "早班"]


def uploaded(browser, data, name="花名册.xlsx"):
    """Upload a file and return the answer."""
    return browser.post("/people/roster", file=(io.BytesIO(data), name))


def roster(*rows, head=HEAD):
    """Return an XLSX file."""
    return xlsx_bytes({"花名册": [head, *rows]})


def people(db):
    """Return how many employees there are."""
    return db.session.scalar(select(func.count(Employee.id)))


def test_upload_preview_import(browser, cast, db):
    browser.login(cast.he)
    answer = uploaded(browser, roster(NEWCOMER, ["S0102", "王喆", "徐汇店", "领班"]))
    assert answer.status_code == 303 and people(db) == 8
    page = browser.get(answer.location)
    assert page.status_code == 200
    for words in ("花名册.xlsx", "1 new, 1 changed, 1 transferred", "单晓晴"):
        assert words in page.text
    assert "前台</del> → <ins>领班" in page.text and "<ins>华东 / 徐汇店" in page.text
    assert people(db) == 8
    done = browser.post(f"{answer.location}/import", page=answer.location)
    assert (done.status_code, done.location) == (303, "/people")
    assert people(db) == 9 and db.session.get(Employee, cast.wang).unit_id == cast.xuhui
    assert "The roster was imported: 1 new, 1 changed, 1 transferred." in browser.get("/people").text
    actors = set(db.session.scalars(select(LedgerEntry.actor_id)))
    assert actors == {cast.he}


def test_a_double_click_imports_once(browser, cast, db):
    browser.login(cast.he)
    url = uploaded(browser, roster(NEWCOMER)).location
    data = browser.hidden(url)
    answers = [browser.client.post(f"{url}/import", data=data, headers=browser.headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303] and people(db) == 9


def test_faults_are_named_by_row_and_column_and_nothing_can_be_imported(browser, cast, db):
    browser.login(cast.he)
    url = uploaded(browser, roster(NEWCOMER, ["0902", "", "月球店铺", "前台", "123"])).location
    page = browser.get(url)
    assert "Faults: 2" in page.text
    assert "Row 3" in page.text and "B 姓名" in page.text and "E 手机" in page.text
    assert "/import" not in page.text
    assert browser.post(f"{url}/import", page=url, shown="x").status_code in (400, 409) and people(db) == 8


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "empty"), (b"PK\x03\x04nonsense", "damaged"), (b"\xd0\xcf\x11\xe0", ".xls"),
     (b"a,b\n1,2\n", "No header row"), (b"<html>", "web page"), (xlsx_bytes({"a": [["工号", "姓名"]]}), "no people")],
)  # fmt: skip
def test_a_file_that_is_no_roster_is_refused_at_its_field(browser, cast, db, data, says):
    answer = uploaded(browser.login(cast.he), data)
    assert answer.status_code == 400 and says in answer.text and people(db) == 8


def test_no_file_is_a_sentence_too(browser, cast):
    answer = browser.login(cast.he).post("/people/roster")
    assert answer.status_code == 400 and "Choose a file" in answer.text


def test_private_columns_are_emptied_before_anything_is_kept(browser, cast, db):
    browser.login(cast.he)
    url = uploaded(browser, roster(NEWCOMER)).location
    kept = read(url.rsplit("/", 1)[1]).decode()
    assert PRIVATE not in kept and "单晓晴" in kept
    page = browser.get(url).text
    assert PRIVATE not in page and "Not stored; emptied when the file arrived" in page


def test_the_reader_corrects_how_columns_were_understood(browser, cast, db):
    browser.login(cast.he)
    url = uploaded(browser, roster(["0901", "单晓晴", "静安店", "前台", "", "", "领班"])).location
    page = browser.get(f"{url}?c3=&c6=post")
    assert "领班" in page.text and page.text.count('value="post" selected') == 1
    assert browser.post(f"{url}/import?c3=&c6=post", page=f"{url}?c3=&c6=post").status_code == 303
    assert db.session.scalar(select(Employee.post).where(Employee.number == "0901")) == "领班"


@pytest.mark.parametrize("query", ["c6=number", "c0=", "c99=post", "c6=post&c3=post"])
def test_an_impossible_choice_of_columns_is_said_and_changes_nothing(browser, cast, db, query):
    browser.login(cast.he)
    url = uploaded(browser, roster(NEWCOMER)).location
    page = browser.get(f"{url}?{query}")
    assert page.status_code == 200 and 'role="alert"' in page.text and "/import" not in page.text
    assert browser.post(f"{url}/import?{query}", page=url).status_code == 400 and people(db) == 8


@pytest.mark.parametrize("query", ["c6=nonsense", "cx=post", "c99999999999=post", "digest=x"])
def test_nonsense_in_the_address_is_left_aside(browser, cast, db, query):
    browser.login(cast.he)
    url = uploaded(browser, roster(NEWCOMER)).location
    assert browser.post(f"{url}/import?{query}", page=f"{url}?{query}").status_code == 303 and people(db) == 9


def test_units_are_made_when_that_is_ticked(browser, cast, db):
    browser.login(cast.he)
    url = uploaded(browser, roster(["0901", "甲某", "集团/华南/天河店", "前台"])).location
    assert "no unit" in browser.get(url).text
    page = browser.get(f"{url}?create_units=1")
    assert "华南 / 天河店" in page.text and "new units: 2" in page.text
    assert browser.post(f"{url}/import?create_units=1", page=f"{url}?create_units=1").status_code == 303
    assert db.session.scalar(select(Unit.id).where(Unit.name == "天河店"))


def test_whoever_imports_stays_when_the_missing_leave(browser, cast, db):
    browser.login(cast.he)
    url = uploaded(browser, roster(["S0102", "王喆"])).location + "?missing_left=1"
    page = browser.get(url)
    assert "5 leaving" in page.text  # all but 王喆, who is listed, 何姐 herself, and the admin, whom HR may not remove
    assert browser.post(url.replace("?", "/import?"), page=url).status_code == 303
    at_work = set(db.session.scalars(select(Employee.id).where(Employee.status == "active")))
    assert at_work == {cast.wang, cast.he, cast.admin}


def test_what_changed_meanwhile_is_shown_before_anything_is_imported(browser, cast, db):
    browser.login(cast.he)
    url = uploaded(browser, roster(["S0102", "王喆", "徐汇店"])).location
    data = browser.hidden(url)
    db.session.get(Employee, cast.wang).name = "王哲"
    db.session.commit()
    answer = browser.client.post(f"{url}/import", data=data, headers=browser.headers)
    assert answer.status_code == 409 and "have changed since" in answer.text and "王哲" in answer.text
    assert db.session.scalar(select(Employee.unit_id).where(Employee.id == cast.wang)) == cast.jingan


def test_an_upload_is_its_uploaders_only(browser, app, cast, db):
    url = uploaded(browser.login(cast.he), roster(NEWCOMER)).location
    other = Browser(app).login(cast.admin)
    assert other.get(url).status_code == 404
    assert other.post(f"{url}/import", page="/people/roster").status_code == 404
    assert other.get("/people/roster/" + "0" * 64).status_code == 404
    assert other.get("/people/roster/nonsense").status_code == 404


def test_other_kept_files_are_no_rosters(browser, cast, db, app):
    from cxtrain.files.operations import keep

    digest = keep(b'{"photo": 1}', "image/png")
    db.session.commit()
    assert browser.login(cast.he).get(f"/people/roster/{digest}").status_code == 404


def test_hr_of_a_store_imports_for_that_store_only(browser, cast, db):
    account = db.session.scalar(select(Account.id).where(Account.employee_id == cast.sun))
    db.session.add(RoleGrant(account_id=account, role="hr", unit_id=cast.xuhui))
    db.session.commit()
    browser.login(cast.sun)
    page = browser.get(uploaded(browser, roster(NEWCOMER, ["S0102", "王喆", "徐汇店"])).location)
    assert "outside the units" in page.text and "belongs to a unit that you do not look after" in page.text


def test_formulas_in_a_roster_stay_text_everywhere(browser, cast, db):
    browser.login(cast.he)
    url = uploaded(browser, csv_bytes(HEAD, [["0901", "=HYPERLINK(1)", "静安店", "=1+1"]]), "r.csv").location
    assert browser.post(f"{url}/import", page=url).status_code == 303
    assert db.session.scalar(select(Employee.post).where(Employee.number == "0901")) == "=1+1"
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"a": [["岗位"], ["=1+1"]]}))).active
    assert sheet["A2"].data_type == "s"


def test_markup_in_a_roster_is_shown_as_text(browser, cast):
    browser.login(cast.he)
    url = uploaded(browser, roster(["0901", "<script>x</script>a", "静安店", "<b>岗</b>", "<i>"])).location
    page = browser.get(url).text
    assert "<script>x" not in page and "<b>岗" not in page and "<i>”" not in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_can_be_imported_as_it_is(app, cast, language):
    browser = Browser(app, language).login(cast.he)
    answer = browser.get("/people/roster/example.xlsx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=roster.xlsx"
    assert len(read_sheets(answer.data)[0].rows) == 3
    page = browser.get(uploaded(browser, answer.data).location).text
    assert "/import" in page and ("2 new" in page or "新增 2 人" in page)


@pytest.mark.parametrize("path", ["/people/roster", "/people/roster/" + "0" * 64, "/people/roster/example.xlsx"])
def test_only_those_who_import_rosters_come_here(app, cast, path):
    for person in (cast.wang, cast.li, cast.lin):
        assert Browser(app).login(person).get(path).status_code == 403
    assert Browser(app).get(path).status_code == 302


def test_a_stranger_uploads_nothing(browser, cast, db):
    answer = browser.client.post(
        "/people/roster", data={**browser.hidden("/sign-in"), "file": (io.BytesIO(roster(NEWCOMER)), "r.xlsx")},
        headers=browser.headers,
    )  # fmt: skip
    assert answer.status_code == 401 and db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_faults_are_said_in_chinese(chinese, cast):
    page = chinese.login(cast.he).get(uploaded(chinese, roster(["0901", "甲某", "静安店", "前台", "123"])).location)
    assert "“123”不是 11 位手机号" in page.text and re.search(r"第 2 行 · E 手机", page.text)
