"""A chain shows whatever is changed, taken out or put in."""

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.ledger.chain import GENESIS, Entry, first_break, link, seal

facts = st.dictionaries(st.text(max_size=5), st.one_of(st.integers(), st.text(max_size=5), st.booleans()), max_size=3)


def chained(all_facts):
    """Return the rows of a chain with these facts."""
    rows, previous = [], GENESIS
    for seq, each in enumerate(all_facts, 1):
        entry = Entry(7, seq, "2026-05-06T07:08:09.000001+00:00", 3, "plan approved", f"plan:{seq}", each)
        rows.append((entry, previous, link(previous, entry)))
        previous = rows[-1][2]
    return rows


@given(st.lists(facts, max_size=8))
def test_an_untouched_chain_holds(all_facts):
    assert first_break(7, chained(all_facts)) is None


@given(st.lists(facts, min_size=2, max_size=8), st.data())
def test_a_changed_a_missing_and_a_swapped_entry_are_each_named(all_facts, data):
    rows = chained(all_facts)
    at = data.draw(st.integers(0, len(rows) - 2))
    entry, before, own = rows[at]
    changed = Entry(entry.chain, entry.seq, entry.at, 99, entry.action, entry.subject, entry.facts)
    assert first_break(7, [*rows[:at], (changed, before, own), *rows[at + 1:]]).seq == at + 1
    assert first_break(7, [*rows[:at], *rows[at + 1:]]).seq == at + 1
    swapped = [*rows[:at], rows[at + 1], rows[at], *rows[at + 2:]]
    assert first_break(7, swapped).seq == at + 1


def test_a_seal_depends_on_each_head_and_not_on_their_order():
    heads = [(1, 4, "a" * 64), (2, 9, "b" * 64)]
    assert seal("2026-05-06", heads) == seal("2026-05-06", reversed(heads))
    assert seal("2026-05-06", heads) != seal("2026-05-06", [(1, 3, "a" * 64), (2, 9, "b" * 64)])


def test_a_seal_depends_on_its_day_and_on_the_seal_before():
    assert len({seal("2026-05-06", []), seal("2026-05-07", []), seal("2026-05-06", [], "a" * 64)}) == 3
