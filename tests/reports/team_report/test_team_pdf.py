import datetime as dt
import subprocess

import pytest

from cxtrain.reports.team_report.paper import CellOnPaper, PlaceOnPaper, PlanOnPaper, PraiseOnPaper, TeamPaper
from cxtrain.web import pdf
from tests.pictures import looks_like
from tests.planning.conftest import around

NAMES = (("有形性", "Tangibles"), ("可靠性", "Reliability"), ("响应性", "Responsiveness"), ("保证性", "Assurance"), ("移情性", "Empathy"))
CELLS = (CellOnPaper(6.2, 24, 5.9, 6.5, 0), CellOnPaper(5.4, 24, 5.1, 5.7, -1), CellOnPaper(None, 2, None, None, 0),
         CellOnPaper(6.7, 24, 6.5, 6.9, 1), CellOnPaper(None, 0, None, None, 0))
TEAM = TeamPaper(
    unit={"zh": "静安店", "en": "Jing'an"}, code="JA", made_on=dt.date(2026, 5, 12), first_month="2025-06", last_month="2026-05",
    dimensions=tuple({"zh": zh, "en": en} for zh, en in NAMES),
    places=(PlaceOnPaper({"zh": "前台入住", "en": "Check-in"}, CELLS), PlaceOnPaper({"zh": "投诉处理台", "en": "Complaint desk"}, CELLS)),
    tested=6, above=2, below=2, plans=(
        PlanOnPaper("P-2026-0043", {"zh": "到 7 月，前台可靠性从 5.4 到 5.7。", "en": "Reliability at check-in from 5.4 to 5.7 by July."},
                    {"zh": "前台入住", "en": "Check-in"}, dt.date(2026, 7, 11), 1, 3, "approved"),), coaching=2,
    praise=(PraiseOnPaper(dt.date(2026, 5, 2), {"zh": "前台入住", "en": "Check-in"}, "有人主动帮客人提行李。"),), failed=1, appeals=0)


def text_of(body):
    """What can be read on paper."""
    return "".join(subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()
                   .split())


@pytest.mark.parametrize(("name", "locale"), [("zh", "zh_Hans"), ("en", "en"), ("both", "both")])
def test_each_page_of_a_store_looks_as_it_did(name, locale):
    looks_like(pdf.render("reports/team_report/team.pdf.html", locale=locale, team=TEAM), f"team_{name}")


def test_it_says_what_the_team_page_says_and_names_nobody(browser, cast, db, records):
    records.unit(cast.jingan, around(4.0), "empathy")
    db.session.commit()
    said = text_of(browser.login(cast.li).get(f"/team/{cast.jingan}/report.pdf").data)
    assert "4.0▼" in said and "n8" in said and "Testedagainstthestandard:1." in said
    assert not any(name in said for name in ("王喆", "WangZhe", "赵䶮"))


def test_an_empty_store_says_so(browser, cast):
    answer = browser.login(cast.li).get(f"/team/{cast.jingan}/report.pdf?language=zh&span=3")
    assert "这几个月没有反馈的评分单。" in text_of(answer.data)


def test_a_foreign_store_is_not_there_and_staff_have_none(browser, cast):
    assert browser.login(cast.li).get(f"/team/{cast.xuhui}/report.pdf").status_code == 404
    assert browser.login(cast.wang).get(f"/team/{cast.jingan}/report.pdf").status_code == 403


def test_what_no_font_has_is_refused_in_a_sentence(browser, cast, records):
    records.plan(goal={"zh": "\U00030000", "en": "\U00030000"})
    answer = browser.login(cast.li).get(f"/team/{cast.jingan}/report.pdf")
    assert answer.status_code == 503 and "could not be printed just now" in answer.text
