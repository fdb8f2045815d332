"""The commands about people: inviting the first admin."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from cxtrain.cli import base, main
from cxtrain.people.models import Account, Employee, Membership, RoleGrant


@pytest.fixture
def invite(app, db, monkeypatch):
    """Return a function that runs `admin invite` on the test's database and returns (exit code, what it said)."""
    monkeypatch.setattr(base, "application", lambda: app)

    def invites(*words):
        result = CliRunner().invoke(main, ["admin", "invite", *words])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        db.session.remove()
        return result.exit_code, result.output
    return invites


def one(db, number):
    """Return the employee with a staff number, None where there is none."""
    return db.session.scalar(select(Employee).where(Employee.number == number))


def test_a_newcomer_belongs_to_the_firm_from_today_and_gets_a_link(invite, cast, db):
    code, said = invite("A001", "何静秋")
    assert code == 0 and "/set-password/" in said
    person = one(db, "A001")
    member = db.session.scalars(select(Membership).where(Membership.employee_id == person.id)).one()
    assert (person.name, member.unit_id, member.end_on) == ("何静秋", person.unit_id, None)
    account = db.session.scalars(select(Account).where(Account.employee_id == person.id)).one()
    assert db.session.scalars(select(RoleGrant).where(RoleGrant.account_id == account.id)).one().role == "admin"


def test_a_second_invitation_is_for_the_same_person_however_the_number_is_typed(invite, cast, db):
    assert invite("A001", "何静秋")[0] == invite("a001", "何静秋")[0] == 0
    assert one(db, "A001") and not one(db, "a001")


@pytest.mark.parametrize("words", [("", "何静"), ("A001", ""), ("A001", "　"), ("<b>", "何静"), ("0" * 41, "何静")])
def test_a_number_or_name_that_is_none_is_refused(invite, cast, db, words):
    code, said = invite(*words)
    assert code == 1 and said.startswith("Error: ")
    assert one(db, words[0]) is None


def test_somebody_who_has_left_is_not_invited(invite, cast, db):
    invite("A001", "何静秋")
    one(db, "A001").status = "left"
    db.session.commit()
    code, said = invite("A001", "何静秋")
    assert code == 1 and "has left" in said
