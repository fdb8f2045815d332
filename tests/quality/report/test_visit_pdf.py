import datetime as dt
import io
import subprocess

import pikepdf
import pytest

from cxtrain.quality.models import Visit
from cxtrain.quality.report.paper import About, Line, Part, VisitPaper
from cxtrain.quality.timetable import Times
from cxtrain.web import pdf
from tests.pictures import looks_like

GREETED = {"zh": "员工在我走近时就打招呼。", "en": "The employee greeted me as I came near."}
ASKED = {"zh": "员工先问清我的需要，再给方案。", "en": "The employee asked what I need before offering a solution."}


def told(**changes):
    """A visit as it goes to paper, with fixed facts."""
    about = About("V-2026-0042", {"zh": "静安店", "en": "Jing'an"}, "JA", {"zh": "前台入住", "en": "Check-in"},
                  dt.date(2026, 5, 12), {"zh": "酒店前台", "en": "Hotel front desk"}, {"zh": "王喆", "en": "Wang Zhe"},
                  "released", "", False)
    lines = (Line(GREETED, "rating", "", "6", (1, 7), "", False, True),
             Line(ASKED, "rating", "", "3", (1, 7), "还没问清楚就报了房价。", True, True),
             Line({"zh": "前台有人。", "en": "Somebody stood at the desk."}, "yes_no", "", "1", None, "", False, False),
             Line({"zh": "等候时间", "en": "Wait"}, "number", "seconds", "95", None, "", False, False),
             Line({"zh": "大堂灯光合适。", "en": "The light in the lobby was right."}, "rating", "", "unnoticed", (1, 7), "", False, False))
    facts = {"about": about, "times": Times("10:02", "10:03", "10:05", "10:21", 95), "praise": "王喆主动帮客人提行李。",
             "good": ((GREETED, "10:03"),), "to_try": (ASKED, "先问行程，再推荐房型。"),
             "parts": (Part({"zh": "接待", "en": "Reception"}, lines, 71.0, 4, 5),), "before": 71.0, "after": 40.0,
             "critical": (ASKED,), "with_scores": True} | changes
    return VisitPaper(**facts)


def text_of(body):
    """What can be read on paper."""
    return "".join(subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()
                   .split())


@pytest.mark.parametrize(("name", "locale"), [("zh", "zh_Hans"), ("en", "en"), ("both", "both")])
def test_each_page_of_a_visit_looks_as_it_did(name, locale):
    looks_like(pdf.render("quality/report.pdf.html", locale=locale, visit=told()), f"visit_{name}")


def test_the_person_observed_reads_words_and_no_score():
    said = text_of(pdf.render("quality/report.pdf.html", locale="en", visit=told(with_scores=False)))
    assert "Scoreofthevisit" not in said and "Onethingtotry" in said


def test_the_store_prints_the_visit_that_its_page_shows(cards, browser, cast):
    card = cards.released(person=cast.wang)
    answer = browser.login(cast.li).get(f"/quality/scorecards/{card.id}/report.pdf?language=both")
    said = text_of(answer.data)
    assert answer.mimetype == "application/pdf" and "静安店" in said and "王喆" in said and "陈晨" not in said
    with pikepdf.open(io.BytesIO(answer.data)) as document:
        assert document.Root.MarkInfo.Marked and b"pdfuaid:part" in document.Root.Metadata.read_bytes()


def test_the_page_leads_to_it(cards, browser, cast):
    card = cards.released(person=cast.wang)
    assert f"/quality/scorecards/{card.id}/report.pdf" in browser.login(cast.li).get(f"/quality/scorecards/{card.id}").text


def test_a_visit_that_is_not_released_and_a_foreign_one_are_not_there(cards, browser, cast):
    submitted, released = cards.submitted(), cards.released(person=cast.wang)
    assert browser.login(cast.li).get(f"/quality/scorecards/{submitted.id}/report.pdf").status_code == 404
    assert browser.login(cast.sun).get(f"/quality/scorecards/{released.id}/report.pdf").status_code == 404


def test_what_no_font_has_is_refused_in_a_sentence(cards, browser, cast, db):
    card = cards.released(person=cast.wang)
    db.session.get_one(Visit, card.id).praise = "\U00030000"
    db.session.commit()
    answer = browser.login(cast.li).get(f"/quality/scorecards/{card.id}/report.pdf")
    assert answer.status_code == 503 and "could not be printed just now" in answer.text
