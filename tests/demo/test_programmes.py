"""The demo company's visits stand under a programme that was told in time, and most people have read it."""

from sqlalchemy import func, select

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.people.absences.queries import days_away
from cxtrain.people.models import Employee, Unit
from cxtrain.quality.models import Visit
from cxtrain.quality.programmes.models import ProgrammeReceipt, ProgrammeVersion
from cxtrain.quality.programmes.queries import in_force

ZONE = "Asia/Shanghai"


def test_every_visit_stands_under_a_programme_that_names_its_kind(typical):
    first = database.session.scalar(select(func.min(Visit.visited_on)))
    unit = database.session.scalars(select(Unit).where(Unit.kind == "store").limit(1)).one()
    assert in_force(unit, first).number == 1 and in_force(unit, today(ZONE)).number == 2
    assert "mystery_shop" in in_force(unit, first).kinds


def test_most_people_have_read_the_present_notice_and_none_before_it_was_told(typical):
    version = database.session.scalars(select(ProgrammeVersion).order_by(ProgrammeVersion.number.desc())).first()
    read = database.session.scalars(select(ProgrammeReceipt.read_at)).all()
    here = database.session.scalar(select(func.count()).select_from(Employee).where(Employee.status != "left"))
    assert .8 * here < len(read) < 1.05 * here and min(read).date() >= version.published_on


def test_who_is_on_leave_is_away_today(typical):
    day = today(ZONE)
    for person in database.session.scalars(select(Employee)):
        assert bool(days_away(person.id, day, day)) == (person.status == "leave")
