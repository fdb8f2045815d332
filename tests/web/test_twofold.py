import datetime as dt

import pytest

from cxtrain.web.paper import paper_environment
from cxtrain.web.twofold import said_twice

SPAN = '<span class="second" lang="en">'


def said(source, **facts):
    return paper_environment("both").from_string(source).render(**facts)


def test_a_template_says_both_languages_without_being_told():
    assert said("{{ _('Goal') }}") == f"目标 {SPAN}Goal</span>"


def test_what_fills_a_place_is_escaped_in_both():
    words = said("{{ _('by %(day)s', day=x) }}", x="<b>")
    assert "<b>" not in words and words.count("&lt;b&gt;") == 2


@pytest.mark.parametrize(("text", "shown"), [
    ({"zh": "静安", "en": "Jing'an"}, f"静安 {SPAN}Jing&#39;an</span>"), ({"zh": "好"}, "好"), ({"zh": "MOT", "en": "MOT"}, "MOT"),
    ({"zh": "<b>", "en": "&"}, f"&lt;b&gt; {SPAN}&amp;</span>"), ({"en": "<i>"}, "&lt;i&gt;"), ({}, "")])
def test_facts_stand_in_both_languages_and_are_never_markup(text, shown):
    assert said("{{ x | said }}", x=text) == shown == said_twice(text)


def test_a_name_that_is_one_text_stays_one():
    assert said("{{ x | said }}", x="王喆 <b>") == "王喆 &lt;b&gt;"


def test_days_and_numbers_read_alike_in_both():
    assert said("{{ day | day }} {{ 6 | number }}", day=dt.date(2026, 5, 12)) == "2026-05-12 6.0"


def test_a_count_has_its_plural():
    source = "{{ ngettext('%(num)s active minute', '%(num)s active minutes', n) }}"
    assert said(source, n=2).endswith(f"{SPAN}2 active minutes</span>") and said(source, n=1).endswith("1 active minute</span>")
