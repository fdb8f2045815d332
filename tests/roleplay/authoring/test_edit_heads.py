"""Writing the title, the customers and the state."""

import pytest

from tests.roleplay.authoring.conftest import DRAFT, document, fields_of, saves

HEADS = f"{DRAFT}/heads"


def test_it_saves_what_was_typed_and_nothing_else_changes(author, draft):
    before = document()
    assert author.fill(HEADS, title_en="A late guest", kind="hurried").location == DRAFT
    before["title"]["en"], before["customer"]["kind"] = "A late guest", "hurried"
    assert document() == before


def test_another_customer_and_another_part_of_the_state_are_written(author, draft):
    answer = author.fill(HEADS, do="customer", **{"variants-0-customer_zh": "吴先生", "variants-0-customer_en": "Mr Wu"})
    assert answer.location == HEADS
    author.fill(HEADS, **{"gauges-3-name": "temper", "gauges-3-kind": "word", "gauges-3-words": "calm, upset"})
    assert document()["variants"] == [{"customer": {"name": {"zh": "吴先生", "en": "Mr Wu"}}}]
    assert document()["state"]["temper"] == {"start": "calm", "words": ["calm", "upset"]}
    fields = author.opened(f"{DRAFT}/scenes/search")
    author.send(f"{DRAFT}/scenes/search", {**fields, "voices-0-says_en": "Psst"})
    assert document()["variants"][0]["says"] == {"search": {"en": "Psst"}}


@pytest.mark.parametrize(("field", "value"), [("gauges-0-max", "lots"), ("gauges-0-start", "low")])
def test_a_number_that_is_none_is_named_and_kept(author, draft, field, value):
    answer = author.fill(HEADS, **{"title_en": "My own title", field: value})
    assert answer.status_code == 400 and f"“{value}” is not a number." in answer.text and "My own title" in answer.text
    assert saves() == 1


def test_the_second_author_sees_what_is_different(author, other, draft):
    mine, theirs = author.opened(HEADS), other.opened(HEADS)
    other.send(HEADS, {**theirs, "title_en": "Theirs"})
    answer = author.send(HEADS, {**mine, "title_en": "Mine"})
    assert answer.status_code == 409 and "Theirs" in answer.text and "Mine" in answer.text
    assert author.send(HEADS, fields_of(answer.text, "scene")).status_code == 303
    assert document()["title"]["en"] == "Mine"
