import pytest
from sqlalchemy import event, update

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.training.classes.models import ClassEvaluation, ClassMember
from cxtrain.training.classes.papers import queries
from cxtrain.training.practicals.operations import hand_in, save_marks
from tests.training.classes.papers.conftest import evaluate
from tests.training.classes.papers.test_pages import text_of
from tests.training.practicals.made import DONE, a_sitting


def printed(browser, room, name, **query):
    """Return a paper's text as the browser gets it."""
    answer = browser.get(f"/training/classes/{room.id}/papers/{name}.pdf", query_string=query)
    assert answer.status_code == 200 and answer.mimetype == "application/pdf", answer.text
    return text_of(answer.data)


@pytest.mark.parametrize("who", ["lin", "li", "he"])
def test_whoever_runs_the_class_finds_every_paper_in_three_languages(browser, cast, held, who):
    browser.login(getattr(cast, who))
    page = browser.get(f"/training/classes/{held.id}/papers").text
    assert page.count("/papers/sign_in.pdf") == 3 and "File of the class, as one ZIP" in page


@pytest.mark.parametrize("who", ["wang", "chen", "admin", "sun"])
def test_nobody_else_does(browser, cast, held, who):
    browser.login(getattr(cast, who))
    for path in ("papers", "papers/roster.pdf", "papers/practical/front-desk.pdf"):
        assert browser.get(f"/training/classes/{held.id}/{path}").status_code == 404


def test_results_of_the_class_and_of_one_exam_are_told_apart(browser, cast, held):
    page = browser.login(cast.he).get(f"/training/classes/{held.id}/papers").text
    assert "a line for each person" in page and "a line for each sitting" in page
    assert f"/marks?place=class-{held.id}" in page and browser.get(f"/marks?place=class-{held.id}").status_code == 200


def test_a_stranger_signs_in_first(browser, held):
    assert browser.get(f"/training/classes/{held.id}/papers").location.startswith("/sign-in")


def test_an_unknown_paper_or_sheet_is_not_there(browser, cast, held):
    browser.login(cast.he)
    for path in ("nothing.pdf", "practical/nothing.pdf"):
        assert browser.get(f"/training/classes/{held.id}/papers/{path}").status_code == 404


def test_the_papers_say_who_was_there_and_what_they_reached(browser, cast, held):
    browser.login(cast.he)
    sheet = printed(browser, held, "sign_in", language="zh")
    assert "王喆" in sheet and "出勤" in sheet and "迟到" in sheet and "请假" in sheet and "应到2" in sheet
    marks = printed(browser, held, "marks", language="en")
    assert "WangZhe" in marks and "86.0pass" in marks and "87%" in marks  # 140 of 160 minutes
    assert "PX-000001-06" in marks


def test_evaluations_are_told_from_five_on_and_words_never_bear_a_name(browser, cast, held):
    browser.login(cast.he)
    evaluate(held, *[([4, 4, 4, 4, None], "不错")] * 4)
    assert "4of2" in printed(browser, held, "evaluated", language="en")
    database.session.add(ClassEvaluation(id="f" * 32, class_id=held.id, marks=[5, 5, 5, 5, 5], words="多练习"))
    database.session.execute(update(ClassEvaluation).values(shown=True))
    database.session.commit()
    told = printed(browser, held, "evaluated", language="en")
    assert "4.2" in told and "多练习" in told and "王喆" not in told


def test_it_takes_the_same_number_of_statements_however_many_are_on_the_roster(cast, held):
    counts = []
    for who in (None, cast.li, cast.lin):
        if who:
            database.session.add(ClassMember(class_id=held.id, employee_id=who, unit_id=cast.jingan, added_by=cast.lin,
                                             added_at=held.row.made_at))
            database.session.commit()
        class_, seen = held.row, []
        note = lambda *each: seen.append(each[2])  # noqa: E731
        event.listen(database.engine, "after_cursor_execute", note)
        queries.facts_of(class_, ["marks", "summary", "sign_in"])
        event.remove(database.engine, "after_cursor_execute", note)
        counts.append(len(seen))
    assert counts[2] == counts[1] <= counts[0]


def columns_of(held, reader=None):
    """Return how many assessors' marks stand on each one's assessment sheet, by staff number."""
    facts = queries.practical_facts(held.row, "desk-practical", reader=reader)
    return {each["person"]["number"]: len(each["columns"]) for each in facts["records"]}


def test_marks_of_a_practical_are_printed_once_it_is_decided_and_never_for_who_was_assessed(cast, held):
    sitting = a_sitting(cast, cast.wang, assessor_ids=(cast.lin, cast.he), class_id=held.id)
    for done, own in enumerate(sitting.marks):
        assert columns_of(held)["S0102"] == 0, f"{done} of two have handed in"
        save_marks(sitting, own, DONE)
        hand_in(sitting, own, sat_on=today("Asia/Shanghai"))
    assert columns_of(held)["S0102"] == 2 and columns_of(held, cast.zhao)["S0102"] == 2
    assert columns_of(held, cast.wang)["S0102"] == 0


def test_the_reader_gets_no_sheet_with_the_own_marks(browser, cast, held):
    database.session.add(ClassMember(class_id=held.id, employee_id=cast.lin, unit_id=cast.jingan, added_by=cast.he,
                                     added_at=held.row.made_at))
    a_sitting(cast, cast.lin, assessor_ids=(cast.he,), marks={**DONE, "words": "readable"}, class_id=held.id)
    database.session.commit()
    assert "readable" not in printed(browser.login(cast.lin), held, "practical/desk-practical", language="en")
    assert "readable" in printed(browser.login(cast.he), held, "practical/desk-practical", language="en")


def test_a_sitting_belongs_to_the_class_only_of_whom_is_on_its_roster(cast, held):
    assert a_sitting(cast, cast.wang, class_id=held.id).class_id == held.id
    assert a_sitting(cast, cast.sun, class_id=held.id).class_id is None
