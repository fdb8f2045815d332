"""What no file of ours may hold, because each of these has been somebody's hole. Ruff's rules (S, B, DTZ) stand beside it."""

import ast
import re

import pytest
from sqlalchemy import String, Text

from cxtrain.extensions import db
from cxtrain.paths import HERE, resource_dir

# What a call may not be named, and the files that may nonetheless, each for its reason.
CALLS = {
    "eval": (), "exec": (), "compile": ("re.compile",), "render_template_string": (), "populate_obj": (), "extractall": (),
    # Statements put together from the names of our own, because the library would compile an upsert anew each time; a constant.
    "text(f": ("voices/feedback/models.py", "demo/operations.py", "roleplay/models.py", "quizzes/statistics/operations.py", "voices/sums/operations.py"),
    # Sanitised lessons, questions made of allowed tags only, our own icons and our own element.
    "Markup": ("training/views.py", "quizzes/views.py", "web/assets.py", "web/twofold.py"),
    "writer": ("web/tables.py",), "DictWriter": ("web/tables.py",),
}
SQL_TEXT = re.compile(r"^from sqlalchemy import .*\btext\b", re.MULTILINE)  # other things are called so as well
TEMPLATES = (r"\|\s*safe\b", r"autoescape\s+false", r"<script(?![^>]*src=)", r"\son[a-z]+=\"")
SCRIPTS = (r"\b(inner|outer)HTML\s*\+?=(?!=)", r"insertAdjacentHTML", r"document\.write\b", r"\beval\(", r"new Function\(")


def calls(path):
    """Yield (line, name) of each call in a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            owner = getattr(node.func, "value", None)
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            if name == "text" and node.args and not isinstance(node.args[0], ast.Constant):
                name = "text(f"
            yield node.lineno, name, f"{getattr(owner, 'id', '')}.{name}"


def banned_calls(root=HERE):
    """Return each banned call as file:line name."""
    found = []
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root).as_posix()
        for line, name, whole in calls(path):
            may = CALLS.get(name)
            sql = whole.split(".")[0] in ("db", "sa", "sqlalchemy") or SQL_TEXT.search(path.read_text())
            if may is not None and place not in may and whole not in may and (name != "text(f" or sql):
                found.append(f"{place}:{line} {name}")
    return found


def banned_words(folder, patterns, ending):
    """Return each place of a folder's files that one of the patterns finds."""
    return [f"{path.name}: {found[0]}" for path in sorted(folder.rglob(f"*.{ending}")) for pattern in patterns
            for found in re.finditer(pattern, path.read_text())]


def test_nothing_banned_is_written_anywhere():
    assert banned_calls() == []
    assert banned_words(resource_dir("templates"), TEMPLATES, "html") == []
    assert banned_words(resource_dir("static"), SCRIPTS, "js") == []


@pytest.mark.parametrize("line", ["eval('1')", "from sqlalchemy import text; text(f'select {x}')", "db.text(f'x = {y}')", "form.populate_obj(row)", "csv.writer(file)", "Markup(name)",
                                  "archive.extractall(folder)"])
def test_it_finds_what_is_banned(tmp_path, line):
    (tmp_path / "queries.py").write_text(line)
    assert len(banned_calls(tmp_path)) == 1


def test_each_short_text_has_a_length(app):
    assert [f"{table.name}.{column.name}" for table in db.metadata.tables.values() for column in table.columns
            if isinstance(column.type, String) and not isinstance(column.type, Text) and column.type.length is None] == []
