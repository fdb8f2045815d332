"""docs/security.md names for each abuse the tests that show its defence, and they are there."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "security.md").read_text()
ROWS = {int(cells[0]): cells for cells in (
    [cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if re.match(r"\| \d+ \|", line))}


@lru_cache
def named_in(path):
    """The names of the test functions of a file."""
    return {node.name for node in ast.walk(ast.parse((ROOT / path).read_text()))
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_each_of_the_thirty_abuses_has_its_row():
    assert list(ROWS) == list(range(1, 31))
    assert all(len(cells) == 4 and all(cells) for cells in ROWS.values())


@pytest.mark.parametrize("number", ROWS)
def test_each_test_that_a_row_names_is_there(number):
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", ROWS[number][3])
    assert named, "a row names at least one test"
    assert [f"{path}::{name}" for path, name in named if not (ROOT / path).is_file() or name not in named_in(path)] == []
