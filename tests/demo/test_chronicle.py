import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.demo.chronicle import Chronicle
from cxtrain.ledger.chain import Entry, first_break

moments = st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2026, 1, 1), timezones=st.just(dt.UTC))


@given(st.lists(st.tuples(moments, st.integers(1, 4))))
def test_every_chain_holds_and_runs_in_the_order_of_time(entries):
    chronicle = Chronicle()
    for at, unit in entries:
        chronicle.note(at, "plan approved", ("plan", 7), unit_id=unit, actor_id=3, actions=2)
    rows = chronicle.rows()
    assert len(rows) == len(entries)
    for unit in {unit for _, unit in entries}:
        own = [row for row in rows if row["chain"] == unit]
        assert [row["at"] for row in own] == sorted(row["at"] for row in own)
        chained = [(Entry(unit, row["seq"], row["at"].isoformat(timespec="microseconds"), 3, row["action"], row["subject"],
                          row["facts"]), row["previous"], row["hash"]) for row in own]
        assert first_break(unit, chained) is None


def test_what_an_operation_recorded_is_taken_over_with_its_moment_and_actor():
    chronicle, at = Chronicle(), dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    chronicle.adopt([(5, 0, "plan approved", "plan:7", {"actions": 2})], at, 9)
    (row,) = chronicle.rows()
    assert (row["chain"], row["actor_id"], row["at"], row["subject"]) == (5, 9, at, "plan:7")


def test_what_belongs_to_the_firm_goes_to_chain_0():
    chronicle = Chronicle()
    chronicle.note(dt.datetime(2025, 3, 1, tzinfo=dt.UTC), "quiz published", ("quiz", 1), unit_id=None, actor_id=0)
    assert chronicle.rows()[0]["chain"] == 0
