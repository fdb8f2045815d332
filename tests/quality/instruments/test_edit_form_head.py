"""Writing the head: title, scale, role, script and test questions; and the sections' names."""

import pytest

from tests.quality.instruments.conftest import FORM, document, saves

HEAD = f"{FORM}/head"


def test_it_saves_what_was_typed_and_nothing_without_a_change(he, draft):
    he.fill(HEAD)
    assert saves() == 1
    he.fill(HEAD, title_en="Breakfast, quickly", note_below="3", scale="1-5", low_en="No", persona_zh="")
    now = document()
    assert (now["title"]["en"], now["note_below"], now["scale"]["max"]) == ("Breakfast, quickly", 3, 5)
    assert now["scale"]["anchors"]["low"]["en"] == "No" and "zh" not in now["persona"] and now["sections"] == draft["sections"]


def test_a_step_is_added_moved_and_removed(he, draft):
    count = len(draft["script"])
    he.fill(HEAD, **{f"script-{count}-step_zh": "等一等", f"script-{count}-step_en": "Wait"}, do="script")
    assert document()["script"][-1] == {"zh": "等一等", "en": "Wait"}
    he.fill(HEAD, do=f"up:script:{count}")
    assert document()["script"][-2]["en"] == "Wait"
    he.fill(HEAD, do=f"remove:script:{count - 1}")
    assert document()["script"] == draft["script"]


def test_a_test_question_goes_when_its_texts_do(he, draft):
    he.fill(HEAD, **{f"test_questions-0-{name}_{language}": "" for name in ("ask", "answer") for language in ("zh", "en")})
    assert document()["test_questions"] == draft["test_questions"][1:]
    assert "A form has two test questions" in he.get(HEAD).text


def test_what_it_observes_and_where_stays_once_it_is_published(he, draft):
    he.fill(HEAD, kind="coaching", touchpoint="room", title_en="Else")
    assert (document()["kind"], document()["touchpoint"], document()["title"]["en"]) == ("mystery_shop", "breakfast", "Else")


def test_before_that_it_may_change(he, draft):
    he.fill("/quality/forms/new", title_zh="新", title_en="Fresh", kind="coaching", touchpoint="room")
    he.fill("/quality/forms/fresh/head", kind="announced_check", touchpoint="")
    assert (document("fresh")["kind"], document("fresh")["touchpoint"]) == ("announced_check", "")


@pytest.mark.parametrize(("field", "value"), [("scale", "9-1"), ("title_zh", "长" * 201)])
def test_bad_input_is_refused_and_kept(he, draft, field, value):
    answer = he.fill(HEAD, **{"title_en": "My own words", field: value})
    assert answer.status_code == 400 and "My own words" in answer.text and saves() == 1


def test_the_one_who_comes_second_sees_both(he, lin, draft):
    mine, theirs = he.opened(HEAD), lin.opened(HEAD)
    lin.send(HEAD, {**theirs, "title_en": "Theirs"})
    answer = he.send(HEAD, {**mine, "title_en": "Mine"})
    assert answer.status_code == 409 and "Theirs" in answer.text and "Mine" in answer.text and saves() == 2


def test_a_section_gets_a_name_and_a_weight(he, lin, draft):
    page = f"{FORM}/sections/arrive"
    theirs = lin.opened(page)
    he.fill(page, title_en="The door", weight="2")
    assert document()["sections"][0]["title"]["en"] == "The door" and document()["sections"][0]["weight"] == 2.0
    assert he.fill(page, weight="-1").status_code == 400
    answer = lin.send(page, {**theirs, "title_en": "The gate"})
    assert answer.status_code == 409 and "The door" in answer.text and "The gate" in answer.text
    assert he.get(f"{FORM}/sections/nowhere").status_code == 404


def test_items_of_the_survey_are_taken_and_offered_no_more(he, draft):
    page = f"{FORM}/take/arrive"
    asked = {item["id"] for section in draft["sections"] for item in section["items"]}
    offered = [part.split('"')[0] for part in he.get(page).text.split('name="items" value="')[1:]]
    assert offered and not asked & set(offered)
    he.fill(page, items=offered[:2])
    assert [item["id"] for item in document()["sections"][0]["items"]][-2:] == offered[:2]
    assert f'value="{offered[0]}"' not in he.get(page).text
    assert he.fill(page, items=["s999"]).status_code == 303 and saves() == 2


def test_a_stranger_finds_none_of_it(app, cast, hotel, browser):
    for page in (HEAD, f"{FORM}/sections/arrive", f"{FORM}/take/arrive"):
        assert browser.get(page).status_code == 302
    browser.login(cast.chen)
    for page in (HEAD, f"{FORM}/sections/arrive", f"{FORM}/take/arrive"):
        assert browser.get(page).status_code in (403, 404)
