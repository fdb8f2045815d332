"""The key of a case as a page posts it: an answer and two reasons per item. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.quality.answers import MISSING
from cxtrain.quality.calibration.cases.case import Case, KeyAnswer, Reason, fits, keyed_items
from cxtrain.quality.instrument import FormItem, Instrument
from cxtrain.web.bilingual import N_

LONGEST_REASON = 600  # characters
WRONG = N_("The form does not offer this answer.")
LONG = N_("A reason is at most 600 characters long.")


@dataclass(frozen=True)
class KeyReading:
    """What was read: the key, and by item id an English sentence for what could not be read."""

    key: Mapping[str, KeyAnswer]
    faults: Mapping[str, str]


def read_key(instrument: Instrument, posted: Mapping[str, str], before: Case) -> KeyReading:
    """Return the key of `before` with the posted answers laid over it.

    Args:
        instrument: the form of the case.
        posted: `s5` = "1".."7", "na", "unnoticed" or ""; `s5-zh` and `s5-en` = why. Any part of them.
        before: what is kept of an item whose fields were not posted or cannot be read.
    """
    key, faults = dict[str, KeyAnswer](), dict[str, str]()
    for item in keyed_items(instrument):
        answer = before.answer(item.id)
        key[item.id], fault = _one(instrument, item, posted, answer) if item.id in posted else (answer, "")
        if fault:
            faults[item.id] = fault
    return KeyReading(key, faults)


def _one(instrument: Instrument, item: FormItem, posted: Mapping[str, str], before: KeyAnswer) -> tuple[KeyAnswer, str]:
    reasons = {language: posted.get(f"{item.id}-{language}", getattr(before.because, language)).strip()
               for language in ("zh", "en")}
    if max(map(len, reasons.values())) > LONGEST_REASON:
        return before, LONG
    choice = posted[item.id].strip()
    if choice and choice not in MISSING and not (choice.isascii() and choice.isdecimal() and len(choice) <= 6):
        return before, WRONG
    answer = KeyAnswer(value=int(choice) if choice.isdecimal() else None,
                       missing=choice if choice in MISSING else None, because=Reason(**reasons))
    return (answer, "") if fits(instrument, item, answer) else (before, WRONG)


def fields(case: Case, instrument: Instrument) -> dict[str, str]:
    """Return the key as the page's fields hold it."""
    shown = {}
    for item in keyed_items(instrument):
        answer = case.answer(item.id)
        shown |= {item.id: answer.choice, f"{item.id}-zh": answer.because.zh, f"{item.id}-en": answer.because.en}
    return shown
