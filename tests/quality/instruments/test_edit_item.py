"""Writing an item: every kind with what it has, a survey's item that keeps what it measures, and two people at once."""

import pytest

from cxtrain.quality.instruments import manuscript
from tests.quality.instruments.conftest import FORM, document, ids, saves

ITEM = f"{FORM}/items/s11"


def item(name="s11"):
    """What the draft says of an item now."""
    return manuscript.item_of(document(), name)


@pytest.fixture
def own(he, draft):
    """The address of a new item of the form's own."""
    answer = he.press(FORM, f"{FORM}/add", value=draft["sections"][0]["slug"])
    return answer.location


WORDS = {"shopper_zh": "等了多久", "shopper_en": "How long did it take"}


def test_saving_without_a_change_makes_no_save(he, draft):
    assert he.fill(ITEM).location == f"{FORM}#item-s11" and saves() == 1


def test_a_surveys_item_takes_words_weight_and_evidence_and_keeps_what_it_measures(he, draft):
    before = item()
    he.fill(ITEM, shopper_en="I was served at once", weight="2.5", note_below="5", photo_below="3", na=None,
            dimension="empathy", of="person", kind="text")
    assert item() == {**before, "shopper": {**before["shopper"], "en": "I was served at once"}, "weight": 2.5,
                      "note_below": 5, "photo_below": 3, "na": False}


def test_it_becomes_the_forms_own_and_can_then_be_anything(he, draft):
    answer = he.fill(ITEM, do="own")
    new = answer.location.rsplit("/", 1)[1]
    assert "s11" not in ids() and new in ids() and "number" not in item(new)
    he.fill(answer.location, kind="yes_no", good="no", effect="zero", bad_note="y")
    assert item(new)["kind"] == "yes_no" and item(new)["critical"] == {"effect": "zero"}
    assert item(new)["note_below"] == 1 and item(new)["good"] == "no"


def test_a_number_has_its_unit_and_limits(he, own):
    he.fill(own, **WORDS, kind="number", unit="seconds", at_most="90", effect="flag")
    made = item(own.rsplit("/", 1)[1])
    assert made["unit"] == "seconds" and made["limits"] == {"at_most": 90} and made["critical"]["effect"] == "flag"


def test_a_rating_has_its_own_scale_and_a_critical_rule(he, own):
    he.fill(own, **WORDS, kind="rating", scale="0-3", low_zh="无", low_en="None", high_zh="全", high_en="All", dimension="empathy",
            of="person", effect="cap", at_or_below="1", cap="2", see="scripted")
    made = item(own.rsplit("/", 1)[1])
    assert made["scale"] == {"min": 0, "max": 3, "anchors": {"low": {"zh": "无", "en": "None"}, "high": {"zh": "全", "en": "All"}}}
    assert made["critical"] == {"effect": "cap", "at_or_below": 1, "cap": 2} and made["see"] == "scripted"


def test_words_and_photos_have_nothing_that_is_judged(he, own):
    for kind in ("text", "photo"):
        he.fill(own, **WORDS, kind=kind, effect="zero", unit="seconds", at_least="1")
        assert not {"critical", "unit", "limits", "scale"} & set(item(own.rsplit("/", 1)[1]))


def test_what_is_still_missing_is_saved_and_named(he, own):
    assert he.fill(own, shopper_zh="等了多久", kind="number").status_code == 303
    page = he.get(own).text
    assert "The English text (en) is missing." in page
    he.fill(own, **WORDS)
    assert "Choose the unit of the number." in he.get(own).text


@pytest.mark.parametrize(("field", "value"), [("weight", "0"), ("weight", "much"), ("weight", "nan"), ("kind", "song"),
                                              ("at_least", "soon"), ("of", "dog"), ("shopper_en", "x" * 2001), ("scale", "1-99"),
                                              ("effect", "boom"), ("at_most", "-3")])
def test_bad_input_is_named_and_everything_typed_is_kept(he, own, field, value):
    before = saves()
    answer = he.fill(own, **{**WORDS, "shopper_zh": "我写的", field: value})
    assert answer.status_code == 400 and "Nothing is saved yet" in answer.text and "我写的" in answer.text
    assert saves() == before


def test_the_one_who_comes_second_sees_both_texts_and_loses_nothing(he, lin, draft):
    mine, theirs = he.opened(ITEM), lin.opened(ITEM)
    lin.send(ITEM, {**theirs, "shopper_en": "Theirs is this", "weight": "3"})
    answer = he.send(ITEM, {**mine, "shopper_en": "Mine is this"})
    assert answer.status_code == 409 and "Theirs is this" in answer.text and "Mine is this" in answer.text
    assert item()["shopper"]["en"] == "Theirs is this" and saves() == 2
    from tests.roleplay.authoring.conftest import fields_of
    assert he.send(ITEM, fields_of(answer.text)).status_code == 303
    assert item()["shopper"]["en"] == "Mine is this" and saves() == 3


def test_two_who_write_different_items_do_not_meet(he, lin, draft):
    mine, theirs = he.opened(ITEM), lin.opened(f"{FORM}/items/s13")
    lin.send(f"{FORM}/items/s13", {**theirs, "weight": "3"})
    assert he.send(ITEM, {**mine, "weight": "2"}).status_code == 303
    assert (item()["weight"], item("s13")["weight"]) == (2.0, 3.0)


def test_a_double_click_saves_once(he, draft):
    fields = {**he.opened(ITEM), "weight": "4"}
    assert [he.send(ITEM, fields).status_code for _ in range(2)] == [303, 303] and saves() == 2


def test_the_next_item_follows_and_after_the_last_the_form(he, draft):
    assert he.fill(ITEM, do="next").location == f"{FORM}/items/{ids()[1]}"
    assert he.fill(f"{FORM}/items/{ids()[-1]}", do="next").location.startswith(f"{FORM}#")


def test_an_item_that_somebody_removed_is_not_found_and_a_stranger_finds_none(he, draft, app, cast, browser):
    he.press(FORM, f"{FORM}/arrange", do="remove:item:s11")
    assert he.get(ITEM).status_code == 404
    assert browser.get(ITEM).status_code == 302
    assert browser.login(cast.wang).get(ITEM).status_code in (403, 404)
