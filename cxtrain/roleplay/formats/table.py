"""The table that trainers keep, XLSX or CSV, as the draft of a scenario: one row per choice, several rows per scene. Pure.

Headings are matched in Chinese or English, with or without a language ("客户说", "客户说（英文）", "says en"). Rows above
the headings and other sheets may tell the title, the touchpoint and the customer. Each cell that is not blank is taken
over or refused by its name in the spreadsheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxtrain.roleplay.formats.bounds import MOST_CHOICES, TOO_MANY_ROWS, at_most
from cxtrain.roleplay.formats.drafts import HAN, clean, draft_of
from cxtrain.roleplay.formats.results import Account, Result, whole_file_refused
from cxtrain.roleplay.formats.table_about import About
from cxtrain.roleplay.formats.table_scenes import Scenes
from cxtrain.roleplay.formats.table_words import COLUMNS, TEXT_COLUMNS, column_of
from cxtrain.web.bilingual import N_
from cxtrain.web.tables import Sheet, TableError, column_letter, read_sheets

FIRST_ROWS = 20  # among which the headings stand
ENOUGH = 3  # headings that make a row the row of headings

NO_HEADINGS = N_("No row of headings was found. Write %(headings)s, or start from the template.")
UNKNOWN_COLUMN = N_("The heading “%(heading)s” is not known, so its column was not read.")
SAME_COLUMN = N_("The heading “%(heading)s” means the same as one before it, so its column was not read.")
NO_HEADING = N_("This cell stands under no heading.")


@dataclass(frozen=True)
class Column:
    """What a column of the table means."""

    name: str
    language: str | None = None


def import_table(data: bytes, name: str) -> Result:
    """Return the draft of a table.

    Raises:
        TooLarge: it is more than one scenario.
    """
    try:
        sheets = read_sheets(data)
    except TableError as fault:
        return whole_file_refused("table", fault.message, **fault.values)
    found = [(sheet, row) for sheet in sheets if (row := _heading_row(sheet)) is not None]
    if not found:
        return whole_file_refused("table", NO_HEADINGS, headings=" | ".join(_usual_headings()))
    return _draft(sheets, *found[0], name=name)


def _draft(sheets: Sequence[Sheet], main: Sheet, row: int, *, name: str) -> Result:
    """Return the draft of a table whose headings stand in a row of the sheet `main`."""
    at_most(MOST_CHOICES, sum(any(map(str.strip, line)) for sheet in sheets for line in sheet.rows), TOO_MANY_ROWS)
    account, about, scenes = Account(), About(), Scenes()
    for sheet in sheets:
        account.hold("cells", sum(bool(cell.strip()) for line in sheet.rows for cell in line))
        about.read(sheet, range(row if sheet is main else len(sheet.rows)), account)
    columns = _columns(main, row, account)
    for number in range(row + 1, len(main.rows)):
        _row(main, number, columns, scenes, account)
    text, gaps = draft_of(scenes.document(about.facts(name), account), name)
    return account.result("table", text, gaps)


def _usual_headings() -> list[str]:
    return [known.split()[0] for name, known in COLUMNS.items()][:8]


def _heading_row(sheet: Sheet) -> int | None:
    """Return the row that holds the most headings we know; it must tell scenes apart and name what to say."""
    best, most = None, ENOUGH - 1
    for number, row in enumerate(sheet.rows[:FIRST_ROWS]):
        names = {column[0] for cell in row if (column := column_of(cell))}
        if "say" in names and len(names) > most:
            best, most = number, len(names)
    return best


def _columns(sheet: Sheet, row: int, account: Account) -> dict[int, Column]:
    """Return the columns by their place; a heading that tells no language gets the one its cells are written in."""
    columns: dict[int, Column] = {}
    named = [(at, heading, column_of(heading)) for at, heading in enumerate(sheet.rows[row]) if heading.strip()]
    told = {column for _, _, column in named if column and column[1]}
    for at, heading, column in named:
        place = cell_name(sheet, row, at)
        if column is None:
            account.refuse("cells", place, UNKNOWN_COLUMN, heading=clean(heading, lines=False)[:60])
            continue
        name, language = column
        if name in TEXT_COLUMNS and language is None:
            language = _other_language(name, told) or _language_of_cells(sheet, row, at)
        if Column(name, language) in columns.values():
            account.refuse("cells", place, SAME_COLUMN, heading=clean(heading, lines=False)[:60])
            continue
        account.take("cells")
        columns[at] = Column(name, language)
    return columns


def _other_language(name: str, told: set[tuple[str, str | None]]) -> str | None:
    """Return the language left over where another column of the same name tells its own."""
    if (name, "en") in told:
        return "zh"
    return "en" if (name, "zh") in told else None


def _language_of_cells(sheet: Sheet, row: int, at: int) -> str:
    cells = [line[at] for line in sheet.rows[row + 1 :] if at < len(line) and line[at].strip()]
    chinese = sum(bool(HAN.search(cell)) for cell in cells)
    return "zh" if 2 * chinese >= len(cells) else "en"


def cell_name(sheet: Sheet, row: int, column: int) -> str:
    """Return the name of a cell as a spreadsheet shows it, with its sheet where it has one."""
    return f"{clean(sheet.name, lines=False)[:40]}!{column_letter(column)}{row + 1}".removeprefix("!")


def _row(sheet: Sheet, number: int, columns: Mapping[int, Column], scenes: Scenes, account: Account) -> None:
    """Give one row to its scene."""
    cells: dict[tuple[str, str | None], tuple[str, str]] = {}
    for at, text in enumerate(sheet.rows[number]):
        if not text.strip():
            continue
        place = cell_name(sheet, number, at)
        if at in columns and clean(text):
            cells[columns[at].name, columns[at].language] = (clean(text), place)
        else:
            account.refuse("cells", place, NO_HEADING)
    if cells:
        scenes.add(cells, account)
