"""A badge as it leaves the house, checked by openbadgeslib, which shares no code with ours."""

import io
import json
import stat

import pytest
from joserfc.jwk import RSAKey
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.verifier import OB3Verifier
from PIL import Image

from cxtrain.certificates.badges.operations import MEDAL, TEMPLATE
from cxtrain.extensions import db as database
from cxtrain.web import pdf
from tests.certificates.conftest import certificate
from tests.pictures import looks_like


@pytest.fixture
def number(office, cast):
    return office.award(cast.wang)


def verifier(browser):
    """A verifier that knows what we publish."""
    [key] = json.loads(browser.get("/badges/keys").text)["keys"]
    assert "d" not in key and key["kty"] == "RSA"
    return OB3Verifier(RSAKey.import_key(key).as_pem(private=False))


def token_of(browser, number):
    """The credential of a certificate."""
    answer = browser.get(f"/certificates/{number}/badge.jwt")
    assert answer.status_code == 200 and answer.mimetype == "application/vc+jwt"
    return answer.text


def published(browser):
    """What fetches from us whatever a credential points to."""
    return lambda address: browser.get(address.partition("localhost")[2]).data


def test_another_library_verifies_the_credential_and_that_it_is_not_revoked(number, browser, cast):
    token = token_of(browser.login(cast.wang), number)
    found = verifier(browser).verify(token, check_status=True, download=published(browser))
    assert found.issuer.name == "Heming Hotel Management Co., Ltd." and found.id.endswith(certificate(number).code)
    assert "王喆" not in str(found.__dict__)


def test_the_picture_carries_the_same_credential(number, browser, cast):
    browser.login(cast.wang)
    answer = browser.get(f"/certificates/{number}/badge.png")
    assert answer.mimetype == "image/png" and "attachment" in answer.headers["Content-Disposition"]
    found = OB3Verifier.extract_token_from_png(answer.data)
    assert found == token_of(browser, number)
    assert Image.open(io.BytesIO(answer.data)).size == (600, 600)


def test_a_changed_credential_is_refused(number, browser, cast):
    head, body, signature = token_of(browser.login(cast.wang), number).split(".")
    with pytest.raises(LibOpenBadgesException):
        verifier(browser).verify(f"{head}.{body[:-4]}AAAA.{signature}")


def test_a_revoked_one_says_so_and_is_no_longer_handed_out(number, browser, cast, app):
    token = token_of(browser.login(cast.wang), number)
    other = OB3Verifier(RSAKey.import_key(json.loads(browser.get("/badges/keys").text)["keys"][0]).as_pem(private=False))
    row = certificate(number)
    row.revoked_at, row.revoked_by, row.revoked_reason = row.issued_at, cast.he, "issued by mistake"
    database.session.commit()
    from cxtrain.certificates.badges import operations
    operations._revoked_list.cache_clear()  # five minutes later
    with pytest.raises(LibOpenBadgesException, match=r"(?i)revoked"):
        other.verify(token, check_status=True, download=published(browser))
    assert browser.get(f"/certificates/{number}/badge.jwt").status_code == 410
    assert browser.get(f"/certificates/{number}/badge.png").status_code == 410


@pytest.mark.parametrize("who", ["zhao", "chen", "lin"])
def test_others_find_no_badge(number, browser, cast, who):
    assert browser.login(getattr(cast, who)).get(f"/certificates/{number}/badge.jwt").status_code == 404


def test_the_key_lies_with_the_house_and_nobody_else_reads_it(number, browser, cast, app):
    token_of(browser.login(cast.wang), number)
    [path] = (app.config["CX"].instance / "badge_keys").glob("*.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and "d" in json.loads(path.read_text())


def test_a_list_that_cannot_be_is_not_found_and_a_far_one_is_empty(browser, db):
    assert browser.get("/badges/revoked/1000").status_code == 404
    assert browser.get("/badges/revoked/999").status_code == 200


def test_the_issuer_is_told_to_anybody(browser, db):
    assert json.loads(browser.get("/badges/issuer").text)["type"] == ["Profile"]


@pytest.mark.parametrize(("name", "zh", "en"), [("short", "关键时刻", "Moments of truth"), (
    "long", "投诉处理与服务挽回进阶", "Handling complaints and recovering service, advanced")])
def test_the_picture_looks_as_it_did(name, zh, en):
    course = {"zh": zh, "en": en}
    looks_like(pdf.render(TEMPLATE, locale="zh_Hans", tagged=False, art=MEDAL, course=course, title=course, year=2026), f"badge_{name}")
