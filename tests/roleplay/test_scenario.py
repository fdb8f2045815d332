"""Reading a scenario: what is right becomes records; what is wrong is named by line and column, all of it."""

from fractions import Fraction

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from cxtrain.roleplay.graph import LARGEST_GRAPH
from cxtrain.roleplay.play import MOST_CHOICES, advance, opening
from cxtrain.roleplay.scenario import parse
from cxtrain.web.bilingual import Bilingual
from tests.roleplay.stories import (
    LATE_CHECK_IN,
    choice,
    damaged,
    ending,
    scene,
    sentences,
    story,
    written,
)


def changed(old, new, text=LATE_CHECK_IN):
    """Return the short story with one passage replaced."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def errors(text):
    """Return the errors of a text as (line, column, sentence)."""
    return [(fault.line, fault.column, fault.sentence) for fault in parse(text).errors]


def marked(text):
    """Return a text without its mark ¦, and the line and column where it stood."""
    before = text[: text.index("¦")]
    return text.replace("¦", ""), before.count("\n") + 1, len(before) - before.rfind("\n")


def test_it_reads_the_short_story():
    scenario = parse(LATE_CHECK_IN).scenario
    assert scenario.title == Bilingual("深夜入住", "Late check-in")
    assert list(scenario.scenes) == ["arrival", "search", "goodbye", "kept", "broken", "happy", "calm", "lost"]
    own_it = scenario.opening.choices[0]
    assert (own_it.id, own_it.step, own_it.effects, own_it.points) == (
        "own-it", "explore", {"mood": 1, "minutes": 1}, {"responsiveness": 2, "empathy": 1})
    assert scenario.scenes["lost"].ending.outcome == "lost"
    assert parse(LATE_CHECK_IN).errors == ()


def test_it_reads_bytes_as_it_reads_text():
    assert parse(LATE_CHECK_IN.encode()).scenario.slug == "late-check-in"


def test_decimals_are_exact():
    # 0.1 + 0.2 is not 0.3 in binary; a condition on 0.3 must hold all the same.
    tenth = choice("x", "b", effects={"mood": 0.1}, points={"empathy": 0.1})
    file = story({"a": scene(tenth, choice("y", "b", effects={"mood": 0.3})),
                  "b": scene(choice("x", "c", effects={"mood": 0.2}), choice("y", "c")),
                  "c": scene(choice("x", "d", when={"mood": "== 0.3"}), choice("y", "d")), "d": ending()})
    scenario = parse(written(file)).scenario
    position = opening(scenario)
    for step in ("x", "x", "x"):
        position = advance(scenario, position, step)
    assert position.state["mood"] == Fraction(3, 10)


def test_optional_parts_may_be_left_out():
    file = story({"a": scene(choice("x", "b")), "b": {"ending": {"outcome": "lost"}}}, state={"mood": {"start": 0}})
    assert parse(written(file)).errors == ()


NUMBER = "This must be a finite number between -1000000 and 1000000"
FAULTS = [  # what is replaced, what by (¦ marks the place that must be named), the sentence
    ("format: 1", "format: ¦2", "This program reads format 1."),
    ("format: 1", "format: ¦true", "This program reads format 1."),
    ("slug: late-check-in", "slug: ¦Late Check",
     '"Late Check" must be lower-case letters, digits and single hyphens, at most 64.'),
    ("sees: {zh: 她把", "¦seen: {zh: 她把", 'The key "seen" is not known here; did you mean "sees"?'),
    ("start: arrival", "start: ¦arival", 'There is no scene "arival"; did you mean "arrival"?'),
    ("start: arrival", "start: ¦lost", 'The first scene "lost" needs choices.'),
    ("next: lost\n  goodbye:", "next: ¦nowhere\n  goodbye:", 'There is no scene "nowhere".'),
    ('">= 0"}, to: kept', '">= 0"}, to: ¦kep', 'There is no scene "kep"; did you mean "kept"?'),
    ("points: {responsiveness: 2", "points: {¦responsivness: 2",
     '"responsivness" is not known here; it may be tangibles, reliability, responsiveness, assurance, empathy.'),
    ("{mood: +1, minutes: +1}", "{¦mod: +1, minutes: +1}", 'The state has no "mod"; did you mean "mood"?'),
    ("{mood: +1, minutes: +1}", "{mood: ¦true, minutes: +1}", '"mood" is a number: true and false cannot be used.'),
    ("{mood: 1, promised: true}", "{mood: 1, promised: ¦1}", '"promised" is a yes-or-no: write true or false.'),
    ("{mood: +1, minutes: +1}", "{mood: ¦.nan, minutes: +1}", NUMBER + ", or true or false."),
    ("{mood: +1, minutes: +1}", "{mood: ¦1e999, minutes: +1}", NUMBER + ", or true or false."),
    ("points: {responsiveness: 1}", "points: {responsiveness: ¦'much'}", NUMBER + "."),
    ("points: {responsiveness: 1}", "points: {responsiveness: ¦true}", NUMBER + "."),
    ('when: {mood: ">= -1"}', "when: {mood: ¦about 3}",
     'A condition is true, false, a number, or a comparison in quotes such as ">= -3" or ">= 0 and < 3".'),
    ('when: {mood: ">= -1"}', 'when: {¦minutes: ">= -1"}',
     '"minutes" is used in a condition, so its state must have a min and a max.'),
    ('when: {mood: ">= -1"}', "when: {mood: ¦true}", '"mood" is a number: true and false cannot be used.'),
    ('when: {mood: ">= -1"}', 'when: {¦moood: ">= -1"}', 'The state has no "moood"; did you mean "mood"?'),
    ("step: confirm", "step: ¦smile", '"smile" is not known here; it may be explore, offer, act, confirm.'),
    ("outcome: satisfied", "outcome: ¦fine",
     '"fine" is not known here; it may be delighted, satisfied, indifferent, lost.'),
    ("id: passport", "id: ¦own-it", 'The choice "own-it" stands twice in this scene.'),
    ("{start: 0, min: -5, max: 5}", "{start: ¦9, min: -5, max: 5}", "The start lies outside min and max."),
    ("{start: 0, min: -5, max: 5}", "{start: 5, min: ¦6, max: 5}", "The min is greater than the max."),
    ("promised: {start: false}", "¦promised: {start: false, max: 1}", "A yes-or-no has no min and max."),
    ("promised: {start: false}", "promised: {start: ¦maybe}", NUMBER + ", or true or false."),
    ("id: deny", "id: ¦7", "This must be text: put it in quotes."),
    ("id: deny", "id: ¦no way", '"no way" cannot be a name: use 1 to 64 letters, digits or hyphens, without spaces.'),
    ("reaction: {zh: 她笑了。, en: She smiles.}", "¦reaction: {zh: 她笑了。}", "The English text (en) is missing."),
    ("{zh: 她笑了。, en: She smiles.}", "{zh: 她笑了。, en: She smiles., ¦de: Sie lacht.}",
     'The key "de" is not known here.'),
    ("{zh: 她笑了。, en: She smiles.}", "{zh: ¦'', en: She smiles.}", "The Chinese text (zh) is missing."),
    ("{zh: 她笑了。, en: She smiles.}", "¦She smiles.", "Write this text in both languages: {zh: …, en: …}."),
    ("to: broken}, {to: goodbye}]", "to: broken}, ¦{when: {promised: false}, to: goodbye}]",
     "The last of several ways on must have no `when`, so that there always is one."),
    ("[{when: {promised: true}, to: broken}, {to: goodbye}]", "[¦{to: broken}, {to: goodbye}]",
     "Only the last of several ways on may be without `when`; those after it could never be taken."),
    ("next: [{when: {promised: true}, to: broken}, {to: goodbye}]", "¦next: {to: broken}",
     "This must be text: put it in quotes."),
    ("next: [{when: {promised: true}, to: broken}, {to: goodbye}]", "¦next: []", "At least 1 must stand here."),
    ("  kept:\n    says: {zh: 你说到做到。, en: You kept your word.}\n", "  ¦kept:\n",
     'The key "says" is missing: what does the customer say?'),
]


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS)
def test_each_fault_is_named_at_its_place(old, new, sentence):
    text, line, column = marked(changed(old, new))
    assert errors(text) == [(line, column, sentence)]


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("  happy:\n", "  ¦spare:\n    ending: {outcome: lost}\n  happy:\n", 'No choice ever leads to the scene "spare".'),
    ("  happy:\n", "  ¦spare:\n    says: {zh: 一, en: a}\n  happy:\n",
     "This scene needs `says` and `choices`, or an `ending`."),
    ("  happy:\n", "  ¦happy:\n    choices: [1]\n", "A scene has choices or an ending, not both."),
])
def test_the_shape_of_a_scene_is_checked_even_where_more_is_wrong(old, new, sentence):
    text, line, column = marked(changed(old, new))
    assert (line, column, sentence) in errors(text)


def test_faults_of_every_kind_are_named_together():
    text = changed("step: confirm", "step: smile", changed("start: arrival", "start: arival",
                   changed("{zh: 她笑了。, en: She smiles.}", "{zh: 她笑了。}")))
    assert [sentence.split()[0] for _, _, sentence in errors(text)] == ["There", '"smile"', "The"]
    assert parse(text).scenario is None


def test_what_is_no_yaml_is_one_fault_and_no_scenario():
    assert errors("start: [\n") == [
        (2, 1, "The file cannot be read from here on: check indentation, quotes, colons and dashes.")]


def test_a_scene_that_only_goes_round_is_a_dead_end():
    file = story({"a": scene(choice("x", "b"), choice("y", "end")), "b": scene(choice("x", "b")), "end": ending()})
    assert sentences(file) == ['From the scene "b" no ending can be reached.']


def test_a_scene_whose_conditions_leave_no_choice_is_a_dead_end():
    only = choice("x", "end", when={"mood": ">= 0"})
    down = choice("x", "b", effects={"mood": -1})
    file = story({"a": scene(down, choice("y", "b")), "b": scene(only), "end": ending()})
    assert sentences(file) == ['The scene "b" is a dead end: it offers no choice when mood = -1.']


def test_a_scene_that_only_goes_round_in_one_state_is_a_dead_end():
    out = choice("out", "end", when={"told": True})
    file = story({"a": scene(choice("x", "a"), out), "end": ending()},
                 state={"mood": {"start": 0}, "told": {"start": False}})
    assert sentences(file) == [
        'From the scene "a" no ending can be reached when told = false.',
        'The conditions never let a play come to the scene "end".']


def test_a_scene_that_no_state_leads_to_is_named():
    fork = [{"when": {"mood": "> 3"}, "to": "never"}, {"to": "end"}]
    up = choice("x", fork, effects={"mood": 2})
    file = story({"a": scene(up), "never": scene(choice("x", "end")), "end": ending()})
    assert sentences(file) == ['The conditions never let a play come to the scene "never".']


def test_a_story_without_an_ending_is_a_dead_end():
    assert sentences(story({"a": scene(choice("x", "a"))})) == ['From the scene "a" no ending can be reached.']


def test_a_cycle_that_changes_points_is_refused_at_the_choice_that_closes_it():
    again = choice("again", "a", points={"empathy": 1})
    file = story({"a": scene(again, choice("on", "end")), "end": ending()})
    assert sentences(file) == ['The choice "again" lies on a cycle that changes points, so that no total is the best: '
                               "give its cycle no points."]


def test_a_cycle_without_points_and_one_that_takes_back_what_it_gave_are_fine():
    still = story({"a": scene(choice("again", "a"), choice("on", "end", points={"empathy": 1})), "end": ending()})
    there = choice("there", "b", points={"empathy": 2})
    back = choice("back", "a", points={"empathy": -2})
    swing = story({"a": scene(there, choice("on", "end")), "b": scene(back, choice("on", "end")), "end": ending()})
    assert sentences(still) == sentences(swing) == []


def test_more_states_than_can_be_searched_are_refused_in_a_sentence():
    wide = {"mood": {"start": 0}, "n": {"start": 0, "min": 0, "max": 1_000_000}}
    count, leave = choice("x", "a", effects={"n": 1}), choice("y", "end", when={"n": "> 3"})
    file = story({"a": scene(count, leave), "end": ending()}, state=wide)
    assert sentences(file) == [
        f"Scenes and states make more than {LARGEST_GRAPH} combinations: narrow the min and max of the numbers used in "
        "conditions, or use fewer of them."]


def test_a_number_that_no_condition_reads_stays_outside_the_search():
    file = story({"a": scene(choice("x", "a", effects={"n": 1}), choice("y", "end")), "end": ending()},
                 state={"mood": {"start": 0}, "n": {"start": 0}})
    assert sentences(file) == []


def test_a_story_that_cannot_end_within_200_choices_is_refused():
    chain = {f"s{n}": scene(choice("x", f"s{n + 1}")) for n in range(MOST_CHOICES + 1)}
    file = story({**chain, f"s{MOST_CHOICES + 1}": ending()}, start="s0")
    assert sentences(file) == ["No ending can be reached within 200 choices."]


def test_advice_is_a_warning_and_stops_nothing():
    never = choice("never", "end", when={"mood": "> 3"})
    parsed = parse(written(story({"a": scene(choice("x", "end"), never), "end": ending()})))
    said = {fault.sentence for fault in parsed.warnings}
    assert parsed.scenario and not parsed.errors
    assert 'The choice "never" is never offered: its condition never holds here.' in said
    assert "No scene is marked as a moment of truth." in said
    assert "No choice has points, so no play gets a score." in said
    assert "All endings have the same outcome; at least three different ones show what choices change." in said


def test_texts_in_the_wrong_language_are_advice():
    file = story({"a": scene(choice("x", "end")), "end": ending()})
    file["title"], file["brief"] = {"zh": "Hello", "en": "Hello"}, {"zh": "你好", "en": "你好"}
    said = [fault.sentence for fault in parse(written(file)).warnings]
    assert "The Chinese text has no Chinese character." in said
    assert "The English text has Chinese characters." in said


@given(damaged())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_refused_or_read_and_never_raises(text):
    parsed = parse(text)
    event("valid" if parsed.scenario else "faulty")
    assert (parsed.scenario is None) == bool(parsed.errors)
    assert all(fault.line >= 1 and fault.column >= 1 and fault.sentence for fault in parsed.findings)


@given(st.text(max_size=80))
@settings(deadline=None)
def test_no_text_makes_it_raise(text):
    assert parse(text).scenario is None

