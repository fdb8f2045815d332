"""What is wrong with a roster, as sentences that say where, what, and what to do. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class RosterFault(ValueError):
    """The file as a whole, or one cell, cannot be used. `message` is a sentence for the catalogue."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the sentence apart from its values, so that a page can say it in the reader's language."""
        super().__init__(message % values if values else message)
        self.message, self.values = message, values


@dataclass(frozen=True)
class Fault:
    """A sentence about one place of the file. `level` is error (nothing is imported) or warning."""

    row: int  # as the spreadsheet numbers it; 0: the file as a whole
    column: str  # the spreadsheet's letter, or empty
    header: str
    message: str  # English, with %(name)s
    values: Mapping[str, object] = field(default_factory=dict)
    level: str = "error"

    @property
    def place(self) -> str:
        """Where it is, as "row 4, column C 手机: "; empty where it is about the whole file."""
        return f"row {self.row}, column {self.column} {self.header}: ".replace(", column  :", ":") if self.row else ""

    @property
    def sentence(self) -> str:
        """The sentence in English."""
        return self.message % self.values if self.values else self.message

    def as_dict(self) -> dict[str, object]:
        """Return the fault for JSON."""
        return {
            "row": self.row,
            "column": self.column,
            "header": self.header,
            "level": self.level,
            "message": self.sentence,
        }
