"""What independent sources agree on about a touchpoint. Pure.

Scores that the same customers gave on one page are one source: that two of them are low is not two findings. Agreement
takes two kinds of people. What only one kind says is said as such, and where they contradict each other, that is said too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cxtrain.measures.intervals import Estimate, Sums
from cxtrain.measures.multiple import benjamini_hochberg
from cxtrain.measures.p_values import p_against
from cxtrain.web.bilingual import N_

NAMED_FROM = 3  # complaints or obstacles of twelve months from which they count as pointing there
WHOLE = ""  # the touchpoint as a whole
SOURCES: Mapping[str, str] = {
    "visits": N_("mystery shops against the standard"),
    "confirmation": N_("customers' perception against their expectation"),
    "csat": N_("customers' satisfaction beside other touchpoints"),
    "nps": N_("customers' recommendation beside other touchpoints"),
    "ces2": N_("customers' effort beside other touchpoints"),
    "complaints": N_("complaints"),
    "obstacles": N_("obstacles told by staff"),
}
WITNESSES: Mapping[str, str] = {  # who speaks in each source
    "visits": "shoppers", "confirmation": "customers", "csat": "customers", "nps": "customers", "ces2": "customers",
    "complaints": "complainants", "obstacles": "staff",
}


class Says(StrEnum):
    """What a source says of a subject."""

    LOW = "low"
    FINE = "fine"
    OPEN = "open"  # within chance, or too few


@dataclass(frozen=True)
class Voice:
    """One source about one dimension, or about the touchpoint as a whole (WHOLE)."""

    source: str
    subject: str
    says: Says
    n: int


class Verdict(StrEnum):
    """What the sources come to about a subject."""

    LOW = "low"  # two kinds of people or more, and nobody says otherwise
    FINE = "fine"
    TORN = "torn"
    LONE_LOW = "lone low"  # one kind of people
    LONE_FINE = "lone fine"
    OPEN = "open"


VERDICTS: Mapping[str, str] = {
    Verdict.LOW: N_("Agreed: this falls short. Several kinds of people say so, and none says otherwise."),
    Verdict.TORN: N_("They contradict each other. Look closer before anything is changed."),
    Verdict.LONE_LOW: N_("One kind of people says that it falls short; the others do not say so yet."),
    Verdict.FINE: N_("Agreed: this holds up. It is not where the trouble lies."),
    Verdict.LONE_FINE: N_("One kind of people says that it holds up; the others do not say so yet."),
    Verdict.OPEN: N_("Nothing can be said yet: within chance, or too few."),
}
QUADRANTS: Mapping[str, str] = {
    "concentrate": N_("concentrate here: important, and not done well"),
    "keep_up": N_("keep it up: important, and done well"),
    "low_priority": N_("can wait: less important, and not done well"),
    "overkill": N_("perhaps too much: less important, and done well"),
}
KANO: Mapping[str, str] = {
    "M": N_("Must be: missing it annoys, having it pleases nobody"), "O": N_("The more, the better"),
    "A": N_("Attractive: having it delights, missing it annoys nobody"), "I": N_("Indifferent: it matters to few"),
}


@dataclass(frozen=True)
class Agreed:
    """What the sources come to about one subject; `low`, `fine` and `open` are the voices of each kind."""

    subject: str
    verdict: Verdict
    low: tuple[Voice, ...]
    fine: tuple[Voice, ...]
    open: tuple[Voice, ...]


ORDER = (Verdict.LOW, Verdict.TORN, Verdict.LONE_LOW, Verdict.FINE, Verdict.LONE_FINE, Verdict.OPEN)


def agree(voices: Iterable[Voice]) -> tuple[Agreed, ...]:
    """Return what the voices come to by subject: what is agreed to be low first, what is open last."""
    subjects: dict[str, list[Voice]] = {}
    for voice in voices:
        subjects.setdefault(voice.subject, []).append(voice)
    every = [_agreed(subject, found) for subject, found in subjects.items()]
    return tuple(sorted(every, key=lambda each: ORDER.index(each.verdict)))


def _agreed(subject: str, voices: list[Voice]) -> Agreed:
    groups = {says: tuple(voice for voice in voices if voice.says is says) for says in Says}
    low, fine = ({WITNESSES[voice.source] for voice in groups[says]} for says in (Says.LOW, Says.FINE))
    return Agreed(subject, _verdict(len(low), len(fine)), groups[Says.LOW], groups[Says.FINE], groups[Says.OPEN])


def _verdict(low: int, fine: int) -> Verdict:
    if low and fine:
        return Verdict.TORN
    if low:
        return Verdict.LOW if low > 1 else Verdict.LONE_LOW
    if fine:
        return Verdict.FINE if fine > 1 else Verdict.LONE_FINE
    return Verdict.OPEN


def of_interval(estimate: Estimate, mark: float = 0.0) -> Says:
    """Return LOW where the whole interval lies below the mark, FINE where all of it lies at or above, else OPEN."""
    if estimate.interval is None:
        return Says.OPEN
    if estimate.interval.high < mark:
        return Says.LOW
    return Says.FINE if estimate.interval.low >= mark else Says.OPEN


def against_standards(sums: Mapping[str, Sums], standards: Mapping[str, float], *, least: int, source: str) -> list[Voice]:
    """Return a voice for each dimension; all are tested together, so that one in many does not stand out by chance.

    Args:
        sums: by dimension; those of fewer than `least` values say nothing.
        standards: what each is held against, scale points; 0 for gaps.
        least: values from which a source speaks.
        source: a key of SOURCES.
    """
    tested = [name for name, each in sums.items() if each.n >= least]
    found = benjamini_hochberg([p_against(sums[name], standards[name]) for name in tested], q=0.10).found
    proven = {name for name, is_found in zip(tested, found, strict=True) if is_found}
    return [Voice(source, name, _side(each, standards[name]) if name in proven else Says.OPEN, each.n)
            for name, each in sums.items()]


def _side(sums: Sums, standard: float) -> Says:
    return Says.LOW if sums.mean < standard else Says.FINE


def of_count(source: str, n: int) -> Voice:
    """Return the voice of those who complained or told an obstacle: they point there from three on, and never say fine."""
    return Voice(source, WHOLE, Says.LOW if n >= NAMED_FROM else Says.OPEN, n)
