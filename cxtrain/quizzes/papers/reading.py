"""What a quiz adds up to: its marks, what it asks about, and draws that take from the same questions. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cxtrain.quizzes.quiz import Draw, Fixed

Pools = Mapping[Draw, Sequence[str]]  # the keys that each draw may take


@dataclass(frozen=True)
class Facts:
    """What counts of a question of the bank."""

    marks: Fraction
    difficulty: str | None
    touchpoint: str | None
    dimension: str | None


@dataclass(frozen=True)
class Share:
    """How many questions of a paper have one value; None: none is given."""

    value: str | None
    fixed: int  # on every paper
    drawn: float  # beside these on an average paper


@dataclass(frozen=True)
class Reading:
    """What the entries of a quiz add up to. Entries that the bank does not have are left out."""

    size: int
    least: Fraction  # marks of the smallest paper that can be drawn
    most: Fraction
    by_difficulty: tuple[Share, ...]
    by_touchpoint: tuple[Share, ...]
    by_dimension: tuple[Share, ...]


@dataclass(frozen=True)
class Overlap:
    """Two draws that may take the same questions, by their places from 1."""

    first: int
    second: int
    shared: int  # questions that both may take
    short: bool  # whether the first may leave the second too few


def read(slots: Sequence[Fixed | Draw], facts: Mapping[str, Facts], pools: Pools) -> Reading:
    """Return what the entries add up to; `facts` are those of all questions that are named or may be drawn."""
    fixed = [facts[slot.key] for slot in slots if isinstance(slot, Fixed) and slot.key in facts]
    named = {slot.key for slot in slots if isinstance(slot, Fixed)}
    draws = [(slot.count, [facts[key] for key in pools.get(slot, ()) if key in facts and key not in named])
             for slot in slots if isinstance(slot, Draw)]
    sure = sum((each.marks for each in fixed), Fraction(0))
    ordered = [(count, sorted(each.marks for each in pool)) for count, pool in draws]
    return Reading(
        size=sum(slot.count if isinstance(slot, Draw) else 1 for slot in slots),
        least=sure + sum((sum(marks[:count], Fraction(0)) for count, marks in ordered), Fraction(0)),
        most=sure + sum((sum(marks[-count:], Fraction(0)) for count, marks in ordered), Fraction(0)),
        by_difficulty=_shares(fixed, draws, lambda each: each.difficulty),
        by_touchpoint=_shares(fixed, draws, lambda each: each.touchpoint),
        by_dimension=_shares(fixed, draws, lambda each: each.dimension))


def _shares(fixed: Sequence[Facts], draws: Sequence[tuple[int, Sequence[Facts]]],
            value: Callable[[Facts], str | None]) -> tuple[Share, ...]:
    sure, drawn = Counter(map(value, fixed)), defaultdict[str | None, Fraction](Fraction)
    for count, pool in draws:
        for name, among in Counter(map(value, pool)).items():
            drawn[name] += Fraction(min(count, len(pool)) * among, len(pool))
    names = sorted(sure.keys() | drawn.keys(), key=lambda name: (name is None, name or ""))
    return tuple(Share(name, sure[name], float(drawn[name])) for name in names)


def overlaps(slots: Sequence[Fixed | Draw], pools: Pools) -> tuple[Overlap, ...]:
    """Return each two draws that may take the same questions.

    Draws are made in their order, so an earlier one that takes widely can leave a later, narrower one too few.
    """
    named = {slot.key for slot in slots if isinstance(slot, Fixed)}
    draws = [(at, slot, set(pools.get(slot, ())) - named) for at, slot in enumerate(slots, 1) if isinstance(slot, Draw)]
    found = []
    for number, (second, later, pool) in enumerate(draws):
        before = [(at, slot, len(pool & other)) for at, slot, other in draws[:number]]
        taken = sum(min(slot.count, shared) for _at, slot, shared in before)
        found += [Overlap(at, second, shared, len(pool) - taken < later.count) for at, _slot, shared in before if shared]
    return tuple(found)
