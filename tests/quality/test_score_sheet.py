"""The form on paper: one A4 page, in the reader's language or both, blank or for one visit."""

import re
import subprocess
from pathlib import Path

import pytest

from cxtrain.quality.instrument_file import read_form, read_survey
from cxtrain.quality.paper.layout import Occasion, laid_out, scale_line
from cxtrain.quality.paper.wording import FAIR, KINDS, PHRASES
from cxtrain.web import pdf

FILES = Path(__file__).parents[2] / "scenarios" / "instruments"
SURVEY, _ = read_survey((FILES / "servqual-22.yaml").read_bytes())
FORMS = sorted(path for path in FILES.glob("*.yaml") if path.stem != "servqual-22")


def printed(name, language="zh", there=None):
    form = read_form((FILES / f"{name}.yaml").read_bytes(), {SURVEY.slug: SURVEY}).instrument
    return pdf.render(
        "quality/score_sheet.pdf.html", locale="en" if language == "en" else "zh_Hans", language=language, of=form.kind,
        kind=KINDS[form.kind].as_dict(), fair=FAIR[form.kind].as_dict(), title=form.title.said.as_dict(),
        blocks=laid_out(form), scale=scale_line(form), there=there or Occasion(), code="x",
        t={word: words.as_dict() for word, words in PHRASES.items()})


def words_of(body):
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()
    return re.sub(r"[ \n]+", "", told)


@pytest.mark.parametrize("language", ["zh", "en", "both"])
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_each_form_we_ship_is_one_page(path, language):
    body = printed(path.stem, language)
    assert words_of(body).count("\f") == 1


def test_it_asks_every_item_and_leaves_room_for_what_a_shopper_notes():
    words = words_of(printed("hotel-breakfast"))
    assert "没有让我久等（秒数另记）" in words and "到店" in words and "离开" in words and "小票号" in words
    assert words.index("亮点（先写）") < words.index("没有让我久等")
    assert "第1页共1页" in words and "低于4请写备注" in words
    assert "花生" not in words  # the answers to test questions are on the brief, not on what is carried about


def test_each_kind_of_item_can_be_filled_in():
    words = words_of(printed("observable-standards"))
    assert words.count("是否") >= 10 and "已拍照" in words and "分钟" in words
    assert "3做到了" in words_of(printed("coaching-observation"))


def test_it_names_the_visit_and_stores_no_badge_where_the_unit_stores_none():
    there = Occasion("4711", {"zh": "静安店", "en": "Jing'an"}, {"zh": "早餐", "en": "Breakfast"}, "2026-05-06",
                     "https://example.org/quality/visits/4711", names=False)
    words = words_of(printed("hotel-breakfast", there=there))
    assert "4711" in words and "静安店" in words and "2026-05-06" in words and "扫码录入" in words
    assert "工牌" not in words


def test_a_form_is_sent_as_pdf(browser, cast, hotel):
    page = browser.login(cast.he).get("/quality/forms/hotel-breakfast/sheet.pdf?language=both")
    assert (page.status_code, page.mimetype) == (200, "application/pdf")
    assert browser.get("/quality/forms/no-such/sheet.pdf").status_code == 404
    assert browser.get("/quality/forms/servqual-22/sheet.pdf").status_code == 404
    assert browser.get(f"/quality/forms/hotel-breakfast/sheet.pdf?version={'0' * 64}").status_code == 404
