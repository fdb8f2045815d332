"""Writing a scene: what is typed is saved, what cannot be read is named, and two authors lose nothing."""

import pytest

from tests.roleplay.authoring.conftest import DRAFT, document, fields_of, plain, saves

SEARCH = f"{DRAFT}/scenes/search"


def test_it_shows_the_scene_in_both_languages_side_by_side(author, draft):
    fields = author.opened(SEARCH)
    assert (fields["says_zh"], fields["says_en"]) == ("怎么样？", "Well?")
    assert fields["choices-1-reliability"] == "2" and fields["choices-1-step"] == "act"


def test_it_saves_what_was_typed_and_nothing_else_changes(author, draft):
    before = document()
    answer = author.fill(SEARCH, says_en="So?", **{"choices-1-reliability": "1.5", "choices-1-effects-0-value": "−1"})
    assert answer.status_code == 303 and answer.location.startswith(SEARCH)
    before["scenes"]["search"]["says"]["en"] = "So?"
    before["scenes"]["search"]["choices"][1] |= {"points": {"reliability": 1.5, "empathy": 1}, "effects": {"mood": -1}}
    assert document() == before and saves() == 2


def test_saving_without_a_change_makes_no_save(author, draft):
    author.fill(SEARCH)
    assert saves() == 1


def test_a_scene_gets_another_name_and_its_roads_stay(author, draft):
    assert author.fill(SEARCH, name="look-it-up").location.startswith(f"{DRAFT}/scenes/look-it-up")
    assert "look-it-up" in str(document()["scenes"]["arrival"]["choices"][0]["next"])


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("name", "arrival", "Another scene has this name."), ("name", "a b", "without spaces"), ("name", "", "The scene needs a name."),
    ("choices-0-empathy", "much", "“much” is not a number."), ("choices-0-after", "soon", "“soon” is not a number.")])
def test_bad_input_is_named_and_everything_typed_is_kept(author, draft, field, value, sentence):
    answer = author.fill(SEARCH, **{"says_en": "My own words", field: value})
    assert answer.status_code == 400 and sentence in answer.text and "My own words" in answer.text
    assert saves() == 1


@pytest.mark.parametrize(("field", "value", "sentence"), [("choices-0-effects-0-value", "up", "“up” is not a number.")])
def test_an_effect_that_is_no_number_is_named_at_its_field(author, draft, field, value, sentence):
    answer = author.fill(SEARCH, **{"says_en": "My own words", field: value})
    assert answer.status_code == 400 and sentence in answer.text and "My own words" in answer.text


def test_an_answer_is_added_filled_and_led_to_a_scene_that_does_not_exist_yet(author, draft):
    count = len(document()["scenes"]["search"]["choices"])
    answer = author.fill(SEARCH, do="choice")
    assert answer.location.endswith(f"#choice-{count + 1}")
    typed = {f"choices-{count}-say_en": "Let me ring", f"choices-{count}-say_zh": "我打个电话", f"choices-{count}-to": "/scene"}
    page = author.get(author.fill(SEARCH, **typed).location).text
    assert "still to be written: scene-1" in page
    made = document()["scenes"]["search"]["choices"][-1]
    assert made == {"id": "let-me-ring", "say": {"zh": "我打个电话", "en": "Let me ring"}, "next": "scene-1"}


def test_answers_are_moved_copied_and_deleted(author, draft):
    names = [each["id"] for each in document()["scenes"]["search"]["choices"]]
    author.fill(SEARCH, do="down:0")
    assert [each["id"] for each in document()["scenes"]["search"]["choices"]] == [names[1], names[0], *names[2:]]
    author.fill(SEARCH, do="copy:0")
    assert len(document()["scenes"]["search"]["choices"]) == len(names) + 1
    author.fill(SEARCH, do="delete:1")
    assert [each["id"] for each in document()["scenes"]["search"]["choices"]] == [names[1], names[0], *names[2:]]


def test_a_condition_and_a_way_on_are_written_in_rows(author, draft):
    author.fill(SEARCH, **{
        "choices-0-whens-0-name": "mood", "choices-0-whens-0-relation": ">=", "choices-0-whens-0-value": "-1",
        "choices-0-ways-0-whens-0-name": "promised", "choices-0-ways-0-whens-0-value": "yes", "choices-0-ways-0-to": "arrival"})
    first = document()["scenes"]["search"]["choices"][0]
    assert first["when"] == {"mood": ">= -1"}
    assert first["next"] == [{"when": {"promised": True}, "to": "arrival"}, {"to": "search"}]
    assert author.opened(SEARCH)["choices-0-ways-0-whens-0-name"] == "promised"


def test_a_scene_gets_a_condition_and_where_the_story_goes_otherwise(author, draft):
    author.fill(SEARCH, **{"whens-0-name": "promised", "whens-0-value": "yes", "otherwise": "goodbye"})
    scene = document()["scenes"]["search"]
    assert (scene["when"], scene["otherwise"]) == ({"promised": True}, "goodbye")
    author.fill(f"{DRAFT}/scenes/goodbye", name="farewell")
    assert document()["scenes"]["search"]["otherwise"] == "farewell"
    author.fill(SEARCH, otherwise="")
    assert "where the story goes otherwise" in author.get(SEARCH).text
    author.fill(SEARCH, **{"whens-0-name": ""})
    assert "when" not in document()["scenes"]["search"] and "when" not in author.opened(SEARCH)


def test_silence_and_reasons_are_ticked(author, draft):
    author.fill(SEARCH, **{"choices-0-reason": "y", "choices-1-after": "20"})
    first, second, *_more = document()["scenes"]["search"]["choices"]
    assert first["reason"] is True and second["after"] == 20


def test_an_empty_scene_becomes_an_ending_and_back(author, draft):
    author.press(f"{DRAFT}/scenes", DRAFT, value="talk")
    scene = f"{DRAFT}/scenes/scene-1"
    author.fill(scene, do="ending")
    assert "ending" in document()["scenes"]["scene-1"]
    author.fill(scene, outcome="delighted", title_en="Home", debrief_en="So it went.")
    assert document()["scenes"]["scene-1"]["ending"] == {
        "outcome": "delighted", "title": {"en": "Home"}, "debrief": {"en": "So it went."}}
    author.fill(scene, do="talk")
    assert document()["scenes"]["scene-1"] == {"choices": []}


def test_two_authors_of_two_scenes_lose_nothing(author, other, draft):
    mine, theirs = author.opened(SEARCH), other.opened(f"{DRAFT}/scenes/arrival")
    assert author.send(SEARCH, {**mine, "says_en": "So?"}).status_code == 303
    assert other.send(f"{DRAFT}/scenes/arrival", {**theirs, "says_en": "A quiet one, please."}).status_code == 303
    scenes = document()["scenes"]
    assert (scenes["search"]["says"]["en"], scenes["arrival"]["says"]["en"]) == ("So?", "A quiet one, please.")


def test_the_second_author_of_one_scene_sees_what_is_different_and_loses_nothing(author, other, draft):
    mine, theirs = author.opened(SEARCH), other.opened(SEARCH)
    other.send(SEARCH, {**theirs, "says_en": "Theirs?"})
    answer = author.send(SEARCH, {**mine, "says_en": "Mine?"})
    assert answer.status_code == 409 and "Theirs?" in plain(answer.text) and "Mine?" in plain(answer.text)
    assert document()["scenes"]["search"]["says"]["en"] == "Theirs?"
    assert author.send(SEARCH, fields_of(answer.text, "scene")).status_code == 303
    assert document()["scenes"]["search"]["says"]["en"] == "Mine?" and saves() == 3


def test_a_double_click_saves_once(author, draft):
    fields = {**author.opened(SEARCH), "says_en": "So?"}
    assert [author.send(SEARCH, fields).status_code for _time in range(2)] == [303, 303]
    assert saves() == 2


def test_a_learner_and_a_stranger_are_kept_out(browser, cast, draft, app):
    from tests.conftest import Browser
    assert Browser(app).get(SEARCH).status_code == 302
    assert Browser(app).login(cast.wang).get(SEARCH).status_code == 403
