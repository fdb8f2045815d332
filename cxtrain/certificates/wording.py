"""What a certificate says, in both languages, from the facts frozen when it was issued. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxtrain.certificates.form.breaking import Line, balanced
from cxtrain.certificates.form.layout import SETTINGS
from cxtrain.certificates.form.placeholders import lines_of, used
from cxtrain.certificates.form.sheet import HOUSE, FormSheet
from cxtrain.certificates.terms import grouped
from cxtrain.web.bilingual import Bilingual

ASSESSMENTS = {
    "written": Bilingual("理论", "written"),
    "roleplay": Bilingual("情景演练", "role-play"),
    "practical": Bilingual("实操", "practical"),
}
LEVELS = {"pass": Bilingual("合格", "Passed"), "excellent": Bilingual("优秀", "Excellent")}
NO_END = Bilingual("长期有效", "without end")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class CertificateFacts:
    """What was true on the day of issue. Stored with the certificate and never changed."""

    number: str
    name: str
    name_en: str  # empty where HR gave none
    staff_number: str
    unit: str
    post: str
    course: Bilingual
    title: Bilingual
    firm: Bilingual
    class_hours: int
    started_on: dt.date
    finished_on: dt.date
    issued_on: dt.date
    valid_until: dt.date | None
    assessed: tuple[str, ...]  # keys of ASSESSMENTS; each was required by the course and passed
    level: str = ""  # a key of LEVELS


@dataclass(frozen=True)
class SignatureLine:
    """What stands beneath the line of one signature."""

    name: str
    post: Bilingual


@dataclass(frozen=True)
class Wording:
    """Every line of one certificate, ready to print, and how its form sets them."""

    number: str
    name: str
    name_size: str  # "short", "long" or "longest": how much room the name needs
    text_size: str  # "roomy", "tight" or "tightest": how much room the text needs
    fits: bool  # False: even in the smallest letters it is longer than its place
    title: Bilingual
    title_size: str  # "short", "long" or "longest"
    staff: str
    lines_zh: tuple[Line, ...]
    lines_en: tuple[Line, ...]
    level: Bilingual | None
    firm: tuple[str, ...]
    firm_en: tuple[str, ...]
    firm_long: bool  # it needs more than a line, and is set smaller
    day: Bilingual
    valid: Bilingual | None
    url: str
    code: str  # in groups of four, for those who type it
    signatures: tuple[SignatureLine, ...]
    photo: bool
    orientation: str
    palette: str
    form: int = 0  # id of the version of its form; 0: the house's first
    stamped: bool = False  # a picture of the seal lies beneath, and the word for its place is left out


@dataclass(frozen=True)
class SetText:
    """The text of a certificate as it stands on the paper."""

    size: str  # name of a layout.Setting
    zh: tuple[Line, ...]
    en: tuple[Line, ...]
    fits: bool


def wording(facts: CertificateFacts, url: str, code: str = "", *, sheet: FormSheet = HOUSE, form: int = 0) -> Wording:
    """Return the lines of a certificate on the form `sheet`; its QR code leads to `url`, where `code` can be typed."""
    title = sheet.title if sheet.title.zh else facts.title
    firm = sheet.firm if sheet.firm.zh else facts.firm
    both = used(sheet.text.zh) | used(sheet.text.en)
    level = LEVELS[facts.level] if facts.level and "level" not in both else None
    text = set_text(lines_of(sheet.text.zh, chinese_values(facts)), lines_of(sheet.text.en, english_values(facts)),
                    orientation=sheet.orientation, level=level is not None)
    return Wording(
        number=facts.number, name=facts.name, name_size=_name_size(facts.name), text_size=text.size, fits=text.fits,
        title=title, title_size=_title_size(title), staff=f"（工号 {facts.staff_number}）", lines_zh=text.zh, lines_en=text.en,
        level=level,
        firm=tuple(firm.zh.splitlines()), firm_en=tuple(firm.en.splitlines()), firm_long=_is_long(firm),
        day=Bilingual(chinese_day(facts.issued_on), english_day(facts.issued_on)), valid=_valid(facts.valid_until),
        url=url, code=grouped(code), signatures=tuple(SignatureLine(each.name, each.post) for each in sheet.signers),
        photo=sheet.photo, orientation=sheet.orientation, palette=sheet.palette, form=form,
    )  # fmt: skip


def chinese_values(facts: CertificateFacts) -> dict[str, str]:
    """Return what stands for each placeholder in the Chinese text."""
    kinds = "与".join(ASSESSMENTS[kind].zh for kind in facts.assessed)
    until = chinese_day(facts.valid_until) if facts.valid_until else NO_END.zh
    return {
        "name": facts.name, "staff_number": facts.staff_number, "unit": facts.unit, "post": facts.post,
        "course": facts.course.zh or facts.course.en, "period": chinese_period(facts.started_on, facts.finished_on),
        "hours": str(facts.class_hours), "assessed": f"经{kinds}考核合格，" if kinds else "",
        "level": LEVELS[facts.level].zh if facts.level else "", "number": facts.number,
        "day": chinese_day(facts.issued_on), "valid_until": until, "firm": facts.firm.zh.replace("\n", ""),
    }  # fmt: skip


def english_values(facts: CertificateFacts) -> dict[str, str]:
    """Return what stands for each placeholder in the English text."""
    kinds = " and ".join(ASSESSMENTS[kind].en for kind in facts.assessed)
    until = english_day(facts.valid_until) if facts.valid_until else NO_END.en
    return {
        "name": facts.name_en or facts.name, "staff_number": facts.staff_number, "unit": facts.unit, "post": facts.post,
        "course": facts.course.en or facts.course.zh, "period": english_period(facts.started_on, facts.finished_on),
        "hours": f"{facts.class_hours}\N{NO-BREAK SPACE}class\N{NO-BREAK SPACE}hour{'s' * (facts.class_hours != 1)}",
        "assessed": f", and passed the {kinds} assessment{'s' * (len(facts.assessed) > 1)}" if kinds else "",
        "level": LEVELS[facts.level].en if facts.level else "", "number": facts.number,
        "day": english_day(facts.issued_on), "valid_until": until, "firm": facts.firm.en.replace("\n", " "),
    }  # fmt: skip


def chinese_day(day: dt.date) -> str:
    """Return 2026年5月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


def english_day(day: dt.date) -> str:
    """Return 12 May 2026, which does not break at the end of a line."""
    return f"{day.day}\N{NO-BREAK SPACE}{MONTHS[day.month - 1]}\N{NO-BREAK SPACE}{day.year}"


def chinese_period(first: dt.date, last: dt.date) -> str:
    """Return both days, naming year and month once where they are the same: 2026年5月12日至19日."""
    if first == last:
        return chinese_day(first)
    if first.year != last.year:
        return f"{chinese_day(first)}至{chinese_day(last)}"
    if first.month != last.month:
        return f"{chinese_day(first)}至{last.month}月{last.day}日"
    return f"{chinese_day(first)}至{last.day}日"


def english_period(first: dt.date, last: dt.date) -> str:
    """Return both days, naming year and month once where they are the same: 12–19 May 2026."""
    if first == last:
        return english_day(first)
    if first.year != last.year:
        return f"{english_day(first)} – {english_day(last)}"
    if first.month != last.month:
        return f"{first.day}\N{NO-BREAK SPACE}{MONTHS[first.month - 1]} – {english_day(last)}"
    return f"{first.day}–{english_day(last)}"


def written(facts: CertificateFacts) -> tuple[str, ...]:
    """Return the texts that people typed and that stand on the paper."""
    words = (facts.course, facts.title, facts.firm)
    texts = tuple(text for bilingual in words for text in (bilingual.zh, bilingual.en))
    return (facts.name, facts.name_en, facts.staff_number, facts.number, *texts)


def as_json(facts: CertificateFacts) -> dict[str, Any]:
    """Return the facts as the database keeps them."""
    plain: dict[str, Any] = {}
    for name, value in vars(facts).items():
        if isinstance(value, Bilingual):
            value = value.as_dict()
        elif isinstance(value, dt.date):
            value = value.isoformat()
        plain[name] = list(value) if isinstance(value, tuple) else value
    return plain


def from_json(kept: Mapping[str, Any]) -> CertificateFacts:
    """Return the facts that `as_json` kept."""
    days = {name: dt.date.fromisoformat(kept[name]) for name in ("started_on", "finished_on", "issued_on")}
    words = {name: Bilingual(**kept[name]) for name in ("course", "title", "firm")}
    until = kept["valid_until"]
    rest = {"valid_until": dt.date.fromisoformat(until) if until else None, "assessed": tuple(kept["assessed"])}
    return CertificateFacts(**{**kept, **days, **words, **rest})


def _valid(until: dt.date | None) -> Bilingual | None:
    return Bilingual(f"有效期至{chinese_day(until)}", f"Valid until {english_day(until)}") if until else None


def _width(text: str) -> int:
    """Return the width of `text` in halves of a Chinese character."""
    return sum(2 if letter > "\u2e80" else 1 for letter in text)


def _name_size(name: str) -> str:
    wide = _width(name)
    return "short" if wide <= 10 else "long" if wide <= 24 else "longest"


def _title_size(title: Bilingual) -> str:
    wide = max(_width(title.zh), _width(title.en) * 0.4)
    return "short" if wide <= 16 else "long" if wide <= 24 else "longest"


def _is_long(firm: Bilingual) -> bool:
    widest = max(map(_width, firm.zh.splitlines()), default=0)
    return widest > 24 or len(firm.zh.splitlines()) > 1 or _width(firm.en) > 44


def set_text(zh: tuple[Line, ...], en: tuple[Line, ...], *, orientation: str, level: bool) -> SetText:
    """Return the text in rows, in the largest letters in which it fits; in the smallest where it fits in none."""
    wide_zh, wide_en, room, settings = SETTINGS[orientation]
    for each in settings:
        rows_zh = tuple(row for line in zh for row in balanced(line, wide_zh / each.zh))
        rows_en = tuple(row for line in en for row in balanced(line, wide_en / each.en))
        high = len(rows_zh) * each.zh_row + each.gap + len(rows_en) * each.en_row + level * each.level
        found = SetText(each.name, rows_zh, rows_en, fits=high <= room)
        if found.fits:
            break
    return found
