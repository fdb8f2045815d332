"""How the plans of the demo company came to where they stand: one story each, oldest first. Pure."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One plan: when it was drafted and how far it has come."""

    days_ago: int  # of the draft
    stage: str  # draft, withdrawn, approved, read, progress, review, closed
    outcome: str = ""  # of a closed one: met, partly, unmet
    store: str = ""  # code, where it must be this one
    number: str = ""  # staff number, where it must be about this person

    @property
    def is_approved(self) -> bool:
        """Whether it came beyond a draft."""
        return self.stage not in ("draft", "withdrawn")

    @property
    def is_begun(self) -> bool:
        """Whether some of its actions are done."""
        return self.stage in ("progress", "review", "closed")


TEAM = (
    Story(205, "closed", "met"), Story(180, "closed", "partly"), Story(160, "closed", "unmet"), Story(140, "closed", "met"),
    Story(97, "review", store="E01"), Story(95, "review"), Story(94, "review"), Story(40, "progress", store="E01"),
    Story(36, "progress"), Story(28, "progress"), Story(22, "withdrawn"), Story(14, "approved"), Story(9, "approved"),
    Story(5, "draft"), Story(4, "draft"), Story(3, "draft", store="E01"),
)
PERSONAL = (
    Story(150, "closed", "met"), Story(120, "closed", "partly"), Story(70, "review"), Story(45, "progress"),
    Story(33, "progress"), Story(20, "read"), Story(16, "read", store="E01"), Story(10, "approved"),
    Story(6, "approved", number="0102"), Story(4, "draft", store="E01"), Story(2, "draft"),
)


def known_on(drafted: dt.date) -> dt.date:
    """Return the last day of the month before, up to which everything was released when the plan was drafted."""
    return drafted.replace(day=1) - dt.timedelta(1)
