"""What a question of each Moodle type asks and accepts. Pure."""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from cxtrain.quizzes.formats.bounds import Unreadable
from cxtrain.quizzes.formats.cloze import gap_texts, read_cloze, read_gaps
from cxtrain.quizzes.formats.drafts import Draft
from cxtrain.quizzes.formats.markup import MARKDOWN, PLAIN, Said, typed
from cxtrain.quizzes.formats.parts import Choosable, choose, fed, options
from cxtrain.quizzes.formats.xml_tree import Node
from cxtrain.web.bilingual import N_

Say = Callable[[Node | None], Said]

NO_FRACTION = N_("“%(text)s” is no fraction in per cent.")
NO_NUMBER = N_("“%(text)s” is no number.")
NO_ANSWERS = N_("The question has no answers.")
TOO_FEW = N_("A question with options needs two at least.")
TWO_ANSWERS = N_("A question of true and false needs its two answers.")
NO_TEXT = N_("An answer has no text.")
FEEDBACK_LEFT = N_("The feedback of single things was left out: they are shown together.")
PENALTY = N_("The penalty for a unit counts here as a share of what was earned.")


def fraction(node: Node) -> Decimal:
    """Return what an answer earns, in per cent.

    Raises:
        Unreadable: it says something else.
    """
    return _plain(_decimal(node.attributes.get("fraction", "0") or "0", NO_FRACTION))


def _decimal(text: str, message: str = NO_NUMBER) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise Unreadable(message, text=text[:60]) from None
    if not number.is_finite() or abs(number.adjusted()) > 20:
        raise Unreadable(message, text=text[:60])
    return number


def _plain(number: Decimal) -> Decimal:
    """Return a number without zeros at its end: Moodle writes 100.0000000."""
    whole = number.to_integral_value()
    return Decimal(int(whole)) if number == whole else number.normalize() if number.as_tuple().digits[-1] == 0 else number


def _choice(draft: Draft, node: Node, say: Say) -> None:
    given = [Choosable(say(answer), fraction(answer), say(answer.first("feedback"))) for answer in node.all("answer")]
    if len(given) < 2:
        raise Unreadable(TOO_FEW)
    choose(draft, "multiple" if node.words("single").lower() in ("false", "0") else "single", given)


def _true_false(draft: Draft, node: Node, say: Say) -> None:
    answers = list(node.all("answer"))
    if len(answers) != 2:
        raise Unreadable(TWO_ANSWERS)
    first = answers[0].words("text").lower()
    true, false = (answers[1], answers[0]) if first == "false" else (answers[0], answers[1])
    right = fraction(true) > fraction(false)
    answered = {"right": true if right else false, "wrong": false if right else true}
    told = {key: said for key, answer in answered.items() if (said := say(answer.first("feedback")))}
    draft.kind, draft.body = "true_false", {"answer": right, **({"feedback": told} if told else {})}


def _short(draft: Draft, node: Node, say: Say) -> None:
    draft.kind = "short_answer"
    draft.body = {"answers": [_accepted(answer, say) for answer in node.all("answer")]}
    if node.words("usecase") == "1":
        draft.body["case"] = True
    if not draft.body["answers"]:
        raise Unreadable(NO_ANSWERS)


def _accepted(answer: Node, say: Say) -> dict[str, Any]:
    text = typed(Said(answer.words("text"), PLAIN if answer.attributes.get("format") != "html" else "html"))
    if not text:
        raise Unreadable(NO_TEXT)
    return fed(_worth({"text": text}, answer), say(answer.first("feedback")))


def _worth(part: dict[str, Any], answer: Node) -> dict[str, Any]:
    weight = fraction(answer)
    return part if weight == 100 else part | {"weight": format(weight, "f")}


def _numerical(draft: Draft, node: Node, say: Say) -> None:
    draft.kind = "numerical"
    draft.body = {"answers": [_amount(answer, say) for answer in node.all("answer")]}
    units = [{"text": unit.words("unit_name"), **_multiplier(unit)} for group in node.all("units") for unit in group.all("unit")
             if unit.words("unit_name")]
    if units:
        draft.body["units"] = units
        grading, penalty = node.words("unitgradingtype"), node.words("unitpenalty")
        if grading in ("1", "2") and penalty and _decimal(penalty):
            draft.body["unit_penalty"] = format(_decimal(penalty), "f")
            if grading == "2":
                draft.warn(PENALTY)
    if not draft.body["answers"]:
        raise Unreadable(NO_ANSWERS)


def _multiplier(unit: Node) -> dict[str, str]:
    """Return our multiplier: how many of the answers' own unit one of these makes; Moodle's says how many of these make one."""
    given = _decimal(unit.words("multiplier") or "1")
    if given == 1 or not given:
        return {}
    return {"multiplier": format(_plain((1 / given).quantize(Decimal("1e-12"))), "f")}


def _amount(answer: Node, say: Say) -> dict[str, Any]:
    text = answer.words("text")
    part: dict[str, Any] = {}
    if text != "*":
        part["value"] = format(_decimal(text), "f")
        tolerance = abs(_decimal(answer.words("tolerance") or "0"))
        part |= {"tolerance": format(tolerance, "f")} if tolerance else {}
    return fed(_worth(part, answer), say(answer.first("feedback")))


def _matching(draft: Draft, node: Node, say: Say) -> None:
    form = MARKDOWN if draft.stem.form == MARKDOWN else PLAIN
    pairs = [(say(each), Said(each.words("answer", "text"), form)) for each in node.all("subquestion")]
    parts = options([stem for stem, _ in pairs if stem])
    draft.kind = "matching"
    draft.body = {"pairs": [part | {"match": match} for part, match in
                            zip(parts, (match for stem, match in pairs if stem), strict=True)]}
    if extra := [match for stem, match in pairs if not stem]:
        draft.body["extra"] = extra


def _ordering(draft: Draft, node: Node, say: Say) -> None:
    answers = sorted(node.all("answer"), key=fraction)
    if any(say(answer.first("feedback")) for answer in answers):
        draft.warn(FEEDBACK_LEFT)
    draft.kind, draft.body = "ordering", {"items": options([say(answer) for answer in answers])}


def _essay(draft: Draft, node: Node, say: Say) -> None:
    draft.kind, draft.body = "free_text", {"sample": say(node.first("graderinfo"))}
    lines = node.words("responsefieldlines")
    if lines.isascii() and lines.isdigit() and 1 <= int(lines[:4]) <= 30 and int(lines) != 15:
        draft.body["lines"] = int(lines)


def _description(draft: Draft, node: Node, say: Say) -> None:
    draft.kind = "description"


def _cloze(draft: Draft, node: Node, say: Say) -> None:
    read_cloze(draft)


def _gaps(draft: Draft, node: Node, say: Say) -> None:
    read_gaps(draft, list(_offered(node)))


def _offered(node: Node) -> Iterator[tuple[str, str]]:
    """Yield what may be put into the gaps, as (text, group)."""
    for child in node.children:
        if child.tag in ("selectoption", "dragbox"):
            yield gap_texts(child.words("text")), child.words("group") or "1"


READERS: dict[str, Callable[[Draft, Node, Say], None]] = {
    "multichoice": _choice, "truefalse": _true_false, "shortanswer": _short, "numerical": _numerical, "matching": _matching,
    "match": _matching, "ordering": _ordering, "essay": _essay, "description": _description, "cloze": _cloze,
    "multianswer": _cloze, "gapselect": _gaps, "ddwtos": _gaps,
}
