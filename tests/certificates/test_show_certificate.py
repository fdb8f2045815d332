import re

import pytest

from cxtrain.extensions import db as database
from cxtrain.people.models import Employee
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingFont
from tests.certificates.conftest import certificate


@pytest.fixture
def page(office, cast):
    return f"/certificates/{office.award(cast.wang)}"


def test_its_owner_sees_the_sheet_and_the_words(page, browser, cast):
    text = browser.login(cast.wang).get(page).text
    assert "王喆" in text
    assert "于2026年5月12日至19日参加《关键时刻》培训，共4学时，" in re.sub(r"</?span[^>]*>", "", text)
    assert "Download the PDF" in text and "May 19, 2026" in text and "Revoke" not in text


def test_it_speaks_chinese(page, chinese, cast):
    text = chinese.login(cast.wang).get(page).text
    assert "下载 PDF" in text and "2026年5月19日" in text and "有效" in text


def test_the_border_comes_from_an_address_that_anybody_may_open(page, browser):
    answer = browser.get("/certificates/forms/house.svg")
    assert answer.status_code == 200 and answer.mimetype == "image/svg+xml" and "<use " in answer.text
    assert not re.search(r"style=|<script", answer.text)


@pytest.mark.parametrize("who", ["li", "he"])
def test_supervisor_and_hr_see_it(page, browser, cast, who):
    assert browser.login(getattr(cast, who)).get(page).status_code == 200


@pytest.mark.parametrize("who", ["zhao", "chen", "lin", "admin"])
def test_for_others_it_is_not_there(page, browser, cast, who):
    browser.login(getattr(cast, who))
    assert browser.get(page).status_code == browser.get(f"{page}/certificate.pdf").status_code == 404
    assert browser.get("/certificates/999999").status_code == 404


def test_a_stranger_is_asked_to_sign_in(page, browser):
    for url in (page, f"{page}/certificate.pdf", "/certificates"):
        answer = browser.get(url)
        assert (answer.status_code, answer.location) == (302, "/sign-in")


def test_the_pdf_is_the_same_each_time(page, browser, cast):
    browser.login(cast.wang)
    first, second = browser.get(f"{page}/certificate.pdf"), browser.get(f"{page}/certificate.pdf")
    assert first.status_code == 200 and first.mimetype == "application/pdf" and first.data == second.data
    assert (
        "HM-MOT-2026-0001.pdf" in first.headers["Content-Disposition"] and first.headers["Cache-Control"] == "no-store"
    )


def test_a_name_that_cannot_be_printed_is_named_and_the_page_stays(office, browser, cast):
    database.session.get_one(Employee, cast.wang).name = "王𠀀"
    database.session.commit()
    url = f"/certificates/{office.award(cast.wang)}"
    answer = browser.login(cast.wang).get(f"{url}/certificate.pdf")
    assert answer.status_code == 503 and "the installed fonts lack 𠀀" in answer.text
    assert browser.get(url).status_code == 200


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (pdf.PrintTimedOut("not done after 20 seconds"), "Try again in a minute"),
        (pdf.PrintBusy("no process came free"), "Try again in a minute"),
        (MissingFont("LXGW WenKai"), "the font LXGW WenKai is missing"),
    ],
)
def test_a_broken_renderer_is_said_so_and_the_page_stays(page, browser, cast, monkeypatch, fault, said):
    def fail(*_, **__):
        raise fault

    monkeypatch.setattr(pdf, "render", fail)
    answer = browser.login(cast.wang).get(f"{page}/certificate.pdf")
    assert answer.status_code == 503 and said in answer.text and "王喆" in answer.text


def test_ones_own_list_shows_them_and_says_so_when_empty(office, browser, cast):
    assert "Your first certificate appears here" in browser.login(cast.zhao).get("/certificates").text
    number = certificate(office.award(cast.zhao)).number
    assert number in browser.get("/certificates").text


def test_it_can_be_saved_as_a_picture_for_those_who_may_see_it(page, browser, cast):
    assert browser.login(cast.wang).get(f"{page}/picture").text.count(f"{page}/certificate.png") == 1
    picture = browser.get(f"{page}/certificate.png")
    assert picture.mimetype == "image/png" and picture.data.startswith(b"\x89PNG") and len(picture.data) < 300_000
    assert "HM-MOT-2026-0001.png" in picture.headers["Content-Disposition"]


def test_nobody_else_sees_the_picture_and_a_revoked_one_has_none(page, browser, cast, db):
    browser.login(cast.zhao)
    assert browser.get(f"{page}/certificate.png").status_code == browser.get(f"{page}/picture").status_code == 404
    row = certificate(int(page.rsplit("/", 1)[1]))
    row.revoked_at, row.revoked_reason = row.issued_at, "wrong course"
    db.session.commit()
    browser.login(cast.wang)
    assert browser.get(f"{page}/certificate.png").status_code == browser.get(f"{page}/picture").status_code == 410
