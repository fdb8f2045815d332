"""What a block of pasted text asks, and what answers it: a heading, a mark or the answer itself tells the kind. Pure."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from cxtrain.quizzes.formats.bounds import Unreadable
from cxtrain.quizzes.formats.drafts import Draft
from cxtrain.quizzes.formats.markup import Said
from cxtrain.quizzes.formats.parts import options
from cxtrain.quizzes.formats.text_blocks import Block
from cxtrain.quizzes.formats.text_words import (
    BLANK,
    DIFFICULTY_OF,
    FILLED,
    KIND_OF,
    MARKER,
    MARKS,
    RIGHT,
    folded,
    judged,
    letters_of,
)
from cxtrain.web.bilingual import N_

NO_ANSWER = N_("The question has no answer.")
NO_OPTIONS = N_("The question needs options A, B … below it.")
NO_SUCH_OPTION = N_("The answer is %(letter)s, but the question has no such option.")
NOT_UNDERSTOOD = N_("The answer “%(answer)s” was not understood.")
SEVERAL = N_("It stands among the single choices but has several right answers: read as a multiple choice.")
ORDER_OF_LETTERS = N_("The letters of the options are not A, B, C … in order: they were counted from the top.")
BRACKETS_READ = N_("There is no answer, so the words in brackets were read as the gaps.")
GAP_COUNT = N_("The text has %(gaps)s gaps, but the answer has %(answers)s parts.")
NO_DIFFICULTY = N_("“%(text)s” is no difficulty: write 易, 中 or 难.")
NO_MARKS = N_("“%(text)s” is no number of marks from 0 to 100.")
BLANKED = "（　）"
LONGEST_SHORT = 30  # characters of a typed answer that is no free text
PAIR = re.compile(r"(.+?)\s*(?:-{1,3}>|—{1,3}>?|→|=>)\s*(.+)")
VERDICTS = (  # at the end of a sentence, or before it
    r"\s*[（(【\[]\s*([^（）()【】\[\]\n]{1,12}?)\s*[)）】\]]\s*([。.]?)\s*$", r"^[（(【\[]\s*(\S{1,8}?)\s*[)）】\]]\s*()")
EMPTY_AT_END = re.compile(r"\s*(?:[（(]\s*[)）]|[_＿]{2,})\s*([。.]?)\s*$")
LIST_MARK = re.compile(r"\s*(?:[（(]\s*\d{1,2}\s*[)）]|[①-⑳]|\d{1,2}\s*[、)）]|\d{1,2}[.．](?!\d))\s*")
FIGURES = r"\d{1,15}(?:\.\d{1,10})?"
AMOUNT = re.compile(
    rf"\s*([-+−]?{FIGURES})\s*(?:(?:±|\+/-|\+-)\s*({FIGURES})|(?:~|～|\.\.|至|到)\s*([-+−]?{FIGURES}))?\s*")


def draft_of(block: Block) -> Draft:
    """Return what a block says.

    Raises:
        Unreadable: it has no answer, or one that does not fit.
    """
    draft = Draft(block.line, block.text, kind=block.kind, category=block.category, marks=block.marks)
    stem = _with_head(draft, "\n".join(block.stem))
    _labels(draft, block.labels)
    answer = "\n".join(text for text in block.labels.get("answer", ()) if text) or block.given
    if explanation := "\n".join(text for text in block.labels.get("explanation", ()) if text):
        draft.feedback = Said(explanation)
    if block.options:
        _with_options(draft, stem, block.options, answer)
    else:
        _without_options(draft, stem, answer)
    return draft


def _with_head(draft: Draft, stem: str) -> str:
    """Return the stem without the marks for kind and worth, which go to the draft."""
    if marker := MARKER.search(stem):
        draft.kind = KIND_OF[marker["kind"].lower()]
        draft.marks = (marker["marks"] or draft.marks).replace("．", ".")
        stem = f"{stem[: marker.start()].rstrip()} {stem[marker.end() :]}".strip()
    if marks := MARKS.search(stem):
        draft.marks = marks[1].replace("．", ".")
        stem = (stem[: marks.start()].rstrip() + stem[marks.end() :]).strip()
    return stem


def _labels(draft: Draft, labels: dict[str, list[str]]) -> None:
    said = {key: " ".join(texts).strip() for key, texts in labels.items()}
    draft.kind = KIND_OF.get(folded(said.get("kind", "")), draft.kind)
    draft.name, draft.id_number = said.get("name", ""), said.get("id_number", "")
    draft.category = re.sub(r"\s*(?:[/／>＞→]|--)\s*", "/", said.get("category", "") or draft.category)
    draft.tags = [tag for tag in re.split(r"\s*[,，、;；]\s*|\s{2,}", said.get("tags", "")) if tag]
    set_difficulty(draft, said.get("difficulty", ""))
    set_marks(draft, said.get("marks", "") or draft.marks)


def set_difficulty(draft: Draft, text: str) -> None:
    """Give a draft its difficulty, or a warning where the word is not known."""
    if text:
        draft.difficulty = DIFFICULTY_OF.get(folded(text).strip("。. "), "")
        if not draft.difficulty:
            draft.warn(NO_DIFFICULTY, text=text[:40])


def set_marks(draft: Draft, text: str) -> None:
    """Give a draft its marks, or a warning where they are no number that can be used."""
    draft.marks = ""
    if not text:
        return
    number = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?)\s*(?:分|points?|marks?)?[。.]?", folded(text))
    if number and 0 < Decimal(number[1]) <= 100:
        draft.marks = "" if Decimal(number[1]) == 1 else str(Decimal(number[1]).normalize().__format__("f"))
    else:
        draft.warn(NO_MARKS, text=text[:40])


def _with_options(draft: Draft, stem: str, given: Sequence[tuple[str, str]], answer: str) -> None:
    """Fill in a choice, a question of true and false whose two options say so, or things to put in order."""
    letters = [letter[-1].upper() for letter, _ in given]
    if [ord(letter) - ord("A") for letter in map(_narrow, letters)] != list(range(len(given))):
        draft.warn(ORDER_OF_LETTERS)
    marked = [index for index, (letter, text) in enumerate(given) if len(letter) > 1 or RIGHT.search(text)]
    texts = [(RIGHT.sub("", text) or text).strip() for _, text in given]
    right = _chosen(answer, texts) if answer else marked
    if not right and not answer:
        stem, right = _within(stem, len(texts))
    if not right:
        raise Unreadable(NO_ANSWER)
    draft.stem = Said(stem)
    if draft.kind == "ordering":
        if sorted(right) != list(range(len(texts))):
            raise Unreadable(NOT_UNDERSTOOD, answer=answer[:60])
        draft.body = {"items": options([Said(texts[index]) for index in right])}
    elif draft.kind in ("", "choice", "true_false") and len(texts) == 2 and len(right) == 1 and _says_both(texts):
        draft.kind, draft.body = "true_false", {"answer": bool(judged(texts[right[0]], known=True))}
    else:
        _choose(draft, texts, sorted(set(right)))


def _narrow(letter: str) -> str:
    return chr(ord(letter) - 0xFEE0) if ord(letter) > 0xFF00 else letter


def _says_both(texts: Sequence[str]) -> bool:
    said = [judged(text) for text in texts]
    return said in ([True, False], [False, True])


def _choose(draft: Draft, texts: Sequence[str], right: Sequence[int]) -> None:
    if draft.kind == "single" and len(right) > 1:
        draft.warn(SEVERAL)
    draft.kind = "multiple" if len(right) > 1 or draft.kind == "multiple" else "single"
    parts = options([Said(text) for text in texts])
    draft.body = {"options": [part | ({"correct": True} if index in right else {}) for index, part in enumerate(parts)]}


def _chosen(answer: str, texts: Sequence[str]) -> list[int]:
    """Return which options an answer names, by letters or by their text, in its order.

    Raises:
        Unreadable: none, or one that is not there.
    """
    first, *_ = answer.split("\n")
    letters = letters_of(answer) or letters_of(first)
    if not letters and (led := re.match(r"\s*([A-Ta-tＡ-Ｔ])\s*[.．、:：)）(（\s]", first)):
        letters = _narrow(led[1].upper())
    same = [index for index, text in enumerate(texts) if folded(text) == folded(answer)]
    if same:
        return same[:1]
    said = judged(answer)
    if said is not None and len(texts) == 2 and _says_both(texts) and len(letters) < 2 and letters not in ("A", "B"):
        return [index for index, text in enumerate(texts) if judged(text) == said]
    for letter in letters:
        if ord(letter) - ord("A") >= len(texts):
            raise Unreadable(NO_SUCH_OPTION, letter=letter)
    if not letters:
        raise Unreadable(NOT_UNDERSTOOD, answer=answer[:60])
    return list(dict.fromkeys(ord(letter) - ord("A") for letter in letters))


def _within(stem: str, count: int) -> tuple[str, list[int]]:
    """Return the stem with the answer in its brackets taken out, and which options that names."""
    for bracket in reversed(list(re.finditer(r"[（(【\[]([^（）()【】\[\]\n]{1,40})[)）】\]]", stem))):
        letters = letters_of(bracket[1])
        if letters and all(ord(letter) - ord("A") < count for letter in letters):
            found = list(dict.fromkeys(ord(letter) - ord("A") for letter in letters))
            return stem[: bracket.start()] + BLANKED + stem[bracket.end() :], found
    return stem, []


def _without_options(draft: Draft, stem: str, answer: str) -> None:
    if draft.kind in ("single", "multiple", "ordering"):
        raise Unreadable(NO_OPTIONS)
    said = judged(answer, known=draft.kind == "true_false") if answer else None
    if not answer and draft.kind in ("", "true_false", "choice"):
        stem, said = _verdict_within(stem, known=draft.kind == "true_false")
    draft.stem = Said(stem)
    if draft.kind == "choice" and said is None:
        raise Unreadable(NO_OPTIONS)
    if said is not None and draft.kind in ("", "choice", "true_false"):
        draft.kind, draft.body = "true_false", {"answer": said}
        draft.stem = Said(EMPTY_AT_END.sub(r"\1", stem))
    elif draft.kind == "true_false":
        raise Unreadable(NOT_UNDERSTOOD if answer else NO_ANSWER, answer=answer[:60])
    elif draft.kind in ("matching", "numerical", "description"):
        {"matching": _match, "numerical": _number, "description": _describe}[draft.kind](draft, stem, answer)
    elif draft.kind == "gap_fill" or (not draft.kind and (BLANK.search(stem) or not answer)):
        _fill(draft, stem, answer)
    else:
        _write(draft, answer)


def _verdict_within(stem: str, *, known: bool) -> tuple[str, bool | None]:
    """Return the stem without a verdict in brackets at its end or its beginning, and the verdict."""
    for pattern in VERDICTS:
        bracket = re.search(pattern, stem)
        if bracket and (said := judged(bracket[1], known=known)) is not None:
            return (stem[: bracket.start()] + bracket[2] + stem[bracket.end() :]).strip(), said
    if known and (mark := re.search(r"\s*([√✓✔×✗✘])\s*$", stem)):
        return stem[: mark.start()], judged(mark[1])
    return stem, None


def _fill(draft: Draft, stem: str, answer: str) -> None:
    """Fill in a sentence with gaps: blanks with their answers below, or brackets that hold the answers."""
    blanks = list(BLANK.finditer(stem))
    if blanks and answer:
        parts = _parts(answer, len(blanks))
        if len(parts) != len(blanks):
            raise Unreadable(GAP_COUNT, gaps=len(blanks), answers=len(parts))
    else:
        blanks = list(FILLED.finditer(stem))
        parts = [found[1] or found[2] for found in blanks]
        if answer and draft.kind == "gap_fill" and not blanks:
            _write(draft, answer, short=True)
            return
        if not parts or answer:
            raise Unreadable(NO_ANSWER if not answer else GAP_COUNT, gaps=0, answers=1)
        if draft.kind != "gap_fill":
            draft.warn(BRACKETS_READ)
    pieces, at = [], 0
    for number, blank in enumerate(blanks, 1):
        pieces.append(f"{stem[at : blank.start()]}[[{number}]]")
        at = blank.end()
    draft.kind, draft.stem = "gap_fill", Said("".join(pieces) + stem[at:])
    draft.body = {"parts": [{"answers": _accepted(part)} for part in parts]}


def _parts(answer: str, count: int) -> list[str]:
    """Return the answers of so many gaps: on lines, numbered, or between semicolons, else commas, else spaces."""
    if count == 1:
        return [LIST_MARK.sub("", answer, count=1).strip() if LIST_MARK.match(answer) else answer.strip()]
    for pattern in (r"\s*[;；|\n]\s*", LIST_MARK.pattern, r"\s*[、，,]\s*", r"\s+"):
        parts = [part for text in re.split(pattern, answer) if (part := LIST_MARK.sub("", text).strip(" ;；,，、"))]
        if len(parts) == count:
            return parts
    return [part for part in re.split(r"[;；\n]", answer) if part.strip()]


def _accepted(text: str) -> list[dict[str, Any]]:
    """Return the answers that a text allows; a stroke stands between two of them."""
    texts = [part.strip().rstrip("。") for part in re.split(r"[/／]", text)]
    return [{"text": part.replace("*", "\\*")} for part in texts if part] or [{"text": text.strip()}]


def _write(draft: Draft, answer: str, *, short: bool = False) -> None:
    """Fill in a typed answer, or a free text where it is long or the heading says so."""
    if not draft.kind and not answer:
        raise Unreadable(NO_ANSWER)
    short = short or draft.kind == "short_answer" or (
        not draft.kind and len(answer) <= LONGEST_SHORT and "\n" not in answer and "。" not in answer.rstrip("。"))
    if short and not answer:
        raise Unreadable(NO_ANSWER)
    draft.kind = "short_answer" if short else "free_text"
    draft.body = {"answers": _accepted(answer)} if short else {"sample": Said(answer)} if answer else {}


def _match(draft: Draft, stem: str, answer: str) -> None:
    lines = [line for line in [*stem.split("\n"), *re.split(r"[;；\n]", answer)] if line.strip()]
    pairs = [pair for line in lines if (pair := PAIR.fullmatch(line.strip()))]
    draft.stem = Said("\n".join(line for line in stem.split("\n") if not PAIR.fullmatch(line.strip())))
    if not pairs:
        raise Unreadable(NO_ANSWER)
    draft.body = {"pairs": [part | {"match": Said(pair[2].strip())} for part, pair in
                            zip(options([Said(pair[1].strip()) for pair in pairs]), pairs, strict=True)]}


def _number(draft: Draft, stem: str, answer: str) -> None:
    found = AMOUNT.fullmatch(answer)
    if not found:
        raise Unreadable(NOT_UNDERSTOOD if answer else NO_ANSWER, answer=answer[:60])
    try:
        value, tolerance, high = (str(Decimal(part.replace("−", "-"))) if part else "" for part in found.groups())
    except InvalidOperation:
        raise Unreadable(NOT_UNDERSTOOD, answer=answer[:60]) from None
    ends = {"low": value, "high": high} if high else {"value": value, **({"tolerance": tolerance} if tolerance else {})}
    draft.body = {"answers": [ends]}


def _describe(draft: Draft, stem: str, answer: str) -> None:
    draft.stem = Said(stem)
