"""What is different between two texts of a form, in words for somebody who never saw its data. Pure.

Both may be drafts with gaps. Equal documents differ in nothing, and nothing else is silent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.quality.instruments import words
from cxtrain.quality.instruments.manuscript import HEAD, Document, Part, items_of, sections_of
from cxtrain.quality.instruments.problems import Place
from cxtrain.web.bilingual import N_

WORDS: Mapping[str, Mapping[Any, str]] = {
    "kind": {**words.OBSERVATIONS, **words.KINDS}, "of": words.OF, "see": words.SEE, "step": words.STEPS,
    "unit": words.UNITS, "critical": words.EFFECTS, "good": words.GOOD, "na": words.ASKED, "dimension": DIMENSION_NAMES}
USUAL = {"weight": 1.0, "na": True, "good": "yes", "kind": "rating", "see": "visit"}  # what is meant where nothing is said
ADDED, REMOVED = N_("Added"), N_("Removed")
ORDER, SECTION = N_("Place in the form"), N_("Section")
STEP, QUESTION = N_("Step %(n)s of the script"), N_("Test question %(n)s")


@dataclass(frozen=True)
class Shown:
    """A value as a page shows it: words of ours, which it translates, or what somebody wrote."""

    text: str
    is_ours: bool = False


@dataclass(frozen=True)
class Line:
    """One thing that is not as it was. `label` is an English template for `values`; None: there was nothing."""

    label: str
    before: Shown | None = None
    after: Shown | None = None
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Difference:
    """All that is different in one place. `verdict` is set where the whole of it came or went."""

    place: Place
    title: Mapping[str, str]
    lines: tuple[Line, ...] = ()
    verdict: str = ""


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Return what is different: the head, then sections and items in the order of `after`, what is gone last."""
    head = tuple(_head_lines(before, after))
    return (*((Difference(Place(), {}, head),) if head else ()),
            *_parts("section", _named(sections_of(before)), _named(sections_of(after))),
            *_parts("item", _placed(before), _placed(after)))


def _named(sections: Sequence[Part]) -> dict[str, Part]:
    """Return the sections without their items, with their number in the form, by slug."""
    return {each["slug"]: {**{key: value for key, value in each.items() if key not in ("items", "slug")}, "order": at}
            for at, each in enumerate(sections, 1)}


def _placed(document: Document) -> dict[str, Part]:
    """Return the items with the section they stand in and their place there, by id."""
    return {item["id"]: {**{key: value for key, value in item.items() if key != "id"}, "order": at,
                         "section": {"slug": section["slug"], "title": section.get("title") or {}}}
            for section in sections_of(document) for at, item in enumerate(section.get("items", []), 1)}


def _parts(part: str, before: Mapping[str, Part], after: Mapping[str, Part]) -> Iterator[Difference]:
    moved = _moved(before, after)
    for name in [*after, *(name for name in before if name not in after)]:
        was, now = before.get(name), after.get(name)
        title = _title(now or was or {})
        if was is None or now is None:
            yield Difference(Place(part, name), title, verdict=ADDED if was is None else REMOVED)
            continue
        lines = tuple(_lines(was, now, skip={"order", "section"}))
        if "section" in now and was["section"]["slug"] != now["section"]["slug"]:
            lines += (Line(SECTION, shown("title", was["section"]["title"]), shown("title", now["section"]["title"])),)
        elif name in moved:
            lines += (Line(ORDER, Shown(str(was["order"])), Shown(str(now["order"]))),)
        if lines:
            yield Difference(Place(part, name), title, lines)


def _moved(before: Mapping[str, Part], after: Mapping[str, Part]) -> set[str]:
    """Return which of the parts that both have stand in another order: as few as can tell it."""
    both = [name for name in after if name in before]
    former = [name for name in before if name in after]
    kept = SequenceMatcher(None, former, both, autojunk=False).get_matching_blocks()
    return set(both) - {both[at] for block in kept for at in range(block.b, block.b + block.size)}


def _title(part: Part) -> dict[str, str]:
    return part.get("shopper") or part.get("title") or {}


def _flat(part: Part) -> dict[str, Any]:
    """Return a part with what is said within a rule, limits or a scale as keys of its own."""
    flat: dict[str, Any] = {}
    for key, value in part.items():
        if key == "scale" and isinstance(value, dict):
            flat |= {"scale": f"{value.get('min')}–{value.get('max')}", **(value.get("anchors") or {})}
        elif key in ("critical", "limits") and isinstance(value, dict):
            flat |= {"critical" if name == "effect" else name: one for name, one in value.items()}
        else:
            flat[key] = value
    return flat


def _lines(before: Part, after: Part, *, skip: set[str]) -> Iterator[Line]:
    was, now = _flat(before), _flat(after)
    for key in [*now, *(key for key in was if key not in now)]:
        one, other = was.get(key, USUAL.get(key)), now.get(key, USUAL.get(key))
        if key not in skip and one != other:
            yield Line(words.LABELS.get(key, key), shown(key, one), shown(key, other))


def _head_lines(before: Document, after: Document) -> Iterator[Line]:
    lists = ("script", "test_questions")
    yield from _lines({key: before[key] for key in HEAD if key in before and key not in lists},
                      {key: after[key] for key in HEAD if key in after and key not in lists}, skip=set())
    for key, label in zip(lists, (STEP, QUESTION), strict=True):
        was, now = before.get(key, []), after.get(key, [])
        for at in range(max(len(was), len(now))):
            one, other = (rows[at] if at < len(rows) else None for rows in (was, now))
            if one != other:
                yield Line(label, shown(key, one), shown(key, other), (("n", at + 1),))


def shown(key: str, value: Any) -> Shown | None:
    """Return a value of a form's key as a page shows it; None where there is none."""
    if value is None or value in ("", {}, []):
        return None
    if isinstance(value, (str, bool)) and value in WORDS.get(key, {}):
        return Shown(WORDS[key][value], is_ours=True)
    if isinstance(value, dict):
        texts = [value] if {"zh", "en"} & set(value) else [value[name] for name in ("ask", "answer") if value.get(name)]
        return Shown(" · ".join(_written(text) for text in texts))
    return Shown(f"{value:g}" if isinstance(value, float) else str(value))


def _written(text: Mapping[str, str]) -> str:
    return " / ".join(text[language] for language in ("zh", "en") if text.get(language))


def title_of(document: Document, place: Place) -> Mapping[str, str]:
    """Return what the part at a place is called; nothing for the head and for what is not there."""
    parts = sections_of(document) if place.part == "section" else items_of(document) if place.part == "item" else []
    name = "slug" if place.part == "section" else "id"
    return next((_title(part) for part in parts if part[name] == place.name), {})
