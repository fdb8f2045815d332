import datetime as dt
import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.ob3.status import decode_encoded_list, set_indices
from openbadgeslib.ob3.verifier import OB3Verifier
from PIL import Image

from cxtrain.certificates.badges.credential import Issued, Issuer, baked, claims, credential, stamp, status_list
from cxtrain.certificates.wording import CertificateFacts
from cxtrain.web.bilingual import Bilingual

FIRM = Issuer("https://train.example.cn", "Heming Hotel Management Co., Ltd.")
AT = dt.datetime(2026, 5, 19, 8, 30, tzinfo=dt.UTC)
FACTS = CertificateFacts(
    number="HM-MOT-2026-0001", name="王喆", name_en="Wang Zhe", staff_number="1002", unit="静安店", post="前台",
    course=Bilingual("关键时刻", "Moments of truth"), title=Bilingual("培训合格证书", "Certificate of training"),
    firm=Bilingual("鹤鸣", "Heming"), class_hours=16, started_on=AT.date(), finished_on=AT.date(), issued_on=AT.date(),
    valid_until=None, assessed=("written", "roleplay"))


def made(**changes):
    """A credential."""
    return credential(Issued(**{"id": 7, "code": "A" * 26, "facts": FACTS, "issued_at": AT, "ends_at": None, **changes}),
                      FIRM, "salt")


def test_it_says_what_was_achieved_and_when():
    whole = made(ends_at=dt.datetime(2028, 5, 18, 16, tzinfo=dt.UTC))
    assert whole["validFrom"] == "2026-05-19T08:30:00Z" and whole["validUntil"] == "2028-05-18T16:00:00Z"
    narrative = whole["credentialSubject"]["achievement"]["criteria"]["narrative"]
    assert narrative == "Completed 16 class hours, and passed the written and role-play assessments."
    assert "validUntil" not in made()


def test_nobody_learns_the_name_from_it_and_whoever_knows_it_can_check_it():
    whole = made()
    assert "王喆" not in str(whole) and "1002" not in str(whole)
    name, number = whole["credentialSubject"]["identifier"]
    assert name["identityHash"] == "sha256$" + hashlib.sha256("王喆salt".encode()).hexdigest()
    assert number["identityHash"] == "sha256$" + hashlib.sha256(b"1002salt").hexdigest()


def test_the_token_repeats_the_credential_in_its_claims():
    whole = made(ends_at=AT + dt.timedelta(days=1))
    said = claims(whole)
    assert (said["iss"], said["jti"], said["sub"]) == (whole["issuer"]["id"], whole["id"], whole["credentialSubject"]["id"])
    assert (said["nbf"], said["exp"]) == (1779179400, 1779265800)  # date -u -d 2026-05-19T08:30 +%s, and a day later


@given(st.sets(st.integers(0, 400_000), max_size=40), st.integers(0, 3))
def test_the_list_marks_what_was_revoked_and_nothing_else(revoked, part):
    # The other library unpacks the bits.
    said = status_list(FIRM, part, revoked, AT)["credentialSubject"]
    found = set_indices(decode_encoded_list(said["encodedList"]))
    assert found == {each - part * 131_072 for each in revoked if each // 131_072 == part}


def picture():
    """A small PNG."""
    kept = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(kept, "PNG")
    return kept.getvalue()


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=300))
def test_a_baked_picture_is_still_a_picture_and_another_library_finds_the_token(token):
    body = baked(picture(), token)
    found = OB3Verifier.extract_token_from_png(body)
    assert found == token
    assert Image.open(io.BytesIO(body)).getpixel((1, 1)) == (0, 128, 128)


@pytest.mark.parametrize("body", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\nshort"])
def test_only_a_png_can_be_baked(body):
    with pytest.raises(ValueError, match="PNG"):
        baked(body, "x")


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1), timezones=st.timezones()))
def test_a_moment_is_written_in_utc(moment):
    assert abs(dt.datetime.fromisoformat(stamp(moment).replace("Z", "+00:00")) - moment) < dt.timedelta(seconds=1)
