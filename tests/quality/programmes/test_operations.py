"""No programme, no visit; what may be stored about people follows the programmes; names go for good where HR says so."""

import datetime as dt

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee, Membership, Unit
from cxtrain.people.permissions import Role
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.models import PersonRollup, UnitRollup, Visit
from cxtrain.quality.programmes import operations, queries
from cxtrain.quality.programmes.models import ProgrammeReceipt, ProgrammeVersion
from cxtrain.quality.programmes.notices.queries import readers_by_unit
from cxtrain.quality.refusal import Refused as VisitRefused
from cxtrain.quality.sums.queries import verify_rollups
from tests.quality.conftest import actor
from tests.quality.programmes.conftest import DAY


def he(db, cast):
    """HR."""
    return actor(db, cast.he, Role.HR)


def people_of(db, *unit_ids):
    """What may be stored about people in the units."""
    db.session.expire_all()
    return [db.session.get(Unit, key).people for key in unit_ids]


def test_no_visit_starts_before_the_first_day_nor_after_the_last(db, cast, hotel, tell, desk, day):
    db.session.execute(update(ProgrammeVersion).values(starts_on=day - 5 * DAY, ends_on=day - 2 * DAY))
    db.session.commit()
    for days_ago in (6, 1, 0):
        with pytest.raises(VisitRefused, match="No programme is in force"):
            desk.draft(days_ago=days_ago)
    assert desk.draft(days_ago=5).people == desk.draft(days_ago=2).people == "development"


def test_a_form_of_observation_that_the_notice_does_not_name_is_refused(db, cast, hotel, tell, desk):
    tell(cast.jingan, kinds=("coaching", "announced_check"))
    with pytest.raises(VisitRefused, match="does not provide"):
        desk.draft()


def test_coaching_needs_no_programme(db, cast, day):
    unit = db.session.get(Unit, cast.jingan)
    assert queries.people_on(unit, day, "coaching") == "development"
    with pytest.raises(VisitRefused):
        queries.people_on(unit, day, "announced_check")


def test_a_stricter_programme_of_a_store_keeps_names_out_of_its_visits(db, cast, hotel, tell, desk):
    tell(cast.jingan, people="none")
    visit = desk.draft()
    assert visit.people == "none" and people_of(db, cast.jingan, cast.xuhui) == ["none", "development"]
    with pytest.raises(IntegrityError):
        db.session.execute(update(Visit).where(Visit.id == visit.id).values(badge="王喆"))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(update(Visit).where(Visit.id == visit.id).values(
            employee_id=cast.wang, identification="certain", grounds="badge"))
    db.session.rollback()


def test_the_database_refuses_a_start_before_the_notice_is_a_week_old_and_full_use_without_a_reason(db, cast, tell):
    version = tell()
    for change in ({"starts_on": dt.date(2024, 1, 7)}, {"people": "full"}, {"digest": ""}, {"state": "draft"}):
        with pytest.raises(IntegrityError):
            db.session.execute(update(ProgrammeVersion).where(ProgrammeVersion.id == version.id).values(**change))
        db.session.rollback()


def test_less_is_stored_at_once_and_more_from_the_first_day_on(db, cast, tell, day):
    tell()
    tell(cast.east, on=day, starts_on=day + 7 * DAY, people="none")
    assert people_of(db, cast.firm, cast.east, cast.jingan, cast.xuhui) == ["development", "none", "none", "none"]
    tell(cast.xuhui, on=day, starts_on=day + 7 * DAY, people="full", reason="评优")
    assert people_of(db, cast.jingan, cast.xuhui) == ["none", "development"]  # the store's own will rule instead
    db.session.execute(update(ProgrammeVersion).where(ProgrammeVersion.unit_id == cast.xuhui).values(
        starts_on=day, may_start_on=day))
    operations.settle_all(day)
    db.session.commit()
    assert people_of(db, cast.jingan, cast.xuhui) == ["none", "full"]
    assert db.session.scalars(select(LedgerEntry.facts).where(LedgerEntry.action == "storing of names set").order_by(
        LedgerEntry.id.desc())).first() == {"before": "development", "after": "full"}


def test_settling_again_changes_nothing(db, cast, tell):
    tell(people="none")
    assert operations.settle() == 0


def test_a_store_whose_programme_ends_falls_back_to_the_one_above_and_never_to_an_older_version(db, cast, tell, day):
    tell(people="none")
    first, second = tell(cast.jingan), tell(cast.jingan, on=dt.date(2024, 6, 1))
    with pytest.raises(operations.Refused):
        operations.end(first, last_day=day, reason="over", today=day)  # replaced: there is nothing to end
    operations.end(second, last_day=day, reason="over", today=day)
    db.session.commit()
    unit = db.session.get(Unit, cast.jingan)
    assert queries.in_force(unit, day).id == second.id and queries.in_force(unit, day + DAY).unit_id == cast.firm
    assert people_of(db, cast.jingan) == ["none"]


def test_a_wider_programme_above_takes_over_only_when_its_notice_is_a_week_old(db, cast, tell, day):
    tell(people="full", reason="评优")
    version = tell(cast.jingan)
    with pytest.raises(operations.Refused, match="7 days ahead"):
        operations.end(version, last_day=day + 5 * DAY, reason="over", today=day)
    operations.end(version, last_day=day + 6 * DAY, reason="over", today=day)
    assert people_of(db, cast.jingan) == ["development"]


def test_a_notice_is_taken_back_before_its_day_unless_it_promised_less(db, cast, tell, day):
    tell()
    wider = tell(on=day, starts_on=day + 8 * DAY, people="full", reason="评优")
    operations.end(wider, last_day=day, reason="still to be discussed", today=day)
    assert queries.in_force(db.session.get(Unit, cast.jingan), day + 30 * DAY).number == 1
    stricter = tell(on=day, starts_on=day + 8 * DAY, people="none")
    with pytest.raises(operations.Refused, match="promises that less"):
        operations.end(stricter, last_day=day, reason="no", today=day)


def test_a_unit_that_is_added_gets_what_rules_above(db, cast, tell, day):
    tell()
    unit = Unit(code="S09", name="新店", kind="store", parent_id=cast.east)
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{db.session.get(Unit, cast.east).path}{unit.id}/"
    assert queries.in_force(unit, day).unit_id == cast.firm


def test_names_are_removed_for_good_and_the_places_figures_stay(db, cast, desk, day):
    kept = desk.released(person=cast.wang, days_ago=3).id
    gone = desk.released(person=cast.zhao, days_ago=40).id
    before = db.session.scalar(select(func.sum(UnitRollup.n)))
    removed = operations.remove_names(db.session.get(Unit, cast.east), before=day - 30 * DAY, reason="期满")
    db.session.commit()
    assert removed == (1, 0) and queries.count_named("/") == 1
    visit = db.session.get(Visit, gone)
    assert (visit.employee_id, visit.badge, visit.grounds, visit.people, visit.state) == (None, "", "", "none", "released")
    assert db.session.scalars(select(PersonRollup.employee_id).distinct()).all() == [cast.wang]
    assert db.session.scalar(select(func.sum(UnitRollup.n))) == before and verify_rollups()[1] == {}
    assert db.session.get(Visit, kept).employee_id == cast.wang
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "names removed from visits")).one()
    assert entry.facts == {"visits": 1, "kept": 0, "before": (day - 30 * DAY).isoformat(), "reason": "期满"}
    with pytest.raises(IntegrityError):
        db.session.execute(update(Visit).where(Visit.id == gone).values(
            employee_id=cast.zhao, identification="certain", grounds="again"))
    db.session.rollback()


def test_a_visit_under_appeal_keeps_its_name_until_it_is_decided(db, cast, desk):
    visit = desk.released(person=cast.wang)
    db.session.execute(update(Visit).values(appeals_open=1))
    db.session.commit()
    db.session.expire_all()
    assert operations.remove_names(db.session.get(Unit, cast.firm), before=None, reason="期满") == (0, 1)
    assert db.session.get(Visit, visit.id).employee_id == cast.wang


def test_joiners_get_the_notice_and_leavers_are_not_counted(db, cast, tell):
    version = tell()
    person = Employee(number="S0999", name="新人", unit_id=cast.jingan, post="前台")
    db.session.add(person)
    db.session.flush()
    db.session.add(Membership(employee_id=person.id, unit_id=cast.jingan, start_on=dt.date(2026, 1, 1)))
    db.session.get(Employee, cast.zhao).status = "left"
    db.session.flush()
    found = readers_by_unit(version.id, [cast.jingan, cast.xuhui])
    assert [(each.unit.id, each.people, each.read) for each in found] == [(cast.jingan, 3, 2), (cast.xuhui, 2, 2)]


def test_a_receipt_is_of_one_version(db, cast, tell):
    first, second = tell(), tell(on=dt.date(2025, 1, 1))
    assert db.session.scalar(select(func.count()).select_from(ProgrammeReceipt)) == 16 and first.digest != second.digest


def test_a_decided_appeal_forgets_whom_it_was_about(db, cast, disputes):
    appeal = disputes.decided()
    assert appeal.employee_id == cast.wang
    assert operations.remove_names(db.session.get(Unit, cast.firm), before=None, reason="期满") == (1, 0)
    db.session.commit()
    db.session.expire_all()
    assert db.session.get(Appeal, appeal.id).employee_id is None
