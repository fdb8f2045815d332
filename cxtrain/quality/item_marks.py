"""What the single items of one visit came to, each on its own scale. Pure.

Yes/no items count 1 where the answer is as it should be and 0 where it is not, so that their mean is a share. Texts and
photos come to nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import FormItem, Instrument

YES_NO = "yes_no"


@dataclass(frozen=True)
class ItemMark:
    """One item of one visit: a value on its scale, or why there is none."""

    item: str
    scale: str  # "1-7" of a rating, yes_no, or the unit of a number: seconds, minutes, count
    value: int | None
    missing: str | None = None  # na, unnoticed


def scale_name(form: Instrument, item: FormItem) -> str:
    """Return the scale on which the item is answered; "" for one that is not counted."""
    if item.kind == "rating":
        scale = form.scale_of(item)
        return f"{scale.min}-{scale.max}"
    if item.kind == "number":
        return item.unit or "count"
    return YES_NO if item.kind == "yes_no" else ""


def item_marks(form: Instrument, answers: Mapping[str, Answer]) -> tuple[ItemMark, ...]:
    """Return the counted items that were answered in one way or the other, in the order of the form."""
    return tuple(_mark(form, item, answers[item.id]) for item in form.items
                 if item.id in answers and answers[item.id].is_given and scale_name(form, item))


def _mark(form: Instrument, item: FormItem, answer: Answer) -> ItemMark:
    value = answer.value
    if value is not None and item.kind == "yes_no":
        value = int(bool(value) == (item.good == "yes"))
    return ItemMark(item.id, scale_name(form, item), value, answer.missing)
