"""A photo that comes piece by piece: what a phone says of it, and where each piece belongs. Pure."""

import re
from dataclasses import dataclass

from cxtrain.web.bilingual import N_

LARGEST_PIECE = 1024 * 1024  # bytes
SHOWS = ("receipt", "place")
TOO_LARGE = N_("This photo is too large: at most %(megabytes)s MB.")
DAMAGED = N_("The photo arrived damaged and was not kept. Choose it again.")
NOT_SAID = N_("This is not a photo that was announced. Choose it again.")
NO_PHOTO = N_("This is not a photo that can be read. Take it again as JPEG or PNG.")
TOO_MANY = N_("This scorecard has as many photos as it can hold.")


class Gap(ValueError):
    """A piece lies beyond what has come so far: one before it is missing."""


class Misfit(ValueError):
    """A piece does not belong to the photo as it was announced; the text says why, in English for the catalogue."""


@dataclass(frozen=True)
class Announced:
    """What the phone says of a photo with each piece, so that any piece can be the first to come."""

    size: int  # bytes
    sha256: str = ""  # of the whole, hex; "" where the phone cannot compute it
    shows: str = "receipt"
    item: str = ""

    def fault(self, largest: int) -> str | None:
        """Return what is wrong with it, in English for the catalogue, or None; `largest` is in bytes."""
        if self.size > largest:
            return TOO_LARGE
        said = self.size > 0 and self.shows in SHOWS and re.fullmatch(r"([0-9a-f]{64})?", self.sha256)
        return None if said else NOT_SAID


def fresh(received: int, size: int, start: int, body: bytes) -> bytes:
    """Return what of `body` is new; empty where it came before.

    Args:
        received: how many bytes have come, without a hole.
        size: how many the photo has.
        start: how many bytes come before `body`.
        body: the piece.

    Raises:
        Gap: the piece before this one is missing.
        Misfit: it reaches beyond the end, or is empty or too large.
    """
    if start < 0 or not body or len(body) > LARGEST_PIECE or start + len(body) > size:
        raise Misfit(NOT_SAID)
    if start > received:
        raise Gap
    return body[received - start:]
