"""Making the standing rules by which posts of the demo company need courses and their certificates. The caller commits."""

import datetime as dt

from sqlalchemy import select, update

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.people.models import Unit
from cxtrain.training.models import Assignment, Course
from cxtrain.training.rules.operations import Terms, make_rule

MAKER, DAYS_AGO, DAYS_LEFT = "0001", 40, 30  # before the last month ended, so that its report knows of it
RULES = (  # course, code of the unit, posts
    ("moments-of-truth", "HM", ("前台接待", "宾客关系")),
    ("front-desk-day", "E", ("前台接待",)),
)


def write_rules(staff: Staff, chronicle: Chronicle) -> None:
    """Make the rules; who has not passed a course that the own post needs has it given, due in some weeks."""
    year, actor = staff.company.year, staff.actor(MAKER)
    due_on = year.today + dt.timedelta(DAYS_LEFT)
    for place, (slug, code, posts) in enumerate(RULES):
        course = db.session.scalars(select(Course).where(Course.slug == slug)).one()
        unit, at = db.session.get_one(Unit, staff.units[code]), moment(year.before(DAYS_AGO), 10, 15 * place)
        rule, _given = make_rule(actor, course, unit, Terms("posts", working_time=True, named=posts, due_on=due_on))
        rule.at = at
        db.session.execute(update(Assignment).where(Assignment.rule_id == rule.id).values(at=at))
        chronicle.adopt(db.session().info.pop(WAITING, []), at, actor.employee_id)
