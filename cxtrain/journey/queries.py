"""Reading touchpoints. They belong to the firm, so whoever may see the journey sees them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import Row, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.touchpoint import KINDS, STAGES

Listed = Row[Any]  # the columns of a Touchpoint, to be read only


@dataclass(frozen=True)
class Lane:
    """One kind of touchpoint across the stages of the journey."""

    kind: str
    by_stage: dict[str, list[Listed]]


_table = Touchpoint.__table__
_LISTED = select(_table).order_by(_table.c.position, _table.c.id)  # over the table, made once: Team and Employee run it


def list_touchpoints() -> Sequence[Listed]:
    """Return all touchpoints along the journey, as rows to read."""
    return db.session.execute(_LISTED).all()


def touchpoints_by_slug(slugs: Iterable[str]) -> dict[str, Touchpoint]:
    """Return the touchpoints of these slugs that exist."""
    found = db.session.scalars(select(Touchpoint).where(Touchpoint.slug.in_(list(slugs))))
    return {touchpoint.slug: touchpoint for touchpoint in found}


def get_touchpoint(touchpoint_id: int) -> Touchpoint:
    """Return the touchpoint, or answer 404."""
    return db.session.get(Touchpoint, touchpoint_id) or abort(404)


def lanes(touchpoints: Iterable[Listed]) -> list[Lane]:
    """Return the touchpoints as lanes by kind; kinds without any are left out."""
    every = list(touchpoints)
    made = [Lane(kind, {stage: [t for t in every if (t.kind, t.stage) == (kind, stage)] for stage in STAGES})
            for kind in KINDS]
    return [lane for lane in made if any(lane.by_stage.values())]
