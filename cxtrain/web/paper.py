"""What a template on paper may use: plain facts, the catalogue, and the same filters as on pages. No WeasyPrint."""

import dataclasses
import datetime as dt
import gettext
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from functools import cached_property, lru_cache, partial
from typing import Any

import jinja2
from babel.dates import format_date
from babel.numbers import format_decimal

from cxtrain.paths import resource_dir
from cxtrain.web.bilingual import pick
from cxtrain.web.qr import qr_code
from cxtrain.web.twofold import BOTH, Twofold, said_twice

LONGEST_TEXT = 4000  # Characters of one fact; a plan's longest free text is 2,000.


@dataclasses.dataclass(frozen=True)
class Art:
    """A drawing laid under every page of a document, drawn once per render process: its template and plain facts."""

    template: str
    facts: Mapping[str, Any] = dataclasses.field(hash=False)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 that tells two drawings apart."""
        return hashlib.sha256(f"{self.template}\n{json.dumps(self.facts, sort_keys=True)}".encode()).hexdigest()


@dataclasses.dataclass(frozen=True)
class Own:
    """What a page of many has of its own, besides what all pages of its shape share."""

    shape: str  # a digest of all that decides how the page looks
    texts: tuple[str, ...]  # the words of its elements of the class "own", in the order of the page
    link: str  # the address in its QR code


def plain(value: Any) -> Any:
    """Return `value` as JSON can carry it: records become dicts, days are tagged, unseen characters are taken out.

    Raises:
        ValueError: a text is longer than 4,000 characters.
        TypeError: a value is not plain (a row, a form, an open file).
    """
    if isinstance(value, str):
        return cleaned(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dt.datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"$day": value.isoformat()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in (sorted(value) if isinstance(value, set | frozenset) else value)]
    raise TypeError(f"a {type(value).__name__} cannot go to paper: hand over plain values")


def cleaned(text: str) -> str:
    """Return `text` without control and direction characters, which have no place on paper and can turn it around.

    Raises:
        ValueError: it is longer than 4,000 characters and no picture.
    """
    if len(text) > LONGEST_TEXT and not text.startswith("data:image/"):
        raise ValueError(f"a text for paper has at most {LONGEST_TEXT} characters")
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if c in "\t\u2028\u2029" else c for c in text)
    return "".join(c for c in kept if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def facts_from(value: Any) -> Any:
    """Return what `plain` made, with its days and moments as such again."""
    if isinstance(value, list):
        return [facts_from(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"$day"}:
        return dt.date.fromisoformat(value["$day"])
    if value.keys() == {"$moment"}:
        return dt.datetime.fromisoformat(value["$moment"])
    return {key: facts_from(inner) for key, inner in value.items()}


@lru_cache(maxsize=4)
def paper_environment(locale: str) -> jinja2.Environment:
    """Return the environment for readers of `locale` (zh_Hans, en or both): autoescaping, strict, with our filters."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource_dir("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tongue = "zh_Hans" if locale == BOTH else locale
    words: gettext.NullTranslations = gettext.translation("messages", resource_dir("translations"), [tongue], fallback=True)
    words = Twofold(words) if locale == BOTH else words
    env.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {"locale": locale, "qr_code": qr_code}
    env.filters |= {
        "said": partial(_said, locale),
        "day": partial(_day, locale),
        "number": partial(_number, tongue),
    }
    return env


def _said(locale: str, text: Mapping[str, str] | str | None) -> str:
    if isinstance(text, str):
        return text
    return said_twice(text or {}) if locale == BOTH else pick(text or {}, locale)


def _day(locale: str, day: dt.date | None, pattern: str = "medium") -> str:
    if locale == BOTH:
        return day.isoformat() if day else ""
    return str(format_date(day, pattern, locale=locale)) if day else ""


def _number(locale: str, value: float | None, digits: int = 1) -> str:
    if value is None:
        return "–"
    return str(format_decimal(value, "#,##0." + "0" * digits if digits else "#,##0", locale=locale))
