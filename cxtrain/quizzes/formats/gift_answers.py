"""What stands in the braces of a GIFT question, and the kind that it tells. Pure.

The order of the decision is Moodle's: nothing is an essay, # a number, ~ a choice, = with -> a matching, T or F alone true or
false; all else is a short answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cxtrain.quizzes.formats.bounds import MOST_TEXTS, Unreadable
from cxtrain.quizzes.formats.drafts import Draft
from cxtrain.quizzes.formats.gift_marks import restored, said_of
from cxtrain.quizzes.formats.markup import MARKDOWN, PLAIN, Said, typed
from cxtrain.quizzes.formats.parts import Choosable, choose, fed, options
from cxtrain.web.bilingual import N_

TOO_FEW = N_("A question with options needs two at least.")
TOO_FEW_PAIRS = N_("A matching needs two pairs at least.")
NO_ARROW = N_("“%(text)s” is no pair: write left -> right.")
PAIR_FEEDBACK = N_("Pairs have no feedback of their own: “%(text)s” was left out.")
NO_NUMBER = N_("“%(text)s” is no number, no number with a tolerance such as 3:0.5, and no range such as 1..5.")
TOO_MANY = N_("The question has more than %(limit)s answers.")
NO_TEXT = N_("An answer has no text.")
HASH_FIRST = N_("An option begins with #, which begins feedback: it was read as “%(text)s”. Write \\# for a # in the text.")
LAYOUT = N_("Putting in order: all %(count)s things are shown at once; “%(text)s” was left out.")
TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")
WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,10})?)%")
FIGURE = r"[-+]?(?:\d{1,20}(?:\.\d{0,15})?|\.\d{1,15})(?:[eE][-+]?\d{1,2})?"
AMOUNT = re.compile(rf"({FIGURE})\s*(?::\s*({FIGURE})?)?")
RANGE = re.compile(rf"({FIGURE})\s*\.\.\s*({FIGURE})")
PIECE = re.compile(r"([=~]?)([^=~]*)")


@dataclass(frozen=True)
class Answer:
    """One answer as it is written."""

    mark: str  # = or ~
    weight: Decimal | None
    text: str
    feedback: str

    @property
    def worth(self) -> Decimal:
        """Per cent of the mark."""
        return self.weight if self.weight is not None else Decimal(100 if self.mark == "=" else 0)


def with_answers(draft: Draft, text: str) -> None:
    """Fill in a draft from what stands between its braces, escapes protected and general feedback taken off."""
    if not text:
        draft.kind = "free_text"
    elif text.startswith("#"):
        _numerical(draft, text[1:])
    elif "~" in text:
        _choice(draft, text)
    elif "=" in text and "->" in text:
        _matching(draft, text)
    elif text.partition("#")[0].strip() in TRUE + FALSE:
        _true_false(draft, text)
    else:
        _short(draft, text)


def _answers(text: str) -> Iterator[Answer]:
    """Yield the answers that begin with = or ~; what stands before the first of them counts as wrong, as in Moodle."""
    if text.count("=") + text.count("~") > MOST_TEXTS:
        raise Unreadable(TOO_MANY, limit=MOST_TEXTS)
    for mark, piece in PIECE.findall(text):
        if not mark and not piece.strip():
            continue
        weight = WEIGHT.match(piece)
        rest = piece[weight.end() :] if weight else piece
        words, _, feedback = rest.partition("#")
        yield Answer(mark or "~", Decimal(weight[1]) if weight else None, words, feedback)


def _with_feedback(part: dict[str, Any], draft: Draft, answer: Answer) -> dict[str, Any]:
    return fed(part, said_of(answer.feedback, draft.stem.form))


def _choice(draft: Draft, text: str) -> None:
    answers = list(_answers(text))
    if len(answers) < 2:
        raise Unreadable(TOO_FEW)
    choose(draft, "single" if "=" in text else "multiple", [_choosable(draft, answer) for answer in answers])


def _choosable(draft: Draft, answer: Answer) -> Choosable:
    text, feedback = answer.text, answer.feedback
    if not text.strip() and feedback.strip():
        draft.warn(HASH_FIRST, text="#" + restored(feedback).strip()[:60])
        text, feedback = f"#{feedback}", ""
    return Choosable(said_of(text, draft.stem.form), answer.worth, said_of(feedback, draft.stem.form))


def _matching(draft: Draft, text: str) -> None:
    pairs, extra = [], []
    for piece in (piece for piece in text.split("=") if piece.strip()):
        left, arrow, right = piece.partition("->")
        if not arrow:
            raise Unreadable(NO_ARROW, text=restored(piece).strip()[:60])
        right, _, feedback = right.partition("#")
        if feedback.strip():
            draft.warn(PAIR_FEEDBACK, text=restored(feedback).strip()[:60])
        form = MARKDOWN if draft.stem.form == MARKDOWN else PLAIN
        stem, match = said_of(left, draft.stem.form), Said(" ".join(restored(right).split()), form)
        if stem:
            pairs.append((stem, match))
        else:
            extra.append(match)
    if len(pairs) < 2:
        raise Unreadable(TOO_FEW_PAIRS)
    parts = options([stem for stem, _ in pairs])
    draft.kind = "matching"
    draft.body = {"pairs": [part | {"match": match} for part, (_, match) in zip(parts, pairs, strict=True)]}
    if extra:
        draft.body["extra"] = extra


def _true_false(draft: Draft, text: str) -> None:
    """The first feedback is for who answered wrong, the second for who answered right."""
    answer, *feedback = text.split("#", 2)
    said = [said_of(each, draft.stem.form) for each in feedback]
    told = {key: each for key, each in zip(("wrong", "right"), said, strict=False) if each}
    draft.kind, draft.body = "true_false", {"answer": answer.strip() in TRUE, **({"feedback": told} if told else {})}


def _short(draft: Draft, text: str) -> None:
    answers = list(_answers(text if "=" in text else f"={text}"))
    draft.kind, draft.body = "short_answer", {"answers": [_accepted(draft, answer) for answer in answers]}


def _accepted(draft: Draft, answer: Answer) -> dict[str, Any]:
    words = typed(said_of(answer.text, draft.stem.form))
    if not words:
        raise Unreadable(NO_TEXT)
    weight = answer.weight if answer.weight is not None else Decimal(100 if answer.mark == "=" else 0)
    return _with_feedback({"text": words, **({"weight": str(weight)} if weight != 100 else {})}, draft, answer)


def _numerical(draft: Draft, text: str) -> None:
    answers = list(_answers(text if text.lstrip().startswith(("=", "~")) else f"={text.lstrip()}"))
    draft.kind, draft.body = "numerical", {"answers": [_amount(draft, answer) for answer in answers]}
    if not answers:
        raise Unreadable(NO_NUMBER, text="")


def _amount(draft: Draft, answer: Answer) -> dict[str, Any]:
    text = restored(answer.text).strip()
    part = _number(text, any_number=answer.mark == "~")
    if answer.worth != 100:
        part["weight"] = str(answer.worth)
    return _with_feedback(part, draft, answer)


def _number(text: str, *, any_number: bool) -> dict[str, Any]:
    """Return the number, range or tolerance that a text says; nothing for every number."""
    if text == "*" or (any_number and not text):
        return {}
    if ends := RANGE.fullmatch(text):
        low, high = sorted((Decimal(ends[1]), Decimal(ends[2])))
        return {"low": format(low, "f"), "high": format(high, "f")}
    amount = AMOUNT.fullmatch(text)
    if not amount:
        raise Unreadable(NO_NUMBER, text=text[:60])
    tolerance = abs(Decimal(amount[2] or 0))
    value = format(Decimal(amount[1]), "f")
    return {"value": value, **({"tolerance": format(tolerance, "f")} if tolerance else {})}


def ordered(draft: Draft, text: str) -> None:
    """Fill in what the ordering plug-in writes: its settings in the first line, then the things, a line each."""
    settings, _, rest = text.partition("\n")
    items = [said for line in rest.split("\n") if (said := said_of(line, draft.stem.form))]
    if settings.strip():
        draft.warn(LAYOUT, count=len(items), text=">" + restored(settings).strip()[:60])
    draft.kind, draft.body = "ordering", {"items": options(items)}
