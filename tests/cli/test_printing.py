"""cxtrain print certificates."""

import json

import pikepdf
import pytest

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from tests.certificates.conftest import Office
from tests.certificates.print_runs.conftest import files
from tests.training.conftest import publish_all

BASE = ("--base-url", "https://cx.example", "--json")


@pytest.fixture
def office(cast, db):
    """Two certificates at 静安店, one at 徐汇店."""
    made = Office(publish_all())
    for person in (cast.wang, cast.zhao, cast.sun):
        made.award(person)
    return made


def test_a_unit_two_on_a_sheet_and_the_ledger_has_it(run, office, tmp_path):
    told = run("print", "certificates", "--unit", "S01", "--two-up", "--merged", "-o", tmp_path / "a.pdf", *BASE)
    assert json.loads(told.stdout)["certificates"] == 2
    with pikepdf.open(tmp_path / "a.pdf") as document:
        assert len(document.pages) == 1
    database.session.rollback()
    noted = database.session.query(LedgerEntry).filter_by(action="certificates printed by hand").one()
    assert noted.facts["count"] == 2 and noted.facts["chosen"]["unit_id"]


def test_a_zip_by_staff_numbers(run, office, tmp_path):
    run("print", "certificates", "--all", "--zip", "--order", "number", "-o", tmp_path / "a.zip", *BASE)
    assert [name.split("_")[0] for name in files((tmp_path / "a.zip").read_bytes())] == ["S0102", "S0103", "S0202"]


@pytest.mark.parametrize(("words", "said"), [
    ((), "say which certificates"), (("--unit", "S99"), "there is no unit S99"),
    (("--since", "2099-01-01"), "no certificate to print"), (("--all", "--zip", "--two-up"), "whole sheets"),
    (("--all", "--order", "birthday"), "Invalid value")])
def test_what_cannot_be_printed_is_said_and_nothing_is_written(run, office, tmp_path, words, said):
    told = run("print", "certificates", *words, "-o", tmp_path / "a.pdf", *BASE)
    assert told.exit_code != 0 and said in told.stderr and not list(tmp_path.glob("*.pdf"))


def test_whose_name_cannot_be_printed_is_named(run, office, cast, tmp_path):
    database.session.get_one(Employee, cast.li).name = "李𠀀"
    database.session.commit()
    office.award(cast.li)
    told = run("print", "certificates", "--all", "-o", tmp_path / "a.pdf", *BASE)
    assert told.exit_code == 1 and "李𠀀" in told.stderr and "U+20000" in told.stderr
