"""Reading who has the staff numbers on paper forms, and how their sittings stand with the assessor."""

from collections.abc import Collection

from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.training.practicals.keying.keyed import BEGUN, DONE, FOR_THE_OTHER, LEFT, OTHER_VERSION, OTHERS, OWN, SELF, Person
from cxtrain.training.practicals.models import PracticalMarks, PracticalSheet, PracticalSitting
from cxtrain.training.practicals.queries import open_sittings, people_by_number, turns_of
from cxtrain.training.practicals.turns import next_kind
from cxtrain.web.pages import said


def persons(actor: Actor, sheet: PracticalSheet, numbers: Collection[str], assessor: Employee | None) -> dict[str, Person]:
    """Return the people in reach who have these staff numbers, by number in capitals, with what speaks against keying in."""
    found = people_by_number(actor, numbers)
    sittings = open_sittings(sheet.id, [person.id for person in found.values()])
    return {number: _person(actor, sheet, person, (assessor, sittings.get(person.id))) for number, person in found.items()}


def _person(actor: Actor, sheet: PracticalSheet, person: Employee,
            planned: tuple[Employee | None, PracticalSitting | None]) -> Person:
    assessor, sitting = planned
    own = next((row for row in sitting.marks if assessor and row.assessor_id == assessor.id), None) if sitting else None
    told = {OWN: person.id == actor.employee_id, LEFT: person.status == "left",
            SELF: assessor is not None and person.id == assessor.id, OTHERS: sitting is not None and own is None,
            DONE: own is not None and own.done_at is not None,
            BEGUN: own is not None and own.done_at is None and bool(own.marks),
            FOR_THE_OTHER: sitting is not None and own is not None and assesses_beside(actor, sitting, own),
            OTHER_VERSION: sitting is not None and sitting.version_id != sheet.current_id}
    kind = sitting.kind if sitting else next_kind(turns_of(sheet.id, person.id)) or "resit"
    return Person(person.id, said(person.label), tuple(sentence for sentence, holds in told.items() if holds), kind)


def assesses_beside(actor: Actor, sitting: PracticalSitting, own: PracticalMarks) -> bool:
    """Whether the actor is the other assessor of a sitting: each marks alone, so neither reads the other's form."""
    return own.assessor_id != actor.employee_id and any(each.assessor_id == actor.employee_id for each in sitting.marks)
