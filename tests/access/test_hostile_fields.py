"""Whatever stands in any one field of any form, the answer is a page, a refusal in words or a way on, never a failure."""

import os

import pytest

from cxtrain.extensions import db as database
from tests.access.forms import forms_of
from tests.access.test_matrix import cells

# What Python's and the databases' numbers, days and texts stumble over; whole lines of other files' tests are not repeated here.
HOSTILE = ("9" * 5000, "²", "9" * 20, "-9007199254740993", "1e999", "NaN", "\x00", "0000-00-00", "9999-12-31", "１２", "\ufeff", "a" * 70_000,
           "[]", "{", "%(name)s", "{0.__class__}", "=1+1", "\u202e", "9999-12-31T23:59", "25:61", "")
SOAK = bool(os.environ.get("CXTRAIN_SOAK"))
TURNS = len(HOSTILE) if SOAK else 1


@pytest.mark.parametrize("letter", "hlwas" if SOAK else "hws")
def test_no_field_of_any_form_makes_a_page_fail(app, asker, everything, monkeypatch, caplog, letter):
    monkeypatch.setattr(database.session, "commit", database.session.flush)  # so that no form changes another's page
    wrong, sent, tried = [], set(), 0
    for rule, _, path, who in cells(app, everything):
        if "GET" not in rule.methods or letter not in who:
            continue
        for action, fields in forms_of(asker.get(path), path):
            if (action, frozenset(fields)) in sent:
                continue
            sent.add((action, frozenset(fields)))
            for place, name in enumerate(sorted(fields.keys() - {"csrf_token"})):
                for turn in range(TURNS):
                    text = HOSTILE[(place + len(sent) + turn) % len(HOSTILE)]
                    answer = asker._open("POST", action, data={**fields, name: text})
                    tried += 1
                    database.session.rollback()
                    if answer.status_code >= 500 or "unforeseen" in caplog.text:
                        wrong.append(f"{path} -> {action}: {name}={text[:20]!r}: {answer.status_code}")
                    caplog.clear()
    print(f"\n{len(sent)} forms, {tried} fields as {letter}")
    assert tried > 10
    assert wrong == []
