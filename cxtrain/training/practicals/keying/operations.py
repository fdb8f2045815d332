"""Handing in what was marked on paper; the caller commits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.training.practicals import queries
from cxtrain.training.practicals.keying.queries import assesses_beside
from cxtrain.training.practicals.marking import Marks
from cxtrain.training.practicals.models import PracticalSheet
from cxtrain.training.practicals.operations import Paper, hand_in
from cxtrain.training.practicals.plans.operations import Plan, plan_sittings
from cxtrain.training.practicals.refusal import CHANGED, Refused


@dataclass(frozen=True)
class Keyed:
    """A paper form whose marks are complete."""

    person: Employee
    marks: Marks
    words: str = ""


def key_in(actor: Actor, sheet: PracticalSheet, forms: Sequence[Keyed], *, assessor: Employee, sat_on: dt.date) -> int:
    """Hand in an assessor's paper forms; whoever has no sitting yet gets one, first or resit by the past. Return how many.

    Raises:
        Refused: a form does not fit the person's sitting any more.
    """
    found = queries.open_sittings(sheet.id, [form.person.id for form in forms])
    for form in forms:
        sitting = found.get(form.person.id)
        if sitting is None:
            plan = Plan((assessor,), planned_on=sat_on)
            sitting = next(iter(plan_sittings(actor, sheet, [form.person], plan).made), None)
        own = next((each for each in sitting.marks if each.assessor_id == assessor.id), None) if sitting else None
        if sitting is None or own is None or own.marks or assesses_beside(actor, sitting, own):
            raise Refused(CHANGED)
        own.marks, own.words = dict(form.marks), form.words or own.words
        hand_in(sitting, own, sat_on=sat_on, paper=Paper(actor.employee_id))
    return len(forms)
