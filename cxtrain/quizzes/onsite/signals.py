"""What exams on site ask of higher packages: which classes there are, and who is on their rosters."""

from dataclasses import dataclass

from blinker import Namespace

_news = Namespace()

asked_classes = _news.signal("onsite-asked-classes")
"""Sent with an Actor; a receiver answers with the classes, as ClassPlace, for which they may open exams now."""

asked_roster = _news.signal("onsite-asked-roster")
"""Sent with the id of a class; a receiver answers with the ids of the employees on its roster."""


@dataclass(frozen=True)
class ClassPlace:
    """A class for which an exam can be opened."""

    class_id: int
    unit_id: int  # whose class it is
    label: dict[str, str]  # in both languages
    place: str  # the room
