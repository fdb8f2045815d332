import re

import pytest
from sqlalchemy import select

from cxtrain.certificates.form.models import CertificateFormVersion
from cxtrain.certificates.form.queries import form_for
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from tests.certificates.conftest import certificate
from tests.certificates.form.conftest import HOUSE, fields_of

COURSE = "/certificates/forms/courses/moments"


def versions():
    """Return (course, number) of every version."""
    database.session.rollback()
    rows = database.session.execute(select(CertificateFormVersion.course_slug, CertificateFormVersion.number))
    return sorted((slug, number) for slug, number in rows)


def test_saving_makes_a_version_and_saving_the_same_makes_none(writer):
    answer = writer.send(title_zh="结业证书", title_en="Certificate of completion", palette="ink", orientation="portrait")
    assert answer.status_code == 303 and versions() == [("", 1)]
    page = writer.browser.get(HOUSE).text
    assert "Saved as version 1" in page and 'class="paper portrait"' in page and "结业证书" in page
    writer.send()
    assert "Nothing was changed" in writer.browser.get(HOUSE).text and versions() == [("", 1)]
    assert database.session.scalars(select(LedgerEntry.action).where(LedgerEntry.action.like("%form%"))).all() == [
        "certificate form changed"]


def test_a_preview_shows_what_is_typed_and_keeps_nothing(writer):
    page = writer.send(do="preview", title_zh="岗前培训证书", title_en="Induction", photo="y", level="pass").text
    assert "岗前培训证书" in page and "考核等级：合格" in page and "with-photo" in page and versions() == []
    assert "王小明" in page and "SAMPLE-0000" in page  # nobody's data stands on a sample


@pytest.mark.parametrize(("field", "typed", "said"), [
    ("title_zh", "中国培训证书", 'Line 1, character 1: "中国"'), ("text_en", "Well done.", "Nobody is named"),
    ("text_zh", "于{期间}\n参加{这个}", 'Line 2, character 3: "{这个}"'), ("first-post_zh", "全国总监", '"全国"'),
    ("text_zh", "经实操考核合格", "write {assessed}"), ("firm_zh", "\U00020000公司", "fonts lack"),
    ("text_zh", "于" * 390, None), ("text_zh", "\n".join(["特发此证"] * 5), "at most 4 lines"), ("months", "x", None),
])
def test_what_may_not_stand_there_is_refused_with_its_place_and_the_text_stays(writer, field, typed, said):
    more = {"validity": "months"} if field == "months" else {}
    for do, status in (("save", 400), ("preview", 200)):
        answer = writer.send(do=do, **{field: typed}, **more)
        assert answer.status_code == status and typed.split("\n")[0] in answer.text
        assert "This cannot be saved yet" in answer.text
        if said:
            assert said in re.sub("&#34;", '"', answer.text)
    assert versions() == []


def test_whoever_comes_second_sees_both_texts_and_loses_nothing(writer):
    mine = writer.fields()
    writer.send(palette="plum")
    clash = writer.send(seen=mine, title_zh="我的证书", title_en="Mine")
    assert clash.status_code == 409 and "while you were typing" in clash.text and "我的证书" in clash.text
    assert "<li><span class=\"strong\">Colours</span>: plum</li>" in clash.text and versions() == [("", 1)]
    again = writer.send(seen=fields_of(clash.text))
    assert again.status_code == 303 and versions() == [("", 1), ("", 2)]


def test_a_certificate_keeps_the_form_that_it_was_issued_on(writer, office, cast):
    writer.send(COURSE, palette="cinnabar", title_zh="结业证书", title_en="Completion", validity="months", months="6",
                grace_days="30")
    first = office.award(cast.wang)
    writer.send(COURSE, palette="pine", title_zh="新证书", title_en="New")
    second = office.award(cast.zhao)
    pages = [writer.browser.get(f"/certificates/{number}").text for number in (first, second)]
    assert "结业证书" in pages[0] and "cinnabar" in pages[0] and "新证书" in pages[1] and "pine" in pages[1]
    kept = certificate(first)
    assert kept.title == {"zh": "结业证书", "en": "Completion"} and kept.form_version_id
    assert (kept.valid_until.isoformat(), kept.grace_until.isoformat()) == ("2026-11-18", "2026-12-18")


def test_a_course_has_its_own_form_or_the_houses_and_can_go_back(writer):
    writer.send(HOUSE, palette="ink")
    assert form_for("moments").sheet.palette == "ink"
    writer.send(COURSE, palette="plum")
    page = f"{COURSE}/versions"
    assert form_for("moments").sheet.palette == "plum"
    assert "plum" in writer.browser.get(page).text
    writer.browser.post(page, version="none")
    assert form_for("moments").sheet.palette == "ink"
    oldest = re.search(r'name="version" value="(\d+)"', writer.browser.get(page).text)[1]
    writer.browser.post(page, version=oldest)
    assert form_for("moments").sheet.palette == "plum" and versions()[-1] == ("moments", 3)
    assert writer.browser.post(page, version="999").status_code == 404


def test_a_course_that_is_not_there_has_no_form(writer):
    assert writer.browser.get("/certificates/forms/courses/nothing").status_code == 404


def test_the_list_says_which_form_counts(writer):
    assert "as delivered" in writer.browser.get("/certificates/forms").text
    writer.send(COURSE, photo="y")
    assert "own form, version 1" in writer.browser.get("/certificates/forms").text


def test_it_speaks_chinese(office, chinese, cast):
    page = chinese.login(cast.he).get(HOUSE).text
    assert "全公司通用版式" in page and "朱砂配金" in page and "长按" not in page
