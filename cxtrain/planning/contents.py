"""What a plan says, as somebody typed it. Pure."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class ActionFacts:
    """An action as it was typed."""

    what: str
    kind: str
    dimension: str | None
    owner_id: int
    due_on: dt.date


@dataclass(frozen=True)
class PlanFacts:
    """A plan as it was typed."""

    finding: str
    cause: str
    goal: str
    due_on: dt.date
    actions: tuple[ActionFacts, ...]
    indicator: str = ""  # by what the goal is measured, with its unit
    baseline: float | None = None  # where it stands
    target: float | None = None  # where it is to stand on `due_on`
    n_needed: int | None = None  # observations before and after, each
