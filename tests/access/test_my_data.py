"""In a world where everything exists of three people, each gets all of their own and nothing of the others."""

import json

import pytest
from sqlalchemy import func, select

from cxtrain.extensions import db as database
from cxtrain.people.models import Account, Employee
from cxtrain.reports.my_data import queries
from cxtrain.reports.my_data.choice import HIDDEN, chosen


@pytest.fixture
def data(app, everything):
    """Return what somebody gets, as (rows by table, all of it as text)."""
    def read(person_id):
        found = queries.data_of(person_id)
        rows = {}
        for entry in found:
            for table, some in entry["rows"].items():
                rows.setdefault(table, []).append(some)
        return rows, json.dumps(found, ensure_ascii=False, default=str)
    return read


@pytest.mark.parametrize("who", ["wang", "zhao", "sun"])
def test_each_gets_every_row_that_names_them_and_each_column_of_it(cast, data, who):
    person, (rows, _) = getattr(cast, who), data(getattr(cast, who))
    account = database.session.scalar(select(Account.id).where(Account.employee_id == person))
    seen = 0
    for _entry, tables in chosen():
        for name, columns in tables.items():
            table = database.metadata.tables[name]
            own = next((table.c[key] == number for key, number in
                        (("employee_id", person), ("person_id", person), ("account_id", account)) if key in table.c), None)
            shown = [each for each in columns if not queries._whom(table, each)]
            if own is None or not shown:
                continue
            own = own if name not in queries._SETTLED else own & queries._SETTLED[name]
            wanted = database.session.scalar(select(func.count()).select_from(table).where(own))
            got = [some for some in rows.get(name, []) if set(some[0]) == set(shown)]
            assert sum(len(some) for some in got[:1]) == wanted, name
            seen += wanted
    assert seen > 10
    assert {"employee", "account", "enrolment", "quiz_attempt", "quiz_answer", "plan", "plan_action", "visit"} <= set(rows)


@pytest.mark.parametrize("who", ["wang", "zhao", "sun"])
def test_nobody_else_stands_in_it(cast, data, everything, who):
    person, (rows, text) = getattr(cast, who), data(getattr(cast, who))
    others = database.session.execute(select(Employee.number, Employee.name, Employee.name_en, Employee.mobile)
                                      .where(Employee.id != person)).all()
    assert len(others) >= 8
    assert [word for other in others for word in other if word and f'"{word}"' in text] == []
    columns = {key for some in rows.values() for lines in some for line in lines for key in line}
    assert columns & HIDDEN == set()
    assert not {key for key in columns if key.endswith("_by")} - {"fetched_by"}
