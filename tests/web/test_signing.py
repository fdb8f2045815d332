"""Signatures, checked by poppler's pdfsig, which shares no code with the signer."""

import asyncio
import datetime as dt
import io
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from cxtrain.web.signing import SigningFailed, signed

PASSWORD = "stamp-box"


@pytest.fixture(scope="module")
def key_file(tmp_path_factory):
    """A key and a certificate of the firm that it signed itself."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Heming Hotels")])
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    paper = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
             .serial_number(1).not_valid_before(at).not_valid_after(at + dt.timedelta(days=3650))
             .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True).sign(key, hashes.SHA256()))
    path = tmp_path_factory.mktemp("keys") / "firm.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"firm", key, paper, None, BestAvailableEncryption(PASSWORD.encode())))
    return path


@pytest.fixture(scope="module")
def body():
    """A small PDF."""
    kept = io.BytesIO()
    whole = pikepdf.new()
    whole.add_blank_page()
    whole.save(kept)
    return kept.getvalue()


def told(path):
    """What pdfsig says of a file."""
    return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, check=False).stdout.decode()


def test_another_program_finds_the_signature_valid_and_over_the_whole_file(body, key_file, tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed(body, key_file, PASSWORD, reason="Issued"))
    said = told(path)
    assert "Signature is Valid" in said and "Total document signed" in said and "Heming Hotels" in said
    assert "ETSI.CAdES.detached" in said


def test_it_signs_where_an_event_loop_runs_already(body, key_file):
    async def within():
        return signed(body, key_file, PASSWORD, reason="Issued")

    with ThreadPoolExecutor(1) as own:  # a browser test may have left a loop running in this thread
        assert b"ETSI.CAdES.detached" in own.submit(asyncio.run, within()).result()


def test_a_changed_file_is_told_apart(body, key_file, tmp_path):
    path = tmp_path / "changed.pdf"
    path.write_bytes(signed(body, key_file, PASSWORD, reason="Issued").replace(b"/Type /Page\n", b"/Type /Pagf\n", 1)
                     .replace(b"612", b"613", 1))
    assert "Signature is Valid" not in told(path)


@pytest.mark.parametrize(("name", "password"), [("firm.p12", "wrong"), ("missing.p12", PASSWORD)])
def test_a_key_that_cannot_be_opened_is_said(body, key_file, name, password):
    with pytest.raises(SigningFailed, match="cannot be opened"):
        signed(body, key_file.with_name(name), password, reason="Issued")
