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


def nps_card(found: Nps) -> Score:
    """Return the Net Promoter Score in points."""
    answers = list(zip(map(_, GROUPS), (found.detractors, found.passives, found.promoters), strict=True))
    ends = found.interval or found.adjusted
    if not is_scored(found.n) or found.value is None or ends is None:
        return _without("NPS", answers)
    return Score("NPS", found.n, number(found.value, 0), between(ends.low, ends.high, 0), "", split(answers),
                 found.value, (ends.low, ends.high))


def share_card(name: str, boxes: Sequence[Box], share: Estimate, mean: Estimate) -> Score:
    """Return a share of the top answers in percent, with the mean below."""
    words = FACES if len(boxes) == len(FACES) else EASE
    answers = [(f"{box.answer} {_(word)}", box.count) for box, word in zip(boxes, words, strict=True)]
    if not is_scored(share.n) or share.value is None or share.interval is None:
        return _without(name, answers)
    told = _("mean %(mean)s of %(most)s", mean=number(mean.value, 2), most=len(boxes))
    return Score(name, share.n, f"{number(100 * share.value, 0)} %", _percents(share.interval), told, split(answers),
                 share.value, (share.interval.low, share.interval.high))


def between(low: float, high: float, digits: int) -> str:
    """Return the ends of an interval as written."""
    dash = " – " if low < 0 else "–"
    return f"{number(low, digits)}{dash}{number(high, digits)}"


def _percents(interval: Interval) -> str:
    return f"{between(100 * interval.low, 100 * interval.high, 0)} %"


def _without(name: str, answers: list[tuple[str, int]]) -> Score:
    n = sum(count for _label, count in answers)
    if not n:
        return Score(name, 0, "–", "", _("Nobody has answered this question yet."), None)
    if not is_shown(n):
        return Score(name, n, "–", "", _("Fewer than 5 answers: nothing is shown."), None)
    return Score(name, n, "–", "", _("Fewer than 30 answers: the answers counted, no score yet."), split(answers))


def cards(found: Scores) -> tuple[Score, Score, Score]:
    """Return NPS, CSAT and CES."""
    return (nps_card(found.nps), share_card("CSAT", found.csat.distribution, found.csat.share, found.csat.mean),
            share_card("CES", found.ces.distribution, found.ces.share, found.ces.mean))
