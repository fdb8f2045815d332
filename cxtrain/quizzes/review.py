"""A marked answer, part by part, as a result page shows it: what was asked, what was given, what would be right. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cxtrain.quizzes.kinds.arranged import Matching, Ordering
from cxtrain.quizzes.kinds.choice import Choice, TrueFalse
from cxtrain.quizzes.kinds.judgement import Judgement
from cxtrain.quizzes.kinds.numerical import Numerical
from cxtrain.quizzes.kinds.open import FreeText
from cxtrain.quizzes.kinds.written import GapFill, ShortAnswer
from cxtrain.quizzes.marking import Mark
from cxtrain.quizzes.question import Accepted, Marking, Wording
from cxtrain.web.bilingual import Bilingual

Said = Wording | Bilingual | str


@dataclass(frozen=True)
class Line:
    """One part of an answer."""

    given: Said | None  # None where nothing was
    right: bool | None  # None where it cannot be said
    stem: Said | None = None  # what it answers, where the question has parts
    key: tuple[Said, ...] = ()  # what would be right
    reply: Wording | Bilingual | None = None  # what is said to it
    experts: float | None = None  # what they said on average


def lines_of(mark: Mark) -> tuple[Line, ...]:
    """Return the parts of a marked answer, in the question's order."""
    question, given = mark.question, mark.given
    match question:
        case Choice() | TrueFalse():
            return _options(question, given)
        case ShortAnswer():
            found = question.found(given)
            return (_typed(given, found, _keys(question.answers)),)
        case Numerical():
            return (_number(question, given),)
        case GapFill():
            return _gaps(question, given)
        case Matching():
            return _pairs(question, given)
        case Ordering():
            return _order(question, given)
        case Judgement():
            return _judged(question, given)
        case FreeText():
            return (Line(given[0] if given else None, None, key=(question.sample,) if question.sample else ()),)
        case _:
            return ()


def _options(question: Choice | TrueFalse, given: Sequence[str]) -> tuple[Line, ...]:
    return tuple(Line(option.text if option.id in given else None, option.right, key=(option.text,), reply=option.feedback)
                 for option in question.options)


def _typed(given: Sequence[str], found: Accepted | None, key: tuple[Said, ...], stem: Said | None = None) -> Line:
    text = given[0] if given and given[0] else None
    return Line(text, bool(found and found.weight == 100), stem, key, found.feedback if found else None)


def _keys(answers: Sequence[Accepted]) -> tuple[Said, ...]:
    return tuple(answer.text for answer in answers if answer.weight == 100)


def _number(question: Numerical, given: Sequence[str]) -> Line:
    found, keys = question.found(given), []
    for ends in (answer.ends for answer in question.answers if answer.weight == 100 and answer.ends):
        low, high = (_decimal(end) for end in ends)
        keys.append(low if low == high else f"{low} – {high}")
    unit = f" {question.units[0]}" if question.units else ""
    return Line(given[0] if given else None, bool(found and question.points(given, Marking.ALL_OR_NOTHING) == 1),
                key=tuple(key + unit for key in keys), reply=found.feedback if found else None)


def _decimal(value: Fraction) -> str:
    return f"{float(value):g}"


def _gaps(question: GapFill, given: Sequence[str]) -> tuple[Line, ...]:
    texts = given or [""] * len(question.parts)
    return tuple(_typed((text,), part.found(text), _keys(part.answers), stem=f"[{number}]")
                 for number, (part, text) in enumerate(zip(question.parts, texts, strict=True), 1))


def _pairs(question: Matching, given: Sequence[str]) -> tuple[Line, ...]:
    texts, answers = dict(question.choices), given or [""] * len(question.pairs)
    return tuple(Line(texts.get(answer), answer == key, pair.text, (pair.match,))
                 for pair, answer, key in zip(question.pairs, answers, question.key, strict=True))


def _order(question: Ordering, given: Sequence[str]) -> tuple[Line, ...]:
    """Return a line for each thing, as the player put them; what has no place comes last."""
    places = given or [""] * len(question.items)
    lines = [(place, Line(place or None, place == str(right), item.text, (str(right),)))
             for right, (item, place) in enumerate(zip(question.items, places, strict=True), 1)]
    return tuple(line for _place, line in sorted(lines, key=lambda pair: int(pair[0] or 99)))


def _judged(question: Judgement, given: Sequence[str]) -> tuple[Line, ...]:
    answers = given or [""] * len(question.responses)
    return tuple(Line(answer or None, None, response.text, reply=response.feedback, experts=round(float(mean), 1))
                 for response, answer, mean in zip(question.responses, answers, question.means(), strict=True))
