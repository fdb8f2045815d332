"""Sittings made by the operations that pages use, for whoever needs some."""

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Role
from cxtrain.training.practicals.operations import hand_in, save_marks
from cxtrain.training.practicals.plans.operations import Plan, plan_sittings
from cxtrain.training.practicals.sheets.operations import publish_sheet
from tests.quality.conftest import actor
from tests.training.practicals.conftest import SHEET

DONE = {"looks-up": "1", "warmth": "2", "privacy": "1"}


def a_sitting(cast, person_id, *, assessor_ids=(), marks=None, **plan):
    """Plan a sitting at the small sheet by HR, by default with the author as assessor; with `marks` it is handed in too."""
    sheet, person = publish_sheet(SHEET).row, db.session.get_one(Employee, person_id)
    assessors = tuple(db.session.get_one(Employee, each) for each in assessor_ids or (cast.lin,))
    made = plan_sittings(actor(db, cast.he, Role.HR), sheet, [person], Plan(assessors, **plan)).made[0]
    for own in made.marks if marks else ():
        save_marks(made, own, marks)
        hand_in(made, own, sat_on=today("Asia/Shanghai"))
    return made


def put_practicals(cast, found):
    """One decided and one open sitting of each owner, and a version of the sheet."""
    for owner in ("wang", "zhao", "sun"):
        done = a_sitting(cast, getattr(cast, owner), marks=DONE)
        found.put("practical_done", owner, done.id)
        found.put("practical", owner, a_sitting(cast, getattr(cast, owner)).id)
        found.put("practical_version", owner, done.version_id)
