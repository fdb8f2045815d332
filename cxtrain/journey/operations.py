"""Changing touchpoints: publishing a pack's file, and an author's edit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, update

from cxtrain.clock import now
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
        "title": part.title.said.as_dict(), "stage": part.stage, "kind": part.kind,
        "moment": part.moment_of_truth.said.as_dict(), "standard": part.standard.said.as_dict(),
        "expectation": part.expectation.as_dict(), "weight": part.weight, **({"channel": part.channel} if part.channel else {}),
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
        facts: title, moment, standard as {"zh", "en"}; stage, kind, channel; owner_id, watched; expectation by
            dimension; weight.
    """
    before = {name: getattr(touchpoint, name) for name in ("standard", "expectation", "weight", "owner_id", "watched")}
    if not _differs(touchpoint, facts):
        return
    _set(touchpoint, facts)
    db.session.flush()
    record("touchpoint edited", touchpoint, unit_id=None, slug=touchpoint.slug, version=touchpoint.version,
           before=before)


def add_touchpoint(facts: dict[str, Any], *, pack: str = "", slug: str = "") -> Touchpoint:
    """Add a touchpoint at the end of the journey; the caller commits.

    Args:
        facts: as `edit_touchpoint` takes them.
        pack: which pack it was taken from.
        slug: its name in files; by default made of its English name.
    """
    slug = slug or queries.free_slug(facts["title"]["en"])
    made = Touchpoint(slug=slug, pack=pack, position=queries.next_position(), **facts)
    db.session.add(made)
    db.session.flush()
    record("touchpoint added", made, unit_id=None, slug=made.slug)
    return made


def take_over(parts: Iterable[TouchpointPart], *, pack: str) -> list[Touchpoint]:
    """Add touchpoints of a pack as a start; those whose slug is there already are left as they are."""
    wanted = list(parts)
    known = queries.touchpoints_by_slug(part.slug for part in wanted)
    return [add_touchpoint(_facts(part), pack=pack, slug=part.slug) for part in wanted if part.slug not in known]


def place_after(touchpoint: Touchpoint, after_id: int) -> None:
    """Let a touchpoint stand right after another one along the journey, or first (0). Its version stays."""
    order = [each.id for each in queries.list_touchpoints(ended=True) if each.id != touchpoint.id]
    order.insert(order.index(after_id) + 1 if after_id in order else 0, touchpoint.id)
    table = Touchpoint.__table__
    db.session.flush()
    db.session.connection().execute(
        update(table).where(table.c.id == bindparam("the_id")).values(position=bindparam("the_position")),
        [{"the_id": each, "the_position": position} for position, each in enumerate(order)])
    db.session.refresh(touchpoint, ["position"])


def end_touchpoint(touchpoint: Touchpoint) -> None:
    """Take a touchpoint off the journey; what was observed and answered there stays."""
    touchpoint.ended_at = now()
    db.session.flush()
    record("touchpoint ended", touchpoint, unit_id=None, slug=touchpoint.slug)


def bring_back(touchpoint: Touchpoint) -> None:
    """Put a touchpoint back on the journey."""
    touchpoint.ended_at = None
    db.session.flush()
    record("touchpoint brought back", touchpoint, unit_id=None, slug=touchpoint.slug)
