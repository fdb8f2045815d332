import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.web import fonts


def test_the_certificate_face_has_rare_names():
    fonts.require("王喆 赵䶮 孙淼 龑㛃𬭎𬱖", [fonts.KAI])


def test_it_names_what_cannot_be_printed_once_each_and_in_order():
    # U+20000 and emoji are outside LXGW WenKai (checked in its character table).
    with pytest.raises(fonts.MissingGlyphs, match=r"😀 \(U\+1F600\), 𠀀 \(U\+20000\)") as caught:
        fonts.require("王😀𠀀😀喆", [fonts.KAI])
    assert caught.value.characters == "😀𠀀"


def test_reports_take_a_rare_character_from_the_face_behind():
    # 䶮 is not in WenQuanYi Micro Hei, and is in LXGW WenKai.
    assert fonts.missing("䶮", [fonts.HEI]) == "䶮"
    assert fonts.missing("䶮", [fonts.HEI, fonts.KAI]) == ""


def test_spaces_and_unseen_marks_need_no_glyph():
    assert fonts.missing(" \n\t\u00a0\u200b\u202e", [fonts.KAI]) == ""


@settings(deadline=None)
@given(st.text())
def test_what_is_missing_is_exactly_what_no_table_holds(text):
    lacking = fonts.missing(text, [fonts.KAI])
    assert set(lacking) <= set(text) and not {ord(c) for c in lacking} & fonts.glyphs(fonts.KAI)


def test_a_face_that_is_not_installed_has_no_glyphs_and_is_told_with_its_line(monkeypatch):
    monkeypatch.setattr(fonts, "PLACES", ())
    monkeypatch.setattr(fonts.sys, "platform", "linux")
    fonts.font_file.cache_clear()
    fonts.glyphs.cache_clear()
    try:
        assert fonts.glyphs(fonts.KAI) == frozenset() and fonts.installed() == ()
        with pytest.raises(fonts.MissingFont, match="LXGW WenKai is not installed: run cxtrain doctor"):
            fonts.require("王", [fonts.KAI])
        lack = {lack.what: lack for lack in fonts.lacks()}
        assert lack["LXGW WenKai"].remedy == "sudo apt-get install -y --no-install-recommends fonts-lxgw-wenkai"
        assert lack["LXGW WenKai"].stops_printing and not lack["WenQuanYi Micro Hei"].stops_printing
    finally:
        fonts.font_file.cache_clear()
        fonts.glyphs.cache_clear()


@pytest.mark.parametrize(
    ("platform", "line"),
    [("linux", "apt-get install -y --no-install-recommends libharfbuzz-subset0"), ("darwin", "brew install harfbuzz")],
)
def test_a_missing_library_is_told_with_its_line(monkeypatch, platform, line):
    monkeypatch.setattr(fonts.sys, "platform", platform)
    monkeypatch.setattr(fonts.ctypes, "CDLL", lambda name: (_ for _ in ()).throw(OSError(name)))
    lack = {lack.what: lack for lack in fonts.lacks()}
    assert line in lack["HarfBuzz subset"].remedy and lack["Pango"].stops_printing


def test_this_machine_lacks_nothing():
    # The set-up of `make test` installs both fonts and both libraries.
    assert fonts.lacks() == ()
