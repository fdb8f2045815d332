"""What departments said of another one: by who answered, where enough did. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxtrain.measures.confirmation import Confirmation
from cxtrain.voices.figures import Scores, confirmations, is_shown, scores


@dataclass(frozen=True)
class Said:
    """How often a department gave one answer."""

    department_id: int | None  # None: it is not known which
    measure: str
    subject: str
    value: int
    other: int
    n: int


@dataclass(frozen=True)
class Line:
    """What one department, or several together, found."""

    n: int  # people who answered
    scores: Scores
    gaps: Mapping[str, Confirmation]  # by dimension


@dataclass(frozen=True)
class Between:
    """By department, those with enough answers; `few` are ids of the others; `together` adds up those that are shown.

    Where one department alone is too small to be shown, adding it to the sum would tell what it said; so it is left out.
    """

    lines: Mapping[int | None, Line]
    few: tuple[int | None, ...]
    together: Line | None


def between(people: Mapping[int | None, int], said: Sequence[Said]) -> Between:
    """Return what may be shown.

    Args:
        people: how many answered, by department.
        said: all their answers.
    """
    shown = {key: n for key, n in people.items() if is_shown(n)}
    summed = shown or people
    total = sum(summed.values())
    return Between({key: _line(n, [each for each in said if each.department_id == key]) for key, n in shown.items()},
                   tuple(key for key in people if key not in shown),
                   _line(total, [each for each in said if each.department_id in summed]) if is_shown(total) else None)


def _line(n: int, said: Sequence[Said]) -> Line:
    return Line(n, scores(said), confirmations(said))
