"""The card on top of a scorecard: times, praise, badge and receipt, as a page posts them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cxtrain.quality.timetable import LONGEST_WAIT, MARKS, OWED, Times, clock
from cxtrain.web.bilingual import N_

LONGEST_PRAISE = 1000  # characters
LONGEST_MARK = 80  # characters of a badge or a receipt number


@dataclass(frozen=True)
class Sheet:
    """What a scorecard says besides its ratings."""

    times: Times = field(default_factory=Times)
    praise: str = ""
    nothing_to_praise: bool = False
    badge: str = ""
    receipt: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what submitting needs and is not there: arrived, left, praise."""
        gone = [mark for mark in OWED if getattr(self.times, mark) is None]
        return (*gone, *(() if self.praise or self.nothing_to_praise else ("praise",)))


@dataclass(frozen=True)
class Shopper:
    """Who made a visit and who keyed it in, for reviewers only."""

    name: dict[str, str]
    outside: bool
    entered_by: dict[str, str]


@dataclass(frozen=True)
class SheetReading:
    """What was read: the sheet with what could be read, and a fault by field for the rest."""

    sheet: Sheet
    faults: Mapping[str, str]  # English sentences for the catalogue


def fields(sheet: Sheet) -> dict[str, str]:
    """Return the sheet as the page's fields hold it."""
    times = {mark: getattr(sheet.times, mark) or "" for mark in MARKS}
    waited = "" if sheet.times.waited is None else str(sheet.times.waited)
    return {**times, "waited": waited, "praise": sheet.praise, "nothing": "1" if sheet.nothing_to_praise else "0",
            "badge": sheet.badge, "receipt": sheet.receipt}


def read(posted: Mapping[str, str], before: Sheet, *, names: bool = True) -> SheetReading:
    """Return `before` with the fields of `posted` laid over it.

    Args:
        posted: any of arrived, greeted, served, left ("HH:MM" or ""), waited (seconds), praise, nothing ("1" or "0"),
            badge and receipt.
        before: the sheet as stored; a field that is not posted, or cannot be read, keeps its part.
        names: whether the unit stores names; without it a badge is not taken.
    """
    faults: dict[str, str] = {}
    times = _times(posted, before.times, faults)
    sheet = replace(before, times=times)
    if "praise" in posted:
        sheet = replace(sheet, praise=_words(posted, "praise", before.praise, LONGEST_PRAISE, faults))
    if "nothing" in posted:
        sheet = replace(sheet, nothing_to_praise=posted["nothing"] == "1")
    if "badge" in posted and names:
        sheet = replace(sheet, badge=_words(posted, "badge", before.badge, LONGEST_MARK, faults))
    if "receipt" in posted:
        sheet = replace(sheet, receipt=_words(posted, "receipt", before.receipt, LONGEST_MARK, faults))
    return SheetReading(sheet, faults)


def _times(posted: Mapping[str, str], before: Times, faults: dict[str, str]) -> Times:
    read_marks: dict[str, str | None] = {}
    for mark in MARKS:
        text = posted.get(mark)
        if text is None:
            continue
        if text.strip() and clock(text) is None:
            faults[mark] = N_("Write this time as 10:05.")
        else:
            read_marks[mark] = clock(text)
    times = replace(before, **read_marks)  # type: ignore[arg-type]
    return _waited(posted["waited"].strip(), times, faults) if "waited" in posted else times


def _waited(text: str, times: Times, faults: dict[str, str]) -> Times:
    if not text:
        return replace(times, waited=None)
    if not text.isascii() or not text.isdecimal() or len(text) > 6 or int(text) > LONGEST_WAIT:
        faults["waited"] = N_("The wait is a whole number of seconds, at most four hours.")
        return times
    return replace(times, waited=int(text))


def _words(posted: Mapping[str, str], name: str, before: str, longest: int, faults: dict[str, str]) -> str:
    text = posted[name].strip().replace("\r\n", "\n")
    if len(text) > longest:
        faults[name] = N_("This text is too long.")
        return before
    return text
