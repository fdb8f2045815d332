"""The register against all tables: what is not in it may not be kept."""

import re

from cxtrain.extensions import db as database
from cxtrain.reports.privacy.entry import CARE, KEPT, SEEN, WHOM
from cxtrain.reports.privacy.register import CHAPTERS, columns, differences, entries_about

ENTRIES = [entry for chapter in CHAPTERS for entry in chapter.entries]


def test_every_column_of_every_table_stands_in_the_register_once(app):
    tables = {table.name: {column.name for column in table.columns} for table in database.metadata.sorted_tables}
    assert differences(tables) == {}


def test_a_new_column_a_dropped_one_and_one_said_twice_are_told():
    kept = {}
    for table, column in columns():
        kept.setdefault(table, set()).add(column)
    kept["employee"] = kept["employee"] - {"mobile"} | {"shoe_size"}
    assert differences(kept) == {"missing": ["employee.shoe_size"], "unknown": ["employee.mobile"]}


def test_every_entry_says_of_whom_why_how_long_how_carefully_and_who_sees_it_in_both_languages():
    for entry in ENTRIES:
        assert entry.of
        assert entry.seen
        assert entry.tables
        assert all(text.zh and text.en for text in (entry.what, entry.why, KEPT[entry.kept], CARE[entry.care],
                                                    *(WHOM[key] for key in entry.of),
                                                    *(SEEN[key] for key in entry.seen)))
        assert re.search(r"[\u4e00-\u9fff]", entry.what.zh)
        assert not re.search(r"[\u4e00-\u9fff]", entry.what.en)


def test_no_word_that_the_entries_share_is_left_over():
    assert {entry.kept for entry in ENTRIES} == set(KEPT)
    assert {key for entry in ENTRIES for key in entry.seen} == set(SEEN)
    assert {key for entry in ENTRIES for key in entry.of} == set(WHOM)


def test_no_column_could_hold_a_customers_name_phone_or_address():
    wrong = [f"{table}.{column}" for entry in entries_about("customers") for table, names in entry.tables.items()
             for column in names.split() if re.search(r"name|phone|mobile|mail|address|birth|gender|openid", column)
             and (table, column) != ("voice_intake", "filename")]
    assert wrong == []


def test_what_is_kept_of_employees_is_known_to_oneself_unless_it_is_the_machines_alone():
    hidden = [entry.what.en for entry in entries_about("employees") if not {"self", "everyone", "members"} & set(entry.seen)]
    assert hidden == [
        "Receipts against a second submit, and counted tries", "Refreshers of the running month",
        "Rules of who has to learn what",
        "The ledger: who changed what, and when", "Mail to be sent, and sent"]


def test_who_sees_a_thing_goes_with_how_carefully_it_is_kept():
    too_many = {"secret": {"supervisor", "everyone", "members", "public"}, "personal": {"everyone", "public"},
                "inner": {"everyone", "public"}, "open": {"public"}, "public": set()}
    assert {entry.care for entry in ENTRIES} == set(CARE) == set(too_many)
    assert [entry.what.en for entry in ENTRIES if too_many[entry.care] & set(entry.seen)] == []


def test_a_column_that_names_somebody_stands_in_an_entry_about_people():
    nobodys = {(table, column) for entry in entries_about("nobody") if entry.of == ("nobody",)
               for table, names in entry.tables.items() for column in names.split()}
    naming = {(table.name, column.name) for table in database.metadata.sorted_tables for column in table.columns
              for key in column.foreign_keys if key.column.table.name in ("employee", "account")}
    assert ("visit", "employee_id") in naming
    assert sorted(naming & nobodys) == []
