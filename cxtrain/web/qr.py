"""QR codes as vector paths, sharp at any size and without an image to decode. Pure (zxing-cpp draws the modules)."""

import re
from dataclasses import dataclass
from typing import Any

import zxingcpp


@dataclass(frozen=True)
class QrCode:
    """A symbol of side × side modules, one unit each."""

    side: int
    runs: tuple[tuple[int, int, int], ...]  # dark modules side by side: x and y of the first, and how many

    @property
    def path(self) -> str:
        """An SVG path to be stroked 1 wide and not filled.

        Strokes of one path join without the hairline gaps that neighbouring shapes show on screens.
        """
        return "".join(f"M{x} {y}.5h{run}" for x, y, run in self.runs)


def qr_code(text: str) -> QrCode:
    """Return the QR code of `text` at error correction M (15 %), without its quiet zone.

    Leave four modules of white around it: scanners need them. Only ASCII is taken, as addresses are, because scanners
    guess the encoding of anything else, and guess differently.

    Raises:
        ValueError: the text is empty, longer than 500 characters, or holds others than printable ASCII.
    """
    if not (0 < len(text) <= 500 and text.isascii() and text.isprintable()):
        raise ValueError("a QR code of ours holds 1 to 500 ASCII characters")
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = symbol.to_image(scale=1, add_quiet_zones=False)
    side = image.shape[0]
    pixels = bytes(memoryview(image))
    rows = [pixels[start : start + side] for start in range(0, side * side, side)]
    return QrCode(side, tuple(run for y, row in enumerate(rows) for run in _runs(y, row)))


def _runs(y: int, row: bytes) -> list[tuple[int, int, int]]:
    """Return the dark runs of a row (0 is dark)."""
    return [(match.start(), y, match.end() - match.start()) for match in re.finditer(rb"\0+", row)]
