"""Numbers as the Team and Employee pages show them: a mean never without its n and interval. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cxtrain.measures.intervals import Estimate, Sums, mean_interval
from cxtrain.web.bilingual import N_
from cxtrain.web.charts import Heat, Reading, heat

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
PERSON_DIMENSIONS = ("responsiveness", "assurance", "empathy")
SHOWN_FROM, SETTLED_FROM = 3, 8  # visits: below the first no number, from the second no hatching (measures 2.13)
PERSON_SHOWN_FROM, PERSON_SETTLED_FROM = 3, 6
LOW, HIGH = 1.0, 7.0
Key = tuple[int, str]  # touchpoint or employee id, dimension


@dataclass(frozen=True)
class Cell:
    """One number of a table, or the reason why there is none yet."""

    n: int
    estimate: Estimate
    standard: float
    heat: Heat

    @property
    def value(self) -> float | None:
        """The mean in scale points; None while it rests on too few visits."""
        return None if self.heat.name == "heat-none" else self.estimate.value

    @property
    def low(self) -> float | None:
        """Lower end of the 95 % interval, held on the scale."""
        return self.estimate.interval.clipped(LOW, HIGH).low if self.estimate.interval else None

    @property
    def high(self) -> float | None:
        """Upper end of the 95 % interval, held on the scale."""
        return self.estimate.interval.clipped(LOW, HIGH).high if self.estimate.interval else None

    @property
    def is_provisional(self) -> bool:
        """Whether the number is shown but should not be leaned on."""
        return self.value is not None and self.heat.thin


@lru_cache(maxsize=5000)  # the same stores and people are opened over and over
def cell(sums: Sums | None, standard: float, *, shown_from: int = SHOWN_FROM, settled_from: int = SETTLED_FROM) -> Cell:
    """Return what one cell shows.

    Args:
        sums: of the visits' scores in scale points; None where there was no visit.
        standard: what the touchpoint asks, in scale points.
        shown_from: visits from which a number is shown.
        settled_from: visits from which it is shown without hatching.
    """
    kept = sums or Sums(0, 0.0, 0.0)
    estimate = mean_interval(kept.n, kept.total, kept.squares)
    shown = estimate.value if kept.n >= shown_from else None
    return Cell(kept.n, estimate, standard, heat(shown, target=standard, n=kept.n, enough=settled_from))


@dataclass(frozen=True)
class Shown:
    """A cell as written: its classes, its number or a dash, its n, and the sentence on hover and focus."""

    classes: str
    value: str
    n: int
    tip: str
    sign: int = 0  # 1 above, -1 below its standard beyond chance


@dataclass(frozen=True)
class HeatRow:
    """A row of a heat-map as written; `url` is of what it is about, `visits_url` of the visits behind its cells."""

    label: str
    cells: tuple[Shown, ...]
    url: str = ""
    visits_url: str = ""


@lru_cache(maxsize=5000)
def shown(cell: Cell, with_interval: str, without: str, *, sign: int = 0) -> Shown:
    """Return how `cell` is written; the two sentences have places for low, high and standard.

    `sign` is 1 or -1 where it lies above or below its standard beyond chance, allowing for how many were tested.
    """
    standard = f"{cell.standard:.1f}"
    if cell.value is not None and cell.low is not None and cell.high is not None:
        tip = with_interval % {"low": f"{cell.low:.1f}", "high": f"{cell.high:.1f}", "standard": standard}
    else:
        tip = without % {"standard": standard}
    thin = " thin" if cell.is_provisional or (cell.n and cell.value is None) else ""
    return Shown(cell.heat.name + thin, "–" if cell.value is None else f"{cell.value:.1f}", cell.n, tip, sign)


def standing(n: int, *, stored: bool = True) -> str:
    """Return in a sentence (to be translated) what may be said about somebody seen on `n` visits.

    Args:
        n: visits that count for the person.
        stored: whether the store keeps anything about persons at all.
    """
    if not stored:
        return N_("In this store nothing is stored about persons.")
    if n == 0:
        return N_("Not observed yet: nothing can be said. Visits are drawn by chance; nobody need do anything.")
    if n < PERSON_SHOWN_FROM:
        return N_("Too few visits for a number. Talk about what was seen, not about a score.")
    if n < PERSON_SETTLED_FROM:
        return N_("Provisional: enough to offer help, too little to judge by.")
    return N_("Enough for coaching. Pay or contract would need more visits, more shoppers and a longer time.")


def months_back(month: str, count: int) -> tuple[str, ...]:
    """Return `count` months such as "2026-05" that end with `month`, the oldest first."""
    year, number = (int(part) for part in month.split("-"))
    first = year * 12 + number - count
    return tuple(f"{(first + step) // 12:04d}-{(first + step) % 12 + 1:02d}" for step in range(count))


def enough_people(rows: Mapping[Key, Sums], *, people: int = 3) -> bool:
    """Whether at least `people` have enough visits, so that a table by person says anything."""
    seen = {employee for (employee, _), sums in rows.items() if sums.n >= PERSON_SHOWN_FROM}
    return len(seen) >= people


def pooled(parts: Iterable[Sums]) -> Sums:
    """Return the sums of all parts together."""
    whole = Sums(0, 0.0, 0.0)
    for part in parts:
        whole += part
    return whole


def standard_where_seen(seen: Sequence[tuple[int, float]], every: Sequence[float]) -> float:
    """Return the standard of the touchpoints where the visits took place, each by how many they were.

    Args:
        seen: (visits, standard) by touchpoint.
        every: the standards of all touchpoints, whose mean is taken where there was no visit; without any, 4.
    """
    visits = sum(n for n, _ in seen)
    if visits:
        return sum(n * standard for n, standard in seen) / visits
    return sum(every) / len(every) if every else 4.0


def readings(person: Mapping[str, Cell], store: Mapping[str, Cell], names: Mapping[str, str]) -> list[Reading]:
    """Return the person's dimensions as bars, with the standard and the store's mean; those without a number are empty.

    Args:
        person, store: cells by dimension.
        names: of the dimensions, in the reader's language; they give the order.
    """
    return [Reading(name, person[each].value, person[each].low if person[each].value is not None else None,
                    person[each].high if person[each].value is not None else None, n=person[each].n,
                    standard=person[each].standard, reference=store[each].value, tone=each)
            for each, name in names.items()]


def quarters(rows: Iterable[tuple[str, Sums]]) -> list[tuple[str, Sums]]:
    """Return the sums of (month, sums) pairs by quarter, the oldest first, as ("2026 Q2", sums)."""
    found: dict[str, Sums] = {}
    for month, sums in sorted(rows, key=lambda row: row[0]):
        name = f"{month[:4]} Q{(int(month[5:]) + 2) // 3}"
        found[name] = found.get(name, Sums(0, 0.0, 0.0)) + sums
    return list(found.items())
