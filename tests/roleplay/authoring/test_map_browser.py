"""The map in a real browser: zooming, the arrow keys, and what axe says of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cxtrain.paths import resource_dir
from tests.roleplay.authoring.drawn import BROKEN, map_of

pytestmark = pytest.mark.browser
FRAME = '<!doctype html><html lang="en"><head><title>Map</title></head><body><main><h1>Map</h1>{}</main></body></html>'


@pytest.fixture
def page(app, chromium):
    """The map of a broken story on a page of its own, at a phone's width."""
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.set_content(FRAME.format(map_of(app, BROKEN)))
    for name in ("base.css", "roleplay/map.css"):
        page.add_style_tag(content=(resource_dir("static") / name).read_text())
    page.add_script_tag(content=(resource_dir("static") / "roleplay/map.js").read_text(), type="module")
    expect(page.locator(".map-tools")).to_be_visible()
    yield page
    page.close()


def focused(page):
    """Return the scene that has the focus."""
    return page.locator("a[data-scene]:focus").get_attribute("data-scene")


def test_the_arrow_keys_move_to_the_nearest_scene_and_never_off_the_map(page):
    page.locator("a[data-scene=desk]").focus()
    page.keyboard.press("ArrowUp")
    assert focused(page) == "desk"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "talk"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "end"
    page.keyboard.press("ArrowUp")
    assert focused(page) == "talk"


def test_tab_goes_through_the_scenes_in_reading_order(page):
    page.locator("[data-zoom=fit]").focus()
    found = []
    for _ in range(4):
        page.keyboard.press("Tab")
        found.append(focused(page))
    assert found == ["desk", "talk", "end", "apart"]


def test_the_lines_of_the_scene_with_the_focus_stand_out(page):
    page.locator("a[data-scene=end]").focus()
    near = page.locator(".map-line.near")
    assert {(one.get_attribute("data-from"), one.get_attribute("data-to")) for one in near.all()} == {("talk", "end"), ("apart", "end")}


def test_it_can_be_made_larger_smaller_and_shown_whole(page):
    drawing = page.locator(".map-drawing")
    natural = drawing.bounding_box()["width"]
    page.locator("[data-zoom=in]").click()
    assert drawing.bounding_box()["width"] == pytest.approx(1.25 * natural, abs=1)
    page.locator("[data-zoom=out]").click()
    assert drawing.bounding_box()["width"] == pytest.approx(natural, abs=1)
    page.locator("[data-zoom=fit]").click()
    assert drawing.bounding_box()["width"] <= page.locator(".map-scroll").bounding_box()["width"]


def test_the_wheel_zooms_with_control_held_and_scrolls_without(page):
    drawing = page.locator(".map-drawing")
    natural = drawing.bounding_box()["width"]
    page.locator(".map-scroll").hover()
    page.mouse.wheel(0, 40)
    assert drawing.bounding_box()["width"] == natural
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(drawing).not_to_have_attribute("width", str(int(natural)))
    assert drawing.bounding_box()["width"] > natural


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.locator(".map-list summary").click()
    assert Axe().run(page).response["violations"] == []
