"""A page takes the fields of its own form and no others: nothing that a client adds reaches the database."""

import re

import pytest
from sqlalchemy import event

from cxtrain.extensions import db as database
from cxtrain.paths import HERE
from tests.access.forms import forms_of
from tests.access.test_matrix import cells

CANARY = "987654321"  # fits a number, a word and an id alike


def asked_for():
    """The names that some form or view reads; a name that only one of them reads is not told apart here."""
    found = set()
    for file in HERE.rglob("*.py"):
        if file.name in ("forms.py", "views.py") or "forms" in file.stem:
            found |= set(re.findall(r"\b([a-z_]+) *= *\w*Field\(|form\.get(?:list)?\(\"([a-z_]+)\"", file.read_text()))
    return {name for pair in found for name in pair if name}


def columns():
    """The names of all columns that no page reads from a form."""
    return {column.name for table in database.metadata.tables.values() for column in table.columns} - asked_for()


@pytest.fixture
def stored(app, monkeypatch):
    """The writes that held the canary; commits are put off, so that no form changes another's page."""
    found = []

    def note(connection, cursor, statement, parameters, *rest):
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE")) and CANARY in repr(parameters):
            found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    monkeypatch.setattr(database.session, "commit", database.session.flush)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)


def test_there_are_columns_to_forge():
    assert {"score", "passed_at", "released_at", "valid_until", "closed_by"} <= columns()


@pytest.mark.parametrize("letter", "hlwa")
def test_no_form_of_any_page_takes_more_than_it_shows(app, asker, everything, stored, letter):
    extra, wrong, sent = dict.fromkeys(columns(), CANARY), [], set()
    for rule, _, path, who in cells(app, everything):
        if "GET" not in rule.methods or letter not in who:
            continue
        for action, fields in forms_of(asker.get(path), path):
            if (action, frozenset(fields)) in sent:
                continue
            sent.add((action, frozenset(fields)))
            answer = asker._open("POST", action, data={**extra, **fields})
            wrong += [f"{path} -> {action}: {statement[:120]}" for statement in stored]
            wrong += [f"{path} -> {action}: failed"] if answer.status_code >= 500 else []
            stored.clear()
    print(f"\n{len(sent)} forms sent with {len(extra)} forged fields as {letter}")
    assert len(sent) > 20
    assert wrong == []
