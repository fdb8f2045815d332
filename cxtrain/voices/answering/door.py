"""Whether a place may be answered today, and what a page must know of it. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A place of a campaign as its page needs it; `link_id` and `used` belong to a link that is answered once."""

    id: int
    campaign_id: int
    touchpoint_id: int
    touchpoint: Mapping[str, str]
    questionnaire: str  # digest
    title: Mapping[str, str]
    kind: str
    unit_id: int
    unit: Mapping[str, str]
    unit_path: str
    zone: str
    purpose: Mapping[str, str]
    keep_months: int
    comments_for: str
    state: str
    opens_on: dt.date
    closes_on: dt.date | None
    quota: int | None
    received: int
    ended: bool
    link_id: int | None = None
    expires_on: dt.date | None = None
    used: bool = False


def closed_because(place: Place, day: dt.date) -> str:
    """Return why nobody may answer here today: draft, early, over, full or used; "" where the door is open."""
    last = [end for end in (place.closes_on, place.expires_on) if end is not None]
    if place.used:
        return "used"
    if place.state == "draft":
        return "draft"
    if place.state == "closed" or place.ended or any(day > end for end in last):
        return "over"
    if day < place.opens_on:
        return "early"
    return "full" if place.quota is not None and place.received >= place.quota else ""


def kept_until(day: dt.date, months: int) -> dt.date:
    """Return the last day on which an answer of `day` is kept: so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (first_after - dt.timedelta(1)).day))
