"""The brief of a visit: the form's role and script, and what this store's visit asks. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields

from cxtrain.quality.instrument import Instrument
from cxtrain.web.bilingual import Bilingual

LONGEST = 600  # characters of one field: all of them go onto one page


@dataclass(frozen=True)
class StoreWords:
    """What HR wrote for a touchpoint of a store; each may be empty. Written once, in the language of its shoppers."""

    facts: str = ""  # such as breakfast hours
    ask: str = ""
    promise: str = ""
    difficulty: str = ""
    question1: str = ""
    answer1: str = ""
    question2: str = ""
    answer2: str = ""

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """The test questions that have an answer, each with it."""
        pairs = (self.question1, self.answer1), (self.question2, self.answer2)
        return tuple(pair for pair in pairs if all(pair))

    def as_dict(self) -> dict[str, str]:
        """Return what is not empty, as the database keeps it."""
        return {field.name: text for field in fields(self) if (text := getattr(self, field.name))}


def store_words(kept: Mapping[str, str]) -> StoreWords:
    """Return what the database kept."""
    return StoreWords(**{field.name: kept.get(field.name, "") for field in fields(StoreWords)})


@dataclass(frozen=True)
class Question:
    """A test question with its right answer, {"zh": …, "en": …} each."""

    ask: Mapping[str, str]
    answer: Mapping[str, str]


@dataclass(frozen=True)
class Brief:
    """What a shopper reads before a visit; plain values, so that it goes onto paper."""

    code: str
    unit: Mapping[str, str]
    touchpoint: Mapping[str, str]
    day: dt.date
    window: str  # "12:00-14:00", by the store's clock
    persona: Mapping[str, str]
    script: tuple[Mapping[str, str], ...]
    words: StoreWords
    questions: tuple[Question, ...]  # this store's; the form's where it has none


def window(from_hour: int, until_hour: int) -> str:
    """Return the hours as people write them."""
    return f"{from_hour:02d}:00–{until_hour:02d}:00"


def _said(text: Bilingual | None) -> Mapping[str, str]:
    return text.as_dict() if text else {"zh": "", "en": ""}


def questions_of(form: Instrument | None, words: StoreWords) -> tuple[Question, ...]:
    """Return the store's own test questions, or the form's where it has none."""
    own = tuple(Question({"zh": ask, "en": ask}, {"zh": answer, "en": answer}) for ask, answer in words.questions)
    asked = form.test_questions if form else ()
    return own or tuple(Question(_said(each.ask.said), _said(each.answer.said)) for each in asked)


def role_of(form: Instrument | None) -> tuple[Mapping[str, str], tuple[Mapping[str, str], ...]]:
    """Return the form's persona and the steps of its script."""
    persona = _said(form.persona.said if form and form.persona else None)
    return persona, tuple(_said(step.said) for step in (form.script if form else ()))
