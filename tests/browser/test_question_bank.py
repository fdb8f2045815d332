"""A trainer writes a question of each kind, takes some over from a text, and finds them again; on a phone and at a desk."""

import re

import pytest
from playwright.sync_api import expect

from cxtrain.quizzes.kinds.every import KIND_NAMES
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser
BANK = "/authoring/questions"
OPTIONS = {"options-0-text": "问候", "options-1-text": "报价"}
TYPED = {  # by kind: texts in two languages by their field without the language, single fields, and what is ticked or chosen
    "single": (OPTIONS, {}, ["options-0-correct"]),
    "multiple": (OPTIONS | {"options-2-text": "倾听"}, {}, ["options-0-correct", "options-2-correct"]),
    "true_false": ({"feedback_wrong": "再想想"}, {}, ["answer"]),
    "short_answer": ({}, {"answers-0-text": "酸奶", "answers-1-text": "yog*rt", "answers-1-weight": "50"}, []),
    "gap_fill": ({}, {"parts-0-answers-0-text": "问候", "parts-1-answers-0-text": "倾听"}, []),
    "numerical": ({}, {"answers-0-value": "３", "answers-0-tolerance": "0.5"}, []),
    "matching": ({f"pairs-{at}-{part}": f"{part} {at}" for at in (0, 1) for part in ("text", "match")}, {}, []),
    "ordering": ({f"items-{at}-text": f"第 {at} 步" for at in range(4)}, {}, []),
    "judgement": ({f"responses-{at}-text": f"做法 {at}" for at in range(3)},
                  {f"responses-{at}-rates-{expert}": str(1 + at) for at in range(3) for expert in range(3)}, []),
    "free_text": ({"sample": "先道歉，再处理"}, {}, []),
    "description": ({}, {}, []),
}


def fill(page, kind, title):
    """Type a question of a kind, in both languages."""
    said, fields, ticks = TYPED[kind]
    text = f"{title}：[[1]]，[[2]]" if kind == "gap_fill" else title
    for name, words in {"text": text, **said}.items():
        page.fill(f"[name={name}_zh]", words)
        page.fill(f"[name={name}_en]", words)
    for name, words in fields.items():
        page.fill(f"[name={name}]", words)
    for name in ticks:
        page.locator(f"[name={name}]").first.check()


@pytest.mark.parametrize("size, language", [(PHONE, "zh-CN"), (DESK, "en-US")])
def test_a_question_of_each_kind_is_written(visitor, size, language):
    author = visitor(size=size, language=language).sign_in("author")
    page, wrong = author.page, []
    for kind in KIND_NAMES:
        page.goto(f"{BANK}/new")
        page.click(f"main a[href$='/new/{kind}']")
        title = f"{kind} {language} {size['width']}"
        fill(page, kind, title)
        wrong += author.faults()
        page.click(".bank-bar [value=look]")
        expect(page.locator("#look")).to_contain_text(title)
        page.click(".bank-bar [value=save]")
        expect(page.locator("h1")).to_contain_text(title)
        wrong += author.faults()
    page.goto(f"{BANK}?text={language}+{size['width']}")
    expect(page.locator(".bank-list > li")).to_have_count(len(KIND_NAMES))
    assert wrong + author.faults() == []


def test_rows_come_and_go_without_leaving_the_page(visitor):
    author = visitor(size=PHONE, language="zh-CN").sign_in("author")
    page = author.page
    page.goto(f"{BANK}/new/single")
    page.fill("[name=options-1-text_zh]", "第二个")
    page.click("[value='add:options']")
    expect(page.locator("[name=options-4-text_zh]")).to_be_focused()
    page.click("[value='up:options-1']")
    expect(page.locator("[name=options-0-text_zh]")).to_have_value("第二个")
    page.click("[value='remove:options-0']")
    expect(page.locator("[name=options-4-text_zh]")).to_have_count(0)
    expect(page.locator("#state")).to_have_text(author.said("What you typed is not kept yet."))
    page.fill("[name=text_zh]", "题目")
    page.click(".bank-bar [value=save]")
    expect(page.locator(".wrong").first).to_be_visible()
    expect(page.locator("[name=text_zh]")).to_have_value("题目")
    assert author.faults() == []


@pytest.mark.parametrize("size, language", [(PHONE, "zh-CN"), (DESK, "en-US")])
def test_questions_are_taken_over_from_a_text(visitor, size, language):
    author = visitor(size=size, language=language).sign_in("author")
    page, mark = author.page, f"{language} {size['width']}"
    page.goto(BANK)
    page.click("main a[href$='/import']")
    wrong = author.faults()
    page.fill("[name=text]", f"1. 早餐几点开始（{mark}）？\nA. 六点 B. 七点\n答案：A\n\n2. 没有答案（{mark}）\nA. 甲\nB. 乙\n")
    page.click("form.card button[type=submit]")
    expect(page.locator(".bank-taken > li")).to_have_count(2)
    wrong += author.faults()
    page.fill("[name=category]", f"导入/{mark}")
    page.click(".bank-bar button")
    expect(page.locator("main")).to_contain_text(re.sub(r"%\(num\)s", "1", author.said("%(num)s question is in the bank now.")))
    wrong += author.faults()
    page.goto(f"{BANK}?category=导入/{mark}")
    expect(page.locator(".bank-list > li")).to_have_count(1)
    page.click(".bank-export summary")
    page.click(".bank-export a[href*='/export/gift']")
    assert wrong + author.faults() == []


def test_the_bank_is_as_readable_in_the_dark(visitor):
    author = visitor(size=DESK, language="en-US", dark=True).sign_in("author")
    wrong = []
    for path in (BANK, f"{BANK}?lacks=any", f"{BANK}/new", f"{BANK}/new/judgement", f"{BANK}/import", f"{BANK}/1"):
        author.page.goto(path)
        wrong += author.faults()
    assert wrong == []
