"""What a form says and how it looks, as one record, and the drawing that lies beneath its text. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any

from cxtrain.certificates.form.layout import LAYOUTS, Box, Layout, fitted, places
from cxtrain.certificates.form.palettes import PALETTES
from cxtrain.certificates.guilloche import border, flourish, rosette
from cxtrain.certificates.terms import last_day
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.paper import Art

TEMPLATE = "certificates/certificate.pdf.html"
ART_TEMPLATE = "certificates/certificate_art.pdf.html"
LEVELS = ("none", "pass", "graded")
MOST_SIGNERS = 2
NOTHING = Bilingual("", "")


@dataclass(frozen=True)
class Picture:
    """A picture that was re-encoded when it was kept: its digest, its size in pixels, its bytes as a data: address."""

    digest: str
    width: int
    height: int
    data: str = field(default="", repr=False)


@dataclass(frozen=True)
class Signer:
    """Who signs: name and post in print beneath the line, and the picture of the signature where there is one."""

    name: str
    post: Bilingual
    picture: Picture | None = None


@dataclass(frozen=True)
class Validity:
    """How long certificates of this form are good."""

    kind: str = "course"  # "course": as the course says; "months"; "day"; "ever"
    months: int | None = None
    until: dt.date | None = None  # the same last day for all
    grace_days: int = 0  # after the last day, in which renewal is still in time
    remind_days: int = 60  # before the last day: then the course is assigned again; 0: never

    def last_day(self, issued: dt.date, course_months: int | None) -> dt.date | None:
        """Return the last good day of one issued on `issued`; None: good for ever."""
        if self.kind == "day":
            return max(issued, self.until) if self.until else None
        months = {"course": course_months, "months": self.months}.get(self.kind)
        return last_day(issued, months)


HOUSE_TEXT = Bilingual(
    "于{期间}参加《{课程}》培训，共{学时}学时，\n{考核}准予结业。特发此证。",
    "This certifies that {name} (staff no. {staff_number}) completed “{course}”, {hours}, {period}{assessed}.",
)


@dataclass(frozen=True)
class FormSheet:
    """A certificate's form. Empty texts of title and firm mean the course's title and the house's name."""

    title: Bilingual = NOTHING
    text: Bilingual = HOUSE_TEXT
    firm: Bilingual = NOTHING  # one or two lines each
    signers: tuple[Signer, ...] = ()
    logo: Picture | None = None
    palette: str = "teal"
    orientation: str = "landscape"
    level: str = "none"  # "pass": 合格 for all; "graded": 优秀 from excellent_from percent on, else 合格
    excellent_from: int = 90
    photo: bool = False  # a 一寸 box, 25 by 35 mm
    validity: Validity = Validity()

    def level_for(self, percent: float | None) -> str:
        """Return "", "pass" or "excellent" for somebody who passed with `percent` on the whole; None: no marks."""
        if self.level == "none":
            return ""
        good = self.level == "graded" and percent is not None and percent >= self.excellent_from
        return "excellent" if good else "pass"


HOUSE = FormSheet()


def as_json(sheet: FormSheet) -> dict[str, Any]:
    """Return the sheet as the database keeps it; of pictures, the digests and sizes."""
    plain = asdict(sheet) | {"signers": [asdict(signer) for signer in sheet.signers]}
    for picture in (plain["logo"], *(signer["picture"] for signer in plain["signers"])):
        if picture:
            del picture["data"]
    until = sheet.validity.until
    plain["validity"]["until"] = until.isoformat() if until else None
    return plain


def from_json(kept: Mapping[str, Any], data: Mapping[str, str] | None = None) -> FormSheet:
    """Return the sheet that `as_json` kept, with the pictures' `data` by digest where it is given."""
    until = kept["validity"]["until"]
    validity = Validity(**{**kept["validity"], "until": dt.date.fromisoformat(until) if until else None})
    signers = tuple(
        Signer(each["name"], Bilingual(**each["post"]), _picture(each["picture"], data or {})) for each in kept["signers"])
    words = {name: Bilingual(**kept[name]) for name in ("title", "text", "firm")}
    return FormSheet(**{**kept, **words, "validity": validity, "signers": signers,
                        "logo": _picture(kept["logo"], data or {})})


def _picture(kept: Mapping[str, Any] | None, data: Mapping[str, str]) -> Picture | None:
    return Picture(**kept, data=data.get(kept["digest"], "")) if kept else None


def pictures_of(sheet: FormSheet) -> tuple[Picture, ...]:
    """Return every picture on the sheet."""
    found = (sheet.logo, *(signer.picture for signer in sheet.signers))
    return tuple(picture for picture in found if picture)


@lru_cache(maxsize=64)
def art_of(sheet: FormSheet, seal: Picture | None = None) -> Art:
    """Return what lies beneath the text of `sheet`: border, ornaments, pictures, photo box.

    A `seal` is for print runs only, and never for a file that is sent.
    """
    layout, palette = LAYOUTS[sheet.orientation], PALETTES[sheet.palette]
    pictures = [_placed(picture, box) for picture, box in _pictures(sheet, layout)]
    pictures += [_placed(seal, fitted(layout.seal, seal.width, seal.height, middle=True))] if seal else []
    return Art(ART_TEMPLATE, {
        "orientation": sheet.orientation,
        "border": asdict(border(layout.width, layout.height, main=palette.main, second=palette.second)),
        "flourish": {"path": flourish(70, 2.2), "at": list(layout.flourish), "color": palette.second},
        "veil": {"path": rosette(52, depth=0.34, petals=12, strands=9), "at": list(layout.veil), "color": palette.veil},
        "photo": asdict(layout.photo) if sheet.photo else None,
        "pictures": pictures,
    })


def _pictures(sheet: FormSheet, layout: Layout) -> list[tuple[Picture, Box]]:
    portrait = sheet.orientation == "portrait"
    logo = sheet.logo
    found = [(logo, fitted(layout.logo, logo.width, logo.height, middle=portrait))] if logo else []
    for signer, box in zip(sheet.signers, places(layout, len(sheet.signers)), strict=True):
        if signer.picture:
            found.append((signer.picture, fitted(box, signer.picture.width, signer.picture.height, bottom=True, middle=True)))
    return found


def _placed(picture: Picture, box: Box) -> dict[str, Any]:
    return {**asdict(box), "href": picture.data}


ART = art_of(HOUSE)
