"""Sheets of practical assessments (实操考核表): how trainers write them, and the records everything else works with. Pure.

```yaml
format: 1
slug: front-desk-practical
title: {zh: 前台接待实操考核, en: Front desk, practical assessment}
brief: {zh: …, en: …}             # what happens, for whoever is assessed
prepare: {zh: …, en: …}           # for the assessor: the place, the props, the part to play; may be left out
minutes: 15
pass_mark: 75                     # percent
parts:
  - title: {zh: 迎接, en: Greeting}
    items:
      - id: looks-up
        measured: {zh: …, en: …}  # 测量项: yes or no
        points: 5
        critical: true            # without it nobody passes
        tip: {zh: …, en: …}       # told to whoever lost points here; may be left out
      - id: listens
        judged: {zh: …, en: …}    # 评判项: 0 to 3
        points: 12                # for a 3
        anchors: [{zh: …, en: …}, …]  # four: what a 0, a 1, a 2 and a 3 look like
```
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from cxtrain.training.course import Slug
from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.documents import Fault, Part, Text, Tree, fault_at, read

MOST_PARTS, MOST_ITEMS = 8, 40
LEVELS = (0, 1, 2, 3)
ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


@dataclass(frozen=True)
class Item:
    """Something that an assessor marks: yes or no where it is measured, 0..3 where it is judged."""

    id: str
    text: Bilingual
    points: int  # for a yes, or for a 3
    critical: bool = False  # nobody passes without it; measured items only
    anchors: tuple[Bilingual, ...] = ()  # of 0, 1, 2 and 3 where it is judged, else none
    tip: Bilingual | None = None

    @property
    def is_judged(self) -> bool:
        """Whether it is marked 0 to 3."""
        return bool(self.anchors)


@dataclass(frozen=True)
class Section:
    """Items that belong together."""

    title: Bilingual
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet as its file says."""

    slug: str
    title: Bilingual
    brief: Bilingual
    prepare: Bilingual | None
    minutes: int
    pass_mark: int  # percent
    parts: tuple[Section, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the sheet."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def points(self) -> int:
        """What full marks come to, at least 1."""
        return sum(item.points for item in self.items)

    def item(self, item_id: str) -> Item | None:
        """Return the item of that id, None where there is none."""
        return next((item for item in self.items if item.id == item_id), None)


@dataclass(frozen=True)
class Parsed:
    """What was read: `sheet` is None exactly when there are faults."""

    sheet: Sheet | None
    faults: tuple[Fault, ...]


class ItemPart(Part):
    """An item as written; either measured or judged."""

    id: ItemId
    measured: Text | None = None
    judged: Text | None = None
    points: Annotated[int, Field(ge=1, le=50)]
    critical: bool = False
    anchors: tuple[Text, ...] = ()
    tip: Text | None = None


class SectionPart(Part):
    """A section as written."""

    title: Text
    items: tuple[ItemPart, ...]


class SheetFile(Part):
    """A sheet as its file is written."""

    format: Literal[1]
    slug: Slug
    title: Text
    brief: Text
    prepare: Text | None = None
    minutes: Annotated[int, Field(ge=1, le=240)]
    pass_mark: Annotated[int, Field(ge=1, le=100)]
    parts: tuple[SectionPart, ...]


def parse(text: str | bytes) -> Parsed:
    """Return the sheet that `text` describes, or every fault in it. Never raises for any text."""
    document = read(text, SheetFile)
    if document.value is None or document.tree is None:
        return Parsed(None, document.faults)
    faults = (*document.faults, *_faults(document.value, document.tree))
    return Parsed(None if faults else _sheet(document.value), faults)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a sheet, for editors that complete and check while one types."""
    return SheetFile.model_json_schema()


def _faults(file: SheetFile, tree: Tree) -> Iterator[Fault]:
    if not 1 <= len(file.parts) <= MOST_PARTS:
        yield fault_at(tree.place(("parts",)), N_("A sheet has 1 to %(most)s parts."), most=MOST_PARTS)
    if sum(len(part.items) for part in file.parts) > MOST_ITEMS:
        yield fault_at(tree.place(("parts",)), N_("A sheet has at most %(most)s items."), most=MOST_ITEMS)
    seen: set[str] = set()
    for number, part in enumerate(file.parts):
        if not part.items:
            yield fault_at(tree.place(("parts", number)), N_("This part has no items yet."))
        for index, item in enumerate(part.items):
            place = ("parts", number, "items", index)
            if item.id in seen:
                yield fault_at(tree.place((*place, "id")), N_('The item "%(id)s" stands on this sheet twice.'), id=item.id)
            seen.add(item.id)
            for message in _wrong(item):
                yield fault_at(tree.place(place), message)


def _wrong(item: ItemPart) -> Iterator[str]:
    if (item.measured is None) == (item.judged is None):
        yield N_("An item is either measured (yes or no) or judged (0 to 3).")
    elif item.judged is not None and len(item.anchors) != len(LEVELS):
        yield N_("A judged item says what 0, 1, 2 and 3 look like: four anchors.")
    elif item.measured is not None and item.anchors:
        yield N_("Anchors belong to judged items; a measured one is yes or no.")
    if item.judged is not None and item.critical:
        yield N_("Only a measured item can be critical: what everything hangs on is yes or no.")
    if any(len({getattr(anchor, language) for anchor in item.anchors}) < len(item.anchors) for language in ("zh", "en")):
        yield N_("Two anchors of this item say the same.")


def _sheet(file: SheetFile) -> Sheet:
    return Sheet(
        slug=file.slug, title=file.title.said, brief=file.brief.said, prepare=file.prepare.said if file.prepare else None,
        minutes=file.minutes, pass_mark=file.pass_mark,
        parts=tuple(Section(part.title.said, tuple(map(_item, part.items))) for part in file.parts))


def _item(part: ItemPart) -> Item:
    text = part.judged or part.measured
    assert text is not None, "checked before"
    return Item(part.id, text.said, part.points, part.critical, tuple(anchor.said for anchor in part.anchors),
                part.tip.said if part.tip else None)
