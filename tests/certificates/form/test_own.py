"""Pages of a print run, whose own words are painted onto one layout, beside the same pages laid out one by one."""

import datetime as dt
import subprocess
from dataclasses import replace

import pytest

from cxtrain.certificates.form.own import own_of
from cxtrain.certificates.form.palettes import PALETTES
from cxtrain.certificates.form.placeholders import Run
from cxtrain.certificates.form.sheet import HOUSE, TEMPLATE, Signer, art_of
from cxtrain.certificates.wording import CertificateFacts, wording
from cxtrain.web import pdf
from cxtrain.web.bilingual import Bilingual
from tests.pictures import distance, pages

URL = "https://train.example.cn/verify/7KQ2M9XWRD4T8HBCN5VJ3PZY6F"
FACTS = CertificateFacts(
    number="HM-MOT-2026-0001", name="王喆", name_en="", staff_number="1002", unit="静安店", post="前台",
    course=Bilingual("关键时刻", "Moments of truth"), title=Bilingual("培训合格证书", "Certificate of training"),
    firm=Bilingual("鹤鸣酒店管理有限公司", "Heming Hotel Management Co., Ltd."), class_hours=16, started_on=dt.date(2026, 5, 12),
    finished_on=dt.date(2026, 5, 19), issued_on=dt.date(2026, 5, 19), valid_until=dt.date(2028, 5, 18), assessed=("written",))
PEOPLE = ({}, {"name": "尉迟翀", "name_en": "Yuchi Chong", "number": "HM-MOT-2026-0002", "staff_number": "S-20391"},
          {"name": "阿依古丽·买买提", "name_en": "Ayguli Memet", "valid_until": None},
          {"name": "Maximilian von und zu Hohenfels-Langenburg", "name_en": "Maximilian von und zu Hohenfels-Langenburg"},
          {"issued_on": dt.date(2026, 12, 31), "assessed": ("written", "roleplay"), "level": "excellent"},
          {"course": Bilingual("投诉处理与服务挽回进阶：从倾听到跟进的全过程", "Handling complaints and recovering service, from listening to following up")})
TWO = (Signer("何姐", Bilingual("人力资源总监", "Director, Human Resources")), Signer("", Bilingual("培训经理", "Training manager")))
SHEETS = {"house": HOUSE, "portrait": replace(HOUSE, orientation="portrait", palette=list(PALETTES)[1], photo=True, signers=TWO),
          "two lines": replace(HOUSE, photo=True, level="graded", firm=Bilingual("鹤鸣酒店管理有限公司\n华东区培训中心",
                                                                                "Heming Hotel Management\nTraining Centre East"))}


def lines(sheet, **changes):
    """The words of several people on one form."""
    return [wording(replace(FACTS, **{**person, **changes}), URL, "7KQ2M9XWRD4T8HBCN5VJ3PZY6F", sheet=sheet) for person in PEOPLE]


def run(records, sheet, **how):
    """A print run of the records as one file."""
    return next(pdf.render_many(TEMPLATE, locale="zh_Hans", records=records, arts=[art_of(sheet)], **how))


def text_of(body):
    """What can be read on the pages."""
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("name", SHEETS)
def test_a_page_looks_as_if_it_had_been_laid_out_by_itself(name):
    sheet = SHEETS[name]
    records = lines(sheet)
    usual, stamped = run(records, sheet), run(records, sheet, own=own_of)
    found = [distance(one, other) for one, other in zip(pages(usual, 60), pages(stamped, 60), strict=True)]
    assert len(found) == len(PEOPLE) and max(worst for _, worst in found) < 0.01, found
    for person in PEOPLE:
        assert person.get("name", "王喆").replace(" ", "") in text_of(stamped).replace(" ", "").replace("\n", "")


def test_pages_of_one_shape_share_one_layout():
    # What differs in the shape: three sizes of names, texts that end or do not, that are rated or not, and longer ones.
    assert len({own_of(line).shape for line in lines(HOUSE)}) == 5
    assert own_of(lines(HOUSE)[0]).shape == own_of(lines(HOUSE, number="HM-MOT-2026-0099", staff_number="7")[0]).shape


def test_a_line_that_does_not_stand_in_one_piece_is_laid_out_the_usual_way():
    [record, *_] = lines(HOUSE)
    broken = replace(record, lines_zh=((Run("于2026年5月12日至19日参加培训，" * 6, together=False),),))
    usual, stamped = run([broken], HOUSE), run([broken], HOUSE, own=own_of)
    assert text_of(usual) == text_of(stamped) and distance(pages(usual)[0], pages(stamped)[0]) == (0.0, 0.0)


def test_nobodys_number_stands_in_the_title_of_anothers_file():
    records = lines(HOUSE)[:2]
    for body in pdf.render_each(TEMPLATE, locale="zh_Hans", records=records, arts=[art_of(HOUSE)], own=own_of):
        said = subprocess.run(["pdfinfo", "-"], input=body, capture_output=True, check=True).stdout.decode()
        assert "HM-MOT" not in said


def test_equal_facts_give_equal_bytes_in_a_process_that_has_the_layout_and_in_one_that_has_not():
    records = lines(HOUSE)
    first = run(records, HOUSE, own=own_of)
    again = run(records, HOUSE, own=own_of)
    pdf._pool().end()
    assert first == again == run(records, HOUSE, own=own_of)
