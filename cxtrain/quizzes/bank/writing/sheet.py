"""A question as the fields of a page, and back. Pure: no field is lost, whatever was typed.

`filled` gives the sheet of a question's data, `read` the data that a sheet describes, with the field of each of its parts.
What the experts of a judgement said stands with the responses, `responses-1-rates-0`, so that it goes with them.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from cxtrain.quizzes.bank.writing.layout import BODIES, HEAD, Field, Holds, Rows

Sheet = dict[str, Any]
Data = dict[str, Any]
Path = tuple[str | int, ...]
LANGUAGES = ("zh", "en")
WHOLE = re.compile(r"-?\d{1,9}")


@dataclass
class Written:
    """What a sheet says: the question's data, and the field's name for each of its parts."""

    data: Data
    places: dict[Path, str] = field(default_factory=dict)

    def place_of(self, path: Sequence[str | int]) -> str:
        """Return the name of the field in which a part of the data stands, of what holds it where it has none of its own."""
        for end in range(len(path), 0, -1):
            if tuple(path[:end]) in self.places:
                return self.places[tuple(path[:end])]
        return ""


def blank(kind: str) -> Sheet:
    """Return the sheet of a new question, with the rows that most have."""
    sheet = _blank((*HEAD, *BODIES[kind]))
    if kind == "judgement":
        sheet["mode"] = "rate"
        for row in sheet["responses"]:
            row["rates"] = ["", "", ""]
    return sheet


def _blank(parts: Sequence[Field | Rows]) -> Sheet:
    sheet: Sheet = {}
    for part in parts:
        if isinstance(part, Rows):
            sheet[part.name] = [_blank(part.parts) for _row in range(part.begin)]
        elif part.usual and part.name != "weight":
            sheet[part.on_page] = part.usual
    return sheet


def filled(data: Data) -> Sheet:
    """Return the sheet of a question's data."""
    kind = data["kind"]
    sheet = _filled(data, (*HEAD, *BODIES[kind]))
    if kind == "judgement":
        for at, row in enumerate(sheet["responses"]):
            row["rates"] = [str(said[at]) if at < len(said) else "" for said in data["experts"]]
    return sheet


def _filled(data: Data, parts: Sequence[Field | Rows]) -> Sheet:
    sheet: Sheet = {}
    for part in parts:
        if isinstance(part, Rows):
            rows = data.get(part.name) or []
            sheet[part.name] = [_filled({"": row} if part.plain else row, part.parts) for row in rows]
        else:
            value = ((data.get(part.group) or {}) if part.group else data).get(part.name)
            sheet |= _shown(part, value)
    return sheet


def _shown(part: Field, value: Any) -> Sheet:
    """Return what stands on the page for a value."""
    if part.holds is Holds.SAID:
        return {_language(part, language): (value or {}).get(language, "") for language in LANGUAGES}
    if part.holds is Holds.FLAG:
        return {part.on_page: bool(value)}
    if part.holds is Holds.TAGS:
        return {part.on_page: "\n".join(value or ())}
    if value is None:
        return {part.on_page: part.usual}
    return {part.on_page: str(value).lower() if part.holds is Holds.TRUTH else str(value)}


def _language(part: Field, language: str) -> str:
    return f"{part.on_page}_{language}" if part.on_page else language


def read(sheet: Mapping[str, Any], kind: str, *, own: str, used: Collection[str] = ()) -> Written:
    """Return what a sheet says of a question of `kind` whose id is `own`.

    Empty fields and rows are left out, also where something is needed: a check of the data then says so. Rows without a
    name get one that is none of `used`, so that no answer of an earlier version is taken for theirs.
    """
    written = Written({"id": own, "kind": kind})
    body = _Reader(written.places, _names(sheet, BODIES[kind], used))
    written.data |= body.read(sheet, (*HEAD, *BODIES[kind]), (), "")
    if kind == "judgement":
        written.data["experts"] = _experts(sheet, body.kept.get("responses", []), written.places)
    return written


def _names(sheet: Mapping[str, Any], parts: Sequence[Field | Rows], used: Collection[str]) -> Iterator[str]:
    """Yield short names for new rows: a, b … z, then a1, b1 …"""
    taken = {row.get("id") for part in parts if isinstance(part, Rows) for row in sheet.get(part.name) or ()} | set(used)
    for round_ in count():
        for letter in "abcdefghijklmnopqrstuvwxyz":
            name = f"{letter}{round_ or ''}"
            if name not in taken:
                yield name


def _experts(sheet: Mapping[str, Any], rows: Sequence[int], places: dict[Path, str]) -> list[list[Any]]:
    """Return what each expert said of the responses that were kept; an expert who said nothing is left out."""
    said = [[_plain(rate) for rate in sheet["responses"][at].get("rates") or ()] for at in rows]
    experts: list[list[Any]] = []
    places[("experts",)] = "experts"
    for number in range(max(map(len, said), default=0)):
        given = [rates[number] if number < len(rates) else "" for rates in said]
        if not any(given):
            continue
        for index, at in enumerate(rows):
            places[("experts", len(experts), index)] = f"responses-{at}-rates-{number}"
        places[("experts", len(experts))] = f"responses-{rows[0]}-rates-{number}"
        experts.append([_whole(rate) for rate in given])
    return experts


class _Reader:
    """Reads rows within rows, and notes where each part stands."""

    def __init__(self, places: dict[Path, str], names: Iterator[str]) -> None:
        self.places, self.names = places, names
        self.kept: dict[str, list[int]] = {}  # which rows of a list on the page were kept, by its name

    def read(self, sheet: Mapping[str, Any], parts: Sequence[Field | Rows], path: Path, before: str) -> Data:
        """Return the data of a sheet or of one row of it; `path` leads to it, its fields' names begin with `before`."""
        data: Data = {}
        for part in parts:
            if isinstance(part, Rows):
                if rows := self._rows(sheet, part, path, before):
                    data[part.name] = rows
                elif part.begin:
                    data[part.name] = []
                continue
            own = (*path, part.group, part.name) if part.group else (*path, part.name) if part.name else path
            self.places[own] = before + (_language(part, "zh") if part.holds is Holds.SAID else part.on_page)
            value = self._value(part, sheet)
            if value not in (None, "", [], {}, False) or (value is False and part.holds is Holds.TRUTH):
                (data.setdefault(part.group, {}) if part.group else data)[part.name] = value
            if part.holds is Holds.SAID:
                self.places |= {(*own, language): before + _language(part, language) for language in LANGUAGES}
        return data

    def _rows(self, sheet: Mapping[str, Any], rows: Rows, path: Path, before: str) -> list[Any]:
        found: list[Any] = []
        self.places[(*path, rows.name)] = before + rows.name
        kept = [at for at, row in enumerate(sheet.get(rows.name) or ()) if not is_blank(row)]
        self.kept[before + rows.name] = kept
        for at in kept:
            own, name = (*path, rows.name, len(found)), f"{before}{rows.name}-{at}"
            self.places[own] = name
            row = self.read(sheet[rows.name][at], rows.parts, own, f"{name}-")
            found.append(row.get("", {}) if rows.plain else row)
        return found

    def _value(self, part: Field, sheet: Mapping[str, Any]) -> Any:
        if part.holds is Holds.SAID:
            texts = {language: _text(sheet.get(_language(part, language))) for language in LANGUAGES}
            return {language: text for language, text in texts.items() if text}
        given = sheet.get(part.on_page)
        if part.holds is Holds.NAME:
            return given or next(self.names)
        return READ[part.holds](given)


def is_blank(row: Mapping[str, Any]) -> bool:
    """Whether nothing is written in a row; its short name alone is nothing."""
    return not any(_says(value) for name, value in row.items() if name != "id")


def _says(value: Any) -> bool:
    if isinstance(value, list):
        return any(not is_blank(each) if isinstance(each, dict) else _says(each) for each in value)
    return bool(value.strip() if isinstance(value, str) else value)


def _text(given: Any) -> str:
    """Return a text as it is kept: with line feeds, where browsers send carriage returns too."""
    return (given or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _plain(given: Any) -> str:
    """Return a number's text as a number is written: narrow figures, no spaces, no per cent sign."""
    return "".join(unicodedata.normalize("NFKC", given or "").split()).replace("\u2212", "-").removesuffix("%")


def _whole(plain: str) -> int | str | None:
    return (int(plain) if WHOLE.fullmatch(plain) else plain) if plain else None


READ: Mapping[Holds, Callable[[Any], Any]] = {
    Holds.LINE: _text, Holds.DECIMAL: _plain, Holds.FLAG: bool,
    Holds.WHOLE: lambda given: _whole(_plain(given)),
    Holds.TRUTH: lambda given: {"true": True, "false": False}.get(given or ""),
    Holds.TAGS: lambda given: [line.strip() for line in _text(given).split("\n") if line.strip()],
}
