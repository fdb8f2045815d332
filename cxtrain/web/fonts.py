"""Which typefaces our paper is set in, where they lie, which characters they have, and how to get them.

A missing glyph is printed as an empty box while the text stays searchable, so nothing but the font's own character
table can tell that a name will be readable. Nothing here needs WeasyPrint.
"""

import ctypes
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PLACES = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
    Path("/Library/Fonts"),
    Path.home() / "Library/Fonts",
    Path("/opt/homebrew/share/fonts"),
)


@dataclass(frozen=True)
class Face:
    """A typeface: its family name, the file that holds its regular weight, and the packages that bring it."""

    family: str
    file: str
    apt: str
    brew: str


KAI = Face("LXGW WenKai", "LXGWWenKai-Regular.ttf", "fonts-lxgw-wenkai", "--cask font-lxgw-wenkai")
HEI = Face("WenQuanYi Micro Hei", "wqy-microhei.ttc", "fonts-wqy-microhei", "")
HEI_MAC = Face("Noto Sans CJK SC", "NotoSansCJKsc-Regular.otf", "", "--cask font-noto-sans-cjk-sc")
FACES = (KAI, HEI, HEI_MAC)


@dataclass(frozen=True)
class Library:
    """A system library that WeasyPrint loads: its names on Linux and macOS, and the packages that bring it."""

    name: str
    files: tuple[str, ...]
    apt: str
    brew: str


PANGO = Library("Pango", ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"), "libpangoft2-1.0-0", "pango")
SUBSET = Library(
    "HarfBuzz subset", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"), "libharfbuzz-subset0", "harfbuzz"
)


@dataclass(frozen=True)
class Lack:
    """Something that printing needs and this machine has not: what it is, what follows, and how to get it."""

    what: str
    effect: str
    remedy: str
    stops_printing: bool


class MissingGlyphs(ValueError):
    """No chosen typeface can show these characters; `characters` holds each once, in order of appearance."""

    def __init__(self, characters: str, where: str = "") -> None:
        """Say which characters they are, with their code points, and in what they stand."""
        named = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters)
        said = f"these characters cannot be printed with the installed fonts: {named}"
        super().__init__(f"{where}: {said}" if where else said)
        self.characters = characters


class MissingFont(FileNotFoundError):
    """None of the typefaces that a document names is installed; `family` is the first of them."""

    def __init__(self, family: str) -> None:
        """Say which it is and what to do."""
        super().__init__(f"the font {family} is not installed: run cxtrain doctor")
        self.family = family


@lru_cache(maxsize=8)
def font_file(face: Face) -> Path | None:
    """Return the file of `face`, or None where it is not installed."""
    for place in PLACES:
        found = sorted(place.rglob(face.file)) if place.is_dir() else []
        if found:
            return found[0]
    return None


def installed(faces: Iterable[Face] = FACES) -> tuple[Face, ...]:
    """Return those of `faces` that this machine has."""
    return tuple(face for face in faces if font_file(face))


@lru_cache(maxsize=8)
def glyphs(face: Face) -> frozenset[int]:
    """Return the code points that `face` has a glyph for; none where it is not installed."""
    path = font_file(face)
    if path is None:
        return frozenset()
    from fontTools.ttLib import TTFont  # Takes 0.1 s to load, and most processes never print.

    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(text: str, faces: Iterable[Face]) -> str:
    """Return the characters of `text` that none of `faces` can show, each once, in order of appearance."""
    known = frozenset[int]().union(*(glyphs(face) for face in faces))
    return "".join(
        character
        for character in dict.fromkeys(text)
        if ord(character) not in known and not character.isspace() and unicodedata.category(character) not in UNSEEN
    )


UNSEEN = frozenset({"Cc", "Cf"})  # Control and format characters have no glyph of their own.


def require(text: str, faces: Sequence[Face]) -> None:
    """Refuse text that would be printed as empty boxes.

    Raises:
        MissingFont: none of `faces` is installed.
        MissingGlyphs: with the characters that no installed one of `faces` has.
    """
    if not installed(faces):
        raise MissingFont(faces[0].family)
    lacking = missing(text, faces)
    if lacking:
        raise MissingGlyphs(lacking)


def lacks() -> tuple[Lack, ...]:
    """Return what this machine lacks for printing, each with the exact line that brings it."""
    found = []
    if not _loads(PANGO):
        found.append(Lack("Pango", "nothing can be printed", _remedy(PANGO.apt, PANGO.brew), stops_printing=True))
    if not _loads(SUBSET):
        effect = "printing takes 10 to 60 times as long"
        found.append(Lack("HarfBuzz subset", effect, _remedy(SUBSET.apt, SUBSET.brew), stops_printing=False))
    if not font_file(KAI):
        effect = "certificates cannot be printed"
        found.append(Lack(KAI.family, effect, _remedy(KAI.apt, KAI.brew), stops_printing=True))
    if not (font_file(HEI) or font_file(HEI_MAC)):
        effect = f"plans and reports are set in {KAI.family} instead"
        found.append(Lack(HEI.family, effect, _remedy(HEI.apt, HEI_MAC.brew), stops_printing=False))
    return tuple(found)


def _loads(library: Library) -> bool:
    folders = ("", "/opt/homebrew/lib/", "/usr/local/lib/") if sys.platform == "darwin" else ("",)
    for name in (folder + file for folder in folders for file in library.files):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def _remedy(apt: str, brew: str) -> str:
    if sys.platform == "darwin":
        return f"brew install {brew}"
    return f"sudo apt-get install -y --no-install-recommends {apt}"
