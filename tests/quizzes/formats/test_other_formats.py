"""Aiken, Moodle XML, YAML, spreadsheets, encodings and bounds; and that nothing ever raises or falls between."""

import json
import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.fingerprint import fingerprint, normalised
from cxtrain.quizzes.formats import drafts
from cxtrain.quizzes.formats.moodle_export import write_moodle_xml
from cxtrain.quizzes.formats.reading import FORMAT_NAMES, read_questions
from cxtrain.quizzes.formats.sheet_template import template
from cxtrain.quizzes.formats.writing import WRITERS, write_questions
from cxtrain.quizzes.formats.yaml_file import write_yaml
from cxtrain.quizzes.kinds.every import from_data
from cxtrain.web.tables import xlsx_bytes
from tests.quizzes.formats.examples import BODIES, compared, questions, same
from tests.quizzes.formats.pastes import PASTES

KINDS = [kind for kind in BODIES if kind != "gap_fill"]
GAPS = {"id": "g", "kind": "gap_fill", "text": {"en": "First [[1]], then [[2]]."}, "parts": [
    {"answers": [{"text": "greet}~#/"}, {"text": "wave", "weight": "50", "feedback": {"en": "Half."}}], "case": True},
    {"choose": True, "answers": [{"text": "offer"}, {"text": "leave", "weight": "0"}]}]}


def sentences(found):
    """Return why questions were refused."""
    return [each.sentence for each in found.refused]


def quiz(inside):
    """Return what is read of Moodle XML with some elements."""
    return read_questions(f'<?xml version="1.0"?>\n<quiz>{inside}</quiz>'.encode(), "moodle-xml")


@given(st.lists(questions(KINDS, markups=("plain", "html", "markdown"), feedback=True), min_size=1, max_size=3))
def test_moodle_xml_comes_back_equal(asked):
    made = write_moodle_xml(asked)
    found = read_questions(made.text.encode(), "moodle-xml", "en")
    assert (found.refused, len(found.taken)) == ((), len(asked))
    told = {note.line for note in made.notes}
    assert all(number in told or compared(one) == compared(other)
               for number, (one, other) in enumerate(zip(asked, found.questions, strict=True), 1))


@given(st.lists(questions(KINDS, markups=("plain", "html", "markdown")), max_size=3))
def test_yaml_comes_back_equal_and_holds_everything(asked):
    made = write_yaml(asked)
    assert made.count == len(asked) and made.notes == ()
    assert not asked or same(asked, read_questions(made.text.encode(), "yaml").questions)


def test_gaps_come_back_equal_from_moodle_xml_and_yaml():
    for form in ("moodle-xml", "yaml"):
        made = write_questions([from_data(GAPS)], form)
        assert same([from_data(GAPS)], read_questions(made.text.encode(), form, "en").questions), form


@pytest.mark.parametrize(("element", "sentence"), [
    ('<question type="calculated"/>', "Questions of the type calculated draw their numbers anew each time. Questions here cannot do that."),
    ('<question type="ddmarker"/>', "Questions of the type “ddmarker” are not known here."),
    ('<question type="cloze"><questiontext><text>{1:NUMERICAL:=1}</text></questiontext></question>',
     "A gap of the type NUMERICAL cannot be taken over, only those where a word is typed or one of several is chosen.")])
def test_what_moodle_has_and_we_have_not_is_refused_by_name(element, sentence):
    assert sentences(quiz(element)) == [sentence]


def test_a_broken_file_gives_what_stands_before_the_break():
    good = '<question type="description"><questiontext><text>a</text></questiontext></question>\n'
    found = read_questions(f"<quiz>{good}{good}<question type='essay'><name>".encode(), "moodle-xml")
    assert len(found.taken) == 2 and found.refused[0].line == 3 and "broken from here on" in found.refused[0].sentence


def test_entities_of_its_own_are_refused():
    text = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="essay"><name>&x;</name></question></quiz>'
    assert "declares a document type" in sentences(read_questions(text.encode(), "moodle-xml"))[0]


def test_embedded_files_are_named():
    found = quiz('<question type="description"><questiontext format="html"><text><![CDATA[<p>a<img src="@@PLUGINFILE@@/b.png"></p>]]>'
                 '</text><file name="b.png" encoding="base64">AAAA</file></questiontext></question>')
    assert [note.sentence for note in found.warnings()] == [
        "Questions hold no files, so these were left out: b.png.",
        "Left out, because questions cannot hold it: img (@@PLUGINFILE@@/b.png)."]


def test_a_fault_in_one_question_of_a_yaml_file_leaves_the_others():
    found = read_questions(b"format: 1\nslug: a\nquestions:\n- {id: a, kind: description, text: {en: A}}\n- {id: b, kind: odd}\n"
                           b"- {bank: x}\n- id: a\n  kind: true_false\n  text: {zh: B, en: B}\n  answer: true\n", "yaml")
    assert [question.id for question in found.questions] == ["a", "a-2"]
    assert [each.line for each in found.refused] == [5, 6] and "slug" in found.notes[0].sentence


def test_the_html_of_a_yaml_file_is_made_safe():
    found = read_questions(b"- {id: a, kind: description, markup: html, text: {en: '<b onclick=x>A</b><script>1</script>'}}", "yaml")
    assert found.questions[0].text.en == "<b>A</b>" and "onclick, script" in found.taken[0].warnings[0].sentence


def test_the_template_shows_every_kind_and_can_be_read_as_it_stands():
    found = read_questions(template(), "xlsx")
    assert (len(found.taken), found.refused, list(found.warnings())) == (10, (), [])
    assert found.questions[0].text.as_dict() == {
        "zh": "客人进门时您正在接电话，先做什么？", "en": "A guest walks in while you are on the phone. What do you do first?"}


def test_a_table_may_have_titles_above_english_headings_and_a_sheet_for_each_kind():
    head = ("Question", "Option A", "Option B", "Answer", "Points", "Remark")
    found = read_questions(xlsx_bytes({
        "多选题": (("Bank of questions",), (), head, ("What?", "one", "two", "A", "3", ""), ("Which?", "one", "", "C", "", "")),
        "示例": (head, ("Example?", "a", "b", "A", "", ""))}), "xlsx")
    assert found.counts == {"multiple": 1} and found.questions[0].marks == 3 and found.taken[0].line == 4
    assert sentences(found) == ["The answer is C, but the question has no such option."]
    assert [note.sentence for note in found.notes] == [
        "The heading “Remark” is not known, so its column was not read.", "The sheet “示例” holds examples and was not read."]


def test_a_table_without_headings_is_refused():
    assert "No row of headings" in sentences(read_questions(xlsx_bytes({"a": (("x", "y"),)}), "xlsx"))[0]


@pytest.mark.parametrize(("encoding", "warns"), [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("gb18030", True)])
def test_chinese_is_read_in_any_usual_encoding(encoding, warns):
    found = read_questions("1. 客人进门，先做什么？\nA. 问候\nB. 报价\n答案：A".encode(encoding), "text")
    assert found.questions[0].text.zh == "客人进门，先做什么？" and bool(found.notes) == warns


def test_too_much_is_refused_in_a_moment():
    with patch.object(drafts, "MOST_QUESTIONS", 2):
        assert sentences(read_questions(b"a\n\nb\n\nc", "gift")) == ["The file has more than 2 questions. Split it."]
    assert sentences(read_questions(b"x" * 10_000_001, "gift")) == ["The file is larger than 10 MB. Split it."]
    assert "60000 characters" in sentences(read_questions(b"x" * 70_000 + b"{T}", "gift"))[0]
    assert sentences(read_questions(b" \n", "text")) == ["The file is empty."]


def test_the_same_question_is_found_again_however_it_is_written():
    first, second, third = read_questions(b"::a::Who  IS it?{=Ann ~Bob}\n\n[html]<p>Who is it</p>{~bob =ann}\n\nWho is it?{=Cy ~Bob}", "gift").taken
    assert (second.duplicate_of, third.duplicate_of) == (1, None) and fingerprint(first.question) == fingerprint(second.question)
    assert normalised("Ｗｈｏ，1.5 or -3？") == "who1.5or-3" and normalised("？！") == "？！".replace("？", "?").replace("！", "!")


SEEDS = {
    "text": [paste[1] for paste in PASTES], "aiken": ["What?\nA) a\nB. b\nANSWER: A\n"],
    "gift": ["// [id:x]\n::n::[html]<p>a</p> {\n=b#c\n~%50%d -> e\n####f}\n\n$CATEGORY: a\n\nx {#1:2} y"],
    "moodle-xml": [write_moodle_xml([from_data(GAPS)]).text], "yaml": [write_yaml([from_data(GAPS)]).text],
    "xlsx": ["题型,题干,选项A,选项B,答案\n单选题,甲？,一,二,A\n判断题,乙。,,,对\n"],
}
JUNK = st.text(st.sampled_from("A.B、1答案：{}=~#%->\n\\[]<>&:：（）_*√\x0b|,\"' 对"), max_size=8)


@given(st.data())
def test_no_file_however_mangled_ever_raises(data):
    form = data.draw(st.sampled_from(list(SEEDS)))
    text = data.draw(st.sampled_from(SEEDS[form]))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(JUNK) + text[at + data.draw(st.integers(0, 12)):]
    found = read_questions(text.encode(), form)
    json.dumps(found.report())
    for write in WRITERS:
        write_questions(found.questions, write)
    if form == "gift" and text.strip():
        assert found.held == sum(map(asks, re.split(r"\n(?:[^\S\n]*\n)+", f"\n{text}\n")))


def asks(block):
    """Whether a GIFT block holds more than comments and a category."""
    lines = [line for line in block.split("\n") if line.strip() and not line.strip().startswith("//")]
    return bool(lines[lines[:1] != [] and lines[0].startswith("$CATEGORY:"):])


@given(st.binary(max_size=200), st.sampled_from(list(FORMAT_NAMES)))
def test_no_bytes_ever_raise(data, form):
    found = read_questions(data, form)
    assert found.held or found.notes or not found.taken
