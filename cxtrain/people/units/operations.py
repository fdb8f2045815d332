"""Changes to the tree of units; the caller commits."""

from dataclasses import asdict, dataclass

from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.staff.operations import Refused
from cxtrain.people.units import queries
from cxtrain.web.bilingual import N_

CODE_TAKEN = N_("Another unit has this code. Give each unit a code of its own.")
NAME_TAKEN = N_("A unit of this name stands there already. Tell the two apart.")


@dataclass(frozen=True)
class UnitFacts:
    """What HR writes down about a unit."""

    code: str
    name: str
    name_en: str = ""
    zone: str = "Asia/Shanghai"


def add_unit(facts: UnitFacts, parent: Unit, *, kind: str) -> Unit:
    """Add a unit below `parent`, whose programme rules in it; kind is region or store.

    Raises:
        Refused: another unit has the code, or one beside it the name.
    """
    _check(facts, parent.id, but=None)
    return place_unit(Unit(**asdict(facts), kind=kind, people=parent.people), parent)


def place_unit(unit: Unit, parent: Unit) -> Unit:
    """Put a new unit, whose code was checked, below `parent`."""
    unit.parent_id = parent.id
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path}{unit.id}/"
    record("unit added", unit, unit_id=unit.id, code=unit.code, parent=parent.id)
    return unit


def edit_unit(unit: Unit, facts: UnitFacts) -> None:
    """Rename a unit, or change its zone; history keeps its id. What may be stored about people is for programmes to say.

    Args:
        unit: as loaded.
        facts: as they are to be.

    Raises:
        Refused: another unit has the code, or one beside it the name.
    """
    _check(facts, unit.parent_id, but=unit.id)
    changed = {name: value for name, value in asdict(facts).items() if getattr(unit, name) != value}
    if not changed:
        return
    before = {name: getattr(unit, name) for name in changed}
    for name, value in changed.items():
        setattr(unit, name, value)
    db.session.flush()
    record("unit edited", unit, unit_id=unit.id, before=before, after=changed)


def _check(facts: UnitFacts, parent_id: int | None, *, but: int | None) -> None:
    code, name = queries.taken(facts.code, facts.name, parent_id, but=but)
    if code:
        raise Refused("code", CODE_TAKEN)
    if name:
        raise Refused("name", NAME_TAKEN)
