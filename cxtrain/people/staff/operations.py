"""Changes to employees: adding and correcting. The caller commits; each change writes one ledger row."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee, Membership, Unit
from cxtrain.people.names import romanised, sort_key
from cxtrain.people.operations import normalised_login
from cxtrain.people.signals import tell
from cxtrain.people.staff import queries
from cxtrain.web.bilingual import N_

PORTION = 1000  # people written at once
MOBILE_TAKEN = N_("Somebody has this mobile already. Each person signs in with a number of their own.")
NUMBER_TAKEN = N_("Somebody has this staff number already. Give each person a number of their own.")
NUMBER_ERASED = N_("This staff number was that of somebody whose data was erased. Give a new number.")
NOBODYS_NUMBER = N_("That is nobody else's staff number. Correct it, or leave it empty.")


class Refused(ValueError):
    """The change cannot be made. `message` is a sentence for the catalogue, `field` the form's field it belongs to."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        """Keep the sentence apart from its values, so that a page can say it in the reader's language."""
        super().__init__(message % values if values else message)
        self.field, self.message, self.values = field, message, values


@dataclass(frozen=True)
class PersonFacts:
    """What HR writes down about a person."""

    number: str
    name: str
    name_en: str = ""
    post: str = ""
    employment: str = "full_time"
    mobile: str = ""
    email: str = ""
    supervisor_number: str = ""
    joined_on: dt.date | None = None


def add_person(facts: PersonFacts, unit: Unit, *, today: dt.date) -> Employee:
    """Add an employee.

    Raises:
        Refused: somebody has the staff number or the mobile, or nobody the supervisor's.
    """
    _check(facts, but=None)
    return _added([(facts, unit, "active")], today)[0]


def add_people(people: Sequence[tuple[PersonFacts, Unit, str]], *, today: dt.date) -> None:
    """Add employees whose numbers were checked: facts, unit, status. The first day is `joined_on`, else today.

    They are written in portions, so that tens of thousands do not stand in memory at once.
    """
    for start in range(0, len(people), PORTION):
        _added(people[start : start + PORTION], today)


def _added(people: Sequence[tuple[PersonFacts, Unit, str]], today: dt.date) -> list[Employee]:
    made = [Employee(**_kept(facts), status=status, unit_id=unit.id, unit=unit) for facts, unit, status in people]
    db.session.add_all(made)
    db.session.flush()
    db.session.add_all(
        Membership(employee_id=employee.id, unit_id=employee.unit_id, start_on=employee.joined_on or today)
        for employee in made
    )
    db.session.flush()
    for employee in made:
        record("employee added", employee, unit_id=employee.unit_id)
    tell(employee.id for employee in made)
    return made


def _kept(facts: PersonFacts) -> dict[str, object]:
    english = facts.name_en or romanised(facts.name)
    english = "" if english == facts.name else english[:80]
    return {**asdict(facts), "name_en": english, "sort_key": sort_key(facts.name, facts.name_en)}


def facts_of(employee: Employee) -> PersonFacts:
    """Return what is written down about the person now."""
    return PersonFacts(**{field.name: getattr(employee, field.name) for field in fields(PersonFacts)})


def edit_person(employee: Employee, facts: PersonFacts) -> tuple[str, ...]:
    """Change what is written down; return the names of the fields that changed.

    Raises:
        Refused: somebody else has the staff number or the mobile, or nobody the supervisor's.
    """
    _check(facts, but=employee.id)
    return set_facts(employee, facts)


def set_facts(employee: Employee, facts: PersonFacts) -> tuple[str, ...]:
    """Change checked facts; pinyin that was made from the old name follows the new one."""
    made = romanised(employee.name)
    wanted = _kept(PersonFacts(**{**asdict(facts), "name_en": "" if facts.name_en == made else facts.name_en}))
    changed = tuple(name for name, value in wanted.items() if getattr(employee, name) != value)
    if not changed:
        return ()
    for name in changed:
        setattr(employee, name, wanted[name])
    account = queries.account_of(employee.id) if "number" in changed else None
    if account:
        account.login = normalised_login(employee.number)
    record("employee edited", employee, unit_id=employee.unit_id, fields=sorted(set(changed) - {"sort_key"}))
    if {"post", "number"} & set(changed):
        tell([employee.id])
    return changed


def set_time_allowance(employee: Employee, percent: int | None) -> None:
    """Let somebody have `percent` of the usual time wherever time is limited; None: no limit.

    The ledger says that it changed; how much it is, and why, is nobody else's business.
    """
    if employee.time_allowance != percent:
        employee.time_allowance = percent
        db.session.flush()
        record("time allowance changed", employee, unit_id=employee.unit_id)


def _check(facts: PersonFacts, *, but: int | None) -> None:
    for other in queries.number_or_mobile_taken(facts.number, facts.mobile, but=but):
        if other.mobile == facts.mobile and other.mobile and other.status != "left":
            raise Refused("mobile", MOBILE_TAKEN)
        raise Refused("number", NUMBER_TAKEN)
    if queries.was_erased(facts.number):
        raise Refused("number", NUMBER_ERASED)
    boss = facts.supervisor_number
    if boss and (boss == facts.number or not queries.number_exists(boss)):
        raise Refused("supervisor_number", NOBODYS_NUMBER)
