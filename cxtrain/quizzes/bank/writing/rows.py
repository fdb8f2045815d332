"""Adding, removing and moving the rows of a sheet. Pure.

A wish is a verb and a place: `add:options`, `add:parts-0-answers`, `remove:pairs-2`, `up:items-1`, `down:items-1`,
`add:experts`, `remove:experts-2`.
"""

from copy import deepcopy
from typing import Any

from cxtrain.quizzes.bank.writing.sheet import Sheet
from cxtrain.web.whole import whole

MOST_ROWS, MOST_EXPERTS = 25, 12  # a little more than a question may have, so that it can say so itself
VERBS = ("add", "remove", "up", "down")


def arranged(sheet: Sheet, wish: str) -> Sheet:
    """Return the sheet after a wish; a wish that means nothing changes nothing."""
    sheet = deepcopy(sheet)
    verb, _colon, place = wish.partition(":")
    steps: list[Any] = [step if whole(step) is None else whole(step) for step in place.split("-")]
    if steps[0] == "experts":
        _experts(sheet, verb, steps)
        return sheet
    at = steps.pop() if verb != "add" and isinstance(steps[-1], int) else None
    rows = _rows_at(sheet, steps)
    if rows is None or verb not in VERBS:
        return sheet
    if verb == "add" and len(rows) < MOST_ROWS:
        rows.append(_new(sheet, place))
    elif at is not None and at < len(rows):
        _move(rows, verb, at)
    return sheet


def _rows_at(sheet: Sheet, steps: list[Any]) -> list[Any] | None:
    """Return the list of rows at a place, None where there is none."""
    here: Any = sheet
    for step in steps:
        if isinstance(here, dict) and isinstance(step, str):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            return None
    return here if isinstance(here, list) else None


def _new(sheet: Sheet, place: str) -> Sheet:
    """Return an empty row; of responses with a rate for each expert, of gaps with an answer."""
    if place == "responses":
        return {"rates": [""] * _expert_count(sheet)}
    return {"answers": [{}]} if place == "parts" else {}


def _move(rows: list[Any], verb: str, at: int) -> None:
    row = rows.pop(at)
    if verb != "remove":
        rows.insert(max(0, at - 1) if verb == "up" else at + 1, row)


def _expert_count(sheet: Sheet) -> int:
    return max((len(row.get("rates") or ()) for row in sheet.get("responses") or ()), default=0)


def _experts(sheet: Sheet, verb: str, steps: list[Any]) -> None:
    """Add an expert to every response, or take one from every response."""
    size = _expert_count(sheet)
    for row in sheet.get("responses") or ():
        rates = [*(row.get("rates") or ()), *[""] * (size - len(row.get("rates") or ()))]
        if verb == "add" and size < MOST_EXPERTS:
            rates.append("")
        elif verb == "remove" and len(steps) == 2 and isinstance(steps[1], int) and steps[1] < size:
            del rates[steps[1]]
        row["rates"] = rates
