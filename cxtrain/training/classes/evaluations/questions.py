"""The five questions, until when they may be answered, and tallies of paper sheets. Pure."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cxtrain.web.bilingual import N_

ENOUGH = 5  # answers that nobody has seen are shown together, never fewer
OPEN_FOR = dt.timedelta(days=14)  # after a class was closed
MOST_SHEETS = 500
LONGEST = 500  # letters of what somebody writes
QUESTIONS = (  # 1 not at all … 5 entirely
    N_("What I learnt is of use in my work."), N_("The trainer explained it clearly."), N_("There was enough practice."),
    N_("Time, place and material were right."), N_("I would tell a colleague to come."),
)
ANCHORS = {1: N_("do not agree"), 5: N_("agree entirely")}
Marks = tuple[int | None, ...]  # an answer 1..5 to each question, None where it was left out


@dataclass(frozen=True)
class Tally:
    """Sheets of paper, counted: for each question how many ticked 1, 2, 3, 4 and 5; and what was written on them."""

    sheets: int
    counts: tuple[tuple[int, ...], ...]
    words: tuple[str, ...] = ()


def is_open(last_end: dt.datetime | None, closed_at: dt.datetime | None, at: dt.datetime) -> bool:
    """Whether a class that takes place may be evaluated: from the end of its last session until 14 days after it was closed."""
    return last_end is not None and last_end <= at and (closed_at is None or at < closed_at + OPEN_FOR)


def faults_of(tally: Tally) -> tuple[list[int], bool]:
    """Return at which questions there are more ticks than sheets, and whether there are more remarks than sheets."""
    return [at for at, counts in enumerate(tally.counts) if sum(counts) > tally.sheets], len(tally.words) > tally.sheets


def sheets_of(tally: Tally, chance: random.Random) -> list[tuple[Marks, str]]:
    """Return a tally as sheets with marks and words.

    Which answers stood on one sheet is not known any more, so they are dealt out by chance, and nothing is ever computed
    from their standing together.

    Raises:
        ValueError: there are more ticks or remarks than sheets.
    """
    if any(faults_of(tally)):
        raise ValueError("a tally has at most one tick a question and one remark for each sheet")
    columns = []
    for counts in tally.counts:
        column: list[int | None] = [mark for mark, count in enumerate(counts, 1) for _ in range(count)]
        column += [None] * (tally.sheets - len(column))
        chance.shuffle(column)
        columns.append(column)
    words = [*tally.words, *[""] * (tally.sheets - len(tally.words))]
    chance.shuffle(words)
    return [(tuple(marks), said) for marks, said in zip(zip(*columns, strict=True), words, strict=True)]


def tally_of(sheets: Sequence[tuple[Sequence[int | None], str]]) -> Tally:
    """Return the tally of sheets: what `sheets_of` was made of."""
    counted = [Counter(marks[at] for marks, _ in sheets) for at in range(len(QUESTIONS))]
    counts = tuple((count[1], count[2], count[3], count[4], count[5]) for count in counted)
    return Tally(len(sheets), counts, tuple(sorted(words for _, words in sheets if words)))


def to_show(waiting_screen: int, waiting_paper: int) -> frozenset[str]:
    """Return of which sources what nobody has seen is shown now.

    Five on screen are shown together, and what waits from paper with them. Paper alone needs five, too; it never makes up
    the five for screens, because whoever keyed it in knows it and could take it away again.
    """
    if waiting_screen >= ENOUGH:
        return frozenset({"screen", "paper"})
    return frozenset({"paper"}) if waiting_paper >= ENOUGH else frozenset()
