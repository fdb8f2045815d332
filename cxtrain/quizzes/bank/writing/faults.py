"""The question that a sheet describes, or what is wrong with it: in words, and at the field. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cxtrain.quizzes.bank.words import title_of
from cxtrain.quizzes.bank.writing.sheet import Written
from cxtrain.quizzes.kinds.choice import BOTH, NONE_RIGHT
from cxtrain.quizzes.kinds.every import from_data
from cxtrain.quizzes.question import Question
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import NO_TEXT, OTHER, SENTENCES

NEEDED = N_("This is needed.")
ONE_LANGUAGE = N_("Write this in one language at least.")
NO_NUMBER = N_("This must be a number.")
WHOLE_NUMBER = N_("This must be a whole number.")
TOO_MANY_DIGITS = N_("This number has more digits than fit.")
CHOOSE = N_("Choose one.")
CATEGORY = N_("Write a category as one or more names with / between them, such as front desk/check-in.")
TICK = N_("Tick what is right.")
EITHER = N_("A tick or a number of per cent: one of them is enough.")
IN_WORDS = {NO_TEXT: ONE_LANGUAGE, NONE_RIGHT: TICK, BOTH: EITHER}  # what a question says in the words of a file
IN_A_FORM = {  # by pydantic's error type, where a page says it otherwise than a file's checker
    "missing": NEEDED, "decimal_parsing": NO_NUMBER, "decimal_type": NO_NUMBER, "is_instance_of": NO_NUMBER,
    "finite_number": NO_NUMBER, "int_type": WHOLE_NUMBER, "int_parsing": WHOLE_NUMBER,
    "decimal_max_digits": TOO_MANY_DIGITS, "decimal_max_places": TOO_MANY_DIGITS, "decimal_whole_digits": TOO_MANY_DIGITS,
}


@dataclass(frozen=True)
class Wrong:
    """What is wrong in a field. `field` is empty where it is about the whole; `message` is a template for `values`."""

    field: str
    message: str
    values: Mapping[str, object]
    is_error: bool = True


def judged(written: Written) -> tuple[Question | None, tuple[Wrong, ...]]:
    """Return the question of a sheet, None where something is an error, and what is wrong, advice included."""
    try:
        question = from_data(written.data)
    except ValidationError as error:
        return None, tuple(_wrong(written, each) for each in error.errors(include_url=False))
    found = tuple(_complaints(question, written))
    return (None if any(each.is_error for each in found) else question), found


def _wrong(written: Written, error: ErrorDetails) -> Wrong:
    path = error["loc"][1:]  # the first is the kind
    context: dict[str, Any] = error.get("ctx") or {}
    if error["type"] == "refused":
        message, values = context["message"], context["values"]
        return Wrong(written.place_of(path), IN_WORDS.get(message, message), values)
    values = {**context, "given": str(error["input"])[:40], "detail": error["msg"][:1].lower() + error["msg"][1:]}
    return Wrong(written.place_of(path), _message(error["type"], path), values)


def _message(kind: str, path: Sequence[str | int]) -> str:
    if kind == "missing" and path[-1] in ("text", "match") and path[-3:-2] not in (("answers",), ("units",)):
        return ONE_LANGUAGE
    if kind in ("missing", "literal_error") and path[-1] in ("answer", "mode"):
        return CHOOSE
    if kind == "string_pattern_mismatch" and path == ("category",):
        return CATEGORY
    return IN_A_FORM.get(kind) or SENTENCES.get(kind, OTHER)


def _complaints(question: Question, written: Written) -> Iterator[Wrong]:
    """Yield what the question says of itself; it is called by its title, because its id is nothing to its author."""
    for complaint in question.complaints():
        values = dict(complaint.values)
        if values.get("id") == question.id:
            title = title_of(question)
            values["id"] = title["zh"] or title["en"]
        message = IN_WORDS.get(complaint.message, complaint.message)
        yield Wrong(written.place_of(complaint.path), message, values, complaint.level == "error")
