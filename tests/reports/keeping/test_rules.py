"""By what each class of the register ends."""

import datetime as dt

import pytest

from cxtrain.config import Settings
from cxtrain.jobs.operations import PERIODIC
from cxtrain.reports.keeping.rules import RULES, cutoff
from cxtrain.reports.privacy.entry import KEPT


def test_each_class_of_the_register_has_one_rule_and_what_it_names_is_there(app):
    assert set(RULES) == set(KEPT)
    for key, rule in RULES.items():
        assert [bool(rule.setting), bool(rule.task), rule.otherwise is not None].count(True) == 1, key
        assert not rule.setting or rule.setting in Settings.model_fields
        assert not rule.task or rule.task in PERIODIC


@pytest.mark.parametrize(("day", "months", "first"), [
    (dt.date(2026, 11, 23), 3, dt.date(2026, 8, 1)), (dt.date(2026, 11, 1), 3, dt.date(2026, 8, 1)),
    (dt.date(2026, 1, 31), 1, dt.date(2025, 12, 1)), (dt.date(2026, 12, 31), 12, dt.date(2025, 12, 1)),
    (dt.date(2026, 3, 5), 36, dt.date(2023, 3, 1)), (dt.date(2026, 3, 5), 0, None)])
def test_whole_months_count_from_the_first_of_one(day, months, first):
    assert cutoff(day, months) == first
