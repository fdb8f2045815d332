"""The answers of a scorecard as a page posts them: one field and one note per item. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cxtrain.quality.instrument import Instrument
from cxtrain.web.bilingual import N_

MISSING = ("na", "unnoticed")  # does not apply; did not notice
NOTE_SUFFIX = "-note"
LONGEST_NOTE = 1000  # characters


@dataclass(frozen=True)
class Answer:
    """One item's answer: a value, or one of the two missing answers, or neither yet; and its note."""

    value: int | None = None  # scale points
    missing: str | None = None  # na, unnoticed
    note: str = ""

    @property
    def is_given(self) -> bool:
        """Whether the shopper has answered, be it that the item did not apply."""
        return self.value is not None or self.missing is not None

    @property
    def choice(self) -> str:
        """The posted form of the answer: "1".."7", "na", "unnoticed" or ""."""
        return str(self.value) if self.value is not None else self.missing or ""


@dataclass(frozen=True)
class Reading:
    """What was read from a page: the answers that changed, and what could not be read."""

    answers: Mapping[str, Answer]
    faults: Mapping[str, str]  # by field name; an English sentence for the catalogue


def read(instrument: Instrument, posted: Mapping[str, str], before: Mapping[str, Answer]) -> Reading:
    """Return the answers that `posted` gives or changes, laid over those from `before`.

    Args:
        instrument: the form; fields that are not its items are not looked at.
        posted: `s5` = "1".."7", "na", "unnoticed" or ""; `s5-note` = words. Any part of them.
        before: the answers as stored; a field that is not posted keeps its part.
    """
    answers: dict[str, Answer] = {}
    faults: dict[str, str] = {}
    for item in instrument.items:
        if item.id not in posted and item.id + NOTE_SUFFIX not in posted:
            continue
        answer, fault = _one(instrument, item.id, posted, before.get(item.id, Answer()))
        if fault:
            faults[item.id] = fault
        elif answer != before.get(item.id, Answer()):
            answers[item.id] = answer
    return Reading(answers, faults)


def _one(instrument: Instrument, item_id: str, posted: Mapping[str, str], before: Answer) -> tuple[Answer, str]:
    note = posted.get(item_id + NOTE_SUFFIX, before.note).strip().replace("\r\n", "\n")
    if len(note) > LONGEST_NOTE:
        return before, N_("This note is too long: at most 1,000 characters.")
    choice = posted.get(item_id, before.choice)
    if choice in MISSING:
        return Answer(missing=choice, note=note), ""
    if choice == "":
        return replace(before, note=note), ""
    if choice not in {str(value) for value in instrument.scale.values}:
        return before, N_("Choose one of the numbers, or one of the two other answers.")
    return Answer(value=int(choice), note=note), ""


def fields(answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return the answers as the page's fields hold them: {"s5": "6", "s5-note": "…"}."""
    choices = {item: answer.choice for item, answer in answers.items()}
    return choices | {item + NOTE_SUFFIX: answer.note for item, answer in answers.items()}


def differing(mine: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """Return the fields on which two versions of a page differ, with the other's value ("" where it has none)."""
    names = [*mine, *(name for name in theirs if name not in mine)]
    return {name: theirs.get(name, "") for name in names if mine.get(name, "") != theirs.get(name, "")}
