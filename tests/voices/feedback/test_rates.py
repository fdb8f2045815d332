"""Times and rates: by the definition, with intervals, and nothing assumed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import newcombe, wilson
from cxtrain.measures.medians import median_interval
from cxtrain.voices.feedback.rates import figures
from cxtrain.voices.feedback.rates.figures import Case

CASES = st.lists(st.builds(
    Case, touchpoint_id=st.integers(1, 3), severity=st.sampled_from(["serious", "normal", "minor"]),
    state=st.sampled_from(["open", "waiting", "closed"]), round=st.integers(1, 3),
    reply_minutes=st.none() | st.integers(0, 5000), close_minutes=st.none() | st.integers(0, 9000)), max_size=40)
FACES = st.dictionaries(st.integers(1, 5), st.integers(0, 60))


@given(CASES)
def test_figures_are_those_of_the_measures(cases):
    found = figures.of(cases)
    closed = [one for one in cases if one.close_minutes is not None]
    assert found.told == len(cases) and found.open == sum(one.state != "closed" for one in cases)
    assert found.close == median_interval(one.close_minutes / 60 for one in closed)
    again = sum(one.round > 1 for one in closed)
    assert found.reopened == (wilson(again, len(closed)) if len(closed) >= 5 else None)
    assert sum(each.told for each in figures.by_touchpoint(cases).values()) == len(cases)


@given(FACES, FACES)
def test_the_others_are_all_but_those_who_were_asked(own, others):
    everybody = {face: own.get(face, 0) + others.get(face, 0) for face in range(1, 6)}
    found = figures.recovered(own, everybody)
    assert (found.n, found.other_n) == (sum(own.values()), sum(others.values()))
    assert found.other_satisfied == others.get(4, 0) + others.get(5, 0)
    if min(found.n, found.other_n) >= 30:
        assert found.gap == newcombe(found.satisfied, found.n, found.other_satisfied, found.other_n)
    else:
        assert found.gap is None and found.verdict == "few"


@pytest.mark.parametrize(("own", "others", "verdict"), [
    ({5: 40}, {5: 40}, "alike"), ({5: 40}, {1: 40, 5: 20}, "higher"), ({1: 40}, {5: 60}, "lower"), ({5: 29}, {5: 60}, "few")])
def test_the_sentence_says_what_may_be_concluded(own, others, verdict):
    everybody = {face: own.get(face, 0) + others.get(face, 0) for face in range(1, 6)}
    assert figures.recovered(own, everybody).verdict == verdict


def test_the_page_says_n_and_assumes_no_paradox(browser, db, cast, counter, asked):
    for _ in range(6):
        counter.closed()
    counter.tell()
    browser.login(cast.li)
    page = browser.get("/feedback/rates").text
    assert "median of 6" in page and "1 are still open" in page and "is not assumed here" in page
    assert "Too few customers have answered" in page
    browser.login(cast.chen)
    assert "Nobody told a complaint" in browser.get("/feedback/rates").text
    assert browser.get(f"/feedback/rates?unit={cast.jingan}").status_code == 404
