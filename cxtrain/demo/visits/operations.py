"""Writing a year of visits at once: what the operations of quality do one at a time. The caller commits."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.visits.cards import Card
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.quality import rollup
from cxtrain.quality.instrument import Instrument, recalled
from cxtrain.quality.models import InstrumentVersion, Rating, Visit
from cxtrain.quality.sums.operations import add_to_rollups

KIND = "mystery_shop"
VERSIONS = {"draft": 2, "submitted": 3, "returned": 4, "approved": 4, "released": 5}  # one for each change


@dataclass(frozen=True)
class Forms:
    """The published forms and touchpoints, by the touchpoint's slug."""

    instruments: Mapping[str, Instrument]
    versions: Mapping[str, int]  # ids
    touchpoints: Mapping[str, int]  # ids


def published_forms() -> Forms:
    """Return what was published."""
    current = db.session.scalars(select(InstrumentVersion).where(InstrumentVersion.kind == KIND, InstrumentVersion.current))
    by_slug = {version.touchpoint_slug: version for version in current}
    return Forms({slug: recalled(version.source) for slug, version in by_slug.items()},
                 {slug: version.id for slug, version in by_slug.items()},
                 dict(db.session.execute(select(Touchpoint.slug, Touchpoint.id)).tuples().all()))


def write_visits(staff: Staff, forms: Forms, cards: Iterable[Card], chronicle: Chronicle) -> None:
    """Write visits, ratings, sums and what the ledger says of them."""
    numbered = list(enumerate(cards, 1))
    db.session.execute(insert(Visit.__table__), [_visit(staff, forms, card, visit_id) for visit_id, card in numbered])
    db.session.execute(insert(Rating.__table__), [
        {"visit_id": visit_id, "item": item, "value": answer.value, "missing": answer.missing, "note": answer.note}
        for visit_id, card in numbered for item, answer in card.answers.items()])
    add_to_rollups(_sums(staff, forms, (card for _, card in numbered if card.state == "released")))
    for visit_id, card in numbered:
        _tell(staff, card, visit_id, chronicle)


def _visit(staff: Staff, forms: Forms, card: Card, visit_id: int) -> dict[str, Any]:
    encounter, moments = card.encounter, card.moments
    shopper = encounter.shopper
    decided = moments.decided is not None
    return {
        "id": visit_id, "unit_id": staff.units[encounter.store], "touchpoint_id": forms.touchpoints[encounter.touchpoint],
        "instrument_id": forms.versions[encounter.touchpoint], "kind": KIND, "people": "development",
        "observed_by": staff.accounts[shopper], "observer_employee_id": staff.employees[shopper], "shopper": "",
        "entered_by": staff.accounts[shopper], "enterer_employee_id": staff.employees[shopper], "paper_digest": None,
        "visited_on": encounter.day, "times": card.sheet.times.as_dict(), "badge": card.sheet.badge,
        "receipt": card.sheet.receipt, "praise": card.sheet.praise, "nothing_to_praise": card.sheet.nothing_to_praise,
        "employee_id": staff.employees[card.employee] if card.employee else None,
        "identification": "certain" if card.employee else "none", "grounds": card.grounds, "state": card.state,
        "started_at": moments.started, "saved_at": moments.submitted or moments.started + dt.timedelta(minutes=4),
        "submitted_at": moments.submitted, "late": card.late, "reason": card.reason,
        "decided_by": staff.accounts[card.reviewer] if decided else None,
        "decided_at": moments.released or moments.decided, "released_at": moments.released,
        "score_before": card.found.before if moments.submitted else None,
        "score": card.found.after if moments.submitted else None, "version": VERSIONS[card.state],
    }


def _sums(staff: Staff, forms: Forms, released: Iterable[Card]) -> dict[rollup.AnyKey, rollup.Sums]:
    sums: dict[rollup.AnyKey, rollup.Sums] = {}
    for card in released:
        encounter = card.encounter
        facts = rollup.VisitFacts(
            staff.units[encounter.store], forms.touchpoints[encounter.touchpoint], encounter.day, KIND, "development",
            staff.employees[card.employee] if card.employee else None, "certain" if card.employee else "none")
        for key, one in rollup.of_answers(facts, forms.instruments[encounter.touchpoint], card.answers).items():
            sums[key] = sums.get(key, rollup.Sums()) + one
    return sums


def _tell(staff: Staff, card: Card, visit_id: int, chronicle: Chronicle) -> None:
    moments, unit_id, subject = card.moments, staff.units[card.encounter.store], ("visit", visit_id)
    shopper, reviewer = staff.employees[card.encounter.shopper], staff.employees[card.reviewer]
    employee = staff.employees[card.employee] if card.employee else None
    chronicle.note(moments.started, "visit started", subject, unit_id=unit_id, actor_id=shopper, paper=False)
    if moments.submitted:
        ratings = {item: answer.choice for item, answer in sorted(card.answers.items())}
        chronicle.note(moments.submitted, "scorecard submitted", subject, unit_id=unit_id, actor_id=shopper,
                       late=card.late, score=card.found.after, ratings=ratings)
    if moments.decided and card.state == "returned":
        chronicle.note(moments.decided, "scorecard returned", subject, unit_id=unit_id, actor_id=reviewer)
    elif moments.decided:
        chronicle.note(moments.decided, "scorecard approved", subject, unit_id=unit_id, actor_id=reviewer,
                       employee=employee, grounds=card.grounds)
    if moments.released:
        chronicle.note(moments.released, "scorecard released", subject, unit_id=unit_id, actor_id=reviewer,
                       employee=employee, score=card.found.after)
