"""Differences of versions, in words."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.planning.history.contents import ACTION, CODES, DAYS, FIELDS, OPTION, PARTS, TALK
from cxtrain.planning.history.differences import ADDED, CHANGED, REMOVED, differences

TEXT = st.text("ab 先应一声", max_size=12)
WORDS = st.dictionaries(st.sampled_from(["zh", "en"]), TEXT, max_size=2)
BILINGUAL = {"finding", "cause", "goal", "indicator", "clause", "what", "owner", "leader", "doer"}
NUMBERS = {"baseline", "target", "n_needed"}


def values(key):
    if key in CODES:
        return st.sampled_from(list(CODES[key])) if key in ("state", "kind", "source", "chosen") else st.none() | st.sampled_from(list(CODES[key]))
    if key in DAYS:
        return st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)).map(dt.date.isoformat)
    if key in NUMBERS:
        return st.none() | st.sampled_from([0.0, 5.5, 6])
    return WORDS if key in BILINGUAL else TEXT


def filled(key):
    """What no part lacks."""
    always = {"what": {"en": "x"}, "held_on": "2026-05-06"}
    return st.just(always[key]) if key in always else values(key)


def parts(labels):
    part = st.fixed_dictionaries({"id": st.integers(1, 5), **{key: filled(key) for key in labels}})
    return st.lists(part, max_size=3, unique_by=lambda each: each["id"])


VERSION = st.fixed_dictionaries({**{key: values(key) for key in FIELDS}, "actions": parts(ACTION), "options": parts(OPTION),
                                 "talks": parts(TALK)})


def words(**changes):
    return {"state": "draft", "goal": {"zh": "先应一声", "en": "A word first"}, "actions": [], "options": [], "talks": [], **changes}


def shown(value):
    return None if value is None else "".join(piece.text for piece in value.pieces)


@given(VERSION, st.sampled_from(["en", "zh_Hans"]))
def test_equal_versions_differ_in_nothing(version, locale):
    assert differences(version, dict(version), locale) == ()


def said(value):
    """What an empty value comes to: nothing."""
    value = {key: text for key, text in value.items() if text} if isinstance(value, dict) else value
    return None if value in ("", {}, []) else value


@given(VERSION, VERSION, st.sampled_from(["en", "zh_Hans"]))
def test_nothing_is_silent_and_nothing_is_made_up(before, after, locale):
    found = differences(before, after, locale)
    own = {line.label for each in found if not each.part for line in each.lines}
    assert own == {FIELDS[key] for key in FIELDS if said(before[key]) != said(after[key])}
    for key, (name, labels) in PARTS.items():
        was, now = ({part["id"]: part for part in version[key]} for version in (before, after))
        told = [each for each in found if each.part == name]
        assert sum(each.verdict == CHANGED for each in told) == sum(
            any(said(was[one][field]) != said(now[one][field]) for field in labels) for one in was.keys() & now.keys())
        assert sum(each.verdict == ADDED for each in told) == len(now.keys() - was.keys())
        assert sum(each.verdict == REMOVED for each in told) == len(was.keys() - now.keys())
    for line in (line for each in found for line in each.lines):
        assert line.before != line.after or line.before is None is line.after


def test_the_same_words_in_another_language_say_which():
    change, = differences(words(goal={"zh": "SMART"}), words(goal={"en": "SMART"}), "en")
    line, = change.lines
    assert (shown(line.before), shown(line.after)) == ("中文: SMART", "English: SMART")


def test_changed_words_are_marked_and_the_rest_is_not():
    change, = differences(words(), words(goal={"zh": "先应一声，再办手上的事"}), "zh_Hans")
    line, = change.lines
    assert (line.label, shown(line.before), shown(line.after)) == ("Goal", "先应一声", "先应一声，再办手上的事")


def test_a_change_in_the_other_language_alone_is_told_too():
    change, = differences(words(), words(goal={"zh": "先应一声", "en": "Look up"}), "zh_Hans")
    assert shown(change.lines[0].after) == "先应一声 / Look up"


def test_a_number_that_goes_and_a_zero_that_comes_are_told():
    gone, = differences(words(baseline=0.0), words(baseline=None), "en")
    come, = differences(words(), words(baseline=0.0), "en")
    assert (gone.lines[0].before.number, gone.lines[0].after) == (0.0, None)
    assert (come.lines[0].before, come.lines[0].after.number) == (None, 0.0)
