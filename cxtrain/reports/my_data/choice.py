"""Which of the register's columns somebody gets of themselves. Pure.

It is the register that says so, and no list beside it: what is about employees and seen by themselves. Of visits the person
gets what their own pages say, in the training file: ratings and notes could tell who shopped.
"""

from collections.abc import Iterator

from cxtrain.reports.privacy.entry import Entry
from cxtrain.reports.privacy.register import entries_about

OWN = frozenset({"self", "members", "everyone"})
# What would open a door, give away an exam, or is the machine's alone.
HIDDEN = frozenset({"password_hash", "digest", "seed", "paper", "secret", "nonce", "ticket", "device"})
# Versions, evidence and facts of plans hold numbers of colleagues among others; the plan itself is there in full.
HIDDEN |= {"contents", "evidence", "triage", "facts"}
# Nobody may hear that a visit is planned, nor by which number the superior is known.
HIDDEN |= {"planned_id", "visits", "work_id", "supervisor_number"}


def chosen() -> Iterator[tuple[Entry, dict[str, list[str]]]]:
    """Yield the entries about employees that they see themselves, with their columns by table."""
    for entry in entries_about("employees"):
        if OWN & set(entry.seen) and entry.kept != "visit" and entry.care != "open":
            yield entry, {table: [name for name in names.split() if name not in HIDDEN]
                          for table, names in entry.tables.items()}
