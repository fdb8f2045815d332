"""Making exams, their files, keying marks in, correcting them, and what the person sees."""

import re
from io import BytesIO

import pikepdf
import pytest

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.quizzes.models import Answer, QuizAttempt
from cxtrain.quizzes.papers.exams.models import PaperExam, PaperSitting
from cxtrain.quizzes.statistics.queries import is_complete, verify_counts
from tests.conftest import Browser
from tests.days import today
from tests.people.corrections.made import decide
from tests.quizzes.conftest import RIGHT, Taker
from tests.quizzes.papers.exams.conftest import rows


def key_in(browser, exam, *typed, do="save", sat_on=None):
    """Send rows of marks."""
    return browser.post(f"/exams/{exam}/marks", do=do, sat_on=today().isoformat() if sat_on is None else sat_on, pasted="", **rows(*typed))


def test_an_author_makes_an_exam_of_a_quiz(author, db, quiz):
    answer = author.post("/exams/new?quiz=desk", quiz="desk", language="both")
    assert answer.status_code == 303
    db.session.rollback()
    exam = db.session.query(PaperExam).one()
    code = exam.code
    assert answer.location == f"/exams/{exam.id}" and exam.language == "both" and len(exam.paper) == 3
    assert re.fullmatch("[2-9A-HJ-NP-Z]{6}", code) and exam.seed_a != exam.seed_b
    text = author.get(answer.location).text
    assert code in text and "A.pdf" in text and "B-key.pdf" in text and code in author.get("/exams").text


@pytest.mark.parametrize("change", [{"quiz": "gone"}, {"language": "fr"}])
def test_what_does_not_exist_makes_no_exam(author, db, quiz, change):
    assert author.post("/exams/new", **{"quiz": "desk", "language": "zh", **change}).status_code == 400
    assert db.session.query(PaperExam).count() == 0


def test_papers_and_keys_are_files_of_their_own_and_a_paper_holds_no_answers(author, exam):
    files = {name: author.get(f"/exams/{exam}/{name}.pdf") for name in ("A", "B", "A-key", "B-key")}
    assert all(answer.status_code == 200 and answer.mimetype == "application/pdf" for answer in files.values())
    assert len({answer.data for answer in files.values()}) == 4
    for name in ("A", "B"):
        with pikepdf.open(BytesIO(files[name].data)) as pdf:
            assert name in str(pdf.docinfo.get("/Title", "")) or name in str(pdf.open_metadata().get("dc:title", ""))
    assert author.get(f"/exams/{exam}/A.pdf").data == files["A"].data
    assert author.get(f"/exams/{exam}/C.pdf").status_code == 404


def test_marks_are_looked_over_before_they_are_kept(marker, db, exam):
    answer = key_in(marker, exam, ("S0102", "A", "1 0.5 1"), ("s0103", "2"), do="check")
    assert answer.status_code == 200 and "Wang Zhe" in answer.text and "83.3" in answer.text and "66.6" in answer.text
    assert "Keep the marks of 2 people" in answer.text and db.session.query(PaperSitting).count() == 0


def test_kept_marks_are_attempts_without_answers_that_count(marker, db, cast, exam):
    answer = key_in(marker, exam, ("S0102", "A", "1 0.5 1"), ("S0103", "1"))
    assert answer.location == f"/exams/{exam}"
    db.session.rollback()
    first, second = db.session.query(QuizAttempt).order_by(QuizAttempt.id)
    assert (first.employee_id, first.score, first.passed, first.number) == (cast.wang, 83.3, True, 1)
    assert (second.employee_id, second.score, second.passed) == (cast.zhao, 33.3, False)
    assert db.session.query(Answer).count() == 0
    sitting = db.session.get(PaperSitting, first.id)
    assert (sitting.form, sitting.marks, sitting.earned, sitting.most, sitting.keyed_by) == ("A", ["1", "0.5", "1"], 2.5, 3, cast.li)
    assert db.session.query(LedgerEntry).filter_by(action="exam marks keyed in").count() == 2
    text = marker.get(answer.location).text
    assert "The marks of 2 people are kept." in text and "keyed in by Li Xiang" in text


def test_statistics_leave_them_out(marker, app, db, cast, exam):
    Taker(Browser(app).login(cast.zhao), db).finish(RIGHT)
    key_in(marker, exam, ("S0102", "3"))
    db.session.rollback()
    assert verify_counts()[1] == () and is_complete()


def test_the_person_sees_it_as_one_on_paper_with_who_keyed_it_in(marker, app, db, cast, exam):
    key_in(marker, exam, ("S0102", "B", "1 0.5 1"))
    person = Browser(app).login(cast.wang)
    url = re.search(r"/quizzes/attempts/\d+/result", person.get("/quizzes/desk").text)[0]
    text = person.get(url).text
    assert "on paper, keyed in by Li Xiang" in text and "2.5 of 3 marks" in text and "83.3" in text and "Passed" in text
    assert "Not right" not in text and "No answer" not in text
    assert Browser(app).login(cast.zhao).get(url).status_code == 404


def test_it_passes_the_step_of_a_course_and_stands_in_the_transcript(marker, app, db, cast):
    from cxtrain.people.permissions import Role
    from cxtrain.quizzes.models import Quiz
    from cxtrain.quizzes.papers.exams.operations import make_exam
    from cxtrain.training.models import Course, StepTry
    from cxtrain.training.operations import start_course
    from tests.quality.conftest import actor
    from tests.training.conftest import publish_all
    publish_all()
    start_course(actor(db, cast.wang), db.session.query(Course).one())
    exam = make_exam(actor(db, cast.lin, Role.AUTHOR), db.session.query(Quiz).one(), "zh").id
    db.session.commit()
    key_in(marker, exam, ("S0102", "3"))
    db.session.rollback()
    row = db.session.query(StepTry).filter_by(step="quiz:desk").one()
    assert (row.tries, row.best) == (1, 100.0) and row.passed_at is not None
    assert "Exam on paper" in Browser(app).login(cast.wang).get("/me/transcript").text


@pytest.mark.parametrize(("typed", "words"), [
    ([("S9999", "3")], "Nobody with this staff number"), ([("S0202", "3")], "Nobody with this staff number"),
    ([("S0101", "3")], "Nobody keys in their own marks"), ([("S0102", "4")], "3 marks at most"),
    ([("S0102", "2 0 0")], "Section 1 has 1 marks at most"), ([("S0102", "3"), ("S0102", "2")], "more than one row"),
    ([("S0102", "x")], "is no number of marks"), ([("S0102", "")], "Write the marks"), ([], "Write at least one row")])
def test_what_is_wrong_is_said_at_its_row_and_nothing_is_kept(marker, db, exam, typed, words):
    for do in ("check", "save"):
        answer = key_in(marker, exam, ("S0103", "2"), *typed, do=do) if typed else key_in(marker, exam, do=do)
        assert answer.status_code == 400 and words in answer.text
        assert not typed or ('value="S0103"' in answer.text and f'value="{typed[0][0]}"' in answer.text)
    assert db.session.query(QuizAttempt).count() == 0


def test_who_has_left_and_who_was_keyed_in_before_are_refused(marker, db, cast, exam):
    key_in(marker, exam, ("S0102", "3"))
    db.session.get(Employee, cast.zhao).status = "left"
    db.session.commit()
    text = key_in(marker, exam, ("S0102", "2"), ("S0103", "2")).text
    assert "have been keyed in before" in text and "Zhao Yan has left" in text


@pytest.mark.parametrize("day", ["", "2020-01-01", "2999-01-01", "soon"])
def test_the_day_must_lie_between_the_making_and_today(marker, db, exam, day):
    answer = key_in(marker, exam, ("S0102", "3"), sat_on=day)
    assert answer.status_code == 400 and 'value="S0102"' in answer.text
    assert db.session.query(QuizAttempt).count() == 0


def test_what_is_pasted_becomes_rows(marker, exam):
    page = f"/exams/{exam}/marks"
    text = marker.post(page, do="paste", sat_on=today().isoformat(), pasted="工号\t姓名\t得分\nS0102\t王喆\t3\nS0103\t赵䶮\t2").text
    assert 'value="S0102"' in text and 'value="S0103"' in text
    straight = marker.post(page, do="check", sat_on=today().isoformat(), pasted="S0102\t3\nS0103\t2")
    assert "Keep the marks of 2 people" in straight.text


@pytest.mark.parametrize("do", ["paste", "check", "save"])
def test_what_is_no_row_or_finds_no_room_stays_where_it_was_pasted(marker, db, exam, do):
    sent = {"do": do, "sat_on": today().isoformat(), **rows(("S0102", "3"))}
    for pasted, told in (("S0103\t2\n王喆\t3", "No staff or certificate number was found in these lines."),
                         ("\n".join(f"S{n:04}\t3" for n in range(200)), "At most 200 rows at a time: these would make 201.")):
        answer = marker.post(f"/exams/{exam}/marks", pasted=pasted, **sent)
        assert answer.status_code == 400 and told in answer.text and f"{pasted[-4:]}</textarea>" in answer.text
        assert 'value="S0102"' in answer.text and db.session.query(PaperSitting).count() == 0


def test_a_double_click_keeps_them_once(marker, db, exam):
    sent = {**marker.hidden(f"/exams/{exam}/marks"), "do": "save", "sat_on": today().isoformat(), "pasted": "", **rows(("S0102", "3"))}
    answers = [marker._open("POST", f"/exams/{exam}/marks", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303] and db.session.query(PaperSitting).count() == 1


def test_marks_are_corrected_with_a_reason_and_the_score_follows(marker, app, cast, db, exam):
    key_in(marker, exam, ("S0102", "A", "1 0 0"))
    db.session.rollback()
    attempt = db.session.query(QuizAttempt).one()
    own, url = attempt.id, f"/exams/sittings/{attempt.id}"
    assert (attempt.score, attempt.passed) == (33.3, False) and 'value="1 0 0"' in marker.get(url).text
    assert marker.post(url, marks="1 1 1", reason="").status_code == 400
    assert "3 marks at most" in marker.post(url, marks="9", reason="x").text
    assert "nothing to correct" in marker.post(url, marks="1 0 0", reason="A page was stuck").text
    assert marker.post(url, marks="1 1 1", reason="A page was stuck").status_code == 303
    db.session.rollback()
    assert db.session.get(QuizAttempt, own).score == 33.3, "it waits for a second person"
    decide(Browser(app).login(cast.lin))
    db.session.rollback()
    db.session.expire_all()
    attempt = db.session.get(QuizAttempt, own)
    assert (attempt.score, attempt.passed) == (100.0, True)
    facts = {entry.action: entry.facts for entry in db.session.query(LedgerEntry)}
    assert facts["exam marks corrected"] == {"before": 1.0, "after": 3.0}
    for page in (marker.get(f"/exams/{exam}").text, Browser(app).login(cast.wang).get(f"/quizzes/attempts/{own}/result").text):
        assert "3 (1 + 1 + 1), corrected from 1 (1 + 0 + 0)" in page and "A page was stuck" in page
        assert "asked by Li Xiang" in page and "confirmed by Lin Laoshi" in page


def test_foreign_marks_and_ones_own_are_not_found(marker, app, db, cast, exam):
    key_in(Browser(app).login(cast.lin), exam, ("S0202", "3"), ("S0101", "3"))
    db.session.rollback()
    ids = {row.employee_id: row.attempt_id for row in db.session.query(PaperSitting)}
    for person in (cast.sun, cast.li):
        assert marker.get(f"/exams/sittings/{ids[person]}").status_code == 404
    assert "S0202" not in marker.get(f"/exams/{exam}").text


def test_staff_and_strangers_are_kept_out(browser, app, cast, exam):
    assert browser.get("/exams").location == "/sign-in"
    for path in ("/exams", f"/exams/{exam}", f"/exams/{exam}/A.pdf", f"/exams/{exam}/A-key.pdf", f"/exams/{exam}/marks"):
        assert Browser(app).login(cast.wang).get(path).status_code == 403
    assert Browser(app).login(cast.li).get("/exams/new").status_code == 403
    assert Browser(app).login(cast.li).get("/exams/999999").status_code == 404


def test_it_speaks_chinese(chinese, cast, exam):
    page = chinese.login(cast.li)
    assert "录入成绩" in page.get(f"/exams/{exam}").text
    assert "您的管理范围内没有这个工号" in key_in(page, exam, ("S9", "3")).text
