"""Documents that authors write by hand: YAML read safely against a model, every fault with line and column. Pure.

    document = read(path.read_bytes(), CourseFile)
    if document.value is None: show(document.faults)

The document is validated as if it were JSON, so a model may use tuples and enumerations, and strictly, so that the text
"3" is no number.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, PydanticUserError, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.yaml_tree import Data, Fault, Path, Place, Tree, plant

__all__ = [
    "Document",
    "Fault",
    "Part",
    "Path",
    "Place",
    "Text",
    "Tree",
    "fault_at",
    "in_order",
    "read",
    "refuse",
    "warning_at",
]

M = TypeVar("M", bound=BaseModel)

NEEDS_LANGUAGE = {"zh": N_("The Chinese text (zh) is missing."), "en": N_("The English text (en) is missing.")}
NO_TEXT = N_("Write this text in both languages: {zh: …, en: …}.")
NOTHING_HERE = N_("Nothing is written here.")

SENTENCES = {  # by pydantic's error type; the values come from its context
    "missing": N_('The key "%(key)s" is missing.'),
    "extra_forbidden": N_('The key "%(key)s" is not known here.'),
    "string_type": N_("This must be text: put it in quotes."),
    "string_too_short": N_("This text needs at least %(min_length)s characters."),
    "string_too_long": N_("This text is longer than %(max_length)s characters."),
    "string_pattern_mismatch": N_('"%(given)s" is not written as this must be (pattern %(pattern)s).'),
    "int_type": N_("This must be a whole number."),
    "int_from_float": N_("This must be a whole number."),
    "float_type": N_("This must be a number."),
    "finite_number": N_("This must be a finite number."),
    "bool_type": N_("This must be true or false."),
    "list_type": N_("This must be a list."),
    "tuple_type": N_("This must be a list."),
    "dict_type": N_("This must be keys with values."),
    "model_type": N_("This must be keys with values."),
    "literal_error": N_('"%(given)s" is not known here; it may be %(expected)s.'),
    "enum": N_('"%(given)s" is not known here; it may be %(expected)s.'),
    "greater_than": N_("This number must be greater than %(gt)s."),
    "greater_than_equal": N_("This number must be %(ge)s or more."),
    "less_than": N_("This number must be less than %(lt)s."),
    "less_than_equal": N_("This number must be %(le)s or less."),
    "too_short": N_("At least %(min_length)s must stand here."),
    "too_long": N_("At most %(max_length)s may stand here."),
    "union_tag_invalid": N_('"%(tag)s" is not known here; it may be %(expected_tags)s.'),
    "union_tag_not_found": N_("The key %(discriminator)s is missing."),
    "date_from_datetime_parsing": N_("This must be a date such as 2026-05-06."),
    "date_parsing": N_("This must be a date such as 2026-05-06."),
}
NEARLY = N_('The key "%(key)s" is not known here; did you mean "%(nearest)s"?')
SPLIT = N_('The comma before "%(key)s" ends the text there: put the whole text in quotes.')
OTHER = N_("This value cannot be used here (%(detail)s).")


@dataclass(frozen=True)
class Document(Generic[M]):
    """What was read: `value` is None exactly when there are faults; `tree` is None where the YAML itself is broken."""

    value: M | None
    faults: tuple[Fault, ...]
    tree: Tree | None


class Part(BaseModel):
    """A part of a document: unknown keys are refused, and it never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Text(Part):
    """A text in both languages. Neither may be blank."""

    zh: str
    en: str

    @model_validator(mode="before")
    @classmethod
    def _has_languages(cls, given: object) -> object:
        if not isinstance(given, dict):
            raise refuse(NO_TEXT)
        return given

    @field_validator("zh")
    @classmethod
    def _has_chinese(cls, text: str) -> str:
        return _written(text, "zh")

    @field_validator("en")
    @classmethod
    def _has_english(cls, text: str) -> str:
        return _written(text, "en")

    @property
    def said(self) -> Bilingual:
        """The text as pages use it."""
        return Bilingual(self.zh, self.en)


def _written(text: str, language: str) -> str:
    if not text.strip():
        raise refuse(NEEDS_LANGUAGE[language])
    return text.strip()


def refuse(message: str, **values: object) -> PydanticCustomError:
    """Return an error for a validator to raise: an English template marked with N_, and its values."""
    return PydanticCustomError("refused", "{message}", {"message": message, "values": values})


def read(text: str | bytes, model: type[M]) -> Document[M]:
    """Return the document as `model`, or every fault in it, in the order of its lines. Never raises for any text."""
    tree, faults = plant(text)
    if tree is None:
        return Document(None, faults, None)
    value, more = _validated(tree, model)
    every = in_order((*faults, *more))
    return Document(None if every else value, every, tree)


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults from top to bottom, each sentence once per place."""
    once = {(fault.line, fault.column, fault.sentence): fault for fault in faults}
    return tuple(once[key] for key in sorted(once))


def fault_at(place: Place, message: str, values: Mapping[str, object] | None = None, **named: object) -> Fault:
    """Return an error at `place`, with the values of its sentence."""
    return Fault(place.line, place.column, message, {**(values or {}), **named})


def warning_at(place: Place, message: str, **values: object) -> Fault:
    """Return a warning at `place`: it is shown, and stops nothing."""
    return Fault(place.line, place.column, message, values, "warning")


def _validated(tree: Tree, model: type[M]) -> tuple[M | None, list[Fault]]:
    try:
        return model.model_validate_json(json.dumps(tree.data), strict=True), []
    except ValidationError as error:
        return None, [_fault(tree, model, detail) for detail in error.errors(include_url=False)]


def _fault(tree: Tree, model: type[BaseModel], error: ErrorDetails) -> Fault:
    """Return one of pydantic's errors as a fault at the place it is about."""
    path, rest = _known_path(tree.data, error["loc"])
    if error["type"] == "missing":
        return _missing(tree, path, str(rest[-1]))
    if error["type"] == "extra_forbidden":
        return _unknown_key(tree, path, model)
    at_key = rest[-1:] == ["[key]"]
    place = tree.key_place(path) if at_key else tree.place(path)
    if tree.at(path) is None and not at_key:
        return fault_at(place, NOTHING_HERE)
    given = path[-1] if at_key else tree.at(path)
    return fault_at(place, *_sentence(error, _shortened(given)))


def _known_path(data: Data, loc: Iterable[str | int]) -> tuple[Path, list[str | int]]:
    """Return the part of pydantic's `loc` that the document has, and the rest: a missing key, or its own mark."""
    path: Path = ()
    rest: list[str | int] = []
    for step in loc:
        if isinstance(data, dict) and step in data:
            data, path, rest = data[str(step)], (*path, str(step)), []
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data, path, rest = data[step], (*path, step), []
        else:
            rest.append(step)
    return path, rest


def _missing(tree: Tree, path: Path, key: str) -> Fault:
    message = NEEDS_LANGUAGE.get(key, SENTENCES["missing"])
    return fault_at(tree.place(path), message, key=key)


def _unknown_key(tree: Tree, path: Path, model: type[BaseModel]) -> Fault:
    key = str(path[-1])
    if tree.at(path) is None and " " in key:  # {en: Yes, of course} is two keys to YAML.
        return fault_at(tree.key_place(path), SPLIT, key=_shortened(key))
    if nearest := tree.nearest.to(key, _keys(model)):
        return fault_at(tree.key_place(path), NEARLY, key=key, nearest=nearest)
    return fault_at(tree.key_place(path), SENTENCES["extra_forbidden"], key=key)


@lru_cache(maxsize=32)
def _keys(model: type[BaseModel]) -> frozenset[str]:
    """Return every key that some part of the model knows."""
    try:
        schema = model.model_json_schema()
    except PydanticUserError:
        return frozenset()  # A model may have types that no schema can describe; then there is nothing to compare with.
    return frozenset(key for part in (schema, *schema.get("$defs", {}).values()) for key in part.get("properties", {}))


def _sentence(error: ErrorDetails, given: str) -> tuple[str, dict[str, object]]:
    """Return the template for an error and its values."""
    context = error.get("ctx", {})
    if error["type"] == "refused":
        return context["message"], context["values"]
    values = {name: _listed(value) for name, value in context.items()}
    detail = error["msg"][:1].lower() + error["msg"][1:]
    return SENTENCES.get(error["type"], OTHER), {**values, "given": given, "detail": detail}


def _listed(value: object) -> object:
    """Return pydantic's "'x', 'y' or 'z'" as "x, y, z", which reads the same in every language, and 1.0 as 1."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.replace("' or '", "', '").replace("'", "") if isinstance(value, str) else value


def _shortened(given: object) -> str:
    word = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
    return word if len(word) <= 40 else word[:39] + "…"
