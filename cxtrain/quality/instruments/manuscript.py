"""A form that is being written: its document as plain data, and what its author does to it. Pure.

A document has the shape of an `Instrument`, but keys and texts may still be missing. Each function returns a new
document and leaves the one it was given as it was.
"""

import copy
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from cxtrain.quality.instrument import FormItem, Instrument, Item, Survey

Document: TypeAlias = dict[str, Any]  # as in Instrument.model_dump(mode="json"), without what is None
Part: TypeAlias = dict[str, Any]  # a section of it, or an item
HEAD = ("title", "kind", "touchpoint", "scale", "note_below", "persona", "script", "test_questions")
LIMIT = 300_000  # bytes of a document; the largest shipped form has 20,000
SCALE = {"min": 1, "max": 7, "anchors": {"low": {"zh": "完全不符合", "en": "Not at all true"},
                                         "high": {"zh": "完全符合", "en": "Completely true"}}}
NOTE_BELOW = 4  # the middle of 1 to 7
USUAL = {name: field.default for name, field in FormItem.model_fields.items() if not field.is_required()} | {
    "script": [], "test_questions": [], "persona": {}}
FROM_SURVEY = ("id", "number", "dimension", "of", "see", "customer", "shopper")


class Gone(LookupError):
    """A section or an item is not in the document any more."""


def opened(text: str) -> Document:
    """Return the document of a text that `written` made."""
    document: Document = json.loads(text)
    return document


def written(document: Document) -> str:
    """Return the text of a document. Equal documents give equal texts."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1)


def document_of(instrument: Instrument, *, slug: str | None = None) -> Document:
    """Return the document that says what a published form says, or a copy of it under another slug."""
    document: Document = instrument.model_dump(mode="json", exclude_defaults=True)
    return {**document, "slug": slug or instrument.slug}


def lean(part: Part) -> Part:
    """Return an item or a head without what is meant anyway, so that equal ones are written equally."""
    return {key: value for key, value in part.items() if key not in USUAL or USUAL[key] != value}


def begun(*, slug: str, kind: str, touchpoint: str, title: Mapping[str, str]) -> Document:
    """Return a document to start from: a scale, and one section without an item."""
    return {"slug": slug, "kind": kind, "touchpoint": touchpoint, "title": dict(title), "scale": copy.deepcopy(SCALE),
            "note_below": NOTE_BELOW, "sections": [_empty_section("part-1")]}


def _empty_section(slug: str) -> Part:
    return {"slug": slug, "title": {}, "weight": 1.0, "items": []}


def sections_of(document: Document) -> list[Part]:
    """Return the sections in the order of the visit."""
    sections: list[Part] = document.get("sections", [])
    return sections


def items_of(document: Document) -> list[Part]:
    """Return the items in the order of the form."""
    return [item for section in sections_of(document) for item in section.get("items", [])]


def head_of(document: Document) -> Part:
    """Return what stands before the sections."""
    return {key: document[key] for key in HEAD if key in document}


def section_of(document: Document, slug: str) -> Part:
    """Return a section without its items.

    Raises:
        Gone: there is no such section.
    """
    section = sections_of(document)[_section_at(document, slug)]
    return {key: value for key, value in section.items() if key != "items"}


def item_of(document: Document, item_id: str) -> Part:
    """Return an item.

    Raises:
        Gone: there is no such item.
    """
    s, i = item_at(document, item_id)
    item: Part = sections_of(document)[s]["items"][i]
    return item


def _section_at(document: Document, slug: str) -> int:
    for at, section in enumerate(sections_of(document)):
        if section["slug"] == slug:
            return at
    raise Gone(slug)


def item_at(document: Document, item_id: str) -> tuple[int, int]:
    """Return the numbers, from 0, of an item's section and of the item in it.

    Raises:
        Gone: there is no such item.
    """
    for s, section in enumerate(sections_of(document)):
        for i, item in enumerate(section.get("items", [])):
            if item["id"] == item_id:
                return s, i
    raise Gone(item_id)


def seen(part: object) -> str:
    """Return a word that stands for what a part says now: another text gives another word."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def with_head(document: Document, head: Part) -> Document:
    """Return the document with another head; what the new one leaves out is gone."""
    kept = {key: value for key, value in document.items() if key not in HEAD}
    return copy.deepcopy({**kept, **{key: head[key] for key in HEAD if key in head}})


def with_section(document: Document, slug: str, section: Part) -> Document:
    """Return the document with what is said about a section; its items stay. Raises Gone."""
    changed, at = copy.deepcopy(document), _section_at(document, slug)
    items = changed["sections"][at].get("items", [])
    changed["sections"][at] = {**copy.deepcopy(section), "slug": slug, "items": items}
    return changed


def with_item(document: Document, item_id: str, item: Part) -> Document:
    """Return the document with another text of an item, in its place. Raises Gone."""
    changed, (s, i) = copy.deepcopy(document), item_at(document, item_id)
    changed["sections"][s]["items"][i] = copy.deepcopy(item)
    return changed


def with_new_section(document: Document) -> tuple[Document, str]:
    """Return the document with an empty section at its end, and the section's slug."""
    taken = {section["slug"] for section in sections_of(document)}
    slug = next(name for name in (f"part-{number}" for number in range(1, len(taken) + 2)) if name not in taken)
    changed = copy.deepcopy(document)
    changed.setdefault("sections", []).append(_empty_section(slug))
    return changed, slug


def with_items(document: Document, slug: str, items: Iterable[Part]) -> Document:
    """Return the document with items at the end of a section; an item that it has already is left out. Raises Gone."""
    changed, at = copy.deepcopy(document), _section_at(document, slug)
    taken = {item["id"] for item in items_of(changed)}
    new = [copy.deepcopy(item) for item in items if item["id"] not in taken]
    changed["sections"][at].setdefault("items", []).extend(new)
    return changed


def new_item(item_id: str) -> Part:
    """Return an item to be written."""
    return {"id": item_id, "of": "process", "shopper": {}}


def survey_item(item: Item) -> Part:
    """Return an item of a survey as a form asks it."""
    return lean({key: value for key, value in item.model_dump(mode="json").items() if key in FROM_SURVEY})


def takeable(document: Document, survey: Survey) -> list[Item]:
    """Return the items of a survey that one visit can show and the form does not ask yet."""
    asked = {item["id"] for item in items_of(document)}
    return [item for item in survey.items if item.see != "customers" and item.id not in asked]


def made_own(item: Part, item_id: str) -> Part:
    """Return a survey's item as the form's own: it may be reworded, and its answers are not the survey's."""
    kept = {key: value for key, value in item.items() if key not in ("number", "customer")}
    return {**copy.deepcopy(kept), "id": item_id}


def moved_section(document: Document, slug: str, by: int) -> Document:
    """Return the document with a section so many places further down; it stops at the ends. Raises Gone."""
    changed, at = copy.deepcopy(document), _section_at(document, slug)
    section = changed["sections"].pop(at)
    changed["sections"].insert(max(0, at + by), section)
    return changed


def moved_item(document: Document, item_id: str, by: int) -> Document:
    """Return the document with an item one place up (-1) or down (1), over the edge into the next section. Raises Gone."""
    changed, (s, i) = copy.deepcopy(document), item_at(document, item_id)
    sections = changed["sections"]
    items, to = sections[s]["items"], i + by
    if 0 <= to < len(items):
        items.insert(to, items.pop(i))
    elif 0 <= s + by < len(sections):
        other = sections[s + by].setdefault("items", [])
        other.insert(len(other) if by < 0 else 0, items.pop(i))
    return changed


def placed_item(document: Document, item_id: str, slug: str) -> Document:
    """Return the document with an item at the end of another section; in its own it stays where it is. Raises Gone."""
    changed, (s, i), to = copy.deepcopy(document), item_at(document, item_id), _section_at(document, slug)
    if to != s:
        item = changed["sections"][s]["items"].pop(i)
        changed["sections"][to].setdefault("items", []).append(item)
    return changed


def without_section(document: Document, slug: str) -> Document:
    """Return the document without a section and its items. Raises Gone."""
    changed, at = copy.deepcopy(document), _section_at(document, slug)
    del changed["sections"][at]
    return changed


def without_item(document: Document, item_id: str) -> Document:
    """Return the document without an item. Raises Gone."""
    changed, (s, i) = copy.deepcopy(document), item_at(document, item_id)
    del changed["sections"][s]["items"][i]
    return changed


def rearranged(document: Document, verb: str, part: str, *, name: str) -> Document:
    """Return the document with a section or an item (`part`) moved "up" or "down", or without it ("remove").

    Raises:
        Gone: it is not there any more.
        ValueError: no such verb or kind of part.
    """
    if part not in ("section", "item") or verb not in ("up", "down", "remove"):
        raise ValueError(verb)
    if verb == "remove":
        return without_section(document, name) if part == "section" else without_item(document, name)
    by = -1 if verb == "up" else 1
    return moved_section(document, name, by) if part == "section" else moved_item(document, name, by)


def is_of_survey(item: Part) -> bool:
    """Whether an item's words are a survey's, which are not reworded in a form."""
    return item.get("number") is not None
