"""Reading a table of customers' matters: every row or every fault. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxtrain.voices.feedback.course import names_a_customer
from cxtrain.web.bilingual import N_
from cxtrain.web.cells import Value, as_date

COLUMNS = {  # field: (Chinese header, English header, whether each row needs it)
    "number": ("编号", "Number", True), "day": ("日期", "Date", True), "unit": ("门店编码", "Unit code", True),
    "kind": ("类型", "Kind", True), "touchpoint": ("触点", "Touchpoint", True), "words": ("内容", "Words", True),
    "severity": ("严重程度", "Severity", False), "reachable": ("能联系上", "Can be answered", False),
    "result": ("处理结果", "What was done", False),
}
KINDS = {"投诉": "complaint", "complaint": "complaint", "建议": "suggestion", "suggestion": "suggestion", "咨询": "enquiry",
         "enquiry": "enquiry", "表扬": "praise", "praise": "praise", "compliment": "praise"}
SEVERITIES = {"": "normal", "严重": "serious", "serious": "serious", "一般": "normal", "normal": "normal", "轻微": "minor",
              "minor": "minor"}
NO = ("否", "no", "n", "0", "无")
HEADER_WITHIN = 8  # rows: titles may stand above the header
MOST_ROWS, LONGEST = 5000, 2000


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a row of the file, counted from 1; 0: the file. `sentence` is in English for the catalogue."""

    row: int
    sentence: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Matter:
    """One row that can be kept."""

    row: int
    number: str
    day: dt.date
    unit_id: int
    kind: str
    touchpoint_id: int
    words: str
    severity: str
    reachable: bool
    result: str


@dataclass(frozen=True)
class Known:
    """What cells may name: lower-case codes of units, and lower-case titles and short names of touchpoints, with their ids."""

    units: Mapping[str, int]
    touchpoints: Mapping[str, int]
    today: dt.date


def read(rows: Sequence[Sequence[str]], known: Known) -> tuple[list[Matter], list[RowFault]]:
    """Return the matters of a table, and what is wrong with it."""
    at, places = _header(rows)
    missing = [names for field, names in COLUMNS.items() if names[2] and field not in places]
    if missing:
        return [], [RowFault(0, N_("The column %(name)s is missing."), {"name": f"{zh} / {en}"}) for zh, en, _ in missing]
    if len(rows) - at > MOST_ROWS:
        return [], [RowFault(0, N_("At most %(n)s rows at a time."), {"n": MOST_ROWS})]
    matters, faults, seen = list[Matter](), list[RowFault](), dict[str, int]()
    for number, row in enumerate(rows[at + 1:], at + 2):
        cells = {field: row[place].strip() if place < len(row) else "" for field, place in places.items()}
        if not any(cells.values()):
            continue
        found = _row(number, cells, known, seen)
        if isinstance(found, Matter):
            matters.append(found)
        else:
            faults += found
    return matters, faults


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Return which row is the header, and where its columns stand."""
    best: tuple[int, dict[str, int]] = (0, {})
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        cells = [cell.strip().rstrip("*").strip().casefold() for cell in row]
        places = {field: cells.index(name.casefold()) for field, (zh, en, _) in COLUMNS.items() for name in (zh, en)
                  if name.casefold() in cells}
        if len(places) > len(best[1]):
            best = at, places
    return best


def _row(number: int, cells: Mapping[str, str], known: Known, seen: dict[str, int]) -> Matter | list[RowFault]:
    get, faults = cells.get, []
    day, key = as_date(get("day", "")), f"{get('unit', '')}/{get('number', '')}".casefold()
    unit, place = known.units.get(get("unit", "").casefold()), known.touchpoints.get(get("touchpoint", "").casefold())
    kind, severity = KINDS.get(get("kind", "").casefold()), SEVERITIES.get(get("severity", "").casefold())
    for good, sentence, text in (
            (get("number"), N_("The number is missing: by it a row comes once, however often the file does."), ""),
            (key not in seen, N_("The same number stands in row %(text)s."), seen.get(key)),
            (day is not None and day <= known.today, N_("This is no day, or one to come: %(text)s"), get("day")),
            (unit, N_("No unit of yours has this code: %(text)s"), get("unit")),
            (kind, N_("The kind is none of complaint, suggestion, enquiry, compliment: %(text)s"), get("kind")),
            (place, N_("No touchpoint is called so: %(text)s"), get("touchpoint")),
            (severity, N_("The severity is none of serious, normal, minor: %(text)s"), get("severity")),
            (0 < len(get("words", "")) <= LONGEST, N_("The words are missing, or longer than 2,000 characters."), ""),
            (not names_a_customer(get("words", "") + " " + get("result", "")), N_(
                "Leave out telephone numbers, addresses and the like: what leads to a customer is not kept here."), "")):
        if not good:
            faults.append(RowFault(number, sentence, {"text": str(text or "")[:40]}))
    if faults or day is None or unit is None or place is None:
        return faults
    seen[key] = number
    return Matter(number, key[:80], day, unit, str(kind), place, get("words", ""), str(severity),
                  get("reachable", "").casefold() not in NO, get("result", "")[:1000])


def example(language: str) -> list[list[Value]]:
    """Return a table to be filled in: the header and a row, in "zh" or "en"."""
    chinese = language == "zh"
    row: list[Value] = ["2026-0001", dt.date(2026, 5, 6), "S01", "投诉" if chinese else "complaint",
                        "办理入住" if chinese else "Check-in",
                        "三点房间还没好" if chinese else "The room was not ready at three",
                        "一般" if chinese else "normal", "是" if chinese else "yes", ""]
    return [[zh if chinese else en for zh, en, _ in COLUMNS.values()], row]
