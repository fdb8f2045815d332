import io
from contextlib import suppress

import pytest
from PIL import Image, ImageFile
from sqlalchemy import select

from cxtrain.certificates.form.models import CertificatePicture
from cxtrain.certificates.form.pictures.forms import NoPicture, clean_picture
from cxtrain.certificates.form.queries import current_seal, form_for
from cxtrain.extensions import db as database
from tests.certificates.form.conftest import HOUSE, drawn

LIST, SEAL = "/certificates/forms/pictures", "/certificates/forms/seal"


@pytest.fixture(autouse=True)
def _as_in_a_web_process(monkeypatch):
    """The maker of PDFs, which other tests load here and no web process does, lets Pillow take pictures that are cut off."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)


def kept():
    database.session.rollback()
    columns = (CertificatePicture.id, CertificatePicture.kind, CertificatePicture.digest)
    return database.session.execute(select(*columns).order_by(CertificatePicture.id)).all()


def send(browser, body, url=LIST, name="a.png", **fields):
    return browser.post(url, label="林岚", picture=(io.BytesIO(body), name), **fields)


def test_a_picture_is_drawn_anew_without_what_came_with_it():
    exif = Image.Exif()
    exif[0x9286], exif[0x0112] = "secret words", 6  # a comment; turned by a quarter
    body, width, height = clean_picture(drawn("JPEG", (300, 120), "RGB", exif=exif.tobytes()))
    assert (width, height) == (120, 300) and b"secret" not in body
    png = drawn("PNG") + b"<script>alert(1)</script>"
    assert b"script" not in clean_picture(png)[0] and Image.open(io.BytesIO(clean_picture(png)[0])).mode == "RGBA"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_neither_a_comment_nor_a_colour_profile_is_kept(kind):
    raw = drawn(kind, mode="RGB" if kind == "JPEG" else "RGBA", comment=b"secret words", icc_profile=b"secret profile" * 9)
    kept = Image.open(io.BytesIO(clean_picture(raw)[0]))
    kept.load()
    assert not {"comment", "icc_profile", "exif", "dpi"} & kept.info.keys()


def test_damaged_facts_of_a_camera_make_it_no_picture():
    tags = b"Exif\0\0MM\0*\0\0\0\x08\0\x02" + b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0" + b"\x01\x0f\0\x02\0\0\0\x10\0\0\0\x40\0\0\0\0"
    raw = drawn("JPEG", mode="RGB", exif=tags + b"a" * 64)
    start = raw.index(b"Exif")
    for place in range(start, start + 60):
        for value in (0, 1, 2, 5, 7, 10, 12, 255):
            with suppress(NoPicture):
                clean_picture(raw[:place] + bytes([value]) + raw[place + 1 :])


def test_a_large_picture_becomes_small_enough_for_paper():
    noise = Image.effect_noise((2600, 2600), 100).convert("RGBA")
    out = io.BytesIO()
    noise.save(out, "PNG")
    body, width, _ = clean_picture(out.getvalue())
    assert width <= 2000 and len(body) <= 1_300_000


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", drawn("GIF", mode="RGB"),
                                  drawn("PNG")[:60]])
def test_what_is_no_png_or_jpeg_is_no_picture(body):
    with pytest.raises(NoPicture):
        clean_picture(body)


def test_a_signature_that_was_added_can_be_chosen_and_is_printed(writer):
    assert send(writer.browser, drawn(), kind="signature").status_code == 303
    [row] = kept()
    writer.send(**{"first-picture": row.digest, "first-name": "林岚", "first-post_zh": "培训总监", "first-post_en": "Head"})
    [signer] = form_for("").sheet.signers
    assert signer.picture.digest == row.digest and signer.picture.data.startswith("data:image/png;base64,")
    page = writer.browser.get(HOUSE).text
    assert "培训总监" in page and row.digest in page
    assert writer.browser.get(f"{LIST}/{row.id}").mimetype == "image/png"
    drawing = f"/certificates/forms/drawing.svg?palette=teal&orientation=landscape&photo=0&signature={row.digest}"
    assert "data:image/png;base64," in writer.browser.get(drawing).text


def test_a_picture_that_is_offered_no_longer_stays_on_forms_that_show_it(writer):
    send(writer.browser, drawn(), kind="logo")
    [row] = kept()
    writer.send(logo=row.digest)
    writer.browser.post(f"{LIST}/{row.id}/retire", page=LIST)
    assert row.digest in writer.fields()["logo"] and form_for("").sheet.logo
    writer.send(logo="")
    assert row.digest not in writer.browser.get(HOUSE).text


def test_what_cannot_be_read_is_said_so(writer):
    answer = send(writer.browser, b"%PDF-1.7", kind="logo")
    assert answer.status_code == 400 and "not a picture that can be read" in answer.text and kept() == []


def test_only_an_admin_keeps_the_seal_and_no_form_and_no_file_shows_it(writer, office, app, cast, browser):
    assert writer.browser.get(SEAL).status_code == 403
    number = office.award(cast.wang)
    browser.post("/sign-out", page="/")
    admin = browser.login(cast.admin)
    assert send(admin, drawn(size=(400, 400)), url=SEAL).status_code == 303
    [row] = kept()
    assert current_seal().digest == row.digest and row.kind == "seal"
    drawing = f"/certificates/forms/drawing.svg?palette=teal&orientation=landscape&logo={row.digest}&signature={row.digest}"
    assert "data:image" not in admin.get(drawing).text and admin.get(f"{LIST}/{row.id}").status_code == 404
    assert admin.post(f"{SEAL}/{row.id}/retire", page=SEAL).status_code == 303 and current_seal() is None
    assert certificate_has_no_seal(office, number)


def certificate_has_no_seal(office, number):
    """Whether what lies under the certificate, as it is sent, shows no picture at all."""
    from cxtrain.certificates import operations
    from tests.certificates.conftest import certificate
    return operations.drawing(certificate(number)).facts["pictures"] == []
