"""What a visit goes through, what the ledger says, and what the database itself refuses."""

import pytest
from sqlalchemy import event, func, select, text, update
from sqlalchemy.exc import IntegrityError

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, Unit
from cxtrain.quality import operations, queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.decisions import operations as decisions
from cxtrain.quality.models import InstrumentVersion, PersonRollup, Rating, UnitRollup, Visit
from cxtrain.quality.operations import Start
from cxtrain.quality.refusal import Refused
from cxtrain.quality.rollup import OVERALL, remove
from cxtrain.quality.scoring import review
from cxtrain.quality.signals import scorecard_released
from cxtrain.quality.sums import operations as sums
from cxtrain.quality.sums import queries as sum_queries
from tests.quality.conftest import SCENARIOS, SHEET, actor, full_answers

FORM = (SCENARIOS / "instruments" / "hotel-breakfast.yaml").read_text()


def actions(db):
    return list(db.session.scalars(select(LedgerEntry.action).order_by(LedgerEntry.id)))


def test_publishing_a_form_again_keeps_one_version(db, hotel):
    first = operations.publish_instrument(FORM)
    assert operations.publish_instrument(FORM).id == first.id


def test_a_new_text_is_a_new_version_and_old_visits_keep_theirs(db, desk):
    old = desk.draft(touchpoint=desk.hotel.breakfast)
    new = operations.publish_instrument(FORM.replace("早餐暗访评分表", "早餐评分表"))
    db.session.commit()
    assert old.instrument_id != new.id
    assert desk.draft(touchpoint=desk.hotel.breakfast).instrument_id == new.id
    current = select(func.count()).where(InstrumentVersion.slug == "hotel-breakfast", InstrumentVersion.current)
    assert db.session.scalar(current) == 1


def test_going_back_to_an_older_text_makes_it_current_again(db, hotel):
    first = operations.publish_instrument(FORM)
    second = operations.publish_instrument(FORM.replace("早餐暗访评分表", "早餐评分表"))
    assert operations.publish_instrument(FORM).id == first.id
    db.session.refresh(second)
    assert (queries.current_form("breakfast").id, second.current) == (first.id, False)


def test_a_wrong_file_is_refused_with_its_line(db, hotel):
    with pytest.raises(Refused, match="line 3"):
        operations.publish_instrument("format: 1\nslug: x\nkind: quiz\n")


def test_nobody_is_a_mystery_shopper_at_home(db, cast, hotel, desk):
    home = Start(db.session.get(Unit, cast.xuhui), operations.db.session.get(queries.Touchpoint, hotel.desk),
                 SHEET and desk.draft().visited_on)
    with pytest.raises(Refused, match="own unit"):
        operations.start_visit(desk.chen, home)


def test_a_paper_form_without_a_photo_is_refused(db, cast, hotel, desk):
    start = Start(db.session.get(Unit, cast.jingan), db.session.get(queries.Touchpoint, hotel.desk),
                  desk.draft().visited_on, shopper="K-07")
    with pytest.raises(Refused, match="photo"):
        operations.start_visit(desk.he, start)


def test_a_save_of_21_rows_takes_two_statements(db, desk):
    # One INSERT … ON CONFLICT for all ratings and one UPDATE of the visit; the page's request adds three reads.
    visit, seen = desk.draft(), []
    answers = {f"s{n}": Answer(5) for n in range(1, 22)}
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    operations.save_scorecard(visit, answers=answers, sheet=SHEET)
    assert [statement.split()[0] for statement in seen] == ["INSERT", "UPDATE"]
    assert len(queries.answers_of(visit.id)) == 21


def test_saving_again_replaces_the_answer(db, desk):
    visit = desk.draft()
    operations.save_scorecard(visit, answers={"s2": Answer(3, note="sticky")})
    operations.save_scorecard(visit, answers={"s2": Answer(missing="na")})
    assert queries.answers_of(visit.id) == {"s2": Answer(missing="na")}


def test_a_submitted_scorecard_takes_no_more_answers(db, desk):
    visit = desk.submitted()
    with pytest.raises(Refused, match="moved on"):
        operations.save_scorecard(visit, answers={"s2": Answer(1)})


@pytest.mark.parametrize("gap", [{"s10": Answer()}, {"s10": Answer(2)}])
def test_an_unanswered_item_or_a_missing_note_keeps_it_from_being_submitted(db, desk, gap):
    visit = desk.written(gap)
    answers = queries.answers_of(visit.id)
    with pytest.raises(Refused, match="missing"):
        operations.submit(visit, answers, review(queries.instrument_of(visit.instrument), answers))
    assert visit.state == "draft"


def test_release_adds_the_visit_to_both_sums_and_sends_the_news(db, cast, desk):
    news = []
    with scorecard_released.connected_to(lambda visit: news.append(visit.id)):
        visit = desk.released({"s10": Answer(7)}, person=cast.wang)
    assert news == [visit.id]
    form = queries.instrument_of(visit.instrument)
    asked = {i.dimension for i in form.items if sum(j.dimension == i.dimension for j in form.items) > 1}
    rows = {row.dimension: row for row in db.session.scalars(select(UnitRollup))}
    assert set(rows) == asked | {OVERALL}
    assert rows[OVERALL].total == pytest.approx(sum(rows[name].total for name in asked) / len(asked), abs=1e-4)
    assert all((row.n, row.touchpoint_id) == (1, desk.hotel.desk) for row in rows.values())
    own = [row for row in db.session.scalars(select(PersonRollup))]
    assert {row.employee_id for row in own} == {cast.wang}
    assert {row.dimension for row in own} == {"responsiveness", "assurance", "empathy"}


def test_the_person_sum_is_the_mean_of_the_person_items(db, cast, desk):
    visit = desk.released({"s16": Answer(7), "s11": Answer(1, note="12 minutes")}, person=cast.wang)
    items = [i.id for i in queries.instrument_of(visit.instrument).items if i.of == "person" and i.dimension == "assurance"]
    # Every item is 6 but number 16, which is 7; the wait, number 11, belongs to the process.
    expected = (6 * (len(items) - 1) + 7) / len(items)
    row = db.session.scalar(select(PersonRollup).where(PersonRollup.dimension == "assurance"))
    assert row.total == pytest.approx(expected, abs=1e-4)
    assert row.squares == pytest.approx(expected ** 2, abs=1e-3)


def test_without_certainty_only_the_store_is_counted(db, desk):
    desk.released()
    assert db.session.scalar(select(func.count()).select_from(PersonRollup)) == 0
    assert db.session.scalar(select(func.count()).select_from(UnitRollup)) > 0


def test_two_visits_of_a_month_share_their_rows(db, cast, desk):
    desk.released(person=cast.wang)
    desk.released({"s16": Answer(7)}, person=cast.wang)
    assert set(db.session.scalars(select(UnitRollup.n))) == {2}


def test_taking_a_visit_out_again_leaves_the_tables_as_before(db, cast, desk):
    desk.released({"s16": Answer(5)}, person=cast.wang)
    before = sum_queries.kept_rollups()
    visit = desk.released({"s16": Answer(7), "s13": Answer(missing="na")}, person=cast.wang)
    added = sum_queries.contributions_of(visit)
    sums.take_from_rollups(added)
    assert sum_queries.kept_rollups() == before
    assert remove(sum_queries.computed_rollups(), added) == before


def test_verify_finds_a_row_that_somebody_changed(db, cast, desk):
    desk.released(person=cast.wang)
    assert sum_queries.verify_rollups()[1] == {}
    db.session.execute(update(UnitRollup).where(UnitRollup.dimension == "empathy").values(total=7.0))
    compared, wrong = sum_queries.verify_rollups()
    assert compared > 3
    assert [(key.subject, key.dimension, kept.total) for key, (kept, _) in wrong.items()] == [("unit", "empathy", 7.0)]
    sums.rebuild_rollups()
    assert sum_queries.verify_rollups()[1] == {}


def test_each_change_of_state_is_one_ledger_row(db, cast, desk):
    known = len(actions(db))
    desk.released(person=cast.wang)
    assert actions(db)[known:] == ["visit started", "scorecard submitted", "scorecard approved", "scorecard released"]


def test_nobody_decides_their_own_case(db, desk):
    visit = desk.submitted()
    for decide in (lambda a: decisions.approve(a, visit, employee_id=None, grounds=""),
                   lambda a: decisions.send_back(a, visit, "again"), lambda a: decisions.release(a, visit)):
        with pytest.raises(Refused):
            decide(desk.chen)
    assert visit.state == "submitted"


def test_only_people_of_that_unit_and_day_can_be_identified(db, cast, desk):
    visit = desk.submitted()
    for person in (cast.sun, cast.chen, 999):
        with pytest.raises(Refused, match="did not belong"):
            decisions.approve(desk.he, visit, employee_id=person, grounds="badge")
    with pytest.raises(Refused, match="badge, receipt, shift"):
        decisions.approve(desk.he, visit, employee_id=cast.wang, grounds=" ")


@pytest.mark.parametrize("when", ["before", "after"])
def test_where_no_names_are_stored_nobody_is_identified(db, cast, desk, when):
    unit = db.session.get(Unit, cast.jingan)
    if when == "before":
        unit.people = "none"
    visit = desk.draft()
    unit.people = "none"
    operations.save_scorecard(visit, answers=full_answers(visit))
    visit.state, visit.submitted_at = "submitted", visit.started_at
    with pytest.raises(Refused, match="stores no names"):
        decisions.approve(desk.he, visit, employee_id=cast.wang, grounds="badge")


def account_id(db, employee_id):
    return db.session.scalar(select(Account.id).where(Account.employee_id == employee_id))


@pytest.mark.parametrize(("change", "name"), [
    ("employee_id = {chen}, identification = 'certain', grounds = 'badge'", "not_observed"),
    ("decided_by = entered_by", "reviewer_not_shopper"),
    ("employee_id = {wang}, grounds = 'badge'", "identification"),
    ("employee_id = {wang}, identification = 'certain'", "grounds"),
    ("people = 'none', badge = 'Wang'", "no_names"),
    ("shopper = 'K-07'", "one_shopper"),
    ("state = 'released'", ""),
    ("state = 'approved'", ""),
])
def test_the_database_itself_refuses(db, cast, desk, change, name):
    visit = desk.submitted()
    with pytest.raises(IntegrityError, match=f"(?i)check.*{name}"):
        db.session.execute(text("update visit set " + change.format(**vars(cast)) + f" where id = {visit.id}"))


def test_the_database_refuses_two_answers_in_one(db, desk):
    visit = desk.draft()
    with pytest.raises(IntegrityError):
        db.session.execute(Rating.__table__.insert().values(visit_id=visit.id, item="s2", value=5, missing="na", note=""))


def test_throwing_a_draft_away_leaves_no_row(db, desk):
    visit = desk.written()
    operations.discard(visit)
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 0
    assert db.session.scalar(select(func.count()).select_from(Rating)) == 0
    assert actions(db)[-1] == "visit discarded"


def test_what_was_submitted_once_cannot_be_thrown_away(db, desk):
    visit = desk.submitted()
    decisions.send_back(desk.he, visit, "Which counter?")
    with pytest.raises(Refused):
        operations.discard(visit)


def test_a_supervisor_may_key_in_a_paper_form_of_the_own_store(db, cast, hotel, desk):
    from cxtrain.files.operations import keep
    from cxtrain.people.permissions import Role
    li = actor(db, cast.li, Role.SUPERVISOR)
    visit = operations.start_visit(li, Start(db.session.get(Unit, cast.jingan), db.session.get(queries.Touchpoint, hotel.desk),
                                             desk.draft().visited_on, shopper="K-07", paper_digest=keep(b"x", "image/jpeg")))
    assert (visit.observed_by, visit.entered_by) == (None, account_id(db, cast.li))


def test_cells_for_the_pages_above_take_one_statement_each(db, cast, desk):
    desk.released({"s16": Answer(7)}, person=cast.wang)
    desk.released(days_ago=40, person=cast.wang)
    month = f"{desk.draft().visited_on:%Y-%m}"
    seen = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    whole = {(c.touchpoint_id, c.dimension): c for c in sum_queries.person_cells([cast.wang], since="2000-01")}
    now_only = sum_queries.unit_cells([cast.jingan], since=month)
    by_month = sum_queries.person_cells([cast.wang], since="2000-01", by_month=True)
    assert len(seen) == 3
    assert whole[desk.hotel.desk, "assurance"].n == 2
    assert {cell.n for cell in now_only} == {1}
    assert len({cell.month for cell in by_month}) == 2


def test_an_employees_visits_come_in_words_and_without_numbers_of_others(db, cast, desk):
    desk.released({"s16": Answer(7, note="said my name")}, person=cast.wang)
    desk.released(person=cast.zhao)
    [told] = queries.visits_in_words(cast.wang)
    assert told.praise == SHEET.praise
    assert told.highlights.good[0].note == "said my name"
