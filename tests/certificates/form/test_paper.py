"""Certificates on paper: each looked at once and compared ever since; QR codes read, texts and fonts as they should be."""

import base64
import dataclasses
import datetime as dt
import io

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from cxtrain.certificates.form.layout import LAYOUTS
from cxtrain.certificates.form.palettes import PALETTES
from cxtrain.certificates.form.pictures.forms import clean_picture
from cxtrain.certificates.form.sheet import HOUSE, TEMPLATE, FormSheet, Picture, Signer, art_of
from cxtrain.certificates.wording import CertificateFacts, wording
from cxtrain.web import pdf
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.raster import picture_of
from tests.pictures import looks_like

CODE, DAY = "7GQ2M4KX9TB1VNW8RHDZ3PCE5A", dt.date(2026, 5, 19)
URL = f"https://heming.example/verify/{CODE}"
WANG = CertificateFacts(
    number="HM-MOT-2026-0001", name="王喆", name_en="Wang Zhe", staff_number="1002", unit="静安店", post="前台",
    course=Bilingual("关键时刻", "Moments of truth"), title=Bilingual("培训合格证书", "Certificate of training"),
    firm=Bilingual("鹤鸣酒店管理有限公司", "Heming Hotel Management Co., Ltd."), class_hours=16,
    started_on=dt.date(2026, 5, 12), finished_on=DAY, issued_on=DAY, valid_until=dt.date(2028, 5, 18),
    assessed=("written", "practical"))
LONG = dataclasses.replace(WANG, **{
    "name": "Anna-Maria Schmidt-Oberländer", "name_en": "Anna-Maria Schmidt-Oberländer", "level": "excellent",
    "course": Bilingual("酒店前厅关键时刻服务与宾客关系维护综合提升培训（第三期）",
                        "Moments of truth in front office service and guest relations, advanced course, third edition"),
    "title": Bilingual("企业内部服务技能提升培训结业证书", "Certificate of completion of the internal service training"),
    "firm": Bilingual("上海鹤鸣国际酒店管理集团股份有限公司静安分公司",
                      "Shanghai Heming International Hotel Management Group Co., Ltd., Jing'an Branch")})


def kept(draw, size):
    """Return a picture with a clear ground on which `draw` drew."""
    picture = Image.new("RGBA", size, (255, 255, 255, 0))
    draw(ImageDraw.Draw(picture))
    out = io.BytesIO()
    picture.save(out, "PNG")
    body, width, height = clean_picture(out.getvalue())
    return Picture(f"{len(body):064x}", width, height, f"data:image/png;base64,{base64.b64encode(body).decode()}")


HAND = kept(lambda pen: pen.line([(20, 80), (70, 20), (90, 110), (150, 30), (180, 100), (280, 50)], "#1a2a55", 6, "curve"), (300, 130))
LOGO = kept(lambda pen: (pen.ellipse((10, 10, 150, 150), "#0f5f58"), pen.rectangle((180, 60, 390, 100), "#a98543")), (400, 160))
SEAL = kept(lambda pen: (pen.ellipse((6, 6, 394, 394), None, "#c0281f", 12), pen.text((170, 180), "SEAL", "#c0281f")), (400, 400))
SIGNED = FormSheet(palette="cinnabar", logo=LOGO, photo=True, level="graded", signers=(
    Signer("林岚", Bilingual("培训总监", "Director of training"), HAND), Signer("何静", Bilingual("总经理", "General manager"))))


def printed(facts, sheet, seal=None):
    record = dataclasses.replace(wording(facts, URL, CODE, sheet=sheet), stamped=seal is not None)
    return pdf.render(TEMPLATE, locale="zh_Hans", art=art_of(sheet, seal), records=[record])


CASES = {
    "house": (WANG, HOUSE), "signed": (dataclasses.replace(WANG, level="excellent"), SIGNED),
    "portrait": (WANG, dataclasses.replace(HOUSE, palette="ink", orientation="portrait")), "long": (LONG, dataclasses.replace(SIGNED, palette="plum")),
    "long_portrait": (LONG, dataclasses.replace(SIGNED, palette="pine", orientation="portrait")),
}


@pytest.mark.parametrize("name", CASES)
def test_each_form_looks_as_it_did_and_its_code_can_be_scanned(name):
    body = printed(*CASES[name])
    looks_like(body, f"certificate_{name}")
    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture_of(body, 1600))))
    assert found.text == URL


def test_a_run_with_the_seal_looks_as_it_did_and_nothing_else_shows_it():
    looks_like(printed(WANG, HOUSE, SEAL), "certificate_sealed")
    with pikepdf.open(io.BytesIO(printed(WANG, HOUSE))) as plain:
        assert not [one for one in plain.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]


@pytest.mark.parametrize("orientation", LAYOUTS)
def test_every_palette_prints_on_its_paper(orientation):
    sheets = [FormSheet(palette=palette, orientation=orientation) for palette in PALETTES]
    records = [wording(WANG, URL, CODE, sheet=sheet) for sheet in sheets]
    body = b"".join(pdf.render_many(TEMPLATE, locale="zh_Hans", records=records, arts=[art_of(sheet) for sheet in sheets]))
    looks_like(body, f"certificate_palettes_{orientation}")


def test_all_words_of_a_certificate_can_be_read_out_of_its_file():
    with pypdfium2.PdfDocument(printed(LONG, SIGNED)) as document:
        text = "".join(document[0].get_textpage().get_text_bounded().split())
    for word in (LONG.name, LONG.number, LONG.title.zh, "有效期至2028年5月18日", "考核等级：优秀", "林岚", "何静", "（盖章）"):
        assert word.replace(" ", "") in text


def test_a_picture_for_the_phone_is_small_and_sharp():
    body = picture_of(printed(WANG, HOUSE), 1600)
    assert Image.open(io.BytesIO(body)).size[0] == 1600 and len(body) < 300_000 and body.startswith(b"\x89PNG")
