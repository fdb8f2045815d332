"""Reading touchpoints. They belong to the firm, so whoever may see the journey sees them all."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from flask import abort
from sqlalchemy import Row, func, select
from yaml import safe_load

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.touchpoint import KINDS, STAGES, TouchpointPart, read_touchpoints
from cxtrain.paths import resource_dir

Listed = Row[Any]  # the columns of a Touchpoint, to be read only


@dataclass(frozen=True)
class Lane:
    """One kind of touchpoint across the stages of the journey."""

    kind: str
    by_stage: dict[str, list[Listed]]


_table = Touchpoint.__table__
_EVERY = select(_table).order_by(_table.c.position, _table.c.id)  # over the table, made once: Team and Employee run it
_LISTED = _EVERY.where(_table.c.ended_at.is_(None))


def list_touchpoints(*, ended: bool = False) -> Sequence[Listed]:
    """Return the touchpoints along the journey, as rows to read; those that left it only where asked for."""
    return db.session.execute(_EVERY if ended else _LISTED).all()


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


def free_slug(title: str) -> str:
    """Return a slug made of an English title that no touchpoint has."""
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:50].strip("-") or "touchpoint"
    taken = set(db.session.scalars(select(_table.c.slug).where(_table.c.slug.startswith(base, autoescape=True))))
    return next(slug for slug in chain([base], (f"{base}-{count}" for count in range(2, 10_000))) if slug not in taken)


def next_position() -> int:
    """Return the place after the last touchpoint."""
    return (db.session.scalar(select(func.max(_table.c.position))) or 0) + 1


@dataclass(frozen=True)
class Template:
    """The journey of a shipped pack, to start from."""

    pack: str
    title: dict[str, str]
    touchpoints: tuple[TouchpointPart, ...]


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """Return the journeys of the packs that came with the product, by the packs' slugs; files without faults only."""
    found = []
    for path in sorted(resource_dir("scenarios").glob("*/touchpoints.yaml")):
        parts = read_touchpoints(path.read_bytes()).touchpoints
        pack = safe_load((path.parent / "pack.yaml").read_bytes())
        if parts:
            found.append(Template(path.parent.name, pack["title"], parts))
    return tuple(found)
