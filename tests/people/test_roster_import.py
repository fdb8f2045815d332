"""Importing a roster into the database: whole or not at all, history kept, 5,000 people in seconds."""

import json

import pytest
from sqlalchemy import event, func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.ledger.queries import verify
from cxtrain.people.models import Account, Employee, Membership, RoleGrant, Unit, UserSession
from cxtrain.people.notice.models import PrivacyReading
from cxtrain.people.operations import start_session
from cxtrain.people.roster.faults import RosterFault
from cxtrain.people.roster.operations import import_roster
from cxtrain.people.second_step.models import SecondStep
from cxtrain.web.tables import TableError, csv_bytes, xlsx_bytes
from tests.days import today

HEAD = ["工号", "姓名", "门店", "岗位", "手机", "状态", "离职日期", "身份证号"]
PRIVATE = "310101199001011234"


def roster(*rows, head=HEAD):
    """Return a CSV file of rows, each cut short where its last cells are empty."""
    return csv_bytes(head, [[*row, *[""] * (len(head) - len(row))] for row in rows])


def state(db):
    """Return what every table that an import touches holds, for comparing before with after."""
    tables = (Unit, Employee, Membership, RoleGrant, LedgerEntry)
    return [db.session.scalar(select(func.count()).select_from(table)) for table in tables] + [
        (row.number, row.name, row.unit_id, row.mobile, row.status)
        for row in db.session.scalars(select(Employee).order_by(Employee.id))
    ]


def one(db, number):
    """Return the employee with a staff number."""
    return db.session.scalar(select(Employee).where(Employee.number == number))


def test_new_changed_moved_and_leaving_people_are_imported_together(db, cast):
    data = roster(
        ("0901", "单晓晴", "集团/华东/静安店", "前台", "13800138009"),
        ("S0102", "王　喆", "徐汇店", "领班"),
        ("S0103", "赵䶮", "静安店", "前台", "", "产假"),
        ("S0202", "孙淼", "徐汇店", "前台", "", "离职", today(-2).isoformat()),
    )
    result = import_roster(data, "花名册.csv")
    db.session.commit()
    assert result.imported and result.plan.counts["new"] == result.plan.counts["moved"] == 1
    new, wang, sun = one(db, "0901"), one(db, "S0102"), one(db, "S0202")
    assert (new.name_en, new.unit_id, new.mobile) == ("Shan Xiaoqing", cast.jingan, "13800138009")
    assert (wang.unit_id, wang.post, wang.name) == (cast.xuhui, "领班", "王喆")
    assert one(db, "S0103").status == "leave"
    assert (sun.status, sun.left_on) == ("left", today(-2))
    assert db.session.scalar(select(Membership.end_on).where(Membership.employee_id == sun.id)) == sun.left_on
    actions = db.session.scalars(select(LedgerEntry.action)).all()
    assert sorted(actions) == ["employee added", "employee edited", "employee left", "employee on leave",
                               "employee transferred", "roster imported"]  # fmt: skip
    assert verify()[1] is None


@pytest.mark.parametrize("dry_run", [True, False])
def test_one_fault_or_a_dry_run_changes_nothing(db, cast, dry_run):
    before = state(db)
    rows = [("0901", "单晓晴", "静安店", "前台"), ("0902", "另人", "静安店" if dry_run else "月球店铺", "前台")]
    result = import_roster(roster(*rows), "r.csv", dry_run=dry_run, create_units=dry_run)
    db.session.commit()
    assert not result.imported and len(result.plan.new) == (2 if dry_run else 1)
    assert state(db) == before


def test_a_change_that_only_history_forbids_undoes_all_others(db, cast):
    # 王喆 came to the store on 2025-01-06; the day of leaving in the file lies before it.
    before = state(db)
    one(db, "S0102").joined_on = None
    db.session.flush()
    gone = ("S0102", "王喆", "", "", "", "离职", "2024-06-30")
    result = import_roster(roster(("0901", "单晓晴", "静安店", "前台"), gone), "r.csv")
    assert not result.imported and "only on 2025-01-06" in result.plan.errors[0].sentence
    db.session.commit()
    assert state(db) == before


def test_leavers_of_a_file_are_signed_out(db, cast):
    account = db.session.scalar(select(Account).where(Account.employee_id == cast.wang))
    start_session(account, device="", shared=False, office=False)
    import_roster(roster(("S0102", "王喆", "", "", "", "离职")), "r.csv")
    db.session.commit()
    assert db.session.scalar(select(UserSession.ended_why)) == "left"


def test_who_is_missing_leaves_only_when_that_is_asked_for(db, cast):
    rows = [("S0101", "李想"), ("S0102", "王喆"), ("S0201", "陈晨")]
    rows += [("H0001", "何姐"), ("H0002", "林老师"), ("H0003", "管理员")]
    assert not import_roster(roster(*rows), "r.csv").imported
    assert import_roster(roster(*rows), "r.csv", missing_left=True).imported
    db.session.commit()
    assert {one(db, number).status for number in ("S0103", "S0202")} == {"left"}
    assert one(db, "S0102").status == "active"


def test_the_last_admin_cannot_be_imported_away(db, cast):
    result = import_roster(roster(("H0003", "管理员", "", "", "", "离职")), "r.csv")
    assert "only admin" in result.plan.errors[0].sentence and one(db, "H0003").status == "active"


def test_units_are_made_with_parents_and_free_codes(db, cast):
    head = ["工号", "姓名", "门店编码", "门店", "岗位"]
    rows = [("0901", "甲某", "S31", "集团/华南/天河店", "前台"), ("0902", "乙某", "", "集团/华南/海珠店", "前台")]
    data = roster(*rows, head=head)
    assert not import_roster(data, "r.csv").imported
    assert import_roster(data, "r.csv", create_units=True).imported
    db.session.commit()
    south = db.session.scalar(select(Unit).where(Unit.name == "华南"))
    assert (south.kind, south.parent_id, south.path) == ("region", cast.firm, f"/{cast.firm}/{south.id}/")
    assert one(db, "0901").unit.code == "S31" and one(db, "0902").unit.kind == "store"
    assert import_roster(data, "r.csv", create_units=True).plan.does_nothing


def test_an_empty_database_gets_its_firm_from_the_settings(app, db):
    for table in (PrivacyReading, SecondStep, Membership, RoleGrant, UserSession, Account, Employee, Unit):
        db.session.query(table).delete()
    data = roster(("0901", "甲某", "集团/华南/天河店", "前台"))
    assert "no unit" in import_roster(data, "r.csv").plan.errors[0].sentence
    assert import_roster(data, "r.csv", create_units=True).imported
    db.session.commit()
    assert [unit.kind for unit in db.session.scalars(select(Unit).order_by(Unit.id))] == ["firm", "region", "store"]


def test_an_e_mail_address_comes_from_its_column_and_an_empty_cell_keeps_it(db, cast):
    for header, typed in (("邮箱地址", " wang＠heming-hotels.com "), ("邮箱", ""), ("E-mail", "wang@Heming-Hotels.com")):
        import_roster(roster(("S0102", "王喆", typed), head=["工号", "姓名", header]), "r.csv")
        assert one(db, "S0102").email == "wang@heming-hotels.com"
    result = import_roster(roster(("S0102", "王喆", "wang at heming"), head=["工号", "姓名", "邮箱"]), "r.csv")
    assert [fault.sentence for fault in result.plan.errors] == [
        "“wang at heming” is no e-mail address. Correct it, or leave the cell empty."]


def test_two_people_swap_their_mobiles(db, cast):
    one(db, "S0102").mobile, one(db, "S0103").mobile = "13800138002", "13800138003"
    db.session.commit()
    data = roster(("S0102", "王喆", "", "", "13800138003"), ("S0103", "赵䶮", "", "", "13800138002"))
    assert import_roster(data, "r.csv").imported
    db.session.commit()
    assert (one(db, "S0102").mobile, one(db, "S0103").mobile) == ("13800138003", "13800138002")


def test_a_returning_person_keeps_the_number(db, cast):
    gone = today(-30)
    import_roster(roster(("S0202", "孙淼", "", "", "", "离职", gone.isoformat())), "r.csv")
    assert import_roster(roster(("S0202", "孙淼", "静安店", "前台", "", "在职")), "r.csv").imported
    db.session.commit()
    query = select(Membership).where(Membership.employee_id == cast.sun).order_by(Membership.id)
    assert [(row.unit_id, row.end_on, row.reason) for row in db.session.scalars(query)] == [
        (cast.xuhui, gone, "joined"), (cast.jingan, None, "return"),
    ]  # fmt: skip


def test_what_is_private_is_stored_nowhere(db, cast):
    result = import_roster(roster(("0901", "单晓晴", "静安店", "前台", "", "", "", PRIVATE)), "r.csv")
    db.session.commit()
    told = json.dumps(result.as_dict(), ensure_ascii=False) + result.sentence
    assert PRIVATE not in told and '"use": "private"' in told
    assert PRIVATE not in str([vars(row) for row in db.session.scalars(select(Employee))])


def test_the_result_is_json_and_a_sentence_with_every_fault(db, cast):
    result = import_roster(roster(("0901", "单晓晴", "月球店铺", "前台", "123")), "花名册.csv", dry_run=True)
    facts = json.loads(json.dumps(result.as_dict()))
    assert [(fault["row"], fault["column"]) for fault in facts["faults"]] == [(2, "C"), (2, "E")]
    assert "row 2, column E 手机: “123” is no mobile number" in result.sentence
    assert result.sentence.startswith("花名册.csv: nothing imported")


@pytest.mark.parametrize(
    ("data", "fault"), [(b"PK\x03\x04", TableError), (b"a,b\n1,2\n", RosterFault), (b"", TableError)]
)
def test_a_file_that_is_no_roster_is_refused_with_a_sentence(db, cast, data, fault):
    with pytest.raises(fault) as refused:
        import_roster(data, "x")
    assert str(refused.value).endswith(".")


# What it takes in seconds is printed by `make bench`; here it is shown that nothing is looked up row by row.
@pytest.fixture
def lookups(db):
    """Return what counts the SELECT statements of a piece of work."""
    def count(work):
        seen = []

        def listen(*args):
            if args[2].startswith("SELECT"):
                seen.append(args[2])

        event.listen(db.engine, "before_cursor_execute", listen)
        work()
        db.session.commit()
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)
    return count


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_five_thousand_people_come_in_without_a_lookup_for_each(db, cast, lookups, kind):
    rows = [[f"{n:05}", "欧阳晓明", "集团/华东/静安店", "前台", f"139{n:08}", "在职", "", ""] for n in range(5000)]
    data = csv_bytes(HEAD, rows) if kind == "csv" else xlsx_bytes({"花名册": [HEAD, *rows]})
    used = lookups(lambda: import_roster(data, "r"))
    assert db.session.scalar(select(func.count(Employee.id))) == 5008
    assert used <= 20, used


def test_a_reorganisation_of_thousands_takes_no_lookup_for_each(db, cast, lookups):
    rows = [[f"{n:05}", "欧阳晓明", "静安店", "前台"] for n in range(2000)]
    import_roster(roster(*rows), "r")
    db.session.commit()
    done = []
    moves, leaves = roster(*[[*row[:2], "徐汇店"] for row in rows]), roster(*[[*row[:2], "", "", "", "离职"] for row in rows])
    used = [lookups(lambda data=data: done.append(import_roster(data, "r").plan.counts)) for data in (moves, leaves)]
    assert (done[0]["moved"], done[1]["left"]) == (2000, 2000)
    assert max(used) <= 40, used
    lasting = select(func.count(Membership.id)).where(Membership.end_on.is_(None))
    assert db.session.scalar(lasting) == 8  # the cast
