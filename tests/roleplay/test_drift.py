"""Texts of which one language was changed after the other."""

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.drift import drifted
from cxtrain.web.yaml_tree import plant
from tests.roleplay.stories import LATE_CHECK_IN, files, written

GREETING = '- id: passport\n        say: {zh: 请出示一下证件，我先帮您办入住。, en: "May I have your ID? I\'ll get you checked in first."}'


def found(new, old=LATE_CHECK_IN):
    """Return what is found in a file against a former one, as (what stands there, the sentence's first words)."""
    lines = new.splitlines()
    return [(lines[fault.line - 1][fault.column - 1:][:8], fault.sentence[:11], fault.level)
            for fault in drifted(plant(new)[0], plant(old)[0])]


def test_a_change_of_one_language_is_named_at_the_other():
    assert GREETING in LATE_CHECK_IN
    chinese = LATE_CHECK_IN.replace("请出示一下证件", "麻烦出示护照")
    assert found(chinese) == [('"May I h', "The Chinese", "warning")]
    english = LATE_CHECK_IN.replace("May I have your ID", "Your passport, please")
    assert found(english) == [("请出示一下证件，", "The English", "warning")]


def test_a_change_of_both_says_nothing():
    both = LATE_CHECK_IN.replace("请出示一下证件", "麻烦出示护照").replace("May I have your ID", "Your passport, please")
    assert found(both) == []


def test_a_choice_is_followed_by_its_id_where_it_is_moved():
    start, rest = LATE_CHECK_IN.split("      - id: own-it", 1)
    own_it, rest = rest.split("      - id: passport", 1)
    passport, rest = rest.split("      - id: promise", 1)
    moved = f"{start}      - id: passport{passport}      - id: own-it{own_it}      - id: promise{rest}"
    assert found(moved) == []
    assert found(moved.replace("请出示一下证件", "麻烦出示护照")) == [('"May I h', "The Chinese", "warning")]


def test_what_is_new_says_nothing():
    assert found(LATE_CHECK_IN.replace("id: passport", "id: papers").replace("请出示一下证件", "麻烦出示护照")) == []


def test_line_breaks_are_no_change():
    folded = LATE_CHECK_IN.replace('"May I have your ID? I\'ll', '"May I have your ID?\n          I\'ll')
    assert folded != LATE_CHECK_IN and found(folded) == []


@given(files(), st.data())
def test_a_file_never_drifts_from_itself(file, data):
    tree = plant(written(file))[0]
    assert list(drifted(tree, tree)) == []
