"""What sources agree on: it takes two kinds of people, and one contradiction is enough to say so."""

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.planning.boards.agreement import (
    SOURCES,
    VERDICTS,
    WHOLE,
    WITNESSES,
    Says,
    Verdict,
    Voice,
    against_standards,
    agree,
    of_count,
)

voices = st.lists(st.builds(Voice, st.sampled_from(list(SOURCES)), st.sampled_from(["empathy", "assurance", WHOLE]),
                            st.sampled_from(list(Says)), st.integers(1, 500)), max_size=12)


def test_shoppers_and_customers_agree():
    found = agree([Voice("visits", "empathy", Says.LOW, 24), Voice("confirmation", "empathy", Says.LOW, 60)])
    assert [(each.subject, each.verdict) for each in found] == [("empathy", Verdict.LOW)]


def test_two_scores_of_the_same_customers_are_one_kind_of_people():
    found = agree([Voice("csat", WHOLE, Says.LOW, 40), Voice("nps", WHOLE, Says.LOW, 40)])
    assert found[0].verdict is Verdict.LONE_LOW


def test_a_contradiction_is_said():
    found = agree([Voice("visits", WHOLE, Says.FINE, 24), Voice("csat", WHOLE, Says.LOW, 60), Voice("complaints", WHOLE, Says.LOW, 5)])
    assert found[0].verdict is Verdict.TORN


@given(voices)
def test_no_voice_is_lost_and_no_agreement_is_claimed_with_less_than_two_kinds_of_people(heard):
    found = agree(heard)
    assert sum(len(each.low) + len(each.fine) + len(each.open) for each in found) == len(heard)
    for each in found:
        low, fine = ({WITNESSES[voice.source] for voice in group} for group in (each.low, each.fine))
        assert each.verdict in VERDICTS
        assert (each.verdict is Verdict.LOW) == (len(low) >= 2 and not fine)
        assert (each.verdict is Verdict.FINE) == (len(fine) >= 2 and not low)
        assert (each.verdict is Verdict.TORN) == bool(low and fine)


@given(st.lists(st.floats(1, 7), min_size=0, max_size=5))
def test_too_few_values_say_nothing(scores):
    found = against_standards({"empathy": Sums.of(scores)}, {"empathy": 6.0}, least=6, source="visits")
    assert found[0].says is Says.OPEN


def test_dimensions_are_held_against_their_own_standards():
    low, fine = Sums.of([3.0, 4.0, 3.5, 3.0, 4.0, 3.5] * 4), Sums.of([6.5, 7.0, 6.8, 6.9, 7.0, 6.6] * 4)
    found = against_standards({"empathy": low, "assurance": fine}, {"empathy": 6.0, "assurance": 6.0}, least=6, source="visits")
    assert {voice.subject: voice.says for voice in found} == {"empathy": Says.LOW, "assurance": Says.FINE}


def test_complaints_point_there_from_three_on_and_never_say_that_all_is_well():
    assert [of_count("complaints", n).says for n in (0, 2, 3)] == [Says.OPEN, Says.OPEN, Says.LOW]
