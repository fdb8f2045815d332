"""Reading an answer that came on paper: the fields of a page, or a row of a spreadsheet, by the same names. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cxtrain.voices.kano.study import Feature, Group
from cxtrain.web.bilingual import N_
from cxtrain.web.cells import as_date
from cxtrain.web.workbooks import Sheet

SHEET, DAY, STORE, GROUP = "sheet", "day", "store", "group"
HEADS = {SHEET: ("sheet", "编号"), DAY: ("day", "日期"), STORE: ("store", "门店"), GROUP: ("group", "人群")}
LONGEST = 40  # characters of a sheet's number

NO_SHEET = N_("Give the sheet a number, so that it is entered once.")
LONG_SHEET = N_("A sheet's number has at most 40 characters.")
NO_DAY = N_("Write the day as 2026-05-06, at most a year before the study and not in the future.")
NO_STORE = N_("This is no store of the study.")
NO_GROUP = N_("This is no group of the study.")
NO_ANSWER = N_("Write 1, 2, 3, 4 or 5, or leave both answers empty.")
HALF = N_("Only one of the two answers is there; leave both empty if the customer did.")
NOTHING = N_("There is no answer on this sheet.")
THERE = N_("A sheet with this number was entered already.")
TWICE = N_("This sheet's number stands in the file twice.")
NO_COLUMN = N_("The column “%(column)s” is missing.")


@dataclass(frozen=True)
class Known:
    """What an answer may speak of."""

    features: Sequence[Feature]
    groups: Sequence[Group]
    stores: Mapping[str, int]  # ids by code
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Entry:
    """One customer's answers."""

    sheet: str
    day: dt.date
    unit_id: int
    group: str
    pairs: tuple[tuple[str, int, int], ...]  # feature, there, not there


@dataclass(frozen=True)
class Fault:
    """What is wrong, where: an English sentence for the catalogue with its values; row 0 is the page's own form."""

    column: str
    sentence: str
    row: int = 0
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """What a file held: the entries with their rows, and what could not be read."""

    entries: tuple[tuple[int, Entry], ...]
    faults: tuple[Fault, ...]


def there(feature: str) -> str:
    """Return the name of the column for a feature there."""
    return f"{feature}+"


def missing(feature: str) -> str:
    """Return the name of the column for a feature not there."""
    return f"{feature}-"


def columns(features: Sequence[Feature]) -> list[str]:
    """Return the columns in order."""
    return [*HEADS, *(name for each in features for name in (there(each.id), missing(each.id)))]


def read_one(cells: Mapping[str, str], known: Known, row: int = 0) -> tuple[Entry | None, list[Fault]]:
    """Return the answers in these cells, or what is wrong with them."""
    given = {name: text.strip() for name, text in cells.items()}
    faults: list[Fault] = []
    sheet, day = given.get(SHEET, ""), as_date(given.get(DAY, ""))
    if not sheet or len(sheet) > LONGEST:
        faults.append(Fault(SHEET, LONG_SHEET if sheet else NO_SHEET, row))
    if day is None or not known.first <= day <= known.last:
        faults.append(Fault(DAY, NO_DAY, row))
    unit_id = known.stores.get(given.get(STORE, ""))
    if unit_id is None:
        faults.append(Fault(STORE, NO_STORE, row))
    group = _group(given.get(GROUP, ""), known.groups)
    if group is None:
        faults.append(Fault(GROUP, NO_GROUP, row))
    pairs, wrong = _pairs(given, known.features, row)
    faults += wrong or ([] if pairs else [Fault(columns(known.features)[-1], NOTHING, row)])
    if faults or day is None or unit_id is None or group is None:
        return None, faults
    return Entry(sheet, day, unit_id, group, tuple(pairs)), []


def _group(text: str, groups: Sequence[Group]) -> str | None:
    """Return the id of a group by its id or name; "" where nothing was said, None where nobody knows it."""
    if not text:
        return ""
    return next((each.id for each in groups if text in (each.id, each.name.zh, each.name.en)), None)


def _pairs(given: Mapping[str, str], features: Sequence[Feature], row: int) -> tuple[list[tuple[str, int, int]], list[Fault]]:
    pairs, faults = [], []
    for each in features:
        texts = [given.get(name, "") for name in (there(each.id), missing(each.id))]
        if not any(texts):
            continue
        if any(text not in ("", *"12345") for text in texts):
            faults.append(Fault(there(each.id), NO_ANSWER, row))
        elif not all(texts):
            faults.append(Fault(there(each.id), HALF, row))
        else:
            pairs.append((each.id, int(texts[0]), int(texts[1])))
    return pairs, faults


def read_sheet(sheet: Sheet, known: Known) -> Read:
    """Return the answers of a spreadsheet whose first row names the columns; blank rows are passed over."""
    if not sheet.rows:
        return Read((), (Fault(SHEET, NO_COLUMN, 1, {"column": SHEET}),))
    heads = {name: own for own, names in HEADS.items() for name in names}
    names = [heads.get(cell.strip().lower(), cell.strip()) for cell in sheet.rows[0]]
    lacking = [name for name in columns(known.features) if name not in names and name != GROUP]
    if lacking:
        return Read((), tuple(Fault(name, NO_COLUMN, 1, {"column": name}) for name in lacking))
    entries: list[tuple[int, Entry]] = []
    faults: list[Fault] = []
    for number, cells in enumerate(sheet.rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        entry, wrong = read_one(dict(zip(names, cells, strict=False)), known, number)
        if entry is not None and entry.sheet in {each.sheet for _, each in entries}:
            wrong = [Fault(SHEET, TWICE, number)]
        elif entry is not None:
            entries.append((number, entry))
        faults += wrong
    return Read(tuple(entries), tuple(faults))
