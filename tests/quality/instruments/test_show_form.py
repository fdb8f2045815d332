"""A form with its parts: what is in use is read, a draft is written, and what is removed can be taken back."""

import pytest

from cxtrain.quality.instruments import manuscript
from tests.quality.instruments.conftest import FORM, document, ids, saves


def test_what_is_in_use_is_read_until_somebody_begins_the_next_version(he):
    page = he.get(FORM).text
    assert "Version 1 in use" in page and "Write the next version" in page and "Publish" not in page
    answer = he.press(FORM, f"{FORM}/begin")
    assert answer.status_code == 303
    page = he.get(FORM).text
    assert "Draft, the same as in use" in page and "Publish" in page and "/items/s11" in page


def test_beginning_twice_gives_one_draft(he, draft):
    assert he.press(FORM, f"{FORM}/begin").status_code == 303 and saves() == 1


def test_it_shows_what_is_expected_at_the_touchpoint_and_leads_who_may_to_it(he, lin, draft):
    assert "Expected here" in he.get(FORM).text and "See the journey" in he.get(FORM).text
    assert "Change what is expected" in lin.get(FORM).text


def test_an_item_moves_down_and_over_the_edge_into_the_next_section(he, draft):
    first, second, third = ids()[:3]
    he.press(FORM, f"{FORM}/arrange", do=f"down:item:{first}")
    assert ids()[:3] == [second, first, third]
    he.press(FORM, f"{FORM}/arrange", do=f"up:item:{third}")
    sections = manuscript.sections_of(document())
    edge = sections[1]["items"][0]["id"]
    he.press(FORM, f"{FORM}/arrange", do=f"up:item:{edge}")
    assert manuscript.sections_of(document())[0]["items"][-1]["id"] == edge


def test_a_section_moves_with_its_items(he, draft):
    slugs = [section["slug"] for section in draft["sections"]]
    he.press(FORM, f"{FORM}/arrange", do=f"down:section:{slugs[0]}")
    assert [section["slug"] for section in document()["sections"]][:2] == slugs[1::-1]


@pytest.mark.parametrize("what", ["item:s11", "section"])
def test_what_is_removed_can_be_taken_back_at_once(he, draft, what):
    what = what if ":" in what else f"section:{draft['sections'][1]['slug']}"
    answer = he.press(FORM, f"{FORM}/arrange", do=f"remove:{what}")
    assert document() != draft and "undo=2" in answer.location
    page = answer.location.split("#")[0]
    assert "Take it back" in he.get(page).text
    assert he.send(f"{FORM}/undo", he.opened(page, "undo")).status_code == 303 and document() == draft


def test_taking_back_after_somebody_else_saved_is_refused_and_nothing_is_lost(he, lin, draft):
    he.press(FORM, f"{FORM}/arrange", do="remove:item:s11")
    lin.press(FORM, f"{FORM}/arrange", do="down:item:s13")
    between = document()
    answer = he.press(FORM, f"{FORM}/undo", save="2")
    assert answer.status_code == 409 and "Versions" in answer.text and document() == between


def test_moving_what_somebody_removed_says_so(he, lin, draft):
    lin.press(FORM, f"{FORM}/arrange", do="remove:item:s11")
    assert he.press(FORM, f"{FORM}/arrange", do="up:item:s11").status_code == 409


@pytest.mark.parametrize("do", ["", "up", "sideways:item:s11", "up:form:x", "remove:item"])
def test_a_wish_that_no_button_has_is_refused(he, draft, do):
    answer = he.press(FORM, f"{FORM}/arrange", do=do)
    assert answer.status_code in (400, 409) and document() == draft


def test_a_new_item_and_a_new_section_lead_to_their_pages(he, draft):
    answer = he.press(FORM, f"{FORM}/add", value=draft["sections"][0]["slug"])
    new = next(name for name in ids() if name not in {item["id"] for item in manuscript.items_of(draft)})
    assert answer.location.endswith(f"/items/{new}")
    assert he.press(FORM, f"{FORM}/add", value="").location.endswith("/sections/part-1")
    page = he.get(FORM).text
    assert "To mend before publishing" in page and "An item without words" in page and "A section without a title" in page


def test_a_draft_is_thrown_away_unless_somebody_saved_it_meanwhile(he, lin, draft):
    lin.press(FORM, f"{FORM}/arrange", do="remove:item:s11")
    assert he.press(FORM, f"{FORM}/discard", save="1").status_code == 409
    assert he.press(FORM, f"{FORM}/discard", save="2").status_code == 303 and saves() == 0
    assert "Version 1 in use" in he.get(FORM).text


def test_what_is_not_there_is_not_found(he, hotel):
    for path in ("/quality/forms/nothing", "/quality/forms/servqual-22", f"{FORM}/preview", f"{FORM}/head"):
        assert he.get(path).status_code == 404


def test_a_supervisor_and_a_stranger_are_kept_out(app, cast, hotel, browser):
    assert browser.get(FORM).status_code == 302
    assert browser.login(cast.li).get(FORM).status_code in (403, 404)
