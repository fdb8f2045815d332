"""Whether a quiet change of the ledger is always found: 10,000 random tampers with a sealed ledger. Exit 1 where one is not.

    python -m tests.soak.tampers [how many]

The guards of the database are taken away first, as somebody with the file would do; each tamper is rolled back. The id of a
row is left alone: it says nothing, and no check reads it.
"""

import datetime as dt
import sys
from collections import Counter
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from cxtrain.app import create_app
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.ledger.chain import GENESIS
from cxtrain.ledger.operations import record, seal_day
from cxtrain.ledger.queries import verify
from tests.soak.table import tell

CHAINS, ENTRIES, DAYS = 4, 15, 3
ENTRY_COLUMNS = ("chain", "seq", "at", "actor_id", "action", "subject", "facts", "previous", "hash")
SEAL_COLUMNS = ("day", "heads", "hash")
NUMBERS = ("chain", "seq", "actor_id")


def fill(random: Random) -> None:
    """Write some days of entries in a few chains, each day sealed."""
    for day in range(DAYS):
        for number in range(CHAINS * ENTRIES // DAYS):
            record("score corrected", ("scorecard", number), unit_id=number % CHAINS, actor_id=random.randint(1, 99),
                   score=random.randint(0, 100), why="被观察人申诉成立", parts=[1.5, True, None])
            db.session.commit()
        seal_day(dt.date(2026, 5, 6 + day))
        db.session.commit()


def flip(random: Random, connection: Connection, table: str, columns: tuple[str, ...]) -> str:
    """Change one byte of one value; of a number, the number."""
    row = random.choice(connection.execute(text(f"select id from {table}")).scalars().all())
    column, at = random.choice(columns), {"id": row}
    if column in NUMBERS:
        # Where the number is taken already, the database itself refuses; the far ones are always free.
        connection.execute(text(f"update {table} set {column} = {column} + :by where id = :id"),
                           {**at, "by": random.randint(1_000, 9_000)})
        return f"{table}.{column}"
    raw = bytearray(connection.execute(text(f"select cast({column} as blob) from {table} where id = :id"), at).scalar_one())
    place = random.randrange(len(raw))
    raw[place] ^= 1 << random.randrange(8)
    connection.execute(text(f"update {table} set {column} = cast(:raw as text) where id = :id"), {**at, "raw": bytes(raw)})
    return f"{table}.{column}"


def flip_entry(random: Random, connection: Connection) -> str:
    """Change a byte of an entry."""
    return flip(random, connection, "ledger_entry", ENTRY_COLUMNS)


def flip_seal(random: Random, connection: Connection) -> str:
    """Change a byte of a seal."""
    return flip(random, connection, "ledger_seal", SEAL_COLUMNS)


def delete_one(random: Random, connection: Connection) -> str:
    """Take away one entry."""
    connection.execute(text("delete from ledger_entry where chain = :chain and seq = :seq"), _place(random))
    return "delete one"


def delete_last(random: Random, connection: Connection) -> str:
    """Take away the last few entries of a chain, or all of it."""
    connection.execute(text("delete from ledger_entry where chain = :chain and seq >= :seq"), _place(random))
    return "delete last"


def swap(random: Random, connection: Connection) -> str:
    """Let two entries of a chain change places."""
    chain, (one, other) = random.randrange(CHAINS), random.sample(range(1, ENTRIES + 1), 2)
    for before, after in ((one, -1), (other, one), (-1, other)):
        connection.execute(text("update ledger_entry set seq = :after where chain = :chain and seq = :before"),
                           {"chain": chain, "before": before, "after": after})
    return "swap"


def insert_one(random: Random, connection: Connection) -> str:
    """Put an entry of one's own between others, which move on by one."""
    place = _place(random)
    connection.execute(text("update ledger_entry set seq = -seq - 1 where chain = :chain and seq >= :seq"), place)
    connection.execute(text("update ledger_entry set seq = -seq where chain = :chain and seq < 0"), place)
    connection.execute(
        text("insert into ledger_entry (chain, seq, at, actor_id, action, subject, facts, previous, hash) values "
             "(:chain, :seq, '2026-05-06 07:08:09.000001', 5, 'score corrected', 'scorecard:1', '{}', :previous, :hash)"),
        {**place, "previous": GENESIS, "hash": f"{random.getrandbits(256):064x}"})
    return "insert one"


def _place(random: Random) -> dict[str, int]:
    return {"chain": random.randrange(CHAINS), "seq": random.randint(1, ENTRIES)}


TAMPERS = (flip_entry, flip_entry, flip_entry, flip_seal, delete_one, delete_last, swap, insert_one)


def unfound(wanted: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Return how many tampers of each sort were tried with a ledger in SQLite, and which were not found."""
    random, tried, missed = Random(seed), Counter[str](), []
    fill(random)
    for table in ("ledger_entry", "ledger_seal"):
        for verb in ("update", "delete"):
            db.session.execute(text(f"drop trigger {table}_no_{verb}"))
    db.session.commit()
    assert verify() == (CHAINS * ENTRIES, None)
    while tried.total() < wanted:
        try:
            what = random.choice(TAMPERS)(random, db.session.connection())
        except IntegrityError:  # the database itself refuses a second row of one number or day: no tamper
            db.session.rollback()
            continue
        tried[what] += 1
        if verify()[1] is None:
            missed.append(f"tamper {tried.total()} ({what})")
        db.session.rollback()
    return tried, missed


def main(wanted: int = 10_000) -> int:
    """Print how many tampers of each sort were found."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(instance=folder, secret_key="k" * 40))
        with app.app_context():
            db.create_all()
            tried, missed = unfound(wanted, 20261123)
    for what, count in sorted(tried.items()):
        print(f"  {what:24} {count:6,}")
    tell("tampers", wanted, len(missed))
    print(f"{wanted - len(missed):,} of {wanted:,} tampers were found", *missed[:20], sep="\n")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
