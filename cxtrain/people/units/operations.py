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
REASON_NEEDED = N_("Say why more is to be stored about people, and when they were told. The ledger keeps it.")
WIDTH = {"none": 0, "development": 1, "full": 2}  # how much may be stored about people


@dataclass(frozen=True)
class UnitFacts:
    """What HR writes down about a unit."""

    code: str
    name: str
    name_en: str = ""
    zone: str = "Asia/Shanghai"
    people: str = "development"  # none, development or full


def add_unit(facts: UnitFacts, parent: Unit, *, kind: str) -> Unit:
    """Add a unit below `parent`; kind is region or store.

    Raises:
        Refused: another unit has the code, or one beside it the name.
    """
    _check(facts, parent.id, but=None)
    return place_unit(Unit(**asdict(facts), kind=kind), parent)


def place_unit(unit: Unit, parent: Unit) -> Unit:
    """Put a new unit, whose code was checked, below `parent`."""
    unit.parent_id = parent.id
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path}{unit.id}/"
    record("unit added", unit, unit_id=unit.id, code=unit.code, parent=parent.id)
    return unit


def edit_unit(unit: Unit, facts: UnitFacts, *, reason: str) -> None:
    """Rename a unit, or change its zone or what may be stored about people; history keeps its id.

    Args:
        unit: as loaded.
        facts: as they are to be.
        reason: needed where more is to be stored about people than before.

    Raises:
        Refused: another unit has the code, one beside it the name, or the reason is missing.
    """
    _check(facts, unit.parent_id, but=unit.id)
    if WIDTH[facts.people] > WIDTH[unit.people] and not reason.strip():
        raise Refused("reason", REASON_NEEDED)
    changed = {name: value for name, value in asdict(facts).items() if getattr(unit, name) != value}
    if not changed:
        return
    before = {name: getattr(unit, name) for name in changed}
    for name, value in changed.items():
        setattr(unit, name, value)
    db.session.flush()
    why = {"reason": reason.strip()[:300]} if "people" in changed and reason.strip() else {}
    record("unit edited", unit, unit_id=unit.id, before=before, after=changed, **why)


def _check(facts: UnitFacts, parent_id: int | None, *, but: int | None) -> None:
    code, name = queries.taken(facts.code, facts.name, parent_id, but=but)
    if code:
        raise Refused("code", CODE_TAKEN)
    if name:
        raise Refused("name", NAME_TAKEN)
