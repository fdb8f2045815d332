"""Reading YAML by hand-written rules: what has a type, what is refused, and where each fault is said to be."""

import json
import re
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from cxtrain.web.bilingual import Bilingual
from cxtrain.web.documents import Part, Text, fault_at, in_order, read, refuse, warning_at
from cxtrain.web.yaml_tree import DEPTH, LIMIT, SENTENCES_OF_THE_PARSER, Fault, Place, plant, typed


class Colour(StrEnum):
    RED = "red"


class Cup(Part):
    size: int
    colour: Colour = Colour.RED
    weight: Annotated[float, Field(gt=0)] = 1.0


class Glass(Part):
    kind: Literal["glass"]


class Mug(Part):
    kind: Literal["mug"]
    handle: bool


class Shelf(Part):
    title: Text
    cups: tuple[Cup, ...] = ()
    best: Annotated[Glass | Mug, Field(discriminator="kind")] | None = None
    prices: dict[Literal["low", "high"], float] = {}


GOOD = """\
title: {zh: 架子, en: Shelf}
cups:
  - {size: 2, weight: 0.5}
  - size: 3
    colour: red
"""


def found(text, model=Shelf):
    """Return the faults of a document as (line, column, sentence)."""
    return [(fault.line, fault.column, fault.sentence) for fault in read(text, model).faults]


def test_it_reads_a_document_as_its_model():
    document = read(GOOD, Shelf)
    assert document.faults == ()
    assert document.value.title.said == Bilingual("架子", "Shelf")
    assert document.value.cups == (Cup(size=2, weight=0.5), Cup(size=3))


def test_it_reads_bytes_with_a_byte_order_mark_and_windows_line_ends():
    assert read(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), Shelf).faults == ()


@pytest.mark.parametrize(("word", "value"), [
    ("true", True), ("false", False), ("yes", "yes"), ("no", "no"), ("on", "on"), ("Off", "Off"), ("True", "True"),
    ("7", 7), ("+1", 1), ("-12", -12), ("0", 0), ("007", "007"), ("0x1f", "0x1f"), ("1_000", "1_000"), ("1:30", "1:30"),
    ("12:30:45", "12:30:45"), ("2026-05-06", "2026-05-06"), ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0),
    ("1e999", "1e999"), (".inf", ".inf"), (".nan", ".nan"), ("", None), ("~", None), ("null", None),
    ("9" * 5000, "9" * 5000), ("1.2.3", "1.2.3"),
])
def test_only_true_false_and_finite_numbers_have_a_type(word, value):
    # The left column holds what YAML 1.1 would read as a bool, a date, base 60, octal, hex or infinity.
    got = typed(word)
    assert (got, type(got)) == (value, type(value))


def test_words_in_quotes_are_text():
    assert plant("a: 'true'\nb: \"12\"\nc: |\n  3\n")[0].data == {"a": "true", "b": "12", "c": "3\n"}


@pytest.mark.parametrize(("text", "place", "part"), [
    ("cups: [\n", (2, 1), "cannot be read"),
    ("title: it: is\n", (1, 10), "colon"),
    ("title:\n\tx: 1\n", (2, 1), "tabs"),
    ("title: >= -3\n", (1, 9), "quotes"),
    ("title: 'open\n\n", (1, 8), "never closed"),
    ("cups:\n  - size: 1\n  colour: red\n", (3, 3), "dash"),
    ("title: [1, 2\ncups: 3\n", (2, 5), "] is missing"),
    ("---\ntitle: 1\n---\ntitle: 2\n", (3, 1), "one document"),
    ("", (1, 1), "empty"),
    ("# nothing\n", (1, 1), "empty"),
    ("title: \x07x\n", (1, 8), "U+0007"),
    (b"cups: 1\ntitle: \xd6\xd0\n", (2, 8), "UTF-8"),
    (b"\xff\xfet\x00", (1, 1), "UTF-8"),
    ("title: \ud800", (1, 8), "UTF-8"),
    ("x" * (LIMIT + 1), (1, 1), "larger than 1000 kB"),
    ("[" * (DEPTH + 1), (1, DEPTH + 1), "deep"),
])
def test_broken_yaml_is_named_by_line_and_column(text, place, part):
    faults = read(text, Shelf).faults
    assert [(fault.line, fault.column) for fault in faults] == [place]
    assert part in faults[0].sentence


def test_the_empty_lists_that_make_an_alias_bomb_are_refused_at_once():
    # Nine levels of ten would be a thousand million values to anyone who follows the aliases.
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    faults = [fault for fault in read(bomb, Shelf).faults if "aliases" in fault.sentence]
    assert len(faults) == 10 + 9 * 10
    assert (faults[0].line, faults[0].column) == (1, 5)


def test_an_anchor_a_tag_and_a_merge_key_are_refused_each_at_its_place():
    text = "title: &t {zh: 架, en: b}\ncups: !!set [a]\n<<: *t\n"
    assert [(line, column) for line, column, _ in found(text) if line != 2] == [(1, 8), (3, 1), (3, 5)]
    assert (2, 7, "Tags (!) are not used here: remove it, or put the text in quotes.") in found(text)


def test_a_key_that_stands_twice_is_named_with_the_line_of_the_first():
    assert found("title: {zh: 架, en: b}\ncups: []\ntitle: {zh: 架, en: c}\n") == [
        (3, 1, 'The key "title" stands here twice, first in line 1.')]


def test_a_key_must_be_a_word():
    assert (1, 3, "A key must be a word.") in found("? [1, 2]\n: 3\n")
    assert (1, 1, "A key must be a word.") in found("*a : 3\n")


def test_every_fault_is_named_in_the_order_of_lines():
    text = """\
title: {zh: ' ', em: b}
cups:
  - size: "2"
    weight: 0
    colours: red
  - colour: blue
  - 3
best: {kind: bowl}
prices: {low: x, mid: 3}
cup:
"""
    assert found(text) == [
        (1, 1, "The English text (en) is missing."),
        (1, 13, "The Chinese text (zh) is missing."),
        (1, 18, 'The key "em" is not known here.'),
        (3, 11, "This must be a whole number."),
        (4, 13, "This number must be greater than 0."),
        (5, 5, 'The key "colours" is not known here; did you mean "colour"?'),
        (6, 5, 'The key "size" is missing.'),
        (6, 13, '"blue" is not known here; it may be red.'),
        (7, 5, "This must be keys with values."),
        (8, 1, '"bowl" is not known here; it may be glass, mug.'),
        (9, 15, "This must be a number."),
        (9, 18, '"mid" is not known here; it may be low, high.'),
        (10, 1, 'The key "cup" is not known here; did you mean "cups"?'),
    ]


def test_a_text_that_a_comma_splits_is_named_as_such():
    assert found("title: {zh: 好, en: Yes, of course}\n") == [
        (1, 25, 'The comma before "of course" ends the text there: put the whole text in quotes.')]


def test_a_text_in_one_language_only_says_what_is_wanted():
    assert found("title: Shelf\n") == [(1, 8, "Write this text in both languages: {zh: …, en: …}.")]


def test_a_value_left_empty_is_named():
    assert found("title: {zh: 架, en: b}\ncups:\n") == [(2, 1, "Nothing is written here.")]


def test_texts_lose_the_space_around_them():
    assert read("title: {zh: ' 架 ', en: |\n b\n}\n".replace("|\n b\n", "' b '"), Shelf).value.title.en == "b"


def test_columns_count_characters_not_bytes():
    # 标题 and 𠮷 take three and four bytes each; the fault stands in the sixth and in the tenth column.
    assert found("{标题: 1, 𠮷𠮷: 2, title: {zh: 架, en: b}}")[:2] == [
        (1, 2, 'The key "标题" is not known here.'), (1, 9, 'The key "𠮷𠮷" is not known here.')]


def test_a_sentence_of_our_own_is_kept_with_its_values():
    class Strict(Part):
        n: int

        def model_post_init(self, context):
            raise refuse("%(n)s cups are too many.", n=self.n)

    fault = read("n: 12", Strict).faults[0]
    assert (fault.message, fault.values) == ("%(n)s cups are too many.", {"n": 12})
    assert fault.sentence == "12 cups are too many."


def test_a_fault_of_a_kind_we_have_no_sentence_for_says_what_pydantic_says():
    class Timed(Part):
        at: Annotated[int, Field(multiple_of=5)]

    assert found("at: 7", Timed) == [(1, 5, "This value cannot be used here (input should be a multiple of 5).")]


def test_a_tree_tells_the_place_of_what_is_there_and_of_the_nearest_parent():
    tree = plant("a:\n  - b: 1\n")[0]
    assert tree.place(("a", 0, "b")) == Place(2, 8)
    assert tree.key_place(("a", 0, "b")) == Place(2, 5)
    assert tree.place(("a", 0, "c")) == Place(2, 5)
    assert tree.place(("a",)) == tree.place(("a", 5)) == Place(1, 1)
    assert tree.at(("a", 0, "b")) == 1
    assert tree.at(("a", "b")) is None


def test_faults_stand_in_order_and_once():
    one, two = fault_at(Place(2, 1), "b"), warning_at(Place(1, 9), "a %(n)s", n=1)
    assert in_order([one, two, fault_at(Place(2, 1), "b")]) == (two, one)
    assert (two.level, one.level) == ("warning", "error")


@pytest.mark.parametrize("message", sorted(set(SENTENCES_OF_THE_PARSER)))
def test_sentences_of_the_parser_can_be_filled(message):
    assert Fault(1, 1, message).sentence


@given(st.text(alphabet=st.characters(), max_size=60) | st.text(alphabet="ab:{}[],-'\"\n #&*!|>?%@`\t0.~", max_size=60))
@settings(deadline=None)
def test_no_text_makes_it_raise(text):
    document = read(text, Shelf)
    assert (document.value is None) == bool(document.faults)
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 2
    assert all(1 <= fault.line <= lines and fault.column >= 1 and fault.sentence for fault in document.faults)


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_no_bytes_make_it_raise(raw):
    read(raw, Shelf)


# Control characters are refused, YAML folds the two line separators, and a byte order mark at the start is dropped.
letters = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Cf")), max_size=8)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-10**17, 10**17) | letters,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(letters, inner, max_size=3), max_leaves=12)


@given(plain)
@settings(deadline=None)
def test_it_reads_back_what_json_writes(data):
    # JSON is YAML: every value comes back as it was.
    tree, faults = plant(json.dumps(data, ensure_ascii=False))
    assert not faults
    assert tree.data == data


@pytest.mark.parametrize("text", ["a: [b", "a: 'b\n  c", "a:\n  b: {c", "a: b\nc", "a\x85b: [", "a: [\r\n", "? a\n: [\n"])
def test_what_is_missing_at_the_end_is_shown_within_the_text(text):
    (fault,) = plant(text)[1]
    lines = re.split("\r\n|[\n\r\x85]", text)
    assert 1 <= fault.line <= len(lines) and 1 <= fault.column <= len(lines[fault.line - 1]) + 1
