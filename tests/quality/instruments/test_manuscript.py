"""A draft as data: any sequence of edits keeps it loadable, and what is published says exactly what the draft says."""

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxtrain.people.permissions import Role
from cxtrain.quality import queries as quality
from cxtrain.quality.instrument import Survey, recalled, stored
from cxtrain.quality.instrument_file import read_instrument
from cxtrain.quality.instruments import fields, manuscript, operations, queries
from cxtrain.quality.instruments.differences import differences
from cxtrain.quality.instruments.problems import checked
from cxtrain.quality.refusal import Refused
from tests.quality.conftest import actor

FOLDER = Path(__file__).parents[3] / "scenarios" / "instruments"
SURVEY = read_instrument((FOLDER / "servqual-22.yaml").read_bytes(), {})[0]
assert isinstance(SURVEY, Survey)
FORMS = [read_instrument(path.read_bytes(), {SURVEY.slug: SURVEY})[0] for path in sorted(FOLDER.glob("*.yaml"))
         if path.name != "servqual-22.yaml"]
SHIPPED = [manuscript.document_of(form) for form in FORMS]

WORDS = ("", "等候", "Waiting", " x ", "“a” & <b>", "\r\n两行\nb", "\u2028", "0")
POINTS = (None, *range(-2, 13))


def typed(seed: int) -> dict:
    """Return what somebody typed into the fields of any part, drawn from `seed`: drawing each field apart takes too long."""
    draw = Random(seed).choice
    return {
        **{f"{name}_{language}": draw(WORDS) for name in ("shopper", "low", "high", "title", "persona") for language in ("zh", "en")},
        **{name: draw(POINTS) for name in ("note_below", "photo_below", "at_least", "at_most", "at_or_below", "cap")},
        **{name: draw((True, False)) for name in ("na", "bad_note", "bad_photo")}, "weight": draw((0.01, 0.5, 1.0, 3.25, 100.0)),
        "kind": draw(("rating", "yes_no", "number", "text", "photo")), "of": draw(("person", "process", "place")),
        "see": draw(("visit", "scripted")), "dimension": draw(("", "empathy", "tangibles")), "step": draw(("", "explore")),
        "scale": draw(("", "0-3", "1-5", "1-7")), "good": draw(("yes", "no")), "unit": draw(("", "seconds", "count")),
        "effect": draw(("", "zero", "cap", "flag"))}


edits = st.lists(st.tuples(st.sampled_from(["item", "section", "head", "up", "down", "remove", "new", "add", "take", "own", "place"]),
                           st.booleans(), st.integers(0, 40), st.integers(0, 10**6).map(typed)), max_size=10)


def edited(document, edit):
    """Return a document after one edit of any kind, as the pages make them; what is not there is left alone."""
    do, is_item, at, values = edit
    items, sections = manuscript.items_of(document), manuscript.sections_of(document)
    item = items[at % len(items)] if items else None
    section = sections[at % len(sections)]["slug"] if sections else None
    if do == "head":
        rows = {"script": [{"step_zh": values["shopper_zh"], "step_en": values["shopper_en"]}] * (at % 14),
                "test_questions": [{"ask_zh": "a", "ask_en": "b", "answer_zh": values["low_zh"], "answer_en": "d"}] * (at % 4)}
        head = {**fields.head_fields(document), **values, **rows, "kind": document["kind"], "touchpoint": document["touchpoint"],
                "scale": values["scale"] or "1-7", "note_below": at % 9}
        return manuscript.with_head(document, fields.head_from(head, document, f"down:script:{at % 5}"))
    if do == "new":
        return manuscript.with_new_section(document)[0]
    if section is None:
        return document
    if do == "section":
        return manuscript.with_section(document, section, fields.section_from(values, manuscript.section_of(document, section)))
    if do == "add":
        return manuscript.with_items(document, section, [manuscript.new_item(f"o{at}")])
    if do == "take":
        offered = manuscript.takeable(document, SURVEY)
        return manuscript.with_items(document, section, [manuscript.survey_item(each) for each in offered[:at % 3]])
    if item is None:
        return document
    if do == "item":
        return manuscript.with_item(document, item["id"], fields.item_from(values, item))
    if do == "own":
        return manuscript.with_item(document, item["id"], manuscript.made_own(item, f"p{at}x{len(items)}"))
    if do == "place":
        return manuscript.placed_item(document, item["id"], section)
    return manuscript.rearranged(document, do, "item" if is_item else "section", name=item["id"] if is_item else section)


@given(st.sampled_from(SHIPPED), edits)
def test_any_edits_leave_a_document_that_loads_and_is_checked(document, steps):
    for step in steps:
        before = manuscript.written(document)
        document = edited(document, step)
        assert json.loads(before) == manuscript.opened(before)
        again = manuscript.opened(manuscript.written(document))
        assert again == document and manuscript.written(again) == manuscript.written(document)
        found = checked(document)
        assert found.problems or found.is_publishable
        for problem in found.problems:
            assert problem.message % problem.values
        if found.is_publishable:
            assert found.instrument is not None and recalled(stored(found.instrument)) == found.instrument
            assert differences(document, manuscript.document_of(found.instrument)) == ()


@given(st.sampled_from(SHIPPED), edits)
def test_an_edit_changes_nothing_of_the_document_it_was_given(document, steps):
    for step in steps:
        before = manuscript.written(document)
        after = edited(document, step)
        assert manuscript.written(document) == before
        document = after


@given(st.sampled_from(SHIPPED), edits)
def test_two_documents_differ_in_words_exactly_where_they_differ(document, steps):
    after = document
    for step in steps:
        after = edited(after, step)
    assert differences(document, document) == () and differences(after, after) == ()
    if json.dumps(meant(document), sort_keys=True) != json.dumps(meant(after), sort_keys=True):
        assert differences(document, after) != ()


def meant(document):
    """Return a document with what is meant where nothing is said, and without what no page says."""
    sections = [{**section, "items": [{"weight": 1.0, "na": True, **each} for each in section["items"]]}
                for section in manuscript.sections_of(document)]
    return {**manuscript.lean(document), "sections": sections}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(SHIPPED), edits)
def test_publishing_refuses_or_gives_exactly_the_draft(hotel, db, cast, document, steps):
    he = actor(db, cast.he, Role.HR)
    draft = operations.begin(he, {**document, "slug": "drawn"})
    for step in steps:
        operations.save(he, draft, edited(queries.get_work("drawn").document, step))
    work, before = queries.get_work("drawn"), quality.current_form(document["touchpoint"])
    found = queries.check(work.document)
    try:
        version = operations.publish(he, work, "drawn")
    except Refused:
        assert not found.is_publishable and quality.current_form(document["touchpoint"]) is before
        assert any(problem.is_error for problem in found.problems)
    else:
        assert quality.instrument_of(version) == found.instrument and version.current
        assert differences(queries.get_work("drawn").document, manuscript.document_of(quality.instrument_of(version))) == ()
    db.session.rollback()


@pytest.mark.parametrize("document", SHIPPED, ids=[form.slug for form in FORMS])
def test_what_ships_reads_back_as_it_stands_through_every_page(document):
    assert manuscript.with_head(document, fields.head_from(fields.head_fields(document), document)) == document
    for item in manuscript.items_of(document):
        assert fields.item_from(fields.item_fields(item), item) == item
    for section in manuscript.sections_of(document):
        part = manuscript.section_of(document, section["slug"])
        assert fields.section_from(fields.section_fields(part), part) == part
    assert checked(document).is_publishable


def test_a_part_that_is_gone_says_so():
    document = SHIPPED[0]
    for change in (lambda: manuscript.moved_item(document, "gone", 1), lambda: manuscript.without_section(document, "gone"),
                   lambda: manuscript.placed_item(document, document["sections"][0]["items"][0]["id"], "gone")):
        with pytest.raises(manuscript.Gone):
            change()


def test_of_three_that_stay_only_the_one_that_moved_is_told():
    document = SHIPPED[0]
    first = document["sections"][0]["items"][0]["id"]
    moved = manuscript.moved_item(document, first, 1)
    assert len(differences(document, moved)) == 1
