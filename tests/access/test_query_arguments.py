"""Whatever stands behind the question mark of an address, a page answers with a page or a refusal in words, never with a failure."""

import ast
import os
import re

import pytest

from cxtrain.paths import HERE
from tests.access.test_matrix import cells

STRANGE = ("", "-1", "99999999999999999999", "1e400", "NaN", "２０２６-13-45", "2026-02-30", "0000-00", "9999-12", "' OR 1=1 --",
           "1); DROP TABLE unit; --", "%00", "\x00", "\ud83d\ude00" * 3, "a" * 5000, "../../etc/passwd", "{{7*7}}", "<script>", "[]",
           "1,2,x", "true", "\u202e", "-0", "１２", str(2**53), str(-2**63), str(2**31))

TURNS = len(STRANGE) if os.environ.get("CXTRAIN_SOAK") else 4  # with all of them each name gets every text


def names():
    """The names of all query arguments that any view or form reads."""
    found = set()
    for file in HERE.rglob("*.py"):
        text = file.read_text()
        found |= set(re.findall(r"args\.(?:get|getlist|get_all)\(\s*\"([a-z_]+)\"", text))
        if file.name == "forms.py":
            found |= {node.targets[0].id for node in ast.walk(ast.parse(text))
                      if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Call)}
    return sorted(each for each in found if each.islower())


def test_it_knows_the_arguments_that_pages_read():
    assert {"page", "unit", "month"} <= set(names())
    assert len(names()) > 40


@pytest.mark.parametrize("letter", "hw")
def test_no_argument_makes_a_page_fail(app, asker, everything, caplog, letter):
    asker.purpose = None  # what a file is for is asked after the view has read its arguments
    failed, known = [], names()
    for number, (rule, _, path, who) in enumerate(cells(app, everything)):
        if "GET" not in rule.methods or letter not in who:
            continue
        for turn in range(TURNS):  # each page gets every name at once
            text = {name: STRANGE[(number + turn * 7 + place) % len(STRANGE)] for place, name in enumerate(known)}
            text = {name: value.encode("utf-16", "surrogatepass").decode("utf-16") for name, value in text.items()}
            answer = asker.get(path, query_string=text)
            if answer.status_code >= 500 and rule.endpoint != "health.readyz" or "unforeseen" in caplog.text:
                failed.append(f"{rule.endpoint} {path} turn {turn}: {answer.status_code}")
            caplog.clear()
    assert failed == []
