"""The table of a unit's indicators: the last month beside the one before and the year before, and its target. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxtrain.voices.indicators.definition import Definition
from cxtrain.voices.indicators.figures import Figure, Held, change, held


@dataclass(frozen=True)
class Row:
    """One indicator. Changes are points of 100 for a share, else relative (0.1 is 10 %)."""

    definition: Definition
    now: Figure
    month_change: float | None
    year_change: float | None
    target: Held | None


def rows(
    known: Mapping[str, Definition], found: Mapping[str, Sequence[Figure]], targets: Mapping[tuple[int, str], float], *,
    last: str,
) -> list[Row]:
    """Return a row for each indicator that has a number, in the order of `known`.

    Args:
        known: the indicators.
        found: their figures, without gaps, oldest first, thirteen months at least.
        targets: by year and slug.
        last: the last month that is over: the newest month with a number is shown, up to this one where it has one.
    """
    answer = []
    for slug, definition in known.items():
        figures = {each.month: each for each in found[slug]}
        given = [month for month, each in figures.items() if each.value is not None]
        shown = next((month for month in reversed(given) if month <= last), given[-1] if given else None)
        if shown is None:
            continue
        answer.append(_row(definition, figures, shown, targets.get((int(shown[:4]), slug))))
    return answer


def _row(definition: Definition, figures: Mapping[str, Figure], shown: str, target: float | None) -> Row:
    now = figures[shown]
    before = f"{int(shown[:4]) - (shown[5:] == '01')}-{(int(shown[5:]) - 2) % 12 + 1:02d}"
    year_ago = f"{int(shown[:4]) - 1}{shown[4:]}"
    year = [each for month, each in figures.items() if month[:4] == shown[:4] and month <= shown]
    return Row(definition, now, change(now, figures.get(before), share=definition.is_share),
               change(now, figures.get(year_ago), share=definition.is_share),
               None if target is None else held(definition, target, year))
