"""Lessons: Markdown made safe, and how long it takes to read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.training.lesson import TAGS, parse, reading_minutes, to_html

ZH, EN = "# 关键时刻\n\n客人走进来。", "# Moments\n\nA guest walks in."


def test_the_first_line_is_the_title_and_not_part_of_the_body():
    lesson = parse("moments", ZH, EN).lesson
    assert (lesson.title.zh, lesson.title.en) == ("关键时刻", "Moments")
    assert (lesson.body.zh, lesson.body.en) == ("<p>客人走进来。</p>\n", "<p>A guest walks in.</p>\n")


@pytest.mark.parametrize("zh, en, sentence", [
    ("关键时刻\n\n正文", EN, "The first line of the lesson in zh must be its title: “# title”."),
    (ZH, "# Title only", "The lesson in en has no text below its title."),
    ("# 长\n\n" + "字" * 60_000, EN, "The lesson in zh is too long: 60000 characters at most."),
])
def test_it_says_what_is_wrong(zh, en, sentence):
    parsed = parse("moments", zh, en)
    assert parsed.lesson is None and [fault.sentence for fault in parsed.faults] == [sentence]


def test_tables_lists_and_emphasis_come_through():
    html = to_html("| a | b |\n|---|---:|\n| 1 | 2 |\n\n1. **one**\n2. *two*\n\n> said")
    for tag in ("<table>", "<th>a</th>", "<ol>", "<strong>one</strong>", "<em>two</em>", "<blockquote>"):
        assert tag in html
    assert "style" not in html


@pytest.mark.parametrize("attack", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](https://elsewhere.example/p.png)",
    "[go](javascript:alert(1))", "[go](data:text/html,x)", '<a href="x" onclick="y">z</a>', "<svg/onload=alert(1)>",
    "<iframe src=//elsewhere.example></iframe>", "[x](vbscript:y)", "<style>*{}</style>", "`<b onclick=x>`",
])
def test_nothing_that_runs_or_fetches_comes_through(attack):
    elements = re.findall(r"<[^>]*>", to_html(f"text {attack} text"))
    bad = re.compile(r"script:|data:|\son|src=|<(script|img|svg|iframe|style)")
    assert not [element for element in elements if bad.search(element)]


def test_links_open_without_telling_where_from():
    assert to_html("[a](https://example.org/)") == (
        '<p><a href="https://example.org/" rel="noopener noreferrer">a</a></p>\n')


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from('<>"\'&/=()[]!`*_#|-: \nabonscriptjhref客'), max_size=80))
def test_only_allowed_elements_ever_come_out(markdown):
    # Oracle: the allow-list itself; whatever else looks like an element must have been escaped.
    names = {name.lower() for name in re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", to_html(markdown))}
    assert names <= TAGS


def test_reading_time_counts_chinese_characters_and_english_words():
    # 600 characters at 300 a minute and 476 words at 238 a minute are 2 + 2 minutes.
    assert reading_minutes("字" * 600 + " word" * 476) == 4


def test_reading_takes_a_minute_at_least():
    assert reading_minutes("短") == 1


def test_a_lesson_takes_as_long_as_its_slower_language():
    # 301 characters take 2 minutes, 5 words take 1.
    assert parse("m", "# 题\n\n" + "字" * 301, EN).lesson.minutes == 2
