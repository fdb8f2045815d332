"""What of a closed month may be told: shares of five people or more, from which no fewer can be worked out. Pure.

Everything that is ever told of a month is made of *atoms*: at least FEWEST people at one touchpoint in one dimension who
are told together. A unit with enough people is an atom. Those of units with too few are not told there; they wait
one level higher, where those who wait may be enough together. A unit's figure is the sum of the atoms in it, and the
figures of a dimension or a touchpoint are sums of these. So whoever subtracts the figures of a part from those of the
whole, be it a store from its region or a touchpoint from all, is left with whole atoms or with nothing. What was told
never changes, and months do not overlap, so waiting and comparing tells nothing either.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FEWEST = 5  # people


@dataclass(frozen=True)
class Answered:
    """What one person answered again in one unit, at one touchpoint in one dimension, in one month."""

    employee_id: int
    path: str  # of the unit: "/1/4/12/"
    touchpoint: str  # slug, or empty
    dimension: str  # or empty
    n: int  # at least 1
    right: int  # 0..n


@dataclass(frozen=True)
class Share:
    """What is told of a unit, with all below it."""

    unit_id: int
    touchpoint: str
    dimension: str
    people: int  # at least FEWEST
    n: int
    right: int


@dataclass(frozen=True)
class _Pool:
    """People and what they answered, by employee id: (n, right)."""

    counts: Mapping[int, tuple[int, int]]

    def __add__(self, other: "_Pool") -> "_Pool":
        summed = dict(self.counts)
        for person, (n, right) in other.counts.items():
            before = summed.get(person, (0, 0))
            summed[person] = (before[0] + n, before[1] + right)
        return _Pool(summed)

    @property
    def is_enough(self) -> bool:
        """Whether they may be told of."""
        return len(self.counts) >= FEWEST

    @property
    def totals(self) -> tuple[int, int]:
        """All answers, and those that were right."""
        return sum(n for n, _right in self.counts.values()), sum(right for _n, right in self.counts.values())


NOBODY = _Pool({})


def shares_of(answered: Iterable[Answered]) -> list[Share]:
    """Return what may be told of one month, by unit, touchpoint and dimension; units with nothing to tell are left out."""
    cells: dict[tuple[str, str], dict[str, _Pool]] = defaultdict(lambda: defaultdict(lambda: NOBODY))
    for each in answered:
        cells[each.touchpoint, each.dimension][each.path] += _Pool({each.employee_id: (each.n, each.right)})
    return [Share(int(path.split("/")[-2]), *place, len(pool.counts), *pool.totals)
            for place, by_unit in sorted(cells.items()) for path, pool in _told(by_unit).items()]


def _told(by_unit: Mapping[str, _Pool]) -> dict[str, _Pool]:
    """Return what is told of each unit at one touchpoint in one dimension, the lowest units first."""
    waiting, told = dict(by_unit), dict[str, _Pool]()
    units = {above for path in by_unit for above in _upwards(path)}
    for path in sorted(units, key=lambda each: (-each.count("/"), each)):
        here, above = waiting.pop(path, NOBODY), _above(path)
        if here.is_enough:
            told[path] = told.get(path, NOBODY) + here
        elif above:
            waiting[above] = waiting.get(above, NOBODY) + here
        if above and path in told:
            told[above] = told.get(above, NOBODY) + told[path]
    return told


def _above(path: str) -> str:
    """Return the path of the unit above, empty for the firm."""
    above = path[:-1].rsplit("/", 1)[0] + "/"
    return above if above != "/" else ""


def _upwards(path: str) -> Iterable[str]:
    while path:
        yield path
        path = _above(path)
