"""A form as it is printed: numbered rows with what can be circled; plain values. Pure."""

from dataclasses import dataclass

from cxtrain.quality.instrument import FormItem, Instrument
from cxtrain.quality.paper.wording import PHRASES, scale_words

Words = dict[str, str]  # {"zh": …, "en": …}


@dataclass(frozen=True)
class Row:
    """One item on paper."""

    number: int
    label: Words
    kind: str
    points: tuple[Words, ...]  # what can be circled
    ends: Words | None  # what the ends of a scale of its own mean
    unit: Words | None
    na: bool
    is_critical: bool


@dataclass(frozen=True)
class Block:
    """A part of the visit."""

    title: Words
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Occasion:
    """Which visit a form is printed for; empty where it is printed to be written on."""

    number: str = ""
    unit: Words | None = None
    touchpoint: Words | None = None
    day: str = ""  # 2026-05-06
    url: str = ""  # where it is keyed in
    names: bool = True  # whether the unit stores names: else there is no line for a badge


def laid_out(form: Instrument) -> tuple[Block, ...]:
    """Return the form's sections with their items, numbered through."""
    numbers = {item.id: number for number, item in enumerate(form.items, 1)}
    return tuple(Block(section.label.as_dict(), tuple(_row(form, item, numbers[item.id]) for item in section.items))
                 for section in form.sections)


def _row(form: Instrument, item: FormItem, number: int) -> Row:
    points: tuple[Words, ...] = ()
    if item.kind == "rating":
        points = tuple({"zh": str(value), "en": str(value)} for value in form.scale_of(item).values)
    elif item.kind == "yes_no":
        points = (PHRASES["yes"].as_dict(), PHRASES["no"].as_dict())
    unit = PHRASES[item.unit or "count"].as_dict() if item.kind == "number" else None
    ends = scale_line(form, item) if item.kind == "rating" and item.scale else None
    return Row(number, item.label.as_dict(), item.kind, points, ends, unit, item.na, item.critical is not None)


def scale_line(form: Instrument, item: FormItem | None = None) -> Words | None:
    """Return what the ends of the form's scale mean, or of an item's own; None where no rating is on the form's."""
    if item is None and not any(each.kind == "rating" and each.scale is None for each in form.items):
        return None
    scale = form.scale_of(item) if item else form.scale
    low, high = scale.anchors.low.said, scale.anchors.high.said
    below = scale.min if item else form.note_below
    return scale_words(low, high, bottom=scale.min, top=scale.max, note_below=below).as_dict()
