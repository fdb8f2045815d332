"""When somebody is reminded of a course, and when their supervisor is told. Pure."""

import datetime as dt

SOON, DUE, LATE, SUPERVISOR = 1, 2, 3, 4  # a week before, on the day, a week after, two weeks after
_FROM = ((14, SUPERVISOR), (7, LATE), (0, DUE), (-7, SOON))  # days after the day that it is due


def step_on(due_on: dt.date, today: dt.date, *, working_time: bool = True) -> int:
    """Return the step that has been reached, 0 where it is too early.

    A worker that stood still for a day catches up, because a step lasts until the next one. What is voluntary reminds of
    itself until its day, and tells no supervisor.
    """
    days = (today - due_on).days
    reached = next((step for since, step in _FROM if days >= since), 0)
    return reached if working_time else min(reached, DUE)
