"""Where things stand on a certificate, for what is drawn beneath its text. Pure; millimetres from the top left corner.

The text has its places in static/certificates/sheet.css, which goes by the same numbers.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A place on the paper."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """One orientation of the A4 sheet."""

    width: int
    height: int
    flourish: tuple[float, float]  # centre of the ornament beneath the title
    veil: tuple[float, float]  # centre of the large faint rosette
    logo: Box
    photo: Box  # 一寸, 25 by 35 mm
    signatures: tuple[Box, ...]  # for pictures above the line of each signer; the last is next to the seal
    seal: Box  # 42 mm across, over the firm's name and the date


@dataclass(frozen=True)
class Setting:
    """How the text is set: sizes of letters, and how many em a row holds; heights of a row with what is above it (mm)."""

    name: str  # class in sheet.css
    zh: float
    en: float
    zh_row: float
    en_row: float
    gap: float  # before the first row in English
    level: float


# What sheet.css says, from the largest to the smallest; the widths and the room are those of the column.
SETTINGS = {
    "landscape": (225, 205, 46.0, (
        Setting("roomy", 5.4, 4.1, 9.45, 6.35, 2.6, 8.9), Setting("tight", 4.6, 3.6, 7.36, 5.58, 1.6, 7.2),
        Setting("tightest", 3.9, 3.2, 5.85, 4.64, 1.0, 5.7))),
    "portrait": (148, 140, 62.0, (
        Setting("roomy", 5.0, 4.1, 9.5, 6.8, 5.0, 8.9), Setting("tight", 4.5, 3.6, 7.65, 5.9, 3.0, 7.2),
        Setting("tightest", 3.9, 3.2, 5.85, 4.64, 1.0, 5.7))),
}


LAYOUTS = {
    "landscape": Layout(
        width=297, height=210, flourish=(148.5, 70), veil=(148.5, 108), logo=Box(33, 29, 28, 16),
        photo=Box(33, 62, 25, 35), signatures=(Box(112, 151, 36, 16), Box(158, 151, 36, 16)),
        seal=Box(211, 141, 42, 42)),
    "portrait": Layout(
        width=210, height=297, flourish=(105, 88), veil=(105, 150), logo=Box(75, 29, 60, 16),
        photo=Box(33, 97, 25, 35), signatures=(Box(32, 205, 32, 16), Box(72, 205, 32, 16)),
        seal=Box(124, 224, 42, 42)),
}


def places(layout: Layout, count: int) -> tuple[Box, ...]:
    """Return where the pictures of `count` signatures stand; a single one stands nearest to the seal."""
    return layout.signatures[len(layout.signatures) - count:] if count else ()


def fitted(box: Box, width: int, height: int, *, bottom: bool = False, middle: bool = False) -> Box:
    """Return the largest box of the picture's proportion within `box`, at its left or middle, its top or bottom."""
    scale = min(box.width / width, box.height / height)
    w, h = round(width * scale, 2), round(height * scale, 2)
    x = box.x + (box.width - w) / 2 if middle else box.x
    y = box.y + (box.height - h) if bottom else box.y + (box.height - h) / 2
    return Box(round(x, 2), round(y, 2), w, h)
