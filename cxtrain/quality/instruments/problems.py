"""What is wrong with a form that is being written, and what would be better: in words, each at its place. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from cxtrain.quality.form_rules import findings
from cxtrain.quality.instrument import FormItem, Instrument, ItemId, Section, Slug, Weight
from cxtrain.quality.instruments.manuscript import Document, sections_of
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import NEEDS_LANGUAGE, NO_TEXT, OTHER, SENTENCES

MOST_SECTIONS, MOST_ITEMS, MOST_STEPS, MOST_QUESTIONS = 10, 30, 12, 5
IN_BOTH = N_("Write this in both languages.")
NEEDED = N_("This is needed.")
NO_ITEM = N_("This section has no item yet.")
NO_SECTION = N_("The form has no section yet.")
IN_WORDS = {  # what the rules say in the words of a file
    "at_or_below must lie on the scale, below its top.":
        N_("The rating at or below which the rule holds must lie on the scale, below its top."),
    "cap belongs to the effect cap, and only to it.":
        N_("Say how much the visit is worth at most, in points of the scale."),
    "cap is written in points of the scale.": N_("How much the visit is worth at most must be a point of the scale."),
    "note_below lies outside the scale.": N_("The rating below which words are owed lies outside the scale."),
    "%(name)s lies outside the scale.": N_("The rating below which words or a photo are owed lies outside the scale."),
    "Limits need at_least, at_most or both.": N_("Say the least or the most that is as it should be, or both."),
    "No number is both at_least and at_most what stands here.": N_("The least is more than the most."),
    "A number needs its unit: seconds, minutes or count.": N_("Choose the unit of the number."),
    "A coaching observation says of each behaviour which step it is: %(steps)s.":
        N_("Choose the step of the talk: in a coaching observation each behaviour belongs to one."),
    "A shopper's form needs a persona: whom the shopper plays.": N_("Write the role: whom the shopper plays."),
}


@dataclass(frozen=True)
class Place:
    """Where a problem is: in the head, a section or an item of this name, and which of its keys."""

    part: str = "head"  # head, section, item
    name: str = ""
    key: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing to mend, or to think about. `message` is an English template for `values`."""

    place: Place
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_error: bool = True


@dataclass(frozen=True)
class Checked:
    """What a document came to. `instrument` is there where a shopper could fill it in, be there problems or not."""

    instrument: Instrument | None
    problems: tuple[Problem, ...]

    @property
    def is_publishable(self) -> bool:
        """Whether nothing forbids it."""
        return self.instrument is not None and not any(problem.is_error for problem in self.problems)


class _Item(FormItem):
    id: ItemId
    weight: Weight = 1.0


class _Section(Section):
    slug: Slug
    weight: Weight
    items: Annotated[tuple[_Item, ...], Field(max_length=MOST_ITEMS)]


class _Form(Instrument):
    """A form as strictly as a file is read."""

    slug: Slug
    script: Annotated[tuple[Any, ...], Field(max_length=MOST_STEPS)] = ()
    test_questions: Annotated[tuple[Any, ...], Field(max_length=MOST_QUESTIONS)] = ()
    sections: Annotated[tuple[_Section, ...], Field(max_length=MOST_SECTIONS)]


def checked(document: Document) -> Checked:
    """Return the form that a document says, as far as it is one, with all that is wrong and all advice, in its order."""
    text = json.dumps(document)
    try:
        instrument = Instrument.model_validate_json(text, strict=True)
        _Form.model_validate_json(text, strict=True)
    except ValidationError as error:
        found = _folded([_problem(document, each) for each in error.errors(include_url=False)])
        return Checked(None, (*found, *_gaps(document)))
    return Checked(instrument, (*_gaps(document), *_rules(document, instrument)))


def _problem(document: Document, error: ErrorDetails) -> Problem:
    context: dict[str, Any] = error.get("ctx") or {}
    place = place_of(document, error["loc"])
    if error["type"] == "refused":
        message = IN_BOTH if context["message"] == NO_TEXT else context["message"]
        return Problem(place, message, context["values"])
    if error["type"] == "missing":
        last = str(error["loc"][-1])
        return Problem(place, NEEDS_LANGUAGE.get(last, NEEDED))
    values = {**context, "given": str(error["input"])[:40], "detail": error["msg"][:1].lower() + error["msg"][1:]}
    return Problem(place, SENTENCES.get(error["type"], OTHER), values)


def place_of(document: Document, path: Sequence[str | int]) -> Place:
    """Return the place that a path into a document is about: ("sections", 0, "items", 2, "shopper") is in an item."""
    steps = list(path)
    if steps[:1] != ["sections"] or len(steps) < 2 or not isinstance(steps[1], int):
        return Place("head", "", str(steps[0]) if steps else "")
    section = document["sections"][steps[1]]
    if steps[2:3] == ["items"] and len(steps) > 3 and isinstance(steps[3], int):
        return Place("item", section["items"][steps[3]]["id"], str(steps[4]) if len(steps) > 4 else "")
    return Place("section", section["slug"], str(steps[2]) if len(steps) > 2 else "")


def _folded(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems once each; where both languages are missing at a place, that is one."""
    both = set(NEEDS_LANGUAGE.values())
    lacking: dict[Place, set[str]] = {}
    for problem in problems:
        lacking.setdefault(problem.place, set()).add(problem.message)
    seen: set[tuple[Place, str]] = set()
    for problem in problems:
        message = IN_BOTH if both <= lacking[problem.place] and problem.message in both else problem.message
        if (problem.place, message) not in seen:
            seen.add((problem.place, message))
            yield Problem(problem.place, message, problem.values, problem.is_error)


def _gaps(document: Document) -> Iterator[Problem]:
    sections = sections_of(document)
    if not sections:
        yield Problem(Place(key="sections"), NO_SECTION)
    for section in sections:
        if not section.get("items"):
            yield Problem(Place("section", section["slug"], "items"), NO_ITEM)


def _rules(document: Document, instrument: Instrument) -> Iterator[Problem]:
    found = [Problem(place_of(document, each.path), IN_WORDS.get(each.message, each.message), each.values, each.is_error)
             for each in findings(instrument)]
    order = {item.id: at for at, item in enumerate(instrument.items)}
    yield from sorted(found, key=lambda each: (not each.is_error, order.get(each.place.name, -1)))
