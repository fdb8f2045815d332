"""The three scores as written on their cards, and in the lines of tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxtrain.measures.intervals import Estimate, Interval
from cxtrain.measures.recommendation import Nps
from cxtrain.measures.satisfaction import Box
from cxtrain.reports.listening.wording import EASE, FACES, GROUPS
from cxtrain.voices.figures import Scores, is_scored, is_shown
from cxtrain.web.scales import number
from cxtrain.web.splits import Split, split


@dataclass(frozen=True)
class Score:
    """One score as written: a dash and a reason where there is none; the bar of answers from five on."""

    name: str  # NPS, CSAT, CES
    n: int
    value: str
    interval: str
    said: str  # what stands below: the mean, or why there is no score
    bar: Split | None
    number: float | None = None  # for files: points, or a share
    ends: tuple[float, float] | None = None


def nps_card(found: Nps, *, bars: bool = True) -> Score:
    """Return the Net Promoter Score in points."""
    bar = _bar(list(zip(GROUPS, (found.detractors, found.passives, found.promoters), strict=True))) if bars else None
    ends = found.interval or found.adjusted
    if not is_scored(found.n) or found.value is None or ends is None:
        return _without("NPS", found.n, bar)
    return Score("NPS", found.n, number(found.value, 0), between(ends.low, ends.high, 0), "", bar, found.value,
                 (ends.low, ends.high))


def share_card(name: str, boxes: Sequence[Box], share: Estimate, mean: Estimate, *, bars: bool = True) -> Score:
    """Return a share of the top answers in percent, with the mean below."""
    words = FACES if len(boxes) == len(FACES) else EASE
    bar = _bar([(word, box.count) for box, word in zip(boxes, words, strict=True)], numbered=True) if bars else None
    if not is_scored(share.n) or share.value is None or share.interval is None:
        return _without(name, share.n, bar)
    told = _("mean %(mean)s of %(most)s", mean=number(mean.value, 2), most=len(boxes))
    return Score(name, share.n, f"{number(100 * share.value, 0)} %", _percents(share.interval), told, bar, share.value,
                 (share.interval.low, share.interval.high))


def between(low: float, high: float, digits: int) -> str:
    """Return the ends of an interval as written."""
    dash = " – " if low < 0 else "–"
    return f"{number(low, digits)}{dash}{number(high, digits)}"


def _percents(interval: Interval) -> str:
    return f"{between(100 * interval.low, 100 * interval.high, 0)} %"


def _bar(answers: Sequence[tuple[str, int]], *, numbered: bool = False) -> Split | None:
    """Return the bar of answers, the worst first; None where too few answered."""
    if not is_shown(sum(count for _word, count in answers)):
        return None
    return split([(f"{place} {_(word)}" if numbered else _(word), count) for place, (word, count) in enumerate(answers, 1)])


def _without(name: str, n: int, bar: Split | None) -> Score:
    if not n:
        return Score(name, 0, "–", "", _("Nobody has answered this question yet."), None)
    told = _("Fewer than 30 answers: the answers counted, no score yet.") if is_shown(n) else \
        _("Fewer than 5 answers: nothing is shown.")
    return Score(name, n, "–", "", told, bar)


def cards(found: Scores, *, bars: bool = True) -> tuple[Score, Score, Score]:
    """Return NPS, CSAT and CES; lines of tables do without the bars."""
    return (nps_card(found.nps, bars=bars),
            share_card("CSAT", found.csat.distribution, found.csat.share, found.csat.mean, bars=bars),
            share_card("CES", found.ces.distribution, found.ces.share, found.ces.mean, bars=bars))
