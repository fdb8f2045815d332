"""Items of every kind on a phone: by thumb and by keyboard, saved as one writes, read again as written."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cxtrain.clock import today
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Role
from cxtrain.quality import operations, queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.checks.operations import start_check
from tests.quality.conftest import SCENARIOS, Card, actor
from tests.quality.entering.conftest import until

pytestmark = pytest.mark.browser
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def check(db, cast, hotel, desk):
    """An announced check just begun, of 15 items: yes/no, numbers, a text and a photo."""
    operations.publish_instrument((SCENARIOS / "instruments" / "observable-standards.yaml").read_bytes())
    me = actor(db, cast.chen, Role.SUPERVISOR)
    visit = start_check(me, db.session.get(Unit, me.unit_id), db.session.get(Touchpoint, hotel.desk), today("Asia/Shanghai"))
    db.session.commit()
    card = Card(visit.id)
    db.session.rollback()
    return card


def kept(db, page, card):
    """What the server has, once everything is there."""
    until(page, "localStorage.length === 0")
    db.session.rollback()
    answers = queries.answers_of(card.id)
    db.session.rollback()  # or the page's next save would wait for this transaction
    return answers


def test_each_kind_is_answered_by_thumb_and_read_again(phones, check, db):
    page = phones().open(check)
    page.locator("#y1").get_by_label("是", exact=True).tap()
    page.locator("#y3").get_by_label("否", exact=True).tap()
    page.locator("#y3 textarea").fill("10:05 门口一摊水")
    page.get_by_role("textbox", name="随手挑五样").fill("4")
    page.locator("#n2").get_by_label("没留意到").tap()
    page.locator("#t1 textarea").fill("擦干门口")
    page.locator("#p1").get_by_label("不适用").tap()
    expect(page.locator("#count")).to_have_text("6/15")
    answers = {"y1": Answer(1), "y3": Answer(0, note="10:05 门口一摊水"), "n1": Answer(4), "n2": Answer(missing="unnoticed"),
               "t1": Answer(note="擦干门口"), "p1": Answer(missing="na")}
    assert kept(db, page, check) == answers
    page.reload()
    expect(page.locator("#count")).to_have_text("6/15")
    expect(page.locator("#n1 input.number")).to_have_value("4")
    expect(page.locator("#n2").get_by_label("没留意到")).to_be_checked()


def test_a_number_typed_takes_a_ticked_box_back_and_the_other_way_round(phones, check, db):
    page = phones().open(check)
    number, box = page.locator("#n2 input.number"), page.locator("#n2").get_by_label("没留意到")
    box.check()
    assert kept(db, page, check) == {"n2": Answer(missing="unnoticed")}
    number.fill("45")
    expect(box).not_to_be_checked()
    until(page, "document.getElementById('count').textContent === '1/15' && localStorage.length === 0")
    assert kept(db, page, check) == {"n2": Answer(45)}
    box.check()
    assert kept(db, page, check) == {"n2": Answer(missing="unnoticed")}


def test_a_photo_is_asked_for_where_the_answer_is_low(phones, check):
    page = phones().open(check)
    ask = page.locator("#y3 .photo-of button")
    expect(ask).to_be_hidden()
    page.locator("#y3").get_by_label("否", exact=True).tap()
    with page.expect_file_chooser():
        ask.tap()
    expect(page.locator("#photo-item")).to_have_value("y3")


def test_without_the_script_the_button_saves_and_leads_to_the_photo_page(browser, cast, check, db):
    answer = browser.login(cast.chen).post(f"/quality/visits/{check.id}", y3="0", action="photo-y3")
    assert (answer.status_code, answer.location) == (303, f"/quality/visits/{check.id}/photos?item=y3")
    assert queries.answers_of(check.id) == {"y3": Answer(0)}


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "locale"), [(390, "zh-CN"), (1280, "en-US")])
def test_everything_is_large_enough_stays_on_the_page_and_reads_well(phones, check, width, locale, look):
    page = phones(locale=locale, viewport={"width": width, "height": 844}, color_scheme=look).open(check, kept=False)
    sizes = page.evaluate("""[...document.querySelectorAll('.item .segmented span:not(.visually-hidden), .item .other span, '
        + '.item .measured input, .item button')].filter((e) => e.offsetParent).map((e) => e.getBoundingClientRect().height)""")
    assert len(sizes) > 40
    assert min(sizes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options).then((found) => found.violations)", RULES)
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:2]) for each in found] == []
