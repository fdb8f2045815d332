"""Facts are kept whole: what is read is what was written, and equal facts have equal digests."""

import dataclasses
import json

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.reports.monthly.facts import Facts, Place, Three, as_data, from_data
from cxtrain.reports.monthly.metrics import BY_KEY
from tests.reports.monthly.conftest import FACTS

sums = st.none() | st.lists(st.floats(-7, 7), max_size=5).map(Sums.of)
pairs = st.none() | st.tuples(sums.filter(bool), sums.filter(bool))
lines = st.dictionaries(st.sampled_from(sorted(BY_KEY)), st.builds(
    Three, sums, sums, sums, st.none() | st.floats(0, 1), st.tuples(pairs, pairs)), max_size=4)


@given(lines)
def test_what_is_read_is_what_was_written(found):
    facts = Facts(Place("S01", {"zh": "静安店", "en": "Jing'an"}), "2026-05", found)
    again = from_data(json.loads(json.dumps(as_data(facts))))
    assert again == facts and again.digest == facts.digest


def test_a_whole_report_comes_back_and_any_change_has_another_digest():
    assert from_data(json.loads(json.dumps(as_data(FACTS)))) == FACTS
    for change in ({"month": "2026-06"}, {"praised": (31, 9)}, {"stores": FACTS.stores[:1]}, {"praise": ()}):
        assert dataclasses.replace(FACTS, **change).digest != FACTS.digest
