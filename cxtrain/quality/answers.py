"""The answers of a scorecard as a page posts them: one field and one note per item. Pure.

A field holds "1".."7" for a rating, "1" or "0" for yes or no, digits for a number, "na" or "unnoticed" for any item that
has no answer. A text item's words are its note; a photo item's answer is a photo of the visit that names the item.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from cxtrain.quality.instrument import FormItem, Instrument
from cxtrain.web.bilingual import N_

MISSING = ("na", "unnoticed")  # does not apply; did not notice
NOTE_SUFFIX = "-note"
LONGEST_NOTE = 1000  # characters
MOST_DIGITS = 6  # of a number
WRONG = {  # what is said of a value that the item does not offer
    "rating": N_("Choose one of the numbers, or one of the two other answers."),
    "yes_no": N_("Choose yes or no, or one of the two other answers."),
    "number": N_("Write a whole number, such as 75."),
    "text": N_("Write the answer in words, or choose why there is none."),
    "photo": N_("Add a photo, or choose why there is none."),
}


@dataclass(frozen=True)
class Answer:
    """One item's answer: a value, or one of the two missing answers, or neither yet; and its note."""

    value: int | None = None  # scale points; 1 or 0 for yes or no; the number itself
    missing: str | None = None  # na, unnoticed
    note: str = ""

    @property
    def is_given(self) -> bool:
        """Whether there is a value, or a reason why there is none. See `is_answered` for texts and photos."""
        return self.value is not None or self.missing is not None

    @property
    def choice(self) -> str:
        """The posted form of the answer: "1".."7", "0" and "1", a number, "na", "unnoticed" or ""."""
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
        answer, fault = _one(instrument, item, posted, before.get(item.id, Answer()))
        if fault:
            faults[item.id] = fault
        elif answer != before.get(item.id, Answer()):
            answers[item.id] = answer
    return Reading(answers, faults)


def _one(instrument: Instrument, item: FormItem, posted: Mapping[str, str], before: Answer) -> tuple[Answer, str]:
    note = posted.get(item.id + NOTE_SUFFIX, before.note).strip().replace("\r\n", "\n")
    if len(note) > LONGEST_NOTE:
        return before, N_("This note is too long: at most 1,000 characters.")
    choice = posted.get(item.id, before.choice)
    if choice in MISSING:
        if choice == "na" and not item.na and before.missing != "na":
            return before, N_("This item always applies: choose one of its other answers.")
        return Answer(missing=choice, note=note), ""
    if choice == "":
        return (replace(before, note=note) if item.kind in ("rating", "yes_no") else Answer(note=note)), ""
    if not _offers(instrument, item, choice):
        return before, WRONG[item.kind]
    return Answer(value=int(choice), note=note), ""


def _offers(instrument: Instrument, item: FormItem, choice: str) -> bool:
    if item.kind == "number":
        return choice.isascii() and choice.isdecimal() and len(choice) <= MOST_DIGITS
    if item.kind == "rating":
        return choice in {str(value) for value in instrument.scale_of(item).values}
    return item.kind == "yes_no" and choice in ("0", "1")


def is_answered(item: FormItem, answer: Answer | None, photographed: Collection[str] = ()) -> bool:
    """Return whether the shopper has answered the item, be it that it did not apply.

    Args:
        item: of the form.
        answer: to it, if any.
        photographed: ids of the items that have a photo.
    """
    if item.kind == "photo" and item.id in photographed:
        return True
    if answer is None:
        return False
    return answer.is_given or (item.kind == "text" and bool(answer.note.strip()))


def fields(answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return the answers as the page's fields hold them: {"s5": "6", "s5-note": "…"}."""
    choices = {item: answer.choice for item, answer in answers.items()}
    return choices | {item + NOTE_SUFFIX: answer.note for item, answer in answers.items()}


def differing(mine: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """Return the fields on which two versions of a page differ, with the other's value ("" where it has none)."""
    names = [*mine, *(name for name in theirs if name not in mine)]
    return {name: theirs.get(name, "") for name in names if mine.get(name, "") != theirs.get(name, "")}
