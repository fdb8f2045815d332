"""Whose case a visit is. Pure."""

from typing import Protocol


class Person(Protocol):
    """Somebody who wants to decide."""

    @property
    def account_id(self) -> int:
        """Their account."""

    @property
    def employee_id(self) -> int:
        """Their entry among the employees."""


class Case(Protocol):
    """What a visit says of the people behind it."""

    entered_by: int
    observed_by: int | None
    employee_id: int | None


def is_own_case(person: Person, case: Case) -> bool:
    """Return whether `person` made the visit, keyed it in or was observed in it: then others decide."""
    return person.account_id in (case.entered_by, case.observed_by) or person.employee_id == case.employee_id
