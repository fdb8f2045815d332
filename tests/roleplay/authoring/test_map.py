"""The map as markup, and the differences: what is drawn, said to screen readers, and never put in as code."""

import re
from xml.etree import ElementTree

import pytest

from cxtrain.roleplay.authoring.comparison.conditions import spoken
from cxtrain.roleplay.authoring.comparison.differences import differences
from tests.roleplay.authoring.drawn import BROKEN, drawn, map_of
from tests.roleplay.stories import both


def elements(page, name, **attributes):
    """Return the elements of the drawing with a name and attributes."""
    svg = ElementTree.fromstring(re.search(r'<svg class="map-drawing".*?</svg>\s*</div>', page, re.S)[0].removesuffix("</div>").strip())
    return [one for one in svg.iter(name) if all(one.get(key) == value for key, value in attributes.items())]


def said(page, name):
    """Return what a screen reader says of a scene."""
    return next(one for one in elements(page, "a") if one.get("data-scene") == name).get("aria-label")


def test_each_scene_is_a_link_that_says_what_its_signs_say(app):
    page = map_of(app, BROKEN)
    assert [one.get("href") for one in elements(page, "a")] == ["/scenes/desk", "/scenes/talk", "/scenes/end", "/scenes/apart"]
    assert said(page, "desk") == "desk · hm · first scene · moment of truth · 1 error"
    assert said(page, "talk") == "talk · hm · 1 error"
    assert said(page, "end") == "end · The <empty> chair · ending: Lost"


def test_it_is_said_in_chinese_too(app):
    page = map_of(app, BROKEN, "zh")
    assert said(page, "desk") == "desk · hm，好 · 第一个场景 · 关键时刻 · 1 处错误"
    assert "没有应对通向这里" in page and "desk → talk (2 个应对)" in page


def test_a_line_says_from_where_to_where_by_how_many_answers(app):
    titles = [one.text for one in elements(map_of(app, BROKEN), "title")]
    assert "desk → talk (2 answers)" in titles and "talk → desk (1 answer)" in titles


def test_what_leads_back_is_dashed_and_the_missing_scene_is_no_link(app):
    page = map_of(app, BROKEN)
    back = [one for one in elements(page, "g") if "map-back" in one.get("class", "")]
    assert [(one.get("data-from"), one.get("data-to")) for one in back] == [("talk", "desk"), ("apart", "end")]
    assert [one.get("data-scene") for one in elements(page, "g", **{"class": "map-scene map-missing"})] == ["nowhere"]


def test_there_is_no_style_and_no_script_in_it_and_text_is_only_text(app):
    page = map_of(app, BROKEN)
    assert not re.search(r"\sstyle=|<script|\son\w+=", page) and "<empty>" not in page and "&lt;empty&gt;" in page


@pytest.mark.parametrize("sign, words", [("map-start", "first scene"), ("map-moment", "moment of truth")])
def test_signs_stand_on_the_scenes_they_are_about(app, sign, words):
    page = map_of(app, BROKEN)
    scenes = [one for one in elements(page, "a") if any(sign in (inner.get("class") or "") for inner in one.iter())]
    assert [one.get("data-scene") for one in scenes] == ["desk"] and words in scenes[0].get("aria-label")


def test_the_list_says_where_each_answer_leads(app):
    page = map_of(app, BROKEN)
    text = " ".join(re.sub(r"<[^>]*>", " ", page[page.index("<details"):]).split())
    assert "say sorry → talk say wait → talk say leave → nowhere (There is no such scene.)" in text
    assert "apart" in text and "No answer leads here" in text


def test_nothing_yet_is_drawn_too(app):
    assert 'class="map-drawing"' in map_of(app, {"scenes": {}}) and "<details" in map_of(app, {})


TOLD = '{% from "roleplay/differences.html" import told %}{{ told(differences) }}'


def test_differences_are_grouped_and_mark_what_changed_in_words_not_in_colour_alone(app):
    after = {**BROKEN, "title": {"zh": "故事，好", "en": "Story <of> a chair"}}
    after["scenes"] = {**BROKEN["scenes"], "new": {"ending": {"outcome": "lost"}}}
    page = drawn(app, TOLD, "en", differences=differences({**BROKEN, "title": {"zh": "故事，好", "en": "Story of a chair"}}, after))
    assert re.findall(r"<h3>(.*?)</h3>", page) == ["The whole scenario", "Scene “new”"]
    assert "Before" in page and "Story <ins>&lt;</ins>of<ins>&gt;</ins> a chair" in page and "style=" not in page


def test_differences_are_told_in_chinese(app):
    scenes = {name: dict(part) for name, part in BROKEN["scenes"].items()}
    scenes["desk"]["says"] = both("oh")
    scenes["desk"]["choices"] = [{**scenes["desk"]["choices"][0], "when": {"mood": ">= 2"}}, *scenes["desk"]["choices"][1:]]
    page = drawn(app, TOLD, "zh", differences=differences(BROKEN, {**BROKEN, "scenes": scenes}))
    assert "场景“desk”" in page and "应对“sorry”" in page and "“mood”不低于 2" in page and "<del>hm</del>，好" in page


def test_conditions_are_said_in_both_languages(app):
    source = '{% from "roleplay/sayings.html" import sayings %}{{ sayings(all) }}'
    when = spoken({"mood": ">= 2", "told": True})
    assert drawn(app, source, "en", all=when) == "“mood” is at least 2 and “told” is yes"
    assert drawn(app, source, "zh", all=when) == "“mood”不低于 2，且“told”为“是”"
    assert drawn(app, source, "zh", all=()) == ""
