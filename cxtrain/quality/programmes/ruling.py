"""Which programme rules where and when: that of the nearest unit up the tree. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxtrain.quality.programmes.notice import narrower

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """A published version, as far as its force goes."""

    id: int
    path: str  # of its unit: "/1/4/"
    number: int
    people: str
    starts_on: dt.date
    ends_on: dt.date | None = None  # the last day

    def has_begun(self, day: dt.date) -> bool:
        """Whether it has started by `day`: one that was withdrawn before its first day never does."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= self.starts_on)

    def covers(self, day: dt.date) -> bool:
        """Whether `day` lies between its first and its last day."""
        return self.has_begun(day) and (self.ends_on is None or day <= self.ends_on)


def ruling(rules: Iterable[Rule], path: str, day: dt.date) -> Rule | None:
    """Return the rule of the unit at `path` on `day`, None where there is none.

    In each unit the version of the highest number that has begun replaces those before it for good. Where it has ended,
    the next unit up the tree rules.
    """
    last: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda rule: rule.number):
        if path.startswith(rule.path) and rule.has_begun(day):
            last[rule.path] = rule
    return max((rule for rule in last.values() if rule.covers(day)), key=lambda rule: len(rule.path), default=None)


def coming(rules: Sequence[Rule], path: str, day: dt.date) -> list[Rule]:
    """Return what will rule the unit after `day` as things stand, in that order, without what rules on it."""
    above = [rule for rule in rules if path.startswith(rule.path)]
    turns = {turn for rule in above for turn in (rule.starts_on, rule.ends_on + DAY if rule.ends_on else None)
             if turn and turn > day}
    found = [ruling(above, path, turn) for turn in sorted(turns)]
    now = ruling(above, path, day)
    return list({rule.id: rule for rule in found if rule and rule != now}.values())


def setting(rules: Sequence[Rule], path: str, day: dt.date, current: str) -> str:
    """Return what may be stored about persons in the unit on `day`.

    What is published for later narrows it at once and widens it only when it starts. Where nothing rules, it stays as
    it was, but never wider than development.
    """
    now = ruling(rules, path, day)
    later = [rule.people for rule in coming(rules, path, day)]
    return narrower(now.people if now else narrower(current, "development"), *later)
