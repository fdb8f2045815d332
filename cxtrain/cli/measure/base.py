"""What the measuring commands share: the group, their options, and how an answer is printed."""

import json
import unicodedata
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from cxtrain.cli.base import AS_JSON, main
from cxtrain.cli.measure.survey import Survey
from cxtrain.measures.intervals import Interval

Facts = dict[str, Any]
Cell = str | float | int | None


HOMES = {"servqual": "servqual", "alpha": "questionnaires", "agreement": "questionnaires", "nps": "customers",
         "csat": "customers", "kano": "customers", "importance": "customers", "control": "change", "effect": "change",
         "shrink": "change"}


class Measures(click.Group):
    """The measuring commands; a module is imported when its command is asked for, so that others start quickly."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names in the order of the documentation."""
        return list(HOMES)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command after importing its module."""
        if name in HOMES:
            import_module(f"cxtrain.cli.measure.{HOMES[name]}")
        return super().get_command(context, name)


@main.group(cls=Measures)
def measure() -> None:
    """Compute measures from a CSV file of answers (docs/measures.md says what they mean)."""


def on_survey(function: Callable[..., tuple[Facts, str]]) -> Callable[..., None]:
    """Give a command FILE, --encoding, --missing and --json, and print what it returns: facts, and a readable table."""
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--encoding", help="of FILE; by default UTF-8, else GB18030")
    @click.option("--missing", multiple=True, metavar="TEXT", help="counts as no answer, as a blank does; may be repeated")
    @AS_JSON
    @wraps(function)
    def command(file: Path, encoding: str | None, missing: tuple[str, ...], as_json: bool, **options: Any) -> None:
        try:
            facts, table = function(Survey(file, encoding, tuple(map(str.strip, missing))), **options)
        except ValueError as error:  # what a measure says of arguments that make no sense
            raise click.ClickException(f"{file}: {error}") from error
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else table)
    return command


def ends(interval: Interval | None) -> list[float] | None:
    """Return an interval as JSON has it."""
    return None if interval is None else [interval.low, interval.high]


def written(cell: Cell | Interval) -> str:
    """Return a cell as a reader sees it: four digits after the point, a dash where there is nothing."""
    if isinstance(cell, Interval):
        return f"{cell.low:.4f} to {cell.high:.4f}"
    if isinstance(cell, float):
        return f"{cell:.4f}"
    return "–" if cell is None else str(cell)


def table(header: Sequence[str], rows: Sequence[Sequence[Cell | Interval]], *notes: str | None) -> str:
    """Return aligned columns, text to the left and numbers to the right, with the notes below."""
    texts = [list(header), *([written(cell) for cell in row] for row in rows)]
    widths = [max(_width(line[place]) for line in texts) for place in range(len(header))]
    left = [any(isinstance(row[place], str) for row in rows) for place in range(len(header))]
    lines = ["  ".join(_padded(cell, width, to_left) for cell, width, to_left in zip(line, widths, left, strict=True)).rstrip()
             for line in texts]
    return "\n".join([*lines, *dict.fromkeys(note for note in notes if note)])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int, to_left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if to_left else space + text
