"""A questionnaire as a page's fields hold it, and back: up to five blocks, each a question or empty. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from cxtrain.voices.questionnaire import MOST_ASKED, PAIRS, Question, Questionnaire
from cxtrain.web.bilingual import N_

KINDS = {  # what can be asked in the browser; features (kano) are written with their study
    "csat": N_("How satisfied: five faces (CSAT)"),
    "nps": N_("Would recommend: 0 to 10 (NPS)"),
    "ces2": N_("How easy: 1 to 7 (CES 2.0)"),
    "servqual": N_("Found and expected: a pair, 1 to 7"),
    "importance": N_("How well and how important: a pair, 1 to 7"),
    "segment": N_("Who somebody is: one of several"),
    "comment": N_("In words"),
}
NAMES = {"csat": "satisfied", "nps": "recommend", "ces2": "easy", "comment": "words", "segment": "who"}
Block = dict[str, Any]


def blocks_of(asked: Questionnaire) -> list[Block]:
    """Return the blocks of a questionnaire, as many as a page has."""
    found = [_block(question, index) for index, question in enumerate(asked.questions)]
    return found + [{"position": index + 1} for index in range(len(found), MOST_ASKED)]


def _block(question: Question, index: int) -> Block:
    other = question.other
    return {
        "id": question.id, "kind": question.kind, "position": index + 1, "text_zh": question.text.zh,
        "text_en": question.text.en, "other_zh": other.zh if other else "", "other_en": other.en if other else "",
        "dimension": question.dimension or "", "why": question.why, "required": question.required,
        "choices": "\n".join(f"{choice.text.zh} | {choice.text.en}" for choice in question.choices)}


def assembled(head: Mapping[str, Any], blocks: Iterable[Block], used: Mapping[str, str]) -> dict[str, Any]:
    """Return what Questionnaire.model_validate takes: the questions in the order of their positions.

    Args:
        head: slug, title, kind.
        blocks: as the page gave them; those without a kind are left out.
        used: kinds by short name, of the version before. A question keeps its name while its kind stays, for under it
            its answers are counted; another kind, or a new block, gets one that was not there.
    """
    taken = set(used)
    return {**head, "questions": [_question(block, used, taken) for block in in_order(blocks)]}


def in_order(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks that ask something, in the order in which they are asked."""
    return sorted((block for block in blocks if block.get("kind")), key=lambda block: int(block.get("position") or 0))


def _question(block: Block, used: Mapping[str, str], taken: set[str]) -> dict[str, Any]:
    kind, name = block["kind"], block.get("id") or ""
    facts: dict[str, Any] = {"id": name if used.get(name) == kind else _new_name(kind, taken), "kind": kind,
                             "text": {"zh": block["text_zh"], "en": block["text_en"]}, "required": bool(block.get("required"))}
    if kind in PAIRS:
        facts["other"] = {"zh": block["other_zh"], "en": block["other_en"]}
    if kind == "servqual":
        facts["dimension"] = block.get("dimension") or None
    if kind == "nps":
        facts["why"] = bool(block.get("why"))
    if kind == "segment":
        facts["choices"] = choices_of(str(block.get("choices") or ""))
    return facts


def _new_name(kind: str, taken: set[str]) -> str:
    base = NAMES.get(kind, kind)
    name = next(name for name in (base if n == 1 else f"{base}-{n}" for n in count(1)) if name not in taken)
    taken.add(name)
    return name


def choices_of(text: str) -> list[dict[str, Any]]:
    """Return the choices that lines such as "新客 | New customer" hold; a line without a bar says the same twice."""
    found = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        zh, bar, en = (part.strip() for part in line.partition("|"))
        found.append({"id": f"c{number}", "text": {"zh": zh or en, "en": en if bar and en else zh}})
    return found


def slug_from(title: str, taken: Sequence[str]) -> str:
    """Return a short name made of an English title that no questionnaire has."""
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:30].strip("-") or "questionnaire"
    return next(slug for slug in (base if n == 1 else f"{base}-{n}" for n in count(1)) if slug not in taken)
