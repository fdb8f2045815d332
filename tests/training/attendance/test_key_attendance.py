"""A signed sheet of paper keyed in."""

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.training.classes.models import Attendance
from tests.training.attendance.room import session_of


def page(made):
    """Return the address of the page."""
    return f"/training/classes/sessions/{session_of(made)}/sheet"


def stand():
    """Return how people stand, by employee id."""
    database.session.rollback()
    return {row.employee_id: row.state for row in database.session.scalars(select(Attendance))}


def rows(*pairs):
    """Return the fields of rows."""
    return {f"rows-{at}-{name}": value for at, pair in enumerate(pairs) for name, value in zip(("number", "word"), pair, strict=True)}


def test_what_was_pasted_is_looked_over_and_then_kept(someone, room, cast):
    lin = someone("lin")
    answer = lin.post(page(room), do="check", pasted="1\tS0102\t王喆\t迟到")
    assert answer.status_code == 200
    assert "Look over and keep" in answer.text
    assert "1 person on the roster is not named here" in answer.text
    assert stand() == {}
    answer = lin.post(page(room), do="save", others="y", **rows(("S0102", "late")))
    assert answer.status_code == 303
    assert stand() == {cast.wang: "late", cast.zhao: "absent"}


def test_of_whom_nothing_is_said_nothing_is_kept_unless_it_is_wished(someone, room, cast):
    someone("lin").post(page(room), do="save", **rows(("S0102", "present")))
    assert stand() == {cast.wang: "present"}


def test_each_fault_is_named_at_its_row_and_nothing_is_lost(someone, room):
    answer = someone("lin").post(page(room), do="check", pasted="S0202\nS0102\nS0102")
    assert answer.status_code == 400
    assert "Nobody with this staff number is on the roster" in answer.text
    assert answer.text.count("stands in more than one row") == 2
    assert answer.text.count('value="S0102"') == 2
    assert stand() == {}


def test_rows_are_put_and_added_without_a_check(someone, room):
    lin = someone("lin")
    assert 'value="S0102"' in lin.post(page(room), do="paste", pasted="S0102").text
    more = lin.post(page(room), do="more", **rows(("S0102", "late"))).text
    assert more.count('name="rows-') == 12
    assert lin.post(page(room), do="check").status_code == 400  # no row at all


@pytest.mark.parametrize("do", ["paste", "check", "save"])
def test_what_is_no_row_or_finds_no_room_stays_where_it_was_pasted(someone, room, do):
    for pasted, told in (("S0103\n王喆", "No staff or certificate number was found in these lines."),
                         ("\n".join(f"S{n:04}" for n in range(500)), "At most 500 rows at a time: these would make 501.")):
        answer = someone("lin").post(page(room), do=do, pasted=pasted, **rows(("S0102", "late")))
        assert answer.status_code == 400 and told in answer.text and f"{pasted[-2:]}</textarea>" in answer.text
        assert 'value="S0102"' in answer.text and stand() == {}


def test_a_neighbour_keys_nothing_in(someone, room):
    assert someone("chen").post(page(room), page="/me/sessions", do="save", **rows(("S0102", "late"))).status_code == 404
    assert stand() == {}
