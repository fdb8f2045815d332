"""A study's findings as the rows of a file. Pure."""

from collections.abc import Callable, Sequence

from cxtrain.measures.intervals import Estimate
from cxtrain.measures.kano import Counts
from cxtrain.voices.kano.results import EVERYBODY, Found, Reading
from cxtrain.voices.kano.study import CATEGORIES
from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.cells import Value

Say = Callable[[str], str]  # translates a message
HEAD = (N_("Feature"), N_("Group"), N_("n"), *Counts().by_letter, N_("Category"), N_("Ahead by more than chance"),
        N_("Better coefficient"), N_("Better, lower end"), N_("Better, upper end"), N_("Worse coefficient"),
        N_("Worse, lower end"), N_("Worse, upper end"), N_("Total strength, %"),
        N_("Category strength, points"), N_("Pleases (-2 to 4)"),
        N_("Is missed (-2 to 4)"))
DEFINITIONS = (
    (N_("Category"), N_(
        "The most frequent one; of those within 5 points of it the gravest. From 20 answers as a hint, from 30 as a result; "
        "none where more than one answer in ten contradicts itself.")),
    (N_("Better coefficient"), N_("(A + O) / (A + O + M + I): the share that it pleases; the ends by Wilson, 95 in 100.")),
    (N_("Worse coefficient"), N_("-(O + M) / (A + O + M + I): the share that misses it; the ends by Wilson, 95 in 100.")),
    (N_("Ahead by more than chance"), N_(
        "The two most frequent categories differ by 1.65 × √((a + b)(2N - a - b) / 2N) or more (Fong 1996).")),
    (N_("Pleases (-2 to 4)"), N_(
        "Mean of the scores 4, 2, 0, -1, -2 of the answers for the feature there (DuMouchel, in Berger et al. 1993).")),
    (N_("Is missed (-2 to 4)"), N_("Mean of the scores -2, -1, 0, 2, 4 of the answers for the feature not there.")),
)


def rows(found: Found, say: Say, name: Callable[[Bilingual], str]) -> list[list[Value]]:
    """Return the head and a row for each feature, everybody first, then group by group; no row under five answers.

    Args:
        found: what the study found.
        say: translates a message.
        name: gives a text in the reader's language.
    """
    groups: list[tuple[str, Sequence[Reading]]] = [(EVERYBODY, found.readings)]
    groups += [(name(column.group.name), column.readings) for column in found.columns]
    table: list[list[Value]] = [[say(word) for word in HEAD]]
    table += [_row(reading, group or say(N_("Everybody")), say, name) for group, readings in groups for reading in readings
              if reading.is_shown]
    return table


def answer_rows(found: Found, say: Say, name: Callable[[Bilingual], str]) -> list[list[Value]]:
    """Return how often each pair of answers was given, so that anybody can compute it anew."""
    head: list[Value] = [say(N_("Feature")), say(N_("There")), say(N_("Not there")), say(N_("n"))]
    table: list[list[Value]] = [head]
    for reading in found.readings:
        if reading.is_shown:
            table += [[name(reading.feature.name), there, missing, n] for (there, missing), n in sorted(reading.pairs.items())]
    return table


def _row(reading: Reading, group: str, say: Say, name: Callable[[Bilingual], str]) -> list[Value]:
    found, place = reading.kano, reading.kano.continuous
    means = (place.functional.value, place.dysfunctional.value) if place else (None, None)
    return [name(reading.feature.name), group, reading.n, *found.counts.by_letter.values(),
            say(CATEGORIES[reading.category]) if reading.category else "", say(N_("yes") if reading.is_clear else N_("no")),
            *_estimate(found.better), *_estimate(found.worse), found.total_strength, found.category_strength, *means]


def _estimate(estimate: Estimate) -> list[Value]:
    there = estimate.interval
    return [estimate.value, there.low if there else None, there.high if there else None]
