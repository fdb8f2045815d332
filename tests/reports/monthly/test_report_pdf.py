"""The monthly report on paper."""

import dataclasses
import re
import subprocess

import pytest

from cxtrain.reports.monthly.paper import paper_of
from cxtrain.web import pdf
from tests.pictures import looks_like
from tests.reports.monthly.conftest import EMPTY, FACTS, MADE, kept


def printed(facts, locale="zh_Hans", made=MADE):
    return pdf.render("reports/monthly/report.pdf.html", locale=locale, paper=paper_of(facts, made))


def text_of(body):
    return re.sub(r"\s+", "", subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True
                                             ).stdout.decode())


@pytest.mark.parametrize(("name", "locale"), [("zh", "zh_Hans"), ("en", "en"), ("both", "both")])
def test_each_page_looks_as_it_did(name, locale):
    looks_like(printed(FACTS, locale), f"monthly_{name}")


def test_equal_facts_give_equal_bytes():
    assert printed(FACTS) == printed(dataclasses.replace(FACTS))


def test_an_empty_month_made_by_itself_says_so():
    said = text_of(printed(EMPTY, made=dataclasses.replace(MADE, by=None)))
    assert "先把数据补足" in said and "制表人系统" in said and "门店并列比较" not in said


def test_the_page_sends_it_in_the_wished_language(browser, cast, db):
    number = kept(db, cast, EMPTY)
    answer = browser.login(cast.li).get(f"/monthly/{number}/report.pdf?language=both")
    assert answer.mimetype == "application/pdf" and "月报Monthlyreport" in text_of(answer.data)


def test_what_no_font_has_is_refused_in_a_sentence(browser, cast, db):
    odd = dataclasses.replace(EMPTY, unit=dataclasses.replace(EMPTY.unit, label={"zh": "\U00030000", "en": "\U00030000"}))
    number = kept(db, cast, odd)
    answer = browser.login(cast.li).get(f"/monthly/{number}/report.pdf")
    assert answer.status_code == 503 and "could not be printed just now" in answer.text
