"""What HR asks the monthly list for, read from an address and written into one."""

import datetime as dt
import re
from collections.abc import Mapping

from cxtrain.reports.learning_time.queries import Wanted


def read(parts: Mapping[str, str], day: dt.date) -> Wanted:
    """Return what the parts of an address ask for on `day`: by default last month, and whoever learnt outside working time."""
    month = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", parts.get("month", ""), re.ASCII)
    last = (day.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    return Wanted(dt.date(int(month[1]), int(month[2]), 1) if month else last, _number(parts.get("unit", "")),
                  parts.get("people") == "all", parts.get("agency") == "yes", min(_number(parts.get("page", "")) or 1, 10_000))


def address(wanted: Wanted) -> dict[str, str | int | None]:
    """Return the same wish as parts of an address, without its page."""
    return {"month": f"{wanted.month:%Y-%m}", "unit": wanted.unit_id, "people": "all" if wanted.everybody else None,
            "agency": "yes" if wanted.agency else None}


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII) else None
