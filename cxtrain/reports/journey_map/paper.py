"""The map as paper takes it: plain facts, every word said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cxtrain.journey.queries import Lane, Listed
from cxtrain.journey.touchpoint import CHANNELS, KINDS, STAGES
from cxtrain.reports.journey_map.figures import STATES, Measured
from cxtrain.reports.places.asked import Asked
from cxtrain.voices.figures import is_scored, is_shown
from cxtrain.web.bilingual import pick

Say = Callable[..., str]


@dataclass(frozen=True)
class Card:
    """A touchpoint on paper."""

    title: str
    channel: str
    owner: str
    moment: str
    lines: tuple[str, ...]  # its measures, one by one
    state: str


def facts(*, asked: Asked | None, lanes: list[Lane], measured: Mapping[int, Measured], owners: Mapping[int, Mapping[str, str]],
          say: Say, locale: str) -> dict[str, Any]:
    """Return what the template needs: the heads, and row by row the cards of each stage."""
    def card(place: Listed) -> Card:
        one = measured.get(place.id)
        return Card(pick(place.title, locale), say(CHANNELS[place.channel]) if place.channel in CHANNELS else "",
                    pick(owners.get(place.owner_id, {}), locale), pick(place.moment, locale), _lines(one, say) if one else (),
                    say(STATES[one.state]) if one else "")
    rows = [(say(KINDS[lane.kind]), [[card(place) for place in lane.by_stage[stage]] for stage in STAGES]) for lane in lanes]
    unit = pick(asked.scope.label, locale) if asked and asked.scope else ""
    return {"heads": [say(word) for word in STAGES.values()], "rows": rows, "unit": unit,
            "ends": asked.ends if asked else None}


def _lines(one: Measured, say: Say) -> tuple[str, ...]:
    lines = []
    if one.shop.value is not None:
        lines.append(say("Shoppers %(value)s of 7, standard %(standard)s (n %(n)s)", value=f"{one.shop.value:.1f}",
                         standard=f"{one.shop.standard:.1f}", n=one.shop.n))
    csat, nps = one.voice.csat, one.voice.nps
    if is_shown(csat.n) and csat.share.value is not None:
        lines.append(say("Satisfied %(share)s %% (n %(n)s)", share=round(100 * csat.share.value), n=csat.n))
    if is_scored(nps.n) and nps.value is not None:
        lines.append(say("NPS %(value)s (n %(n)s)", value=round(nps.value), n=nps.n))
    if one.complaints:
        lines.append(say("Open complaints: %(count)s", count=one.complaints))
    return tuple(lines)
