"""What happens to each column when somebody is erased: every column that may hold words or a file is told of, once."""

import re

from sqlalchemy import JSON, LargeBinary, String

from cxtrain.extensions import db as database
from cxtrain.reports.privacy.ends import ending, endings
from cxtrain.reports.privacy.stays import STAYS

CODE = 20  # characters, within which a column holds a code of ours


def speaking(table):
    """Return the columns of a table that may hold words, a file or what somebody is known by."""
    return {(table.name, column.name) for column in table.columns
            if isinstance(column.type, JSON | LargeBinary)
            or (isinstance(column.type, String) and ((column.type.length or 999) > CODE
                                                     or re.search("mobile|phone|mail|wechat|openid", column.name)))}


def test_every_column_of_words_ends_or_stays_for_a_reason(app):
    ends, stays = ending(), {(table, column) for _, tables in STAYS.values() for table, columns in tables.items()
                             for column in columns.split()}
    there = {each for table in database.metadata.sorted_tables for each in speaking(table)}
    told = ends | stays
    whole = {table for table, column in ends if not column}
    assert sorted(each for each in there - told if each[0] not in whole) == []
    known = {(table.name, column.name) for table in database.metadata.sorted_tables for column in table.columns}
    assert sorted(each for each in told - known if each[1]) == []
    assert sorted(stays & ends) == []


def test_every_way_leads_to_a_person_over_keys(app):
    for _, way, name, _ in endings():
        table = database.metadata.tables[name]
        for step in way.split("."):
            table = next(iter(table.c[step].foreign_keys)).column.table
        assert table.name in ("employee", "account"), (name, way)


def test_each_reason_for_staying_is_said_in_both_languages():
    for reason, tables in STAYS.values():
        assert tables
        assert re.search(r"[\u4e00-\u9fff]", reason.zh)
        assert not re.search(r"[\u4e00-\u9fff]", reason.en)
