"""Changing touchpoints: publishing a pack's file, and an author's edit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cxtrain.extensions import db
from cxtrain.journey import queries
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.touchpoint import TouchpointPart, read_touchpoints
from cxtrain.ledger.operations import record
from cxtrain.web.documents import Fault


class Refused(ValueError):
    """The file has faults and changed nothing."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"line {fault.line}: {fault.sentence}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Published:
    """What publishing a file changed, by slug."""

    added: tuple[str, ...]
    changed: tuple[str, ...]


def publish_touchpoints(text: str | bytes, *, pack: str = "") -> Published:
    """Add the touchpoints of a file and bring those that are there up to date; the caller commits.

    A touchpoint that the file no longer names stays, because visits and scenarios point to it.

    Raises:
        Refused: the file has an error; nothing is changed.
    """
    checked = read_touchpoints(text)
    if checked.touchpoints is None:
        raise Refused(checked.faults)
    known = queries.touchpoints_by_slug(part.slug for part in checked.touchpoints)
    added, changed = [], []
    for position, part in enumerate(checked.touchpoints):
        facts = {**_facts(part), "pack": pack, "position": position}
        if part.slug not in known:
            known[part.slug] = Touchpoint(slug=part.slug, **facts)
            added.append(part.slug)
        elif _differs(known[part.slug], facts):
            _set(known[part.slug], facts)
            changed.append(part.slug)
    db.session.add_all(known.values())
    db.session.flush()
    _note(known[slug] for slug in [*added, *changed])
    return Published(tuple(added), tuple(changed))


def _note(touchpoints: Iterable[Touchpoint]) -> None:
    for touchpoint in touchpoints:
        record("touchpoint published", touchpoint, unit_id=None, slug=touchpoint.slug, version=touchpoint.version)


def _facts(part: TouchpointPart) -> dict[str, Any]:
    return {
        "title": part.title.said.as_dict(), "stage": part.stage, "kind": part.kind, "channel": part.channel or "",
        "moment": part.moment_of_truth.said.as_dict(), "standard": part.standard.said.as_dict(),
        "expectation": part.expectation.as_dict(), "weight": part.weight,
    }


def _differs(touchpoint: Touchpoint, facts: dict[str, Any]) -> bool:
    return any(getattr(touchpoint, name) != value for name, value in facts.items())


def _set(touchpoint: Touchpoint, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(touchpoint, name, value)


def edit_touchpoint(touchpoint: Touchpoint, facts: dict[str, Any]) -> None:
    """Change what an author may change, and note the old standard in the ledger; the caller commits.

    Args:
        touchpoint: as loaded.
        facts: title, moment, standard as {"zh", "en"}; stage, kind; expectation by dimension; weight.
    """
    before = {"standard": touchpoint.standard, "expectation": touchpoint.expectation, "weight": touchpoint.weight}
    if not _differs(touchpoint, facts):
        return
    _set(touchpoint, facts)
    db.session.flush()
    record("touchpoint edited", touchpoint, unit_id=None, slug=touchpoint.slug, version=touchpoint.version,
           before=before)
