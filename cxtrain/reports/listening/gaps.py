"""Expectation against perception, dimension by dimension, as written."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.measures.confirmation import Confirmation
from cxtrain.measures.intervals import Estimate
from cxtrain.reports.listening.cards import between
from cxtrain.reports.listening.wording import MET, gaps_told
from cxtrain.voices.figures import is_scored, is_shown
from cxtrain.web.scales import number
from cxtrain.web.splits import Split, split


@dataclass(frozen=True)
class Gap:
    """One dimension as written; `bar` and the numbers are missing where too few answered."""

    slug: str
    name: str
    n: int
    value: str  # the gap
    interval: str
    said: str
    bar: Split | None


def gap_cards(found: Mapping[str, Confirmation]) -> tuple[Gap, ...]:
    """Return the dimensions that were asked about."""
    return tuple(_card(slug, each) for slug, each in found.items())


def _card(slug: str, found: Confirmation) -> Gap:
    name, interval = _(DIMENSION_NAMES[slug]), found.gap.interval
    bar = split([(_(word), round((share.value or 0) * found.n)) for word, share in zip(
        MET, (found.disappointed, found.confirmed, found.exceeded), strict=True)]) if is_shown(found.n) else None
    if not is_scored(found.n) or found.gap.value is None or interval is None:
        told = _("Fewer than 30 answers: the answers counted, no score yet.") if bar else \
            _("Fewer than 5 answers: nothing is shown.")
        return Gap(slug, name, found.n, "–", "", told, bar)
    told = _("found %(found)s, expected %(expected)s", found=number(found.perception.value, 2),
             expected=number(found.expectation.value, 2))
    return Gap(slug, name, found.n, number(found.gap.value, 2), between(interval.low, interval.high, 2), told, bar)


def verdict(found: Mapping[str, Confirmation]) -> str:
    """Return in a sentence which dimensions lie off what was expected."""
    tested = {slug: each.gap for slug, each in found.items() if is_scored(each.n) and each.gap.interval}
    return gaps_told([_(DIMENSION_NAMES[slug]) for slug, gap in tested.items() if _side(gap) < 0],
                     [_(DIMENSION_NAMES[slug]) for slug, gap in tested.items() if _side(gap) > 0], len(tested))


def _side(gap: Estimate) -> int:
    """Return 1 or -1 where the whole interval lies above or below 0."""
    return 0 if gap.interval is None else (gap.interval.low > 0) - (gap.interval.high < 0)
