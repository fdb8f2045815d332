"""What marks come to: read from a page, added up, compared between two assessors, decided. Pure.

Marks are kept by item id: true or false where an item is measured, 0 to 3 where it is judged. Sums are exact; a score that
is shown is percent, rounded down to a tenth, so that a rounding never lifts anybody over the pass mark.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from cxtrain.training.practicals.sheet import LEVELS, Item, Sheet

Marks: TypeAlias = Mapping[str, bool | int]
CHOICES = {True: "1", False: "0"}


@dataclass(frozen=True)
class Outcome:
    """What a sitting came to."""

    score: float  # percent, rounded down to a tenth
    passed: bool
    failed: tuple[Item, ...]  # critical items that were not done: whatever the score, it is not passed


@dataclass(frozen=True)
class Compared:
    """How far two assessors agree on one sitting."""

    n: int  # items that both marked, at least 1
    equal: int
    near: int  # equal, or judged one step apart

    @property
    def share(self) -> float:
        """Share of the items marked equally or one step apart, 0..1."""
        return self.near / self.n


def read_mark(item: Item, choice: str) -> bool | int | None:
    """Return the mark that a page, a paper form or a spreadsheet means by `choice`; None where it is none of this item's."""
    if item.is_judged:
        return int(choice) if choice in map(str, LEVELS) else None
    return {"1": True, "0": False}.get(choice)


def shown_mark(item: Item, marks: Marks) -> str:
    """Return the mark as a page posts it: "1" or "0", "0" to "3", or "" where there is none."""
    mark = marks.get(item.id)
    if mark is None:
        return ""
    return str(int(mark)) if item.is_judged else CHOICES[bool(mark)]


def laid_over(sheet: Sheet, posted: Mapping[str, str], before: Marks) -> dict[str, bool | int]:
    """Return the marks with those that `posted` gives: "" takes one back; what is none of an item's is left as it was."""
    found = {item.id: before[item.id] for item in sheet.items if item.id in before}
    for item in sheet.items:
        choice = posted.get(item.id)
        mark = None if choice is None else read_mark(item, choice)
        if mark is not None:
            found[item.id] = mark
        elif choice == "":
            found.pop(item.id, None)
    return found


def missing(sheet: Sheet, marks: Marks) -> tuple[Item, ...]:
    """Return the items that have no mark yet, in the order of the sheet."""
    return tuple(item for item in sheet.items if item.id not in marks)


def earned(item: Item, marks: Marks) -> Fraction:
    """Return the points that a mark earns; 0 where there is none."""
    share = Fraction(int(marks.get(item.id, 0)), LEVELS[-1] if item.is_judged else 1)
    return item.points * share


def percent(sheet: Sheet, marks: Marks) -> Fraction:
    """Return the exact share of all points, 0..100; what has no mark earns nothing."""
    return 100 * sum((earned(item, marks) for item in sheet.items), Fraction(0)) / sheet.points


def rounded(value: Fraction) -> float:
    """Return a percentage rounded down to a tenth."""
    return math.floor(value * 10) / 10


def failed(sheet: Sheet, marks: Marks) -> tuple[Item, ...]:
    """Return the critical items that were marked as not done, or not marked."""
    return tuple(item for item in sheet.items if item.critical and not marks.get(item.id))


def differing(sheet: Sheet, first: Marks, second: Marks) -> tuple[Item, ...]:
    """Return the critical items on which two assessors differ: they are talked over before anything is decided."""
    return tuple(item for item in sheet.items if item.critical and bool(first.get(item.id)) != bool(second.get(item.id)))


def outcome(sheet: Sheet, given: Sequence[Marks], agreed: Marks) -> Outcome | None:
    """Return what one or two assessors' marks come to; None while critical items are still to be talked over.

    The score is the mean of the assessors' scores. What they agreed on counts in the place of what each had marked.

    Args:
        sheet: the version that was marked.
        given: complete marks of each assessor, one or two.
        agreed: critical items as they were agreed on after the talk.
    """
    final = [{**marks, **agreed} for marks in given]
    if len(final) > 1 and differing(sheet, *final):
        return None
    mean = sum((percent(sheet, marks) for marks in final), Fraction(0)) / len(final)
    lacking = failed(sheet, final[0])
    return Outcome(rounded(mean), mean >= sheet.pass_mark and not lacking, lacking)


def compared(sheet: Sheet, first: Marks, second: Marks) -> Compared | None:
    """Return how far two assessors agree on the items that both marked; None where there is none."""
    both = [item for item in sheet.items if item.id in first and item.id in second]
    pairs = [(item, int(first[item.id]), int(second[item.id])) for item in both]
    if not pairs:
        return None
    equal = sum(one == other for _item, one, other in pairs)
    near = sum(abs(one - other) <= (1 if item.is_judged else 0) for item, one, other in pairs)
    return Compared(len(pairs), equal, near)


def judged_pairs(sheet: Sheet, first: Marks, second: Marks) -> list[tuple[float, float]]:
    """Return the two marks of each judged item that both have, for agreement over many sittings."""
    return [(float(first[item.id]), float(second[item.id])) for item in sheet.items
            if item.is_judged and item.id in first and item.id in second]


def lost(sheet: Sheet, given: Sequence[Marks], agreed: Marks) -> tuple[Item, ...]:
    """Return the items that lost points, those that cost most first: what to practise."""
    final = [{**marks, **agreed} for marks in given]
    cost = {item.id: sum(item.points - earned(item, marks) for marks in final) for item in sheet.items}
    return tuple(sorted((item for item in sheet.items if cost[item.id] > 0), key=lambda item: -cost[item.id]))
