"""Which column of a table is what: the store, the month, and the numbers of indicators. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxtrain.voices.indicators.definition import Definition
from cxtrain.web.cells import column_letter

UNIT, MONTH = "unit", "month"
UNIT_WORDS = ("门店编码", "门店编号", "门店", "店铺", "单位编码", "单位", "编码", "unit code", "unit",
              "store code", "store", "code")
MONTH_WORDS = ("月份", "月", "年月", "统计月份", "month", "period")
ROWS = 10  # in which the headings are looked for


@dataclass(frozen=True)
class Column:
    """A column that was understood. `of` is unit, month or a slug; `field` is part or whole."""

    index: int
    heading: str
    of: str
    field: str = "part"

    @property
    def letter(self) -> str:
        """The spreadsheet's name of the column."""
        return column_letter(self.index)


@dataclass(frozen=True)
class Header:
    """The row of the headings (0-based), its columns, and the headings that nobody understood."""

    row: int
    columns: tuple[Column, ...]
    ignored: tuple[str, ...]

    def of(self, name: str) -> Column | None:
        """Return the first column of the unit or the month."""
        return next((each for each in self.columns if each.of == name), None)


def plain(text: str) -> str:
    """Return a heading without case, spaces and signs."""
    return re.sub(r"[\s_:/()\-.,%·]", "", unicodedata.normalize("NFKC", text).casefold().replace(":", ""))


def headings(definition: Definition, language: str) -> tuple[str, ...]:
    """Return the headings of an indicator's columns in "zh" or "en", as the template has them: one, or part and whole."""
    title = definition.title.as_dict()[language]
    if not definition.has_whole:
        return (title,)
    return f"{title}: {definition.part.as_dict()[language]}", f"{title}: {definition.whole.as_dict()[language]}"


def _known(definitions: Iterable[Definition]) -> dict[str, tuple[str, str]]:
    words = {**{plain(word): (UNIT, "part") for word in UNIT_WORDS}, **{plain(word): (MONTH, "part") for word in MONTH_WORDS}}
    for each in definitions:
        for language in ("zh", "en"):
            for field, heading in zip(("part", "whole"), headings(each, language), strict=False):
                words.setdefault(plain(heading), (each.slug, field))
            words.setdefault(plain(each.title.as_dict()[language]), (each.slug, "part"))
        words.setdefault(plain(each.slug), (each.slug, "part"))
        words.setdefault(plain(f"{each.slug}whole"), (each.slug, "whole"))
    return words


def find_header(rows: Sequence[Sequence[str]], definitions: Iterable[Definition]) -> Header | None:
    """Return the header of a table, None where no row has a unit, a month and a number."""
    words = _known(definitions)
    for index, cells in enumerate(rows[:ROWS]):
        found, taken = [], set[tuple[str, str]]()
        for x, cell in enumerate(cells):
            meant = words.get(plain(cell))
            if meant and meant not in taken:
                taken.add(meant)
                found.append(Column(x, cell.strip(), *meant))
        names = {each.of for each in found}
        if {UNIT, MONTH} <= names and names - {UNIT, MONTH}:
            used = {each.index for each in found}
            ignored = tuple(cell.strip() for x, cell in enumerate(cells) if cell.strip() and x not in used)
            return Header(index, tuple(found), ignored)
    return None
