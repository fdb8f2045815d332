"""What pages are made with: the reader's language and zone, filters, and the answers that end a submit."""

import datetime as dt
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_format_date
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, render_template, request, session
from flask_babel import format_datetime, get_locale
from flask_login import current_user
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from cxtrain.paths import resource_dir
from cxtrain.web.assets import address, icon
from cxtrain.web.bilingual import pick
from cxtrain.web.submissions import done

__all__ = ["back_path", "conflict", "done", "reader_locale", "said", "shown_day", "shown_moment"]
LOCALES = ("zh_Hans", "en")
PLAIN = {"short": "%Y-%m-%d %H:%M", "time": "%H:%M", "yyyy-MM-dd": "%Y-%m-%d"}  # the same in both languages


def reader_locale() -> str:
    """Return the locale of whoever reads: what was chosen, else the account's, else what the browser prefers."""
    if not has_request_context():
        return LOCALES[0]
    chosen = session.get("locale")
    if chosen in LOCALES:
        return str(chosen)
    if current_user and current_user.is_authenticated:
        return str(current_user.locale)
    best = request.accept_languages.best_match(["zh", "zh-CN", "zh-Hans", "en"], "zh")
    return "en" if best == "en" else "zh_Hans"


def _locale() -> str:
    """Return the locale of the page under way: found once for a request, because a page asks hundreds of times."""
    if not has_request_context():
        return str(get_locale() or LOCALES[0])
    found: str | None = getattr(g, "page_locale", None)
    if found is None:
        found = g.page_locale = str(get_locale() or LOCALES[0])
    return found


def _gettext(message: str) -> str:
    return _messages(_locale()).gettext(message)


def _ngettext(singular: str, plural: str, n: int) -> str:
    return _messages(_locale()).ngettext(singular, plural, n)


@lru_cache(maxsize=8)
def _messages(locale: str) -> NullTranslations:
    """Return the catalogue of `locale`; read once per process."""
    return Translations.load(str(resource_dir("translations")), [locale])


class InTwoLanguages(Protocol):
    """A text that gives itself as {"zh": …, "en": …}."""

    def as_dict(self) -> dict[str, str]:
        """Return both texts."""


def said(text: InTwoLanguages | Mapping[str, str] | str | None) -> str:
    """Return `text` in the reader's language."""
    if text is None or isinstance(text, str):
        return text or ""
    return pick(text if isinstance(text, Mapping) else text.as_dict(), _locale())


def reader_zone() -> str:
    """Return the IANA name of the zone in which the reader's unit lies."""
    return current_user.zone if has_request_context() and current_user and current_user.is_authenticated else "Asia/Shanghai"


def shown_moment(moment: dt.datetime | None, pattern: str = "short") -> str:
    """Return a moment in the reader's unit's zone; `pattern` is short, medium, time or a Babel pattern."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(reader_zone()))
    plain = PLAIN.get(pattern)
    return local.strftime(plain) if plain else str(format_datetime(local, pattern, rebase=False))


def shown_day(day: dt.date | None, pattern: str = "medium") -> str:
    """Return a day as people of the reader's language write it."""
    return _day_written(day, pattern, _locale()) if day else ""


@lru_cache(maxsize=2000)
def _day_written(day: dt.date, pattern: str, locale: str) -> str:
    return str(babel_format_date(day, pattern, locale=locale))


def shown_number(value: float | None, digits: int = 1) -> str:
    """Return a number with a fixed count of decimals, or a dash where there is none."""
    return "–" if value is None else _written(value, digits, _locale())


@lru_cache(maxsize=5000)
def _written(value: float, digits: int, locale: str) -> str:
    """Return the number as the locale writes it; a page of numbers would spend most of its time on this."""
    return str(format_decimal(value, "#,##0." + "0" * digits if digits else "#,##0", locale=locale))


def back_path(path: str) -> str | None:
    """Return `path` if it is a page of ours that can be fetched, else None: nobody is sent elsewhere."""
    plain = path.split("?")[0]
    if not plain.startswith("/") or plain.startswith("//") or "\\" in path or any(ord(c) < 33 for c in path):
        return None
    try:
        current_app.create_url_adapter(request).match(plain, method="GET")  # type: ignore[union-attr]
    except (HTTPException, RequestRedirect):
        return None
    return path


def conflict(template: str, **facts: Any) -> tuple[str, int]:
    """Return the page of the one who came second: 409, with both texts, nothing lost."""
    return render_template(template, **facts), 409


def drawn(kind: str, chart: Hashable, *words: str) -> Markup:
    """Return what a macro of components/ makes of frozen facts; `kind` names both, such as "chart.bars".

    Equal facts give equal drawings, so each is drawn once in a language.
    """
    return _drawn(kind, chart, words, _locale())


@lru_cache(maxsize=500)
def _drawn(kind: str, chart: Hashable, words: tuple[str, ...], locale: str) -> Markup:
    file, macro = kind.split(".")
    macros: Any = current_app.jinja_env.get_template(f"components/{file}.html").module
    return getattr(macros, macro)(chart, *words)  # type: ignore[no-any-return]


def dress(app: Flask) -> None:
    """Give templates their filters and the few names that each page needs."""
    app.jinja_env.filters |= {"said": said, "moment": shown_moment, "day": shown_day, "number": shown_number}
    app.jinja_env.globals |= {"icon": icon, "asset": address, "reader_locale": reader_locale, "drawn": drawn}
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
