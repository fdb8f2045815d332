"""The trainer's list as it was sent: what changed in it, and what was changed by somebody else meanwhile. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxtrain.training.classes.attendance.times import STATES
from cxtrain.web.bilingual import N_

TOO_MANY = N_("Write whole minutes, at most %(most)s.")
LONGEST = 200  # letters of a reason


@dataclass(frozen=True)
class Line:
    """How somebody stands: a state ("": nobody has said), the minutes, and a reason."""

    state: str = ""
    minutes: int = 0
    why: str = ""


@dataclass(frozen=True)
class Typed:
    """What was typed for somebody."""

    state: str
    minutes: str
    why: str

    @property
    def given(self) -> int | None:
        """The minutes, None where none were typed."""
        return int(self.minutes) if self.minutes else None


@dataclass(frozen=True)
class Sent:
    """A list that was sent."""

    typed: Mapping[int, Typed]
    changed: tuple[int, ...]  # whom it says something new of
    overtaken: tuple[int, ...]  # of these, who stood otherwise on the page than they stand now
    faults: Mapping[int, str]  # a sentence for the catalogue


def was(lines: Mapping[int, Line]) -> str:
    """Return how people stood when the page was made, for a hidden field."""
    return ",".join(f"{employee_id}:{line.state}" for employee_id, line in lines.items())


def read(form: Mapping[str, str], lines: Mapping[int, Line], most: int) -> Sent:
    """Return what a list says.

    A line that was not touched says nothing, even where somebody has signed in since: the page's old word does not undo it.

    Args:
        form: `was` as above, and for each person `state-<id>`, `minutes-<id>` and `why-<id>`.
        lines: how everybody on the roster stands now.
        most: the minutes of the session.
    """
    before = dict(re.findall(r"(\d+):(\w*)", form.get("was", "")))
    typed = {one: _typed(form, one) for one in lines}
    spoken = {one: each for one, each in typed.items() if each.state}
    changed = tuple(one for one, each in spoken.items() if _is_touched(each, before.get(str(one), ""), lines[one]))
    overtaken = tuple(one for one in changed if before.get(str(one), "") != lines[one].state != spoken[one].state)
    wrong = {one: TOO_MANY for one in changed if spoken[one].minutes and not _fits(spoken[one].minutes, most)}
    return Sent(typed, changed, overtaken, wrong)


def _typed(form: Mapping[str, str], employee_id: int) -> Typed:
    state, minutes, why = (form.get(f"{name}-{employee_id}", "").strip() for name in ("state", "minutes", "why"))
    return Typed(state if state in STATES else "", minutes, why[:LONGEST])


def _is_touched(typed: Typed, before: str, line: Line) -> bool:
    if typed.state != before:
        return typed.state != line.state or _says_more(typed, line)
    return line.state == before and _says_more(typed, line)


def _says_more(typed: Typed, line: Line) -> bool:
    """Whether minutes or a reason differ from what is kept. Minutes count only of who came late or left early."""
    partly = typed.state in ("late", "left_early")
    return typed.why != line.why or (partly and typed.minutes not in ("", str(line.minutes)))


def _fits(text: str, most: int) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,4}", text)) and int(text) <= most


def unmarked(lines: Mapping[int, Line], changed: Sequence[int]) -> list[int]:
    """Return of whom nobody has said anything, neither before nor in this list."""
    return [one for one, line in lines.items() if not line.state and one not in changed]
