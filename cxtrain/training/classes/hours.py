"""Class hours (学时): what having been there, and having learnt on screen, is worth. Pure.

* In a room: the minutes attended of a class that is closed, by the minutes of one class hour as that class states them.
* On screen: the active minutes at each step of a course, at most the minutes that the course states for that step, however long
  somebody took; an hour has 45 minutes. What was practised outside any course is worth none.
* Either is rounded down to half an hour for each class and each course, so that what stands in a list adds up to its total.
"""

from collections.abc import Iterable
from dataclasses import dataclass

HOUR_MINUTES = 45  # of one class hour on screen, and of a class unless it states others


@dataclass(frozen=True)
class Attended:
    """One class as one person attended it."""

    minutes: int  # attended, of all sessions
    hour_minutes: int  # of one class hour at that class, at least 20


@dataclass(frozen=True)
class Hours:
    """Somebody's class hours in a stretch of days, in steps of half an hour; and the minutes that they were made of."""

    classroom: float = 0.0
    online: float = 0.0
    classroom_minutes: int = 0
    online_minutes: int = 0  # that count

    @property
    def total(self) -> float:
        """Both together."""
        return self.classroom + self.online


def class_hours(minutes: float, hour_minutes: int = HOUR_MINUTES) -> float:
    """Return minutes as class hours, rounded down to half an hour.

    Raises:
        ValueError: an hour has no minutes, or the minutes are negative.
    """
    if hour_minutes < 1 or minutes < 0:
        raise ValueError("class hours need minutes of 0 and more, and an hour of 1 and more")
    return int(2 * minutes // hour_minutes) / 2


def credited(before: int, seconds: int, stated_minutes: int) -> int:
    """Return how many of `seconds` at a step count: all together at most the stated minutes.

    Args:
        before: seconds spent at the step earlier, counted or not.
        seconds: spent now.
        stated_minutes: of the step, as its course has them.
    """
    most = 60 * stated_minutes
    return min(before + seconds, most) - min(before, most)


def credited_hours(classes: Iterable[Attended], online: Iterable[int]) -> Hours:
    """Return somebody's class hours.

    Args:
        classes: the closed classes that they attended.
        online: seconds that count (`credited`), one number for each way through a course.
    """
    attended, seconds = list(classes), list(online)
    return Hours(
        sum(class_hours(each.minutes, each.hour_minutes) for each in attended), sum(class_hours(each / 60) for each in seconds),
        sum(each.minutes for each in attended), sum(seconds) // 60)


def attended_percent(minutes: int, planned: int) -> int:
    """Return the percent of the planned minutes that somebody was there for, rounded down; 0 where none were planned."""
    return min(100, 100 * minutes // planned) if planned else 0
