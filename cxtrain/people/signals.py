"""News of people to higher packages: who joined, moved, left, or has another post or role."""

import contextlib
import contextvars
from collections.abc import Iterable, Iterator

from blinker import Namespace

people_changed = Namespace().signal("people-changed")
"""Sent with a frozenset of employee ids, after the change was flushed, inside the transaction in which it was made."""

_gathered: contextvars.ContextVar[set[int] | None] = contextvars.ContextVar("gathered_people", default=None)


def tell(employee_ids: Iterable[int]) -> None:
    """Send the news at once, or with the rest of it where a block gathers news."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered.update(employee_ids)
    elif changed := frozenset(employee_ids):
        people_changed.send(changed)


@contextlib.contextmanager
def together() -> Iterator[None]:
    """Gather the news of this block and send it once at the end: a roster changes thousands. Nothing, where it fails."""
    token = _gathered.set(set())
    try:
        yield
        changed = frozenset(_gathered.get() or ())
    finally:
        _gathered.reset(token)
    tell(changed)
