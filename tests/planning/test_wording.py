from hypothesis import given
from hypothesis import strategies as st

from cxtrain.planning.wording import plain, reworded
from cxtrain.web.bilingual import pick

BOTH = {"zh": "先应一声", "en": "Acknowledge first"}


def test_unchanged_words_keep_both_languages():
    assert reworded(BOTH, "先应一声", "zh_Hans") == BOTH
    assert reworded(BOTH, " Acknowledge first\r\n", "en") == BOTH


def test_changed_words_drop_the_translation_that_nobody_meant_any_more():
    assert reworded(BOTH, "先抬头", "zh_Hans") == {"zh": "先抬头"}
    assert reworded(BOTH, "Look up", "en") == {"en": "Look up"}


def test_a_reader_of_the_other_language_may_leave_foreign_words_alone():
    assert reworded({"zh": "先抬头"}, "先抬头", "en") == {"zh": "先抬头"}


@given(st.text(), st.sampled_from(["zh_Hans", "en"]))
def test_what_was_typed_is_what_the_typist_reads(text, locale):
    assert pick(reworded(BOTH, text, locale), locale) == (plain(text) or pick(reworded(BOTH, text, locale), locale))


@given(st.text())
def test_plain_text_stays_plain(text):
    assert plain(plain(text)) == plain(text)
