"""Taking a story from a file: it becomes a draft, and what could not be taken over is listed."""

import io

import pytest

from cxtrain.roleplay.formats.table_template import template
from tests.roleplay.authoring.conftest import DRAFT, document, fields_of, saves
from tests.roleplay.stories import LATE_CHECK_IN

IMPORT = "/authoring/scenarios/import"
TWEE = b""":: StoryTitle
The umbrella

:: StoryData
{"ifid": "9F187C0A-AE64-465A-8B13-B30BCE7FE8D3", "start": "Start"}

:: Start
Where is my umbrella?
[[I will look->Found]]
[[Not my job->Nowhere]]
<<set $x to 3>>

:: Found
There it is.
"""


def send(author, data, name, **changes):
    fields = fields_of(author.get(IMPORT).text)
    return author.browser._open("POST", IMPORT, data={**fields, **changes, "file": (io.BytesIO(data), name)},
                                content_type="multipart/form-data")


def test_the_trainers_table_becomes_a_draft(author):
    answer = send(author, template(), "table.xlsx")
    assert answer.status_code == 303
    page = author.get(answer.location).text
    assert "It is a draft now." in page and "a-quiet-room" in page
    assert document("a-quiet-room")["title"]["en"] == "A quiet room"


def test_a_story_of_twine_says_what_it_could_not_take_over(author):
    page = author.get(send(author, TWEE, "umbrella.twee").location).text
    assert "Nowhere" in page and "gaps are still to be filled" in page
    assert {"Start", "Found"} <= set(document("the-umbrella")["scenes"])


def test_opening_and_saving_a_scene_adds_nothing_to_what_was_imported(author):
    send(author, TWEE, "umbrella.twee")
    before = document("the-umbrella")
    assert "outcome" not in before["scenes"]["Found"]["ending"]
    for name in before["scenes"]:
        assert author.fill(f"/authoring/scenarios/the-umbrella/scenes/{name}").status_code == 303
    assert document("the-umbrella") == before


def test_what_is_given_out_comes_back_equal(author, draft):
    author.fill(f"{DRAFT}/scenes/search", says_en="")
    before, yaml = document(), author.get(f"{DRAFT}.yaml").data
    author.fill(f"{DRAFT}/scenes/search", says_en="Something else")
    assert send(author, yaml, "draft.yaml", into="late-check-in").status_code == 303
    assert document() == before and saves() == 4


def test_a_name_that_is_taken_is_asked_about_first(author):
    answer = send(author, LATE_CHECK_IN.encode(), "story.yaml")
    assert answer.status_code == 400 and "There is a scenario “late-check-in” already." in answer.text
    assert send(author, LATE_CHECK_IN.encode(), "story.yaml", into="/new").status_code == 303
    assert document("late-check-in-2")["slug"] == "late-check-in-2"


@pytest.mark.parametrize(("data", "name", "sentence"), [
    (b"", "empty.xlsx", "The file is empty."), (b"\x00\x01\x02", "x.bin", ""), (b"slug: [a", "x.yaml", ""),
    (b"format: 1\nslug: a-b\nscenes:\n  a: {says: hello}\n", "x.yaml", "line 4"), (b"PK\x03\x04broken", "x.h5p", "")])
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(author, data, name, sentence):
    answer = send(author, data, name)
    assert answer.status_code == 400 and "could not become a draft" in answer.text and sentence in answer.text


def test_without_a_file_it_asks_for_one(author):
    answer = author.fill(IMPORT, None)
    assert answer.status_code == 400 and "Choose a file" in answer.text


def test_a_report_that_is_not_there_is_a_404(author):
    assert author.get("/authoring/scenarios/imports/" + "0" * 64).status_code == 404
    assert author.get("/authoring/scenarios/imports/nonsense").status_code == 404


def test_a_learner_and_a_stranger_are_kept_out(browser, cast, scenario):
    assert browser.get(IMPORT).status_code == 302
    assert browser.login(cast.wang).get(IMPORT).status_code == 403
