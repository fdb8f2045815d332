import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.certificates.form.sheet import HOUSE, FormSheet, Signer
from cxtrain.certificates.wording import (
    CertificateFacts,
    as_json,
    chinese_period,
    english_period,
    from_json,
    wording,
)
from cxtrain.web.bilingual import Bilingual

DAY = dt.date(2026, 5, 19)
BASE = CertificateFacts(
    number="HM-MOT-2026-0001",
    name="王喆",
    name_en="Wang Zhe",
    staff_number="1002",
    unit="静安店",
    post="前台",
    course=Bilingual("关键时刻", "Moments of truth"),
    title=Bilingual("培训合格证书", "Certificate of training"),
    firm=Bilingual("鹤鸣酒店", "Heming"),
    class_hours=16,
    started_on=dt.date(2026, 5, 12),
    finished_on=DAY,
    issued_on=DAY,
    valid_until=None,
    assessed=("written", "practical"),
)
words = st.builds(Bilingual, st.text(max_size=20), st.text(max_size=20))
facts = st.builds(
    CertificateFacts,
    name=st.text(max_size=40),
    course=words,
    title=words,
    firm=words,
    class_hours=st.integers(1, 200),
    valid_until=st.none() | st.dates(),
    assessed=st.lists(st.sampled_from(["written", "roleplay", "practical"]), unique=True).map(tuple),
    level=st.sampled_from(["", "pass", "excellent"]),
)


def changed(**changes):
    return CertificateFacts(**{**vars(BASE), **changes})


def plain(lines, between=""):
    return between.join("".join(run.text for run in line) for line in lines).replace("\u00a0", " ")


def chinese(facts, sheet=HOUSE):
    return plain(wording(facts, "https://x.cn/v", sheet=sheet).lines_zh)


def english(facts, sheet=HOUSE):
    return plain(wording(facts, "https://x.cn/v", sheet=sheet).lines_en, " ")


def test_the_chinese_text_is_the_one_firms_use():
    # Wording as Chinese service firms print it: 于…参加《…》培训，共…学时，经…考核合格，准予结业。特发此证。
    assert chinese(BASE) == (
        "于2026年5月12日至19日参加《关键时刻》培训，共16学时，经理论与实操考核合格，准予结业。特发此证。"
    )


def test_the_english_text_says_the_same():
    assert english(BASE) == (
        "This certifies that Wang Zhe (staff no. 1002) completed “Moments of truth”, 16 class hours, 12–19 May 2026, "
        "and passed the written and practical assessments."
    )


def test_practical_is_named_only_where_it_was_recorded():
    only = changed(assessed=("written",))
    assert "经理论考核合格" in chinese(only) and "practical" not in english(only)
    assert english(only).endswith("passed the written assessment.")


def test_nothing_is_said_of_assessment_where_there_was_none():
    none = changed(assessed=())
    assert chinese(none).endswith("共16学时，准予结业。特发此证。") and "passed" not in english(none)


@pytest.mark.parametrize(
    ("first", "chinese", "english"),
    [
        (DAY, "2026年5月19日", "19 May 2026"),
        (dt.date(2026, 5, 12), "2026年5月12日至19日", "12–19 May 2026"),
        (dt.date(2026, 4, 30), "2026年4月30日至5月19日", "30 April – 19 May 2026"),
        (dt.date(2025, 12, 30), "2025年12月30日至2026年5月19日", "30 December 2025 – 19 May 2026"),
    ],
)
def test_a_period_names_year_and_month_once_where_they_are_the_same(first, chinese, english):
    assert chinese_period(first, DAY) == chinese
    assert english_period(first, DAY).replace("\u00a0", " ") == english


@settings(deadline=None)
@given(facts)
def test_facts_come_back_from_the_database_as_they_were(kept):
    assert from_json(json.loads(json.dumps(as_json(kept)))) == kept


@settings(deadline=None)
@given(facts)
def test_every_certificate_can_be_worded(kept):
    lines = wording(kept, "https://x.cn/verify/A")
    assert (
        lines.name == kept.name
        and lines.name_size in ("short", "long", "longest")
        and lines.text_size in ("roomy", "tight", "tightest")
    )
    assert (lines.valid is None) == (kept.valid_until is None)
    assert (lines.level is None) == (not kept.level)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("王喆", "short"),
        ("欧阳淼淼", "short"),
        ("买买提·阿卜杜拉", "long"),
        ("Anna Schmidt", "long"),
        ("Anna-Maria Schmidt-Oberländer", "longest"),
    ],
)
def test_a_long_name_is_set_smaller(name, size):
    assert wording(changed(name=name), "https://x.cn/v").name_size == size


def test_a_form_has_the_last_word_on_title_firm_signers_and_text():
    sheet = FormSheet(
        title=Bilingual("结业证书", "Completion"), firm=Bilingual("鹤鸣集团\n静安店", "Heming\nJing'an"),
        text=Bilingual("{岗位}{姓名}：考核{等级}，编号{编号}。", "{name}, {post}: {level}."),
        signers=(Signer("林岚", Bilingual("总监", "Head")),), orientation="portrait", palette="ink", photo=True)
    lines = wording(changed(level="excellent"), "https://x.cn/v", sheet=sheet, form=7)
    assert (lines.title.zh, lines.firm, lines.signatures[0].name) == ("结业证书", ("鹤鸣集团", "静安店"), "林岚")
    assert chinese(changed(level="excellent"), sheet) == "前台王喆：考核优秀，编号HM-MOT-2026-0001。"
    assert lines.level is None  # the text says it already
    assert (lines.orientation, lines.palette, lines.photo, lines.form) == ("portrait", "ink", True, 7)


def test_a_long_text_is_set_smaller_and_what_fits_nowhere_is_known():
    sizes = [wording(BASE, "", sheet=FormSheet(text=Bilingual("于" * count, "{name}"))) for count in (40, 150, 300, 700)]
    assert [(each.text_size, each.fits) for each in sizes] == [
        ("roomy", True), ("tight", True), ("tightest", True), ("tightest", False)]
