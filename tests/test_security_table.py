"""docs/security.md and SECURITY.md name the tests that show each defence, and they are there."""

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


def missing(text):
    """Return the tests that a text names and that are not there."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", text)
    assert named, "at least one test is named"
    return [f"{path}::{name}" for path, name in named if not (ROOT / path).is_file() or name not in named_in(path)]


@pytest.mark.parametrize("number", ROWS)
def test_each_test_that_a_row_names_is_there(number):
    assert missing(ROWS[number][3]) == []


def test_each_promise_names_a_test_that_is_there():
    text, _, soak = (ROOT / "SECURITY.md").read_text().partition("## The last soak")
    promises = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert "| kill -9" in soak
    assert len(promises) >= 10
    assert [found for line in promises for found in missing(line)] == []
