"""Marks lists: of a unit and of a class, on a page, as a PDF and as a workbook; and who may have them."""

import datetime as dt
import io
import subprocess

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.quizzes.models import Quiz
from cxtrain.training.classes.models import ClassMember, TrainingClass
from cxtrain.training.marks_lists.listing import Line, MarksList, kind_shown
from cxtrain.training.models import Course
from cxtrain.web import pdf
from tests.conftest import Browser
from tests.pictures import looks_like
from tests.quizzes.conftest import RIGHT, WRONG, Taker
from tests.training.conftest import publish_all

DAY = dt.date(2026, 5, 12)


def both(zh, en=None):
    """Return a text in both languages."""
    return {"zh": zh, "en": en or zh}


def somebody(number, zh, en, *sat):
    """Return a line."""
    return Line(number, both(zh, en), both("静安店", "Jing'an"), "前台", *sat)


def a_list():
    """Return a list of a class with each kind of line."""
    lines = (somebody("0017", "王喆", "Wang Zhe", DAY, "first", "paper", 92.5, True),
             somebody("S0103", "赵䶮", "Zhao Yan", DAY, "first", "site", 55.0, False),
             somebody("S0103", "赵䶮", "Zhao Yan", DAY + dt.timedelta(7), "resit", "screen", 81.0, True),
             somebody("S0104", "阿依古丽·买买提", "Ayigul Memet", DAY + dt.timedelta(14), "deferred", "practical", 88.8, True),
             somebody("S0105", "孙淼", "Sun Miao"))
    return MarksList("CJ-QUIZ5-CLASS9", both("前台服务理论考试", "Front desk, written exam"),
                     both("关键时刻 2026年第3期", "Moments of truth 2026, class 3"), DAY, DAY + dt.timedelta(30), True, lines)


@pytest.fixture
def sat(app, db, cast):
    """王喆 failed the quiz and passed it at the resit; 孙淼 of another store passed it. Return its value in addresses."""
    publish_all()
    db.session.commit()
    wang, sun = Taker(Browser(app).login(cast.wang), db), Taker(Browser(app).login(cast.sun), db)
    wang.finish(WRONG)
    wang.finish(RIGHT)
    sun.finish(RIGHT)
    db.session.rollback()
    return f"quiz-{db.session.scalar(select(Quiz.id).where(Quiz.slug == 'desk'))}"


@pytest.fixture
def supervisor(app, cast):
    """A browser of 李想, supervisor of 静安店."""
    return Browser(app).login(cast.li)


def a_class(db, cast, sat):
    """Return the id of a class of 静安店 trained by 赵䶮, with 王喆 and 孙淼 on its roster."""
    course = db.session.scalars(select(Course)).first()
    class_ = TrainingClass(course_id=course.id, course_version_id=course.current_id, unit_id=cast.jingan, year=2026, term=3,
                           trainer_id=cast.zhao, trainer_name="", place="", hour_minutes=45, notice="", summary="",
                           secret="s", made_by=cast.he, made_at=now(), cancelled_why="")
    db.session.add(class_)
    db.session.flush()
    db.session.add_all([ClassMember(class_id=class_.id, employee_id=person, unit_id=unit, added_by=cast.he, added_at=now())
                        for person, unit in ((cast.wang, cast.jingan), (cast.li, cast.jingan))])
    db.session.commit()
    return class_.id


def test_a_units_list_has_a_line_for_each_sitting_of_its_people(supervisor, cast, sat):
    text = supervisor.get(f"/marks?of={sat}&place=unit-{cast.jingan}").text
    assert text.count("Wang Zhe") == 2 and "Resit" in text and "Sun Miao" not in text
    assert "First sittings passed: 0 of 1." in text and "Resits passed: 1 of 1." in text


def test_a_class_list_names_those_who_have_not_sat_and_its_trainer_may_have_it(app, db, cast, sat):
    class_id = a_class(db, cast, sat)
    trainer = Browser(app).login(cast.zhao)
    text = trainer.get(f"/marks?of={sat}&place=class-{class_id}").text
    assert "Li Xiang" in text and "not sat" in text and "To sit: 2, sat: 1." in text and "Sun Miao" not in text
    assert trainer.get(f"/marks?of={sat}&place=unit-{cast.jingan}").status_code == 404


def test_the_workbook_has_three_sheets_text_stays_text_and_nothing_is_a_formula(supervisor, cast, sat):
    answer = supervisor.get(f"/marks/list.xlsx?of={sat}&place=unit-{cast.jingan}")
    book = load_workbook(io.BytesIO(answer.data))
    assert len(book.sheetnames) == 3
    data = list(book.worksheets[1].iter_rows(values_only=True))
    assert data[0][0] == "Staff number" and [row[0] for row in data[1:]] == ["S0102", "S0102"]
    assert [row[5] for row in data[1:]] == ["First sitting", "Resit"] and data[2][7] == 100
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert book.worksheets[0].print_title_rows


def test_the_pdf_says_what_the_page_says(supervisor, cast, sat):
    answer = supervisor.get(f"/marks/list.pdf?of={sat}&place=unit-{cast.jingan}&language=zh")
    assert answer.mimetype == "application/pdf"
    words = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.data, capture_output=True, check=True).stdout.decode()
    assert "成绩单" in words and "补考" in words and "制表人" in words and "第1页共1页" in words.replace(" ", "")


@pytest.mark.parametrize("asked", ["of=quiz-99&place=unit-3", "of=x&place=unit-3", "of=quiz-1&place=unit-3&since=x",
                                   "of=&place=unit-3", ""])
def test_what_is_asked_wrongly_shows_no_list(supervisor, sat, asked):
    answer = supervisor.get(f"/marks?{asked}")
    assert answer.status_code in (200, 400) and "Resits passed" not in answer.text
    assert supervisor.get(f"/marks/list.pdf?{asked}").status_code == 400


@pytest.mark.parametrize("asked", ["of=quiz-1&place=unit-4", "of=exam-99999999999999999999&place=unit-3", "of=site-x&place=unit-3",
                                   "of=exam-5&place=unit-3", "of=quiz-1&place=class-77"])
def test_what_is_out_of_reach_is_not_found(supervisor, sat, asked):
    assert supervisor.get(f"/marks?{asked}").status_code == 404


def test_staff_and_strangers_have_no_list(app, cast, sat):
    assert Browser(app).login(cast.zhao).get("/marks").status_code == 403
    assert Browser(app).get("/marks").location.startswith("/sign-in")


def test_what_was_put_off_is_shown_so_and_a_resit_stays_one():
    assert kind_shown("first", deferred=True) == "deferred" and kind_shown("resit", deferred=True) == "resit"
    found = a_list()
    assert (found.people, found.sat, found.first.n, found.first.passed, found.resit.n) == (4, 3, 3, 2, 1)


@pytest.mark.parametrize(("language", "locale"), [("zh", "zh_Hans"), ("en", "en"), ("both", "both")])
def test_it_looks_like_its_picture(app, language, locale):
    from cxtrain.training.marks_lists.listing import FORMS, KINDS

    body = pdf.render("training/marks_list.pdf.html", locale=locale, found=a_list().plain(), maker=both("李想", "Li Xiang"),
                      today=DAY, kinds=KINDS, forms=FORMS)
    looks_like(body, f"marks_list_{language}")
