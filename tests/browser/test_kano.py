"""A Kano study from its first feature to the category that counts, and the register: on a phone and at a desk, in both languages."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser
FEATURE = {"name_zh": "热毛巾", "name_en": "Hot towel", "there_zh": "到店有热毛巾,您觉得怎么样?", "there_en": "A hot towel on arrival: how do you feel?",
           "missing_zh": "到店没有热毛巾呢?", "missing_en": "No hot towel on arrival: how do you feel?"}


@pytest.mark.parametrize(("language", "size"), [("zh-CN", PHONE), ("en-US", DESK)])
def test_hr_makes_a_study_has_it_asked_and_keys_in_a_sheet(visitor, language, size):
    hr = visitor(size=size, language=language).sign_in("hr")
    page, said = hr.page, hr.said
    page.goto("/voices/kano")
    page.get_by_role("link", name=said("Begin a study")).click()
    for name, text in {"title_zh": "到店的小事", "title_en": "Small things on arrival", "purpose_zh": "改进到店", "purpose_en": "To improve arrival"}.items():
        page.fill(f"[name={name}]", text)
    assert hr.faults() == []
    page.get_by_role("button", name=said("Begin"), exact=True).click()
    page.get_by_role("link", name=said("Add a feature")).click()
    for name, text in FEATURE.items():
        page.fill(f"[name={name}]", text)
    assert hr.faults() == []
    page.get_by_role("button", name=said("Save")).click()
    assert hr.faults() == []
    page.get_by_role("button", name=said("Have it asked")).click()
    expect(page.get_by_text(said("Nobody has answered yet. From 20 answers this page gives a hint, from 30 a result."))).to_be_visible()
    page.get_by_role("link", name=said("Enter answers from paper")).click()
    page.fill("#sheet", "1")
    page.locator("[name='hot-towel+'][value='1']").check(force=True)
    page.locator("[name='hot-towel-'][value='3']").check(force=True)
    assert hr.faults() == []
    page.get_by_role("button", name=said("Enter this sheet")).click()
    expect(page.get_by_role("status")).to_be_visible()
    assert hr.faults() == []


@pytest.mark.parametrize(("language", "size"), [("zh-CN", PHONE), ("en-US", DESK), ("en-US", {"width": 320, "height": 640})])
def test_what_the_study_found_is_read_without_a_fault(visitor, ask, language, size):
    study, = ask("select study_id from kano_category")
    hr = visitor(size=size, language=language).sign_in("hr")
    hr.page.goto(f"/voices/kano/{study}")
    expect(hr.page.locator("svg[role=img]")).to_have_count(2)
    assert hr.faults() == []
    hr.page.get_by_role("link", name=hr.said("Let it count in plans")).first.click()
    assert hr.faults() == []
    for path in (f"/voices/kano/{study}?group=on-holiday", "/voices/kano",
                 f"/voices/kano/touchpoints/{ask('select touchpoint_id from kano_category')[0]}", f"/voices/kano/{study}/sheets"):
        hr.page.goto(path)
        assert hr.faults() == [], path


@pytest.mark.parametrize(("language", "size"), [("zh-CN", {"width": 320, "height": 640}), ("en-US", DESK)])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_register_is_a_press_away_and_read_without_a_fault(visitor, language, size, dark):
    staff = visitor(size=size, language=language, dark=dark).sign_in("staff")
    staff.page.get_by_role("link", name=staff.said("Privacy")).click()
    expect(staff.page.get_by_role("heading", level=1)).to_have_text(staff.said("What is kept about people"))
    staff.page.locator("details").nth(1).click()
    assert staff.faults() == []
