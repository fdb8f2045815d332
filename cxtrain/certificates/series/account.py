"""Whether every number of a series is accounted for, by a certificate or by a gap with its reason. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """Running numbers from `first` to `last`, both among them."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Account:
    """How a series of running numbers from 1 to `last` adds up."""

    last: int
    issued: int  # certificates, void ones among them
    missing: tuple[Span, ...]  # borne by no certificate, and named by no gap
    doubled: tuple[Span, ...]  # both of a certificate and of a gap, or beyond the last

    @property
    def complete(self) -> bool:
        """Whether nothing is missing and nothing stands twice."""
        return not self.missing and not self.doubled


def account(last: int, issued: Iterable[int], gaps: Iterable[Span]) -> Account:
    """Hold the running numbers of certificates and the gaps against the series."""
    borne = set(issued)
    skipped = {number for gap in gaps for number in range(gap.first, gap.last + 1)}
    wanted = set(range(1, last + 1))
    twice = (borne & skipped) | (borne - wanted) | (skipped - wanted)
    return Account(last, len(borne), spans(wanted - borne - skipped), spans(twice))


def spans(numbers: Iterable[int]) -> tuple[Span, ...]:
    """Return the numbers as the fewest spans, in order."""
    found: list[Span] = []
    for number in sorted(set(numbers)):
        if found and found[-1].last == number - 1:
            found[-1] = Span(found[-1].first, number)
        else:
            found.append(Span(number, number))
    return tuple(found)
