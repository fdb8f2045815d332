"""QR codes as vector paths, sharp at any size and without an image to decode. Pure (zxing-cpp draws the modules)."""

import re
from dataclasses import dataclass
from typing import Any

import zxingcpp


@dataclass(frozen=True)
class QrCode:
    """A symbol of side × side modules, one unit each; `path` is an SVG path to be stroked 1 wide and not filled.

    Strokes of one path join without the hairline gaps that neighbouring shapes show on screens.
    """

    side: int
    path: str


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
    return QrCode(side, "".join(_row(y, row) for y, row in enumerate(rows)))


def _row(y: int, row: bytes) -> str:
    """Return one stroke for each dark run of a row (0 is dark)."""
    runs = ((match.start(), match.end()) for match in re.finditer(rb"\0+", row))
    return "".join(f"M{start} {y}.5h{end - start}" for start, end in runs)
