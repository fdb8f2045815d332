"""Whether a place may be answered today, and what a page must know of it. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.voices.surveys.standing import standing


@dataclass(frozen=True)
class Place:
    """A place of a campaign as its page needs it; `link_id` and `used` belong to a link that is answered once.

    `about` is what is asked about: the touchpoint, or a department; `label` of an internal survey is who is asked.
    """

    id: int
    address: str  # a poster's token, a link's digest
    campaign_id: int
    touchpoint_id: int
    about: Mapping[str, str]
    label: str
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
    target: int | None
    received: int
    ended: bool
    link_id: int | None = None
    expires_on: dt.date | None = None
    used: bool = False


def closed_because(place: Place, day: dt.date) -> str:
    """Return why nobody may answer here today: used, or as the campaign stands; "" where the door is open."""
    if place.used:
        return "used"
    if place.ended or (place.expires_on is not None and day > place.expires_on):
        return "over"
    found = standing(place, day)
    return "" if found == "open" else found


def kept_until(day: dt.date, months: int) -> dt.date:
    """Return the last day on which an answer of `day` is kept: so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (first_after - dt.timedelta(1)).day))
