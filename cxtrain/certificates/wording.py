"""What a certificate says, in both languages, from the facts frozen when it was issued. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxtrain.certificates.terms import grouped
from cxtrain.web.bilingual import Bilingual

ASSESSMENTS = {
    "written": Bilingual("理论", "written"),
    "roleplay": Bilingual("情景演练", "role-play"),
    "practical": Bilingual("实操", "practical"),
}
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


@dataclass(frozen=True)
class Wording:
    """Every line of one certificate, ready to print."""

    number: str
    name: str
    name_size: str  # "short", "long" or "longest": how much room the name needs
    text_size: str  # "roomy" or "tight": how much room the text needs
    title: Bilingual
    staff: str
    lines_zh: tuple[str, str]
    text_en: tuple[str, str, str]  # the period, in the middle, is kept on one line
    firm: Bilingual
    day: Bilingual
    valid: Bilingual | None
    url: str
    code: str  # in groups of four, for those who type it


def wording(facts: CertificateFacts, url: str, code: str = "") -> Wording:
    """Return the lines of a certificate whose QR code leads to `url`, where `code` can be typed as well."""
    lines, english = chinese_lines(facts), english_text(facts)
    return Wording(
        number=facts.number,
        name=facts.name,
        name_size=_name_size(facts.name),
        text_size="roomy" if len(lines[0]) <= 66 and sum(map(len, english)) <= 190 else "tight",
        title=facts.title,
        staff=f"（工号 {facts.staff_number}）",
        lines_zh=lines,
        text_en=english,
        firm=facts.firm,
        day=Bilingual(chinese_day(facts.issued_on), english_day(facts.issued_on)),
        valid=_valid(facts.valid_until),
        url=url,
        code=grouped(code),
    )


def chinese_lines(facts: CertificateFacts) -> tuple[str, str]:
    """Return the text that follows name and staff number, as its two lines."""
    period = chinese_period(facts.started_on, facts.finished_on)
    kinds = "与".join(ASSESSMENTS[kind].zh for kind in facts.assessed)
    passed = f"经{kinds}考核合格，" if kinds else ""
    return (
        f"于{period}参加《{facts.course.zh or facts.course.en}》培训，共{facts.class_hours}学时，",
        f"{passed}准予结业。特发此证。",
    )


def english_text(facts: CertificateFacts) -> tuple[str, str, str]:
    """Return the English sentence: what comes before the period, the period, what comes after."""
    kinds = " and ".join(ASSESSMENTS[kind].en for kind in facts.assessed)
    passed = f", and passed the {kinds} assessment{'s' * (len(facts.assessed) > 1)}" if kinds else ""
    hours = f"{facts.class_hours}\N{NO-BREAK SPACE}class\N{NO-BREAK SPACE}hour{'s' * (facts.class_hours != 1)}"
    period = english_period(facts.started_on, facts.finished_on)
    course = f"“{facts.course.en or facts.course.zh}”"
    who = f"{facts.name_en or facts.name} (staff no. {facts.staff_number})"
    return f"This certifies that {who} completed {course}, {hours},", period, f"{passed}."


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


def _name_size(name: str) -> str:
    wide = sum(2 if letter > "\u2e80" else 1 for letter in name)
    return "short" if wide <= 10 else "long" if wide <= 24 else "longest"
