import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.certificates.form.fields import data_of, sheet_from
from cxtrain.certificates.form.layout import LAYOUTS, fitted
from cxtrain.certificates.form.palettes import PALETTES
from cxtrain.certificates.form.sheet import (
    HOUSE,
    FormSheet,
    Picture,
    Signer,
    Validity,
    art_of,
    as_json,
    from_json,
    pictures_of,
)
from cxtrain.paths import resource_dir
from cxtrain.web.bilingual import Bilingual

words = st.builds(Bilingual, st.text("证书 ab", max_size=8).map(str.strip), st.text("ab c", max_size=8).map(str.strip))
pictures = st.none() | st.integers(1, 2000).map(lambda number: Picture(f"{number:064x}", number, 1 + number // 2))
signers = st.builds(Signer, st.text("林岚", min_size=1, max_size=4), words, pictures)
spans = st.one_of(
    st.just(Validity()), st.just(Validity("ever")), st.builds(Validity, st.just("months"), st.integers(1, 240)),
    st.builds(Validity, st.just("day"), st.none(), st.dates(), st.integers(0, 365), st.integers(0, 365)))
sheets = st.builds(
    FormSheet, title=words, text=words, firm=words, signers=st.lists(signers, max_size=2).map(tuple), logo=pictures,
    palette=st.sampled_from(sorted(PALETTES)), orientation=st.sampled_from(sorted(LAYOUTS)),
    level=st.sampled_from(["none", "pass", "graded"]), excellent_from=st.integers(50, 100), photo=st.booleans(), validity=spans)
SEAL = Picture("5ea1", 400, 400, "data:image/png;base64,SEAL")


@given(sheets)
def test_a_sheet_comes_back_from_the_database_and_from_its_page_as_it_was(sheet):
    assert from_json(json.loads(json.dumps(as_json(sheet)))) == sheet
    data = {"first": dict.fromkeys(("name", "post_zh", "post_en", "picture"), ""), **data_of(sheet)}
    data.setdefault("second", dict.fromkeys(("name", "post_zh", "post_en", "picture"), ""))
    assert sheet_from(data, {each.digest: each for each in pictures_of(sheet)}) == sheet


def test_the_bytes_of_pictures_are_no_part_of_what_is_kept():
    logo = Picture("ab", 10, 10, "data:image/png;base64,AAAA")
    kept = json.dumps(as_json(FormSheet(logo=logo)))
    assert "base64" not in kept and from_json(json.loads(kept), {"ab": logo.data}).logo == logo


@pytest.mark.parametrize(("span", "course", "last"), [
    (Validity(), 24, dt.date(2028, 5, 18)), (Validity(), None, None), (Validity("ever"), 24, None),
    (Validity("months", 1), 24, dt.date(2026, 6, 18)), (Validity("day", None, dt.date(2027, 1, 31)), None, dt.date(2027, 1, 31)),
    (Validity("day", None, dt.date(2026, 1, 1)), None, dt.date(2026, 5, 19)),
])
def test_a_certificate_ends_when_the_form_says(span, course, last):
    assert span.last_day(dt.date(2026, 5, 19), course) == last


@pytest.mark.parametrize(("level", "percent", "said"), [
    ("none", 99, ""), ("pass", 99, "pass"), ("graded", 90, "excellent"), ("graded", 89.9, "pass"), ("graded", None, "pass")])
def test_a_level_is_given_as_the_form_says(level, percent, said):
    assert FormSheet(level=level).level_for(percent) == said


@given(st.integers(1, 3000), st.integers(1, 3000), st.sampled_from(sorted(LAYOUTS)))
def test_a_picture_keeps_its_proportion_and_stays_in_its_place(width, height, orientation):
    place = LAYOUTS[orientation].logo
    box = fitted(place, width, height, middle=True)
    assert place.x - 0.01 <= box.x and box.x + box.width <= place.x + place.width + 0.02
    assert box.width / width == pytest.approx(box.height / height, abs=0.01)


def test_a_seal_is_drawn_only_where_it_is_asked_for():
    assert SEAL.data not in json.dumps(art_of(HOUSE).facts)
    assert SEAL.data in json.dumps(art_of(HOUSE, SEAL).facts)
    assert art_of(HOUSE).digest != art_of(HOUSE, SEAL).digest


def luminance(color):
    parts = [int(color[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_inks_of_every_palette_stand_out_from_the_paper_and_are_those_of_the_style_sheet():
    css = (resource_dir("static") / "certificates/sheet.css").read_text()
    for key, each in PALETTES.items():
        assert all(1.05 / (luminance(ink) + 0.05) >= 4.5 for ink in (each.title, each.words)), key
        rule = re.search(r"\.sheet \{" if key == "teal" else rf"\.sheet\.{key} \{{", css)
        assert f"--title: {each.title}; --words: {each.words};" in css[rule.start():rule.start() + 80]
