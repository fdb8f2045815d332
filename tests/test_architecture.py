"""The rules of the house, read from the code itself."""

import ast
import re
from pathlib import Path

import pytest

from cxtrain.extensions import db

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {
    "measures": 1, "extensions": 1, "clock": 1, "config": 1, "paths": 1, "translations": 1, "ledger": 2, "web": 3, "files": 3,
    "jobs": 4, "people": 5, "journey": 6, "roleplay": 7, "quizzes": 7, "quality": 7, "voices": 7, "training": 8,
    "planning": 9, "content": 9.5, "certificates": 9, "reports": 10, "demo": 10, "upkeep": 10, "app": 11, "cli": 11, "server": 11, "doctor": 11,
}
ROLE_FILES = {"models", "queries", "operations", "forms", "views", "signals", "__init__", "guards"}
FRAMEWORKS = {"flask", "flask_login", "flask_wtf", "flask_babel", "flask_sqlalchemy", "sqlalchemy", "wtforms", "weasyprint",
              "alembic", "argon2"}
MODULES = sorted((ROOT / "cxtrain").rglob("*.py"))


def name_of(path):
    """Return (package or module on a floor, file's stem)."""
    parts = path.relative_to(ROOT / "cxtrain").with_suffix("").parts
    return parts[0], parts[-1]


def imports_of(path):
    """Return the dotted names that a file imports anywhere, also within functions."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def is_pure(path):
    """Whether a file of floors 5 to 9 must be pure: its name is a noun, not a role."""
    package, stem = name_of(path)
    return path.parent.name != "cxtrain" and 5 <= FLOORS.get(package, 0) <= 9 and stem not in ROLE_FILES


def test_each_package_stands_on_a_floor():
    assert {name_of(path)[0] for path in MODULES} - {"__init__"} <= set(FLOORS)


def test_imports_go_down_only_and_siblings_never_import_each_other():
    # On the first three floors the order is the one in which DESIGN lists them, so equal floors are allowed there.
    wrong = []
    for path in MODULES:
        package, _ = name_of(path)
        for name, line in imports_of(path):
            parts = name.split(".")
            if parts[0] != "cxtrain" or len(parts) < 2 or parts[1] not in FLOORS or parts[1] == package:
                continue
            mine, other = FLOORS.get(package, 11), FLOORS[parts[1]]
            if other > mine or (other == mine and 4 <= mine <= 10):
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert wrong == []


def test_pure_files_import_no_framework_and_no_impure_file():
    wrong = []
    for path in filter(is_pure, MODULES):
        for name, line in imports_of(path):
            parts = name.split(".")
            impure = parts[0] == "cxtrain" and len(parts) > 2 and parts[2] in ROLE_FILES - {"__init__"}
            if parts[0] in FRAMEWORKS or impure or name in ("cxtrain.clock.now", "cxtrain.clock.today"):
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert wrong == []


def test_measures_use_the_standard_library_only():
    wrong = [f"{path.name}:{line} {name}" for path in MODULES if name_of(path)[0] == "measures"
             for name, line in imports_of(path)
             if name.split(".")[0] in FRAMEWORKS | {"numpy", "scipy", "pydantic", "yaml"}
             or (name.startswith("cxtrain.") and not name.startswith("cxtrain.measures"))]
    assert wrong == []


def test_only_views_the_command_line_and_jobs_commit():
    allowed = {("jobs", "work")}
    wrong = [f"{path.relative_to(ROOT)}:{number}" for path in MODULES
             if name_of(path)[1] != "views" and name_of(path) not in allowed and name_of(path)[0] not in ("demo", "cli")
             for number, line in enumerate(path.read_text().splitlines(), 1) if "session.commit(" in line]
    assert wrong == []


def test_only_the_clock_reads_the_clock():
    pattern = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(")
    wrong = [f"{path.relative_to(ROOT)}:{number}" for path in MODULES if path.name != "clock.py"
             for number, line in enumerate(path.read_text().splitlines(), 1) if pattern.search(line)]
    assert wrong == []


def test_each_view_is_guarded(app):
    unguarded = [endpoint for endpoint, view in app.view_functions.items()
                 if not getattr(view, "cans", None) and not getattr(view, "public", False)]
    assert unguarded == []


def test_each_file_and_function_keeps_its_length():
    wrong = []
    for path in MODULES:
        text = path.read_text()
        if text.count("\n") > 300:
            wrong.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 25:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines")
    assert wrong == []


def test_each_public_thing_has_a_docstring():
    wrong = []
    for path in MODULES:
        tree = ast.parse(path.read_text())
        nodes = [tree, *(n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef)))]
        nested = {id(inner) for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) for inner in ast.walk(n)
                  if inner is not n and isinstance(inner, (ast.FunctionDef, ast.ClassDef))}
        wrong += [f"{path.relative_to(ROOT)}:{getattr(n, 'lineno', 1)} {getattr(n, 'name', 'module')}" for n in nodes
                  if not getattr(n, "name", "x").startswith("_") and id(n) not in nested and not ast.get_docstring(n)]
    assert wrong == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda p: p.name)
def test_templates_are_short_named_after_their_view_and_free_of_inline_code(path, app):
    text, (folder, *_) = path.read_text(), path.relative_to(ROOT / "templates").parts
    assert text.count("\n") <= 100
    assert not re.search(r"\sstyle=|\son[a-z]+=|\|\s*safe\b|<script(?![^>]*\ssrc=)", text)
    if folder not in ("components", "web", "base.html") and not path.name.startswith("_") and ".pdf." not in path.name:
        views = {endpoint.split(".")[-1] for endpoint in app.view_functions}
        used = any(f"{folder}/{path.name}" in other.read_text() for other in (ROOT / "templates").rglob("*.html"))
        assert path.stem in views or used, f"{path.name} is named after no view and used by no template"


# A statement passes a row's version by, so whoever edits the row meanwhile would overwrite it and not be told. These may,
# each because it writes a column that no form edits, or counts the version up itself.
PASSED_BY = {("certificates/renewal", "Certificate"), ("quality/shoppers", "PlannedVisit"), ("quality/programmes", "Appeal"),
             ("voices/kano/sheets", "Campaign"), ("voices/answering", "Campaign"), ("voices/comments", "CustomerComment"),
             ("voices/comments", "VoiceTag"), ("demo/journey", "Touchpoint"), ("demo/programmes", "ProgrammeVersion"),
             ("reports/erasure", "Employee"), ("reports/erasure/traces", "Visit")}


def test_no_statement_changes_rows_that_people_edit_without_their_version(app):
    versioned, found = {each.class_.__name__ for each in db.Model.registry.mappers if each.version_id_col is not None}, set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "update" and node.args:
                changed = versioned & {each.id for each in ast.walk(node.args[0]) if isinstance(each, ast.Name)}
                found |= {(path.parent.relative_to(ROOT / "cxtrain").as_posix(), name) for name in changed}
    assert found == PASSED_BY
