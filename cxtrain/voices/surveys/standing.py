"""Whether a campaign takes answers on a day, how far it is, and what it may still become. Pure."""

import datetime as dt
from typing import Protocol

from cxtrain.web.bilingual import N_

STANDINGS = {
    "draft": N_("Draft"), "coming": N_("Opens later"), "open": N_("Taking answers"), "full": N_("Quota reached"),
    "over": N_("Its last day is over"), "closed": N_("Ended by hand"),
}
AUDIENCES = {"nobody": N_("Nobody until HR releases it"), "hr": N_("HR"), "supervisors": N_("HR and supervisors"),
             "staff": N_("Everybody at the unit")}


class Asked(Protocol):
    """What must be known of a campaign."""

    state: str  # draft, open, closed: as somebody set it by hand
    opens_on: dt.date
    closes_on: dt.date | None  # the last day
    quota: int | None
    target: int | None
    received: int


def standing(campaign: Asked, day: dt.date) -> str:
    """Return where a campaign stands on a day of its unit: by hand, then by its quota, then by its days."""
    if campaign.state != "open":
        return campaign.state
    if campaign.quota is not None and campaign.received >= campaign.quota:
        return "full"
    if campaign.closes_on is not None and day > campaign.closes_on:
        return "over"
    return "coming" if day < campaign.opens_on else "open"


def still_needed(campaign: Asked) -> int | None:
    """Return how many answers are missing to the target; None where there is none."""
    return None if campaign.target is None else max(0, campaign.target - campaign.received)
