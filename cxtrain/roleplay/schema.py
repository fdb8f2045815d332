"""What a scenario file may contain, as pydantic models and as JSON Schema. `references` resolves the names in it."""

import re
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from cxtrain.roleplay.conditions import PATTERN, WORD, comparisons_in
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Part, Text, refuse

FORMAT = 1
LARGEST = 1_000_000  # of any number in a scenario, either side of zero

Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
ModelStep = Literal["explore", "offer", "act", "confirm"]
Outcome = Literal["delighted", "satisfied", "indifferent", "lost"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
STEPS: tuple[ModelStep, ...] = get_args(ModelStep)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NAME = re.compile(r"[^\s\x00-\x1f/\\]{1,64}")

NOT_A_FORMAT = N_("This program reads format 1.")
NOT_A_SLUG = N_('"%(given)s" must be lower-case letters, digits and single hyphens, at most 64.')
NOT_A_NAME = N_('"%(given)s" cannot be a name: use 1 to 64 letters, digits or hyphens, without spaces.')
NOT_A_NUMBER = N_("This must be a finite number between -1000000 and 1000000.")
NOT_A_VALUE = N_("This must be a finite number between -1000000 and 1000000, or true or false.")
NOT_A_WORD = N_('"%(given)s" cannot be a word of a list: use letters, digits and hyphens, a letter first, at most 64.')
NOT_A_CONDITION = N_(
    'A condition is true, false, a number, or a comparison in quotes such as ">= -3" or ">= 0 and < 3".'
)


def _format(given: object) -> object:
    if type(given) is not int or given != FORMAT:
        raise refuse(NOT_A_FORMAT)
    return given


def _slug(given: str) -> str:
    if len(given) > 64 or not SLUG.fullmatch(given):
        raise refuse(NOT_A_SLUG, given=given[:70])
    return given


def _name(given: str) -> str:
    if not NAME.fullmatch(given):
        raise refuse(NOT_A_NAME, given=given[:70])
    return given


def _is_number(given: object) -> bool:
    return isinstance(given, (int, float)) and not isinstance(given, bool) and abs(given) <= LARGEST


def _number(given: object) -> object:
    if not _is_number(given):
        raise refuse(NOT_A_NUMBER)
    return given


def _value(given: object) -> object:
    if isinstance(given, bool) or _is_number(given) or (isinstance(given, str) and re.fullmatch(WORD, given)):
        return given
    raise refuse(NOT_A_VALUE)


def _word(given: str) -> str:
    if not re.fullmatch(WORD, given):
        raise refuse(NOT_A_WORD, given=given[:70])
    return given


def _condition(given: object) -> object:
    if isinstance(given, str) and comparisons_in(given) is not None:
        return given
    if isinstance(given, bool) or _is_number(given):
        return given
    raise refuse(NOT_A_CONDITION)


def _schema(**words: Any) -> WithJsonSchema:
    return WithJsonSchema(words)


Slug = Annotated[str, AfterValidator(_slug), _schema(type="string", pattern=f"^{SLUG.pattern}$", maxLength=64)]
Name = Annotated[str, AfterValidator(_name), _schema(type="string", pattern=r"^[^\s/\\]{1,64}$")]
Number = Annotated[int | float, PlainValidator(_number), _schema(type="number", minimum=-LARGEST, maximum=LARGEST)]
Word = Annotated[str, AfterValidator(_word), _schema(type="string", pattern=f"^{WORD}$")]
Value = Annotated[
    bool | int | float | str,
    PlainValidator(_value),
    _schema(anyOf=[{"type": ["number", "boolean"]}, {"type": "string", "pattern": f"^{WORD}$"}]),
]
Condition = Annotated[
    bool | int | float | str,
    PlainValidator(_condition),
    _schema(anyOf=[{"type": ["number", "boolean"]}, {"type": "string", "pattern": PATTERN}]),
]
When = Annotated[dict[Name, Condition], Field(description="offered, or taken, only where all of these hold")]


class GaugePart(Part):
    """A number, a yes-or-no or a word of a list, which choices change. A number stays between min and max."""

    start: Value
    min: Number | None = None
    max: Number | None = None
    words: list[Word] | None = Field(None, min_length=2, max_length=20, description="all that this word may be")


class BranchPart(Part):
    """One of several ways on; the last of them has no `when`."""

    when: When | None = None
    to: Name


def _kind_of_next(given: object) -> str:
    return "branches" if isinstance(given, list) else "scene"


Next = Annotated[
    Annotated[str, Tag("scene")] | Annotated[list[BranchPart], Field(min_length=1), Tag("branches")],
    Discriminator(_kind_of_next),
    Field(description="the scene that follows, or branches tried in order once the effects are in"),
]


class ChoicePart(Part):
    """One thing the player may say or do."""

    id: Name
    say: Text
    step: ModelStep | None = None
    when: When | None = None
    after: int | None = Field(
        None, ge=5, le=300, description="saying nothing: taken by itself so many seconds after the time that reading needs")
    effects: dict[Name, Value] = {}
    points: dict[Dimension, Number] = {}
    reaction: Text
    coaching: Text
    reason: bool = Field(False, description="the player must say why; kept, shown at the end, not scored")
    next: Next


class EndingPart(Part):
    """How the story ends."""

    outcome: Outcome
    title: Text | None = None
    debrief: Text | None = None


class ScenePart(Part):
    """A moment of the story: the customer's words and the choices, or an ending."""

    moment_of_truth: bool = False
    sees: Text | None = None
    says: Text | None = None
    choices: list[ChoicePart] | None = None
    ending: EndingPart | None = None
    hint: Text | None = Field(None, description="opened by the player, in a practice only")
    when: When | None = Field(None, description="the story comes here only where all of these hold")
    otherwise: Name | None = Field(None, description="the scene that it comes to instead")


class CustomerPart(Part):
    """Who stands before the player."""

    name: Text
    kind: str | None = Field(None, max_length=60)


class VariantPart(Part):
    """Another customer in the same story, with words of their own in some scenes. Points do not depend on it."""

    customer: CustomerPart
    says: dict[Name, Text] = {}


class ScenarioFile(Part):
    """A scenario as authors write it."""

    format: Annotated[int, PlainValidator(_format), _schema(const=FORMAT)]
    slug: Slug
    touchpoint: Slug
    title: Text
    brief: Text
    customer: CustomerPart
    state: dict[Name, GaugePart]
    start: Name
    scenes: dict[Name, ScenePart]
    variants: list[VariantPart] | None = Field(None, max_length=20, description="the attempt's seed chooses among them")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file (draft 2020-12), for editors that check while one types."""
    schema = ScenarioFile.model_json_schema()
    schema["$defs"]["ScenePart"]["oneOf"] = [{"required": ["says", "choices"]}, {"required": ["ending"]}]
    schema["$defs"]["ScenePart"]["dependentRequired"] = {"when": ["otherwise"], "otherwise": ["when"]}
    schema["properties"]["state"]["required"] = ["mood"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
