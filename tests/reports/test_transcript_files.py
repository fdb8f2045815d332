"""A transcript as a PDF and as tables."""

import csv
import datetime as dt
import io
import subprocess

import pikepdf
import pytest
from openpyxl import load_workbook

from cxtrain.people.models import Employee
from cxtrain.training.models import StepTry
from cxtrain.web import pdf
from tests.training.activity import Did

URL = "/me/transcript"


@pytest.fixture
def passed(cast, db, office):
    """王喆 passed the course with a certificate, and practised besides."""
    office.award(cast.wang)
    way = db.session.scalar(db.text("select id from enrolment"))
    db.session.add(StepTry(enrolment_id=way, step="quiz:desk", tries=2, best=100.0, attempt_id=1,
                           passed_at=dt.datetime(2026, 5, 19, 8, tzinfo=dt.UTC)))
    db.session.commit()
    Did(cast.wang).read(way, "2026-05-19 10:04", seconds=240)
    Did(cast.wang).play("2026-07-01 10:00", "2026-07-01 10:02")


def words_of(answer, tmp_path):
    """Return the text of a PDF without white space; pdftotext is the oracle."""
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    path = tmp_path / "transcript.pdf"
    path.write_bytes(answer.data)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return "".join(text.split())


def rows_of(answer):
    """Return the rows of a CSV file as dicts."""
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_paper_says_who_what_and_who_made_it(chinese, cast, passed, tmp_path):
    words = words_of(chinese.login(cast.he).get(f"/employees/{cast.wang}/transcript.pdf"), tmp_path)
    for said in ("成绩单Transcript", "姓名王喆", "工号S0102", "关键时刻", "已获学时4", "学习分钟5", "证书编号", "-2026-0001",
                 "有效期至2028年5月18日", "前台小测测验100.0%22026-05-19", "课程以外的练习学习3分钟", "制表人何姐", "审核人",
                 "第1页共1页"):
        assert said in words, said


def test_the_paper_is_english_for_who_reads_english(browser, cast, passed, tmp_path):
    words = words_of(browser.login(cast.wang).get(URL + ".pdf"), tmp_path)
    assert "Transcript成绩单" in words and "Classhoursearned4" in words and "Page1of1" in words and "MadebyWangZhe" in words


def test_before_any_course_the_paper_says_so(browser, cast, course, tmp_path):
    assert "Nocoursebegunyet." in words_of(browser.login(cast.wang).get(URL + ".pdf"), tmp_path)


def test_the_paper_is_tagged_and_equal_facts_give_equal_bytes(browser, cast, passed):
    browser.login(cast.wang)
    first = browser.get(URL + ".pdf").data
    assert first == browser.get(URL + ".pdf").data
    with pikepdf.open(io.BytesIO(first)) as paper:
        assert "/StructTreeRoot" in paper.Root and paper.Root.MarkInfo.Marked and str(paper.Root.Lang) == "en"


def test_a_rare_character_is_printed_and_not_boxed(chinese, cast, course, tmp_path):
    assert "赵䶮" in words_of(chinese.login(cast.zhao).get(URL + ".pdf"), tmp_path)
    fonts = subprocess.run(["pdffonts", tmp_path / "transcript.pdf"], capture_output=True, check=True).stdout.decode()
    assert "WenKai" in fonts


def test_where_it_cannot_be_printed_it_says_so(browser, cast, course, monkeypatch):
    def fail(*_, **__):
        raise pdf.PrintFailed("no")
    monkeypatch.setattr(pdf, "render", fail)
    answer = browser.login(cast.wang).get(URL + ".pdf")
    assert answer.status_code == 503 and "could not be printed just now" in answer.text


def test_as_csv_a_course_is_a_row_and_its_steps_follow(browser, cast, passed):
    rows = rows_of(browser.login(cast.wang).get(URL + ".csv"))
    course, *steps, free = rows
    assert (course["Staff number"], course["Name"], course["Course"]) == ("S0102", "Wang Zhe", "Moments of truth")
    assert (course["Passed on"], course["Class hours earned"], course["Active minutes"]) == ("2026-05-19", "4", "5")
    assert course["Certificate number"].endswith("-2026-0001") and course["Valid until"] == "2028-05-18"
    assert [(step["Step"], step["Kind"], step["Best score, %"], step["Tries"]) for step in steps] == [
        ("Welcome", "Lesson", "", ""), ("Late check-in", "Role-play exam", "", "0"), ("Desk quiz", "Quiz", "100.0", "2")]
    assert (free["Course"], free["Active minutes"]) == ("Practice outside courses", "3")
    assert sum(int(row["Class hours earned"] or 0) for row in rows) == 4  # no row counts it twice


def test_as_xlsx_staff_numbers_stay_text_and_days_are_days(browser, cast, passed, db):
    db.session.get_one(Employee, cast.wang).number = "000102"
    db.session.commit()
    answer = browser.login(cast.he).get(f"/employees/{cast.wang}/transcript.xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Courses", "Steps", "Years", "What it means"]
    head, row = list(book["Courses"].values)[:2]
    facts = dict(zip(head, row, strict=True))
    assert facts["Staff number"] == "000102" and facts["Passed on"] == dt.datetime(2026, 5, 19)
    assert [row[3:] for row in list(book["Years"].values)[1:]] == [(2026, 1, 4, 8), ("Practice outside courses", None, None, 3)]


def test_a_name_that_begins_like_a_formula_is_none(browser, cast, passed, db):
    db.session.get_one(Employee, cast.wang).name_en = "=cmd()"
    db.session.commit()
    assert rows_of(browser.login(cast.wang).get(URL + ".csv"))[0]["Name"] == "'=cmd()"


def test_the_tables_are_chinese_for_who_reads_chinese(chinese, cast, passed):
    assert rows_of(chinese.login(cast.wang).get(URL + ".csv"))[0]["学习分钟"] == "5"


def test_the_file_is_named_after_the_person(browser, cast, course):
    answer = browser.login(cast.wang).get(URL + ".xlsx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=transcript-S0102.xlsx"
