"""What single items of a visit come to: each on its own scale, facts as they should be or not."""

from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import FormItem, Instrument, Section
from cxtrain.quality.item_marks import ItemMark, item_marks

WORDS = {"zh": "有", "en": "There is"}
SCALE = {"min": 1, "max": 7, "anchors": {"low": WORDS, "high": WORDS}}


def item(id, kind, **more):
    return FormItem(id=id, kind=kind, of="process", shopper=WORDS, **more)


def form(*items):
    section = Section(slug="all", title=WORDS, weight=1, items=items)
    return Instrument(slug="desk", kind="mystery_shop", touchpoint="", title=WORDS, scale=SCALE, note_below=4, sections=(section,))


def test_each_kind_is_marked_on_its_own_scale():
    made = form(item("a", "rating"), item("b", "rating", scale={**SCALE, "max": 5}), item("c", "number", unit="seconds"),
                item("d", "number"), item("e", "text"), item("f", "photo"))
    answers = {name: Answer(3) for name in "abcdef"}
    assert [(mark.item, mark.scale, mark.value) for mark in item_marks(made, answers)] == [
        ("a", "1-7", 3), ("b", "1-5", 3), ("c", "seconds", 3), ("d", "count", 3)]


def test_yes_and_no_count_by_which_of_them_is_as_it_should_be():
    made = form(item("a", "yes_no"), item("b", "yes_no", good="no"))
    marks = lambda value: [mark.value for mark in item_marks(made, {"a": Answer(value), "b": Answer(value)})]  # noqa: E731
    assert (marks(1), marks(0)) == ([1, 0], [0, 1])


def test_missing_answers_say_why_and_what_was_not_asked_is_not_there():
    made = form(item("a", "rating"), item("b", "yes_no"), item("c", "rating"), item("d", "rating"))
    answers = {"a": Answer(missing="na"), "b": Answer(missing="unnoticed"), "c": Answer(note="half written"), "x": Answer(2)}
    assert item_marks(made, answers) == (ItemMark("a", "1-7", None, "na"), ItemMark("b", "yes_no", None, "unnoticed"))
