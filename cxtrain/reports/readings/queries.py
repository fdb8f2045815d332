"""Whom a page is about, and who read what of somebody."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, or_, select

from cxtrain.extensions import db
from cxtrain.people.corrections.models import Correction
from cxtrain.people.models import Employee
from cxtrain.planning.models import Plan
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.models import Visit
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.reports.readings.models import ScoreReading
from cxtrain.reports.readings.pages import ScorePage
from cxtrain.training.practicals.models import PracticalSitting

# What the person does not know of yet leaves no row, or the list would tell that a visit or a draft is there.
_ABOUT: dict[str, Select[Any]] = {
    "visit_id": select(Visit.employee_id).where(Visit.released_at.is_not(None)),
    "plan_id": select(Plan.employee_id).where(or_(Plan.state != "draft", Plan.shared_at.is_not(None))),
    "sitting_id": select(PracticalSitting.employee_id), "attempt_id": select(QuizAttempt.employee_id),
    "appeal_id": select(Appeal.employee_id), "correction_id": select(Correction.employee_id),
}
_OF = {"visit_id": Visit.id, "plan_id": Plan.id, "sitting_id": PracticalSitting.id, "attempt_id": QuizAttempt.id,
       "appeal_id": Appeal.id, "correction_id": Correction.id}


def people_behind(page: ScorePage, address: Mapping[str, int]) -> list[int]:
    """Return whose scores the page shows: one person's, or nobody's where it is about nobody or not released yet."""
    number = address[page.part]
    found = number if page.part == "employee_id" else db.session.scalar(_ABOUT[page.part].where(_OF[page.part] == number))
    return [found] if found else []


def noted(rows: Collection[Mapping[str, Any]]) -> set[int]:
    """Return the people of `rows`, which are of one reader, page and hour, whose row is there already."""
    first = next(iter(rows))
    return set(db.session.scalars(select(ScoreReading.person_id).where(
        ScoreReading.person_id.in_([row["person_id"] for row in rows]),
        *(getattr(ScoreReading, name) == first[name] for name in ("hour", "reader_id", "page")))))


def readings_of(person_id: int, *, limit: int) -> list[tuple[ScoreReading, Employee]]:
    """Return who opened pages with the person's scores, the latest first."""
    return [(reading, reader) for reading, reader in db.session.execute(
        select(ScoreReading, Employee).join(Employee, Employee.id == ScoreReading.reader_id)
        .where(ScoreReading.person_id == person_id)
        .order_by(ScoreReading.hour.desc(), Employee.sort_key, ScoreReading.page).limit(limit))]
