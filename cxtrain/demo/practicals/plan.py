"""What the demo company's practical assessments are: who sat when, before whom, and what was missed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Slips = Mapping[str, bool | int]  # by item: how it was marked, where not in full


@dataclass(frozen=True)
class Assessed:
    """One sitting. `days` is how many days before today it is; negative: it is still to come."""

    person: int  # place on the roster of the first class
    days: int
    slips: Mapping[str, Slips] = field(default_factory=dict)  # by the staff number of each assessor
    handed_in: bool = True
    kind: str = "first"
    why: str = ""  # of one that was put off
    score: float | None = None  # what is true of it; None: it is not decided
    passed: bool | None = None

    @property
    def is_decided(self) -> bool:
        """Whether it has a score."""
        return self.score is not None


SHEET, PLACE = "front-desk-practical", "静安店一楼前台，下午两点"
TRAINER, MANAGER, LEAD = "0002", "0004", "0101"
SITTINGS = (
    Assessed(0, 27, {TRAINER: {"deposit": 2, "closes": 2}}, score=94.0, passed=True),
    Assessed(1, 27, {TRAINER: {"first-words": 2}, MANAGER: {"first-words": 1, "phone": 2}}, score=94.0, passed=True),
    Assessed(2, 27, {LEAD: {"privacy": False}}, score=92.0, passed=False),  # over the pass mark, and a critical item missed
    Assessed(2, 13, {TRAINER: {"says-how-long": False}}, kind="resit", score=95.0, passed=True),
    Assessed(3, 6, {MANAGER: {"quiet-room": 2, "uses-name": False}}, kind="deferred", why="当天排了夜班，已和店长说好改期。",
             score=91.0, passed=True),
    Assessed(4, 6, {TRAINER: {"deposit": 1}, MANAGER: {}}, handed_in=False),  # the second assessor has not handed in
    Assessed(5, -5, {TRAINER: {}}, handed_in=False),
)
