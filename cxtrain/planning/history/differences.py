"""What became different from one version of a plan to the next, for readers who never see its data. Pure.

Equal versions differ in nothing, and nothing else is silent.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cxtrain.planning.history.contents import CODES, DAYS, FIELDS, PARTS, Version
from cxtrain.roleplay.authoring.comparison.wording import Piece, compared
from cxtrain.web.bilingual import N_, pick

LANGUAGES = {"zh": "中文", "en": "English"}
ADDED, REMOVED, CHANGED = N_("Added"), N_("Removed"), N_("Changed")


@dataclass(frozen=True)
class Value:
    """A value as a page shows it: pieces of text, a word of ours to be translated, a day, or a number."""

    pieces: tuple[Piece, ...] = ()
    ours: str = ""
    day: dt.date | None = None
    number: float | None = None


@dataclass(frozen=True)
class Line:
    """One thing that is not as it was; None: there was, or is, nothing."""

    label: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True)
class Difference:
    """All that is different in the plan itself, or in one of its parts."""

    part: str  # for the catalogue: "Action", "Option", "Talk"; empty for the plan itself
    number: int  # the part's place, from 1
    verdict: str  # ADDED, REMOVED or CHANGED
    lines: tuple[Line, ...]

    @property
    def size(self) -> int:
        """How many things are different: a part that came or went is one."""
        return len(self.lines) if self.verdict == CHANGED else 1


def differences(before: Version, after: Version, locale: str) -> tuple[Difference, ...]:
    """Return what is different, for a reader of `locale`: the plan's own texts first, then its parts as they stand.

    Args:
        before: an empty mapping shows all of `after` as it stands.
    """
    own = tuple(_lines(before, after, FIELDS, locale))
    parts = [each for key in PARTS for each in _parts(key, before, after, locale)]
    return (*((Difference("", 0, CHANGED, own),) if own else ()), *parts)


def _parts(key: str, before: Version, after: Version, locale: str) -> Iterator[Difference]:
    name, labels = PARTS[key]
    was, now = ({part["id"]: part for part in version.get(key, [])} for version in (before, after))
    for number, part_id in enumerate([*now, *(gone for gone in was if gone not in now)], 1):
        lines = tuple(_lines(was.get(part_id, {}), now.get(part_id, {}), labels, locale))
        verdict = ADDED if part_id not in was else REMOVED if part_id not in now else CHANGED
        if lines:
            yield Difference(name, number, verdict, lines)


def _lines(before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, str], locale: str) -> Iterator[Line]:
    for key, label in labels.items():
        was, now = _there(before.get(key)), _there(after.get(key))
        if was != now:
            yield Line(label, *_shown(key, was, now, locale))


def _there(value: Any) -> Any:
    """Return None for what says nothing, and a text without its empty languages; no and 0 say something."""
    value = {key: text for key, text in value.items() if text} if isinstance(value, dict) else value
    return None if value in ("", {}, []) else value


def _shown(key: str, was: Any, now: Any, locale: str) -> tuple[Value | None, Value | None]:
    if key in CODES or key in DAYS or not isinstance(was or now, (str, dict)):
        return _value(key, was), _value(key, now)
    former, later = _written(was, locale), _written(now, locale)
    if former == later:  # only the other language has changed
        former, later = _written(was, ""), _written(now, "")
    if former == later:  # the same words, said to be another language's
        former, later = _named(was), _named(now)
    one, other = compared(former, later)
    return Value(one) if former else None, Value(other) if later else None


def _value(key: str, value: Any) -> Value | None:
    if value is None:
        return None
    if key in CODES:
        return Value(ours=CODES[key][value])
    return Value(day=dt.date.fromisoformat(value)) if key in DAYS else Value(number=value)


def _named(text: Any) -> str:
    return " / ".join(f"{name}: {text[language]}" for language, name in LANGUAGES.items() if text.get(language))


def _written(text: Any, locale: str) -> str:
    if not isinstance(text, dict):
        return text or ""
    return pick(text, locale) if locale else " / ".join(text[language] for language in ("zh", "en") if text.get(language))
