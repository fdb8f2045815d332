import datetime as dt
import json
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.web.bilingual import Bilingual
from cxtrain.web.paper import cleaned, facts_from, paper_environment, plain

facts = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.dates()
    | st.text("王喆abc é", max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
    max_leaves=20,
)


@dataclass(frozen=True)
class Line:
    words: Bilingual
    on: dt.date


@settings(deadline=None)
@given(facts)
def test_plain_facts_come_back_as_they_were(value):
    assert facts_from(json.loads(json.dumps(plain(value)))) == value


def test_records_become_dicts_and_keep_their_days():
    kept = facts_from(plain([Line(Bilingual("好", "good"), dt.date(2026, 5, 12))]))
    assert kept == [{"words": {"zh": "好", "en": "good"}, "on": dt.date(2026, 5, 12)}]


def test_it_refuses_what_is_not_plain():
    with pytest.raises(TypeError, match="hand over plain values"):
        plain({"form": object()})


def test_it_takes_out_control_and_direction_characters():
    assert cleaned("王\u202e喆\u0007\u200b\ufeff\tA\nB") == "王喆 A\nB"


def test_it_refuses_a_text_no_paper_holds():
    with pytest.raises(ValueError, match="at most 4000"):
        plain({"note": "字" * 4001})


@pytest.mark.parametrize(("locale", "shown"), [("zh_Hans", "你好 2026年5月12日 –"), ("en", "hello May 12, 2026 –")])
def test_templates_say_what_pages_say(locale, shown):
    source = "{{ words | said }} {{ day | day }} {{ none | number }}"
    template = paper_environment(locale).from_string(source)
    assert template.render(words={"zh": "你好", "en": "hello"}, day=dt.date(2026, 5, 12), none=None) == shown


def test_templates_escape_every_fact():
    assert paper_environment("en").from_string("{{ x }}").render(x="<img src=x>") == "&lt;img src=x&gt;"
