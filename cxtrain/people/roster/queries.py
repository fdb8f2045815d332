"""The firm as a roster is compared with it."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, ErasedNumber, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED
from cxtrain.people.roster.comparison import Firm
from cxtrain.people.roster.places import KnownUnit
from cxtrain.people.roster.plan import KnownPerson
from cxtrain.people.staff.queries import digests_of

FIELDS = tuple(field.name for field in fields(KnownPerson) if field.name != "unit")


def known_firm(actor: Actor | None) -> Firm | None:
    """Return all units and people, marked by whether `actor` may import them (None: the command line, which may).

    None is returned where there is no unit yet.
    """
    units = known_units(None if actor is None else actor.reach(Can.IMPORT_ROSTER))
    if not units:
        return None
    home = min((unit for unit in units.values() if unit.reachable), key=lambda unit: (len(unit.chain), unit.id))
    people = tuple(
        KnownPerson(unit=units[unit_id], **dict(zip(FIELDS, values, strict=True)))
        for unit_id, *values in db.session.execute(
            select(Employee.unit_id, *(getattr(Employee, f) for f in FIELDS)).where(EMPLOYED, Employee.erased_on.is_(None)))
    )
    return Firm(tuple(units.values()), people, home, erased_among())


def erased_among() -> Callable[[str], bool]:
    """Return a function that says whether a staff number was erased; it looks them all up once, when it is first asked."""
    erased = cache(lambda: set(db.session.scalars(select(ErasedNumber.digest))))
    return lambda number: bool(erased()) and not erased().isdisjoint(digests_of(number))


def known_units(paths: Sequence[str] | None) -> dict[int, KnownUnit]:
    """Return all units by id, marked by whether they lie at `paths` or below (None: all do)."""
    rows = db.session.execute(select(Unit.id, Unit.code, Unit.name, Unit.name_en, Unit.path).order_by(Unit.path)).all()
    names = {row.id: (row.name, row.name_en or row.name) for row in rows}
    units = {}
    for row in rows:
        ids = [int(part) for part in row.path.split("/") if part]
        mine = paths is None or row.path.startswith(tuple(paths))
        chain, english = (tuple(names[key][language] for key in ids[1:]) for language in (0, 1))
        units[row.id] = KnownUnit(row.id, row.code, row.name, row.name_en, chain, mine, english)
    return units
