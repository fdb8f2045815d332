"""What the sheet of each kind of question has: its fields, and its lists of rows. Pure.

A sheet is what a page's form holds: texts and ticks by the names of its fields, rows as lists of such. A field's name on the
page is its path joined by hyphens, `options-0-text_zh`; in a question's data the same is at `("options", 0, "text")`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Holds(Enum):
    """What stands in a field."""

    LINE = auto()  # a text as typed
    SAID = auto()  # a text in two languages: the fields name_zh and name_en
    DECIMAL = auto()  # a number, kept as its text
    WHOLE = auto()  # a whole number
    FLAG = auto()  # a tick
    TRUTH = auto()  # "true", "false" or nothing
    TAGS = auto()  # a text on each line
    NAME = auto()  # the short name of a row, made where it has none


@dataclass(frozen=True)
class Field:
    """One field. `usual` is what an empty one means; a sheet shows it."""

    name: str
    holds: Holds
    usual: str = ""
    group: str = ""  # the key of the data under which it stands, where that is not the question or the row itself

    @property
    def on_page(self) -> str:
        """Its name on the page, to which a text in two languages adds _zh and _en."""
        return f"{self.group}_{self.name}" if self.group else self.name


@dataclass(frozen=True)
class Rows:
    """A list of rows. With `plain`, each row is a text in two languages and nothing else."""

    name: str
    parts: tuple["Field | Rows", ...]
    begin: int = 0  # how many rows a new question's page offers
    plain: bool = False


def said(name: str, group: str = "") -> Field:
    """Return a text in two languages."""
    return Field(name, Holds.SAID, group=group)


ID, FEEDBACK, WEIGHT = Field("id", Holds.NAME), said("feedback"), Field("weight", Holds.DECIMAL)
FULL = Field("weight", Holds.DECIMAL, "100")
HEAD = (
    Field("name", Holds.LINE), Field("id_number", Holds.LINE), Field("category", Holds.LINE), Field("tags", Holds.TAGS),
    Field("difficulty", Holds.LINE), Field("touchpoint", Holds.LINE), Field("dimension", Holds.LINE),
    Field("markup", Holds.LINE, "plain"), Field("marks", Holds.DECIMAL, "1"), said("text"), said("explanation"))
OPTIONS = Rows("options", (ID, said("text"), Field("correct", Holds.FLAG), WEIGHT, FEEDBACK), begin=4)
ANSWERS = Rows("answers", (Field("text", Holds.LINE), FULL, FEEDBACK), begin=2)
CASE = Field("case", Holds.FLAG)
ENDS = tuple(Field(name, Holds.DECIMAL) for name in ("value", "tolerance", "low", "high"))
NUMBERS = Rows("answers", (*ENDS, FULL, FEEDBACK), begin=1)

BODIES: Mapping[str, tuple[Field | Rows, ...]] = {
    "single": (OPTIONS,),
    "multiple": (OPTIONS, Field("marking", Holds.LINE)),
    "true_false": (Field("answer", Holds.TRUTH), said("right", "feedback"), said("wrong", "feedback")),
    "short_answer": (ANSWERS, CASE),
    "gap_fill": (Rows("parts", (ANSWERS, Field("choose", Holds.FLAG), CASE), begin=2),),
    "numerical": (NUMBERS, Rows("units", (Field("text", Holds.LINE), Field("multiplier", Holds.DECIMAL, "1"))),
                  Field("unit_penalty", Holds.DECIMAL)),
    "matching": (Rows("pairs", (ID, said("text"), said("match")), begin=3), Rows("extra", (said(""),), plain=True)),
    "ordering": (Rows("items", (ID, said("text")), begin=4),),
    "judgement": (Field("mode", Holds.LINE), Rows("responses", (ID, said("text"), FEEDBACK), begin=3)),
    "free_text": (said("sample"), Rows("rubric", (ID, said("text"), Field("points", Holds.WHOLE))),
                  Field("most", Holds.WHOLE, "2000"), Field("lines", Holds.WHOLE, "6")),
    "description": (),
}
