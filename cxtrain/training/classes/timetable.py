"""The sessions of a class as typed: read, checked, put in order; and who is expected in two places at once. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from cxtrain.web.bilingual import N_

MOST_SESSIONS = 40
LONGEST = dt.timedelta(hours=12)

INCOMPLETE = N_("Say day, from and to.")
BACKWARDS = N_("It ends before it begins.")
TOO_LONG = N_("A session has at most 12 hours.")
MORE_THAN_ALL = N_("There are only %(minutes)s minutes between from and to.")
OVERLAPS = N_("It overlaps with another session of this class.")
BEGUN = N_("People have signed in or out here already, so day and minutes stay as they are.")
KEPT = N_("People have signed in or out here already, so this session stays.")


@dataclass(frozen=True)
class Row:
    """A session as typed; `id` of one that exists."""

    day: dt.date | None = None
    begin: dt.time | None = None
    end: dt.time | None = None
    minutes: int | None = None  # of teaching; None: all of the time
    topic: str = ""
    method: str = "lecture"
    id: int | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing says when."""
        return self.id is None and not (self.day or self.begin or self.end or self.minutes or self.topic)


@dataclass(frozen=True)
class Planned:
    """A session as it will be kept."""

    starts_at: dt.datetime  # aware
    ends_at: dt.datetime
    minutes: int
    topic: str
    method: str
    id: int | None = None


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a row: a sentence for the catalogue and its values."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Timetable:
    """What was read: sessions in the order of time, or complaints by row."""

    sessions: tuple[Planned, ...]
    complaints: Mapping[int, Complaint]


def timetable(rows: Sequence[Row], zone: str, begun: Mapping[int, Planned] | None = None) -> Timetable:
    """Return the sessions of a class.

    Args:
        rows: as typed; blank ones are left out.
        zone: IANA name of the unit's zone, by whose clock they are meant.
        begun: sessions for which something was noted already; neither their day nor their minutes may change.
    """
    found, complaints = _read(rows, zone, begun or {})
    for place, session in found.items():
        if any(_overlap(session, other) for at, other in found.items() if at != place):
            complaints.setdefault(place, Complaint(OVERLAPS))
    if set(begun or {}) - {row.id for row in rows}:
        complaints[len(rows)] = Complaint(KEPT)
    ordered = sorted(found.values(), key=lambda each: each.starts_at)
    return Timetable(() if complaints else tuple(ordered), complaints)


def _read(rows: Sequence[Row], zone: str, begun: Mapping[int, Planned]) -> tuple[dict[int, Planned], dict[int, Complaint]]:
    """Return the sessions and what is wrong, each by the place of its row."""
    found: dict[int, Planned] = {}
    complaints: dict[int, Complaint] = {}
    for place, row in enumerate(rows):
        wrong = None if row.is_blank else _wrong(row, zone)
        if wrong is None and not row.is_blank:
            found[place] = _planned(row, zone)
            before = begun.get(row.id or 0)
            wrong = Complaint(BEGUN) if before and _when(before) != _when(found[place]) else None
        if wrong is not None:
            complaints[place] = wrong
    return found, complaints


def _when(session: Planned) -> tuple[dt.datetime, dt.datetime, int]:
    return session.starts_at, session.ends_at, session.minutes


def _wrong(row: Row, zone: str) -> Complaint | None:
    if row.day is None or row.begin is None or row.end is None:
        return Complaint(INCOMPLETE)
    if row.end <= row.begin:
        return Complaint(BACKWARDS)
    begin, end = _moments(row, zone)
    whole = int((end - begin).total_seconds()) // 60
    if end - begin > LONGEST:
        return Complaint(TOO_LONG)
    return Complaint(MORE_THAN_ALL, {"minutes": whole}) if (row.minutes or 0) > whole else None


def _moments(row: Row, zone: str) -> tuple[dt.datetime, dt.datetime]:
    assert row.day is not None and row.begin is not None and row.end is not None, "checked before"
    place = ZoneInfo(zone)
    return (dt.datetime.combine(row.day, row.begin, place).astimezone(dt.UTC),
            dt.datetime.combine(row.day, row.end, place).astimezone(dt.UTC))


def _planned(row: Row, zone: str) -> Planned:
    begin, end = _moments(row, zone)
    return Planned(begin, end, row.minutes or int((end - begin).total_seconds()) // 60, row.topic.strip(), row.method, row.id)


def _overlap(one: "Planned | Busy", other: "Planned | Busy") -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


@dataclass(frozen=True)
class Busy:
    """Somebody is expected elsewhere, or away, from then to then."""

    employee_id: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    why: str  # "class", "teaches" or "away"
    where: str = ""  # the other class, in the reader's language


def clashes(sessions: Iterable[Planned], busy: Iterable[Busy]) -> tuple[Busy, ...]:
    """Return who is expected elsewhere during any of the sessions, each person and reason once, in the order of time."""
    planned, found, seen = list(sessions), [], set()
    for each in sorted(busy, key=lambda one: (one.starts_at, one.employee_id)):
        key = each.employee_id, each.why, each.where
        if key not in seen and any(_overlap(session, each) for session in planned):
            seen.add(key)
            found.append(each)
    return tuple(found)
