"""What two senders at once leave behind, beside what they leave one after the other: it must be the same."""

from collections import Counter
from html import unescape

from sqlalchemy import select

from cxtrain.extensions import UtcDateTime, db
from tests.faults.sweep import NOT_OURS
from tests.faults.turns import Sender, take_turns

NEVER = 10**6  # a step that nobody comes to
# Columns that differ with the order of things, name ids, or are drawn.
OWN = {"ledger_entry": {"seq", "subject", "facts", "previous", "hash"}, "question_remark": {"stamp"}}


def lines(table):
    """Return how often each row stands in a table, without its ids and moments, which differ from time to time."""
    told = [column for column in table.columns if not (column.primary_key and column.name == "id") and not column.foreign_keys
            and not isinstance(column.type, UtcDateTime) and column.name not in OWN.get(table.name, ())]
    return Counter(str(tuple(row)) for row in db.session.execute(select(*told))) if told else Counter()


def everything_said():
    """Return the lines of all tables, to be held against later ones."""
    return {table.name: lines(table) for table in db.metadata.sorted_tables}


def changed(kept, before):
    """Return what was written since `kept` was put back: {table: (lines that came, lines that went)}."""
    found = {}
    for name in kept.written - NOT_OURS:
        now = lines(db.metadata.tables[name])
        if now != before[name]:
            found[name] = (now - before[name], before[name] - now)
    db.session.rollback()
    return found


class Pair:
    """Two acts, each with its browser and its filled form, in a world that is put back before each time."""

    def __init__(self, kept, before, acts):
        """`acts` are two of (act, browser, form)."""
        self.kept, self.before, self.acts, self.steps = kept, before, acts, [0, 0]
        self.serial = [self._one_after_the_other(order) for order in ((0, 1), (1, 0))]
        self.shows = all(any(through) for through, _ in self.serial)  # where nobody gets through, nothing is shown

    def _one_after_the_other(self, order):
        senders = self._send(order, NEVER)
        self.steps[order[0]] = senders[order[0]].done
        return self._outcome(senders)

    def _send(self, order, stop):
        self.kept.restore()
        senders = [Sender(browser, form) for _, browser, form in self.acts]
        take_turns(*(senders[each] for each in order), stop)
        return senders

    def _outcome(self, senders):
        """Let who was refused press again, and return who got through and what it changed."""
        through = []
        for sender in senders:
            answer = sender.answer if sender.answer.status_code == 303 else sender.again()
            through.append(answer.status_code == 303)
        return through, changed(self.kept, self.before)

    def counts_wrong(self, order, stop):
        """As `wrong`, by how many rows came and went alone: where an act makes tokens, no two of its rows are the same."""
        outcome, serial = counted(self._outcome(self._send(order, stop))), [counted(each) for each in self.serial]
        if outcome not in serial:
            yield f"leaves {outcome}, not {serial}"

    def wrong(self, order, stop):
        """Send both, the first of `order` stopping before its step `stop`; yield sentences of what was wrong."""
        senders = self._send(order, stop)
        for (act, _, _), sender in zip(self.acts, senders, strict=True):
            yield from refusal_faults(act, sender.answer)
        outcome = self._outcome(senders)
        if outcome not in self.serial:
            yield f"ends otherwise than one after the other: {outcome}, not {self.serial}"

    def places(self):
        """Return every (order, stop) there is; an act meets itself in one order only."""
        orders = ((0, 1), (1, 0))[:1 if self.acts[0][0] is self.acts[1][0] else 2]
        return [(order, stop) for order in orders for stop in range(1, self.steps[order[0]] + 1)]


def counted(outcome):
    """Return an outcome with the rows of each table only counted."""
    through, tables = outcome
    return through, {table: (came.total(), went.total()) for table, (came, went) in tables.items()}


def refusal_faults(act, answer):
    """Yield what is wrong with an answer: it failed, or it refuses and has lost what was typed."""
    if answer is None or answer.status_code not in (303, 400, 401, 403, 404, 409, 503):
        yield f"{act.name}: answered {answer and answer.status_code}"
    elif answer.status_code in (400, 409, 503):
        typed = [each for each in act.fields.values() if " " in each]  # words, not what was chosen
        yield from (f"{act.name}: {answer.status_code}, and {each!r} is lost" for each in typed if each not in unescape(answer.text))
