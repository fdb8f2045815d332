"""All kinds of questions together: a question of whatever kind from plain data, and back."""

import json
from hashlib import sha256
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from cxtrain.quizzes.kinds.arranged import Matching, Ordering
from cxtrain.quizzes.kinds.choice import Multiple, Single, TrueFalse
from cxtrain.quizzes.kinds.judgement import Judgement
from cxtrain.quizzes.kinds.numerical import Numerical
from cxtrain.quizzes.kinds.open import Description, FreeText
from cxtrain.quizzes.kinds.written import GapFill, ShortAnswer
from cxtrain.quizzes.question import Question
from cxtrain.web.bilingual import N_

AnyQuestion = Annotated[
    Single | Multiple | TrueFalse | ShortAnswer | Numerical | Matching | Ordering | GapFill | Judgement | FreeText
    | Description, Field(discriminator="kind")]

KIND_NAMES = {  # in the order in which menus show them
    "single": N_("Single choice"), "multiple": N_("Multiple choice"), "true_false": N_("True or false"),
    "short_answer": N_("Short answer"), "gap_fill": N_("Gaps in a sentence"), "numerical": N_("Number"),
    "matching": N_("Matching"), "ordering": N_("Putting in order"), "judgement": N_("Judging a situation"),
    "free_text": N_("Free text"), "description": N_("Description"),
}
DIFFICULTY_NAMES = {"easy": N_("Easy"), "medium": N_("Medium"), "hard": N_("Hard")}

_reader: TypeAdapter[Question] = TypeAdapter(AnyQuestion)


def from_data(data: dict[str, Any]) -> Question:
    """Return the question that plain data describes.

    Raises:
        pydantic.ValidationError: the data is no question.
    """
    return _reader.validate_json(json.dumps(data), strict=True)


def as_data(question: Question) -> dict[str, Any]:
    """Return the question as plain data, without what is as it would be anyway: `from_data` gives it back."""
    return {"id": question.id, "kind": question.kind,
            **question.model_dump(mode="json", by_alias=True, exclude_defaults=True)}


def digest_of(question: Question) -> str:
    """Return the SHA-256, hex, by which two texts of a question are the same. The id is no part of it."""
    data = {key: value for key, value in as_data(question).items() if key != "id"}
    return sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
