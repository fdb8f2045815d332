"""The header row of a table that somebody uploads, and what its columns mean. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from cxtrain.web.cells import column_letter

F = TypeVar("F", bound=StrEnum)  # what a column can say


@dataclass(frozen=True)
class Column(Generic[F]):
    """One column. `use` is used, ignored (nobody needs it), second (its field has another) or private (not kept)."""

    index: int  # 0-based
    header: str
    field: F | None
    use: str

    @property
    def letter(self) -> str:
        """The spreadsheet's name of the column."""
        return column_letter(self.index)


@dataclass(frozen=True)
class Header(Generic[F]):
    """The header row (0-based) and what its columns mean."""

    row: int
    columns: tuple[Column[F], ...]

    def of(self, field: F) -> Column[F] | None:
        """Return the column of a field, or None where the table has none."""
        return next((column for column in self.columns if column.field == field), None)
