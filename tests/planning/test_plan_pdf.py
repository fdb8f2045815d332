import subprocess

import pytest

from cxtrain.extensions import db as database
from tests.planning.conftest import load


@pytest.fixture
def plan_id(cast, records):
    return records.plan(about=cast.wang, own_words="高峰时只有我一个人。")


def words_of(pdf, tmp_path):
    """Return the text of a PDF without white space; pdftotext is the oracle."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return "".join(text.split())


def test_it_prints_the_clause_the_signature_line_and_the_page_numbers(chinese, cast, plan_id, tmp_path):
    answer = chinese.login(cast.li).get(f"/planning/plans/{plan_id}/plan.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    words = words_of(answer.data, tmp_path)
    assert "辅导计划" in words and "王喆(S0102)" in words and load(plan_id).number in words
    assert "本计划仅用于培训与辅导，不作为认定不能胜任工作、扣罚或解除劳动合同的依据。" in words
    assert "本人已阅知（签字不代表同意），意见：" in words
    assert "高峰时只有我一个人。" in words and "十秒内抬头招呼。" in words
    assert "第1页共1页" in words


def test_it_prints_in_english_for_who_reads_english(browser, cast, plan_id, tmp_path):
    words = words_of(browser.login(cast.wang).get(f"/planning/plans/{plan_id}/plan.pdf").data, tmp_path)
    assert "Coachingplan" in words and "Page1of1" in words and "signingdoesnotmeanagreeing" in words


def test_a_rare_character_is_printed_and_not_boxed(chinese, cast, records, tmp_path):
    plan_id = records.plan(about=cast.zhao)  # 赵䶮
    pdf = chinese.login(cast.li).get(f"/planning/plans/{plan_id}/plan.pdf").data
    words_of(pdf, tmp_path)
    fonts = subprocess.run(["pdffonts", tmp_path / "plan.pdf"], capture_output=True, check=True).stdout.decode()
    assert "WenKai" in fonts  # Micro Hei has no 䶮, so the second face must have come in


def test_an_improvement_plan_has_no_clause_about_a_person(chinese, cast, records, tmp_path):
    words = words_of(chinese.login(cast.li).get(f"/planning/plans/{records.plan()}/plan.pdf").data, tmp_path)
    assert "改进计划" in words and "不能胜任工作" not in words


def test_equal_plans_give_equal_bytes(chinese, cast, plan_id):
    url = f"/planning/plans/{plan_id}/plan.pdf"
    chinese.login(cast.li)
    assert chinese.get(url).data == chinese.get(url).data


def test_markup_in_a_plan_is_printed_as_written(chinese, cast, records, tmp_path):
    plan_id = records.plan(finding={"zh": '<img src="file:///etc/passwd"><b>粗</b>'})
    words = words_of(chinese.login(cast.li).get(f"/planning/plans/{plan_id}/plan.pdf").data, tmp_path)
    assert '<imgsrc="file:///etc/passwd"><b>粗</b>' in words


def test_a_supervisor_of_another_store_finds_nothing_here(browser, cast, plan_id):
    assert browser.login(cast.chen).get(f"/planning/plans/{plan_id}/plan.pdf").status_code == 404


def test_a_stranger_is_sent_to_sign_in(browser, plan_id):
    database.session.commit()
    assert browser.get(f"/planning/plans/{plan_id}/plan.pdf").location == "/sign-in"
