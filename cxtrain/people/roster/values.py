"""What one cell of a roster says: each reader returns the value, or says what is wrong and what to do. Pure."""

import datetime as dt
import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

from cxtrain.people.employment import EMPLOYMENT_BY_WORD, STATUS_BY_WORD
from cxtrain.people.names import MAX_NAME, clean_name
from cxtrain.people.roster import sentences as say
from cxtrain.people.roster.faults import RosterFault
from cxtrain.web.cells import as_date, was_shortened

MAX_NUMBER, MAX_POST, MAX_NAME_EN, MAX_UNIT = 40, 60, 80, 120  # characters, as the tables keep them
FIRST_DAY, LAST_DAY = dt.date(1950, 1, 1), dt.date(2100, 1, 1)


def read_number(text: str) -> str:
    """Return a staff number with its leading zeros."""
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not number:
        raise RosterFault(say.NUMBER_MISSING)
    if was_shortened(number):
        raise RosterFault(say.SHORTENED, text=text)
    if len(number) > MAX_NUMBER or not re.fullmatch(r"[\w@][\w.@/#-]*", number):
        raise RosterFault(
            say.NUMBER_WRONG,
            text=text[:60],
            most=MAX_NUMBER,
        )
    return number


def read_name(text: str) -> str:
    """Return a name as it is kept."""
    name = clean_name(text)
    if not name:
        raise RosterFault(say.NAME_MISSING)
    if len(name) > MAX_NAME or not any(letter.isalpha() for letter in name):
        raise RosterFault(say.NAME_WRONG, text=text[:60], most=MAX_NAME)
    return name


def read_mobile(text: str) -> str:
    """Return the 11 digits of a mobile number of the Chinese mainland; +86, spaces and dashes are dropped."""
    if was_shortened(text):
        raise RosterFault(say.SHORTENED, text=text)
    digits = re.sub(r"[\s\-()\u2010-\u2015]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(?:\+?86|0086)(?=1\d{10}$)", "", digits)
    if not re.fullmatch(r"1[3-9][0-9]{9}", digits):
        raise RosterFault(say.MOBILE_WRONG, text=text[:60])
    return digits


def read_email(text: str) -> str:
    """Return an e-mail address; whether anybody reads mail there is not looked up."""
    try:
        return validate_email(
            unicodedata.normalize("NFKC", text).strip(), check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError as fault:
        raise RosterFault(say.EMAIL_WRONG, text=text[:60]) from fault


def read_day(text: str) -> dt.date:
    """Return a day between 1950 and 2100."""
    day = as_date(unicodedata.normalize("NFKC", text))
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise RosterFault(say.DAY_WRONG, text=text[:60])
    return day


def read_status(text: str) -> str:
    """Return active, leave or left."""
    code = STATUS_BY_WORD.get(_word(text))
    if code is None:
        raise RosterFault(say.STATUS_WRONG, text=text[:60])
    return code


def read_employment(text: str) -> str:
    """Return the code of the employment, such as part_time."""
    code = EMPLOYMENT_BY_WORD.get(_word(text))
    if code is None:
        raise RosterFault(say.EMPLOYMENT_WRONG, text=text[:60])
    return code


def read_post(text: str) -> str:
    """Return a post such as 前台接待."""
    return _short(text, MAX_POST)


def read_name_en(text: str) -> str:
    """Return pinyin or an English name."""
    return _short(text, MAX_NAME_EN)


def _short(text: str, most: int) -> str:
    plain = re.sub(r"\s+", " ", clean_name(text))
    if len(plain) > most:
        raise RosterFault(say.TOO_LONG, text=text[:30], most=most)
    return plain


def _word(text: str) -> str:
    return re.sub(r"[\s_\-]", "", unicodedata.normalize("NFKC", text)).casefold()
