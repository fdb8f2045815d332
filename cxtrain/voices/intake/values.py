"""What one cell of a file of customers' words says: when, how many points, which words. Pure."""

import datetime as dt
import re
import unicodedata

from cxtrain.voices.questionnaire import SCALES
from cxtrain.web.bilingual import N_
from cxtrain.web.cells import SERIAL_EPOCH, as_date, was_shortened

MOST_LETTERS, MOST_NUMBER = 4000, 60
FIRST_DAY = dt.date(2000, 1, 1)
TIME = re.compile(r"(?:^|[\sT日])(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2}))?[分秒]?(?:\.\d+)?$")
OFFSET = re.compile(r"\d:\d\d\S*(?:Z|[+-]\d\d:?\d\d)$")
STAR_WORDS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
HIDDEN = "***"
NUMBERS_OF_PEOPLE = (  # what could find a customer, wherever it stands in a text
    re.compile(r"(?<![\d.])(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)"),  # mobile
    re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])"),  # identity card
    re.compile(r"(?<!\d)0\d{2,3}[\s-]\d{7,8}(?!\d)"),  # telephone with its area code
    re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # mail
)

AT_MISSING = N_("The day is missing. Fill it in.")
AT_WRONG = N_("“%(text)s” is no day. Write it as 2026-05-06 or 2026-05-06 14:30.")
AT_TO_COME = N_("“%(text)s” is still to come. Correct the day.")
NUMBER_WRONG = N_("“%(text)s” has lost digits in the spreadsheet, or is longer than %(most)s characters. Correct it.")
SCORE_WRONG = N_("“%(text)s” is no whole number from %(first)s to %(last)s. Correct it, or empty the cell.")
STARS_BETWEEN = N_("“%(text)s” is no whole number of stars: the words are taken, the stars are not counted.")
WORDS_LONG = N_("The words are longer than %(most)s characters. Shorten them.")


class Wrong(ValueError):
    """A cell cannot be used. `message` is a sentence for the catalogue."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the sentence apart from its values, so that a page can say it in the reader's language."""
        super().__init__(message % values if values else message)
        self.message, self.values = message, values


class Unsure(Wrong):
    """A cell is left aside, and the rest of its row is taken."""


def read_moment(text: str, today: dt.date) -> dt.datetime:
    """Return the day and time of a cell, local unless it names its distance from UTC; a day alone is taken at noon.

    Raises:
        Wrong: it is none, or lies after `today`.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("T", " ", 1)
    if not plain:
        raise Wrong(AT_MISSING)
    moment = _serial(plain) or (_with_offset(plain) if OFFSET.search(plain) else _written(plain))
    if moment is None or moment.date() < FIRST_DAY:
        raise Wrong(AT_WRONG, text=text[:40])
    if moment.date() > today:
        raise Wrong(AT_TO_COME, text=text[:40])
    return moment


def _serial(text: str) -> dt.datetime | None:
    """Return the moment of a spreadsheet's number such as 46148.604."""
    if not re.fullmatch(r"\d{5}\.\d+", text) or as_date(text) is None:
        return None
    days, seconds = divmod(round(float(text) * 86_400), 86_400)
    return dt.datetime.combine(SERIAL_EPOCH + dt.timedelta(days=days), dt.time()) + dt.timedelta(seconds=seconds)


def _with_offset(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _written(text: str) -> dt.datetime | None:
    clock = TIME.search(text)
    day = as_date(text[:clock.start() + text[clock.start()].count("日")] if clock else text)
    if day is None:
        return None
    try:
        time = dt.time(*(int(part or 0) for part in clock.groups())) if clock else dt.time(12)
    except ValueError:
        return None
    return dt.datetime.combine(day, time)


def read_number(text: str) -> str:
    """Return the number by which its source knows a row."""
    number = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    if was_shortened(number) or len(number) > MOST_NUMBER:
        raise Wrong(NUMBER_WRONG, text=number[:MOST_NUMBER], most=MOST_NUMBER)
    return number


def _short(text: str) -> str:
    """Return the beginning of a cell that holds a few letters at most, each run of spaces as one."""
    return " ".join(unicodedata.normalize("NFKC", text).split())[:60]


def read_score(kind: str, text: str) -> int:
    """Return the points of a cell on the scale of its kind."""
    scale = SCALES[kind]
    plain = re.sub(r"\s*(?:分|points?|/\s*\d+)$", "", _short(text), flags=re.IGNORECASE)
    if re.fullmatch(r"\d{1,2}(?:\.0+)?", plain, re.ASCII) and int(float(plain)) in scale:
        return int(float(plain))
    raise Wrong(SCORE_WRONG, text=text[:40], first=scale[0], last=scale[-1])


def read_stars(text: str) -> int:
    """Return whole stars of 4, 4.0, 4星, 四星, ★★★★☆ or 4/5.

    Raises:
        Unsure: it lies between two stars, such as 4.5; to round it would invent an answer.
    """
    plain = re.sub(r"\s*(?:星级?|stars?)$", "", _short(text), flags=re.IGNORECASE)
    if re.fullmatch(r"[★☆⭐]{1,5}", plain) and (filled := len(plain.replace("☆", ""))):
        return filled
    if re.fullmatch(r"[1-4]\.\d*[1-9]\d*(?:\s*分)?", plain, re.ASCII):
        raise Unsure(STARS_BETWEEN, text=text[:40])
    return STAR_WORDS.get(plain) or read_score("stars", plain)


def read_words(title: str, text: str) -> str:
    """Return the words with their heading, without telephone numbers and addresses, which are not to be kept."""
    parts = [part.strip() for part in (title, text) if part.strip()]
    words = masked("\n".join(dict.fromkeys(parts)))
    if len(words) > MOST_LETTERS:
        raise Wrong(WORDS_LONG, most=MOST_LETTERS)
    return words


def masked(text: str) -> str:
    """Return a text with *** in place of mobile, telephone and identity numbers and of mail addresses."""
    for pattern in NUMBERS_OF_PEOPLE:
        text = pattern.sub(HIDDEN, text)
    return text


def language_of(words: str) -> str:
    """Return zh for words with Chinese letters and for none at all, else en."""
    return "zh" if not words or re.search("[\u4e00-\u9fff]", words) else "en"
