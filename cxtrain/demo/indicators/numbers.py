"""Two years of business figures of a store, drawn from a truth that the pages should find again. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

CHURN = {"cautious": 0.048, "usual": 0.041, "steady": 0.034}  # of a month, by how the store keeps its customers
STYLES = tuple(CHURN)
SEASON = (0.86, 0.82, 0.97, 1.02, 1.10, 1.00, 1.14, 1.16, 1.02, 1.12, 0.94, 0.85)  # of a year of hotel nights
SPENT = 386.0  # yuan of a customer and month, in a month without a season
SERVED = 0.34  # of what is spent, for serving
ROOMS = 118
Cells = dict[str, tuple[float, float | None]]  # value and whole, by slug


@dataclass(frozen=True)
class Month:
    """The numbers of one month."""

    month: str  # 2026-05
    cells: Cells


def style_of(place: int) -> str:
    """Return how the store at this place of the list keeps its customers."""
    return STYLES[place % len(STYLES)]


def draw(months: Sequence[str], style: str, random: Random) -> list[Month]:
    """Return the numbers of each month; customers of the next month follow from those of the one before."""
    found, start = [], random.randint(1700, 2600)
    for month in months:
        lost = sum(random.random() < CHURN[style] for _ in range(start))
        gained = random.randint(round(start * 0.034), round(start * 0.052))
        found.append(Month(month, _cells(start, gained, lost, season=SEASON[int(month[5:]) - 1], random=random)))
        start += gained - lost
    return found


def _cells(start: int, gained: int, lost: int, *, season: float, random: Random) -> Cells:
    revenue = round(start * SPENT * season * random.gauss(1, 0.02), -2)
    buyers = round(start * 0.42)
    nights = ROOMS * 30
    return {
        "customers-start": (start, None), "customers-gained": (gained, None), "customers-lost": (lost, None),
        "revenue": (revenue, None), "cost-to-serve": (round(revenue * SERVED * random.gauss(1, 0.03), -2), None),
        "cross-sell": (sum(random.random() < 0.23 for _ in range(buyers)), buyers),
        "occupancy": (min(nights, round(nights * 0.71 * season * random.gauss(1, 0.02))), nights),
        "repurchase": (sum(random.random() < 0.31 for _ in range(buyers)), buyers),
        "contact-cost": (round(random.gauss(14.2, 0.8), 1), random.randint(260, 420)),
    }
