"""How the first part of a certificate's number may be written. Pure."""

import re
import unicodedata

from cxtrain.web.bilingual import N_

MOST = 20  # characters
PATTERN = N_("Capital letters and digits, beginning with a letter; hyphens between them, such as HM-SH.")
YEAR = N_("Four digits between hyphens would be read as the year.")
LONG = N_("At most 20 characters.")


def tidied(typed: str) -> str:
    """Return what was typed in capitals, its full-width letters and dashes made plain, without blanks."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return re.sub(r"[\u2010-\u2015\u2212_]", "-", re.sub(r"\s", "", plain))


def fault(prefix: str) -> str | None:
    """Return what is wrong with a tidied prefix, in English for the catalogue; None where nothing is."""
    if len(prefix) > MOST:
        return LONG
    if not re.fullmatch(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*", prefix):
        return PATTERN
    return YEAR if any(re.fullmatch(r"\d{4}", part) for part in prefix.split("-")) else None
