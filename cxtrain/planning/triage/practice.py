"""From single answers and role-plays to how well a skill goes in practice. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxtrain.planning.causes import ENOUGH_QUESTIONS, Practised

FEWEST_PEOPLE = 3  # of a team, so that its mean is nobody's own


@dataclass(frozen=True)
class Tally:
    """What was earned of what could be, over `n` questions or plays."""

    earned: float = 0.0
    worth: float = 0.0
    n: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(self.earned + other.earned, self.worth + other.worth, self.n + other.n)

    @property
    def percent(self) -> float:
        """The share earned, 0..100; wrong answers that somebody was sure of can bring it to 0, not below."""
        return max(0.0, 100 * self.earned / self.worth)


Tallies = Mapping[tuple[str, str], Tally]  # by touchpoint and dimension, "" where a question is tied to none


def linked(
    people: Mapping[int, Tallies], touchpoint: str, dimension: str, *, least: int = ENOUGH_QUESTIONS
) -> Practised | None:
    """Return how well the skill of a finding goes in practice, the mean over people; None where too little is known.

    What is tied to both the touchpoint and the dimension counts; where that is less than `least` for everybody together,
    the dimension at whatever touchpoint; then the touchpoint in whatever dimension.
    """
    for link in ("both", "dimension", "touchpoint"):
        found = [tally for tallies in people.values() if (tally := _sum(tallies, touchpoint, dimension, link)).worth > 0]
        n = sum(tally.n for tally in found)
        if found and n >= least:
            return Practised(sum(tally.percent for tally in found) / len(found), n, len(found), link)
    return None


def of_team(
    people: Mapping[int, Tallies], touchpoint: str, dimension: str, *, least: int = ENOUGH_QUESTIONS
) -> Practised | None:
    """Return the same of a whole team; None where fewer than three of its people are known."""
    found = linked(people, touchpoint, dimension, least=least)
    return found if found and found.people >= FEWEST_PEOPLE else None


def _sum(tallies: Tallies, touchpoint: str, dimension: str, link: str) -> Tally:
    fits: Sequence[Tally] = [
        tally for (place, about), tally in tallies.items()
        if (link == "dimension" or place == touchpoint) and (link == "touchpoint" or about == dimension)]
    return sum(fits, Tally())
