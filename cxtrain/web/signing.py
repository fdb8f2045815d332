"""A PDF signed as PAdES with the firm's certificate, where the optional part `sign` is installed and a key is set."""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any


class SigningFailed(Exception):
    """The file cannot be signed; the text says why and what to do."""


def signed(body: bytes, key_file: Path, password: str, *, reason: str) -> bytes:
    """Return a PDF with an invisible PAdES signature (baseline B-B: no time stamp authority is asked).

    Args:
        body: the finished PDF; whatever is changed afterwards breaks the signature.
        key_file: a PKCS #12 file with the private key and the certificates.
        password: of that file.
        reason: what readers see as the reason for signing.

    Raises:
        SigningFailed: the optional part is missing, or the key file cannot be opened.
    """
    try:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers
    except ImportError as error:
        raise SigningFailed("signing needs the optional part: pip install cxtrain[sign]") from error
    signer = _signer(key_file, password)
    facts = signers.PdfSignatureMetadata(field_name="Signature", reason=reason, md_algorithm="sha256",
                                         subfilter=fields.SigSeedSubFilter.PADES)
    out = BytesIO()
    with ThreadPoolExecutor(1) as own:  # the signer runs an event loop, which the thread that asks may have already
        own.submit(signers.sign_pdf, IncrementalPdfFileWriter(BytesIO(body)), facts, signer=signer, output=out).result()
    return out.getvalue()


@lru_cache(maxsize=2)
def _signer(key_file: Path, password: str) -> Any:
    from pyhanko.sign import signers

    try:
        found = signers.SimpleSigner.load_pkcs12(str(key_file), passphrase=password.encode() or None)
    except (OSError, ValueError) as error:
        raise SigningFailed(f"the signing key {key_file} cannot be opened: {error}") from error
    if found is None:
        raise SigningFailed(f"the signing key {key_file} cannot be opened: is CXTRAIN_SIGNING_PASSWORD right?")
    return found
