"""The table of answers at the end of a paper: 1-5 ABCDA, 6.B 7.C, 1√ 2×, perhaps under the headings of its parts. Pure."""

import re
from collections.abc import Sequence

from cxtrain.quizzes.formats.text_blocks import Block
from cxtrain.quizzes.formats.text_words import HEADING, KIND_OF

TITLE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．])?\s*[【\[]?(?:正确|参考|标准|试题|试卷|考试)?答案(?:表|页|及解析|与解析)?[】\]]?\s*[:：]?"
    r"|(?:Answer key|Answers|Key)\s*:?", re.IGNORECASE)
VERDICT = r"[√×✓✔✗✘对错]|正确|错误"
ONE = rf"(?:[A-TＡ-Ｔ]|{VERDICT})"
RANGE = re.compile(rf"(\d{{1,4}})\s*[-—–~～至]+\s*(\d{{1,4}})\s*[.、:：]?\s*({ONE}(?:[\s,，、]*{ONE})*)")
SINGLE = re.compile(
    rf"(\d{{1,4}})\s*[.．、:：)）]?\s*((?:[A-TＡ-Ｔ](?:[\s、,，]*[A-TＡ-Ｔ])*)|{VERDICT})(?=[\s,，;；、。]|\d|$)")
PIECE = re.compile(rf"[A-TＡ-Ｔ]|{VERDICT}")
Key = dict[tuple[str, int], str]


def split_key(lines: Sequence[str]) -> tuple[list[str], Key]:
    """Return the lines with those of a table of answers blanked, and the table: (kind or "", number) -> answer."""
    left, key, kind, inside = list(lines), {}, "", False
    for at, line in enumerate(lines):
        text = line.strip()
        if TITLE.fullmatch(text) and _follows(lines, at):
            inside, left[at], kind = True, "", ""
        elif inside and text:
            heading = HEADING.match(text)
            kind = KIND_OF[heading["kind"].lower()] if heading else kind
            rest = text[heading.end("kind") :] if heading else text
            found = _answers(rest)
            if not found and not heading:
                inside = False
                continue
            key.update({(kind, number): answer for number, answer in found})
            left[at] = ""
    return left, key


def _follows(lines: Sequence[str], at: int) -> bool:
    """Whether a table of answers stands below its title, and not the answer to one question."""
    after = [line.strip() for line in lines[at + 1 : at + 8] if line.strip()][:2]
    return any(len(_answers(line)) > 1 or (RANGE.search(line) and _answers(line)) for line in after)


def _answers(text: str) -> list[tuple[int, str]]:
    """Return the answers of a line by number; nothing where it says anything else."""
    found: list[tuple[int, str]] = []
    rest = text
    for row in RANGE.finditer(text):
        first, last, pieces = int(row[1]), int(row[2]), PIECE.findall(row[3])
        if last - first + 1 == len(pieces):
            found += [(first + index, piece) for index, piece in enumerate(pieces)]
            rest = rest.replace(row[0], " ", 1)
    found += [(int(one[1]), one[2]) for one in SINGLE.finditer(rest)]
    return found if not re.search(r"\w", SINGLE.sub(" ", rest).replace("题", "")) else []


def apply_key(blocks: Sequence[Block], key: Key) -> None:
    """Give each question without an answer the one that the table has for its number, and its kind where numbers begin anew."""
    numbers = [block.number for block in blocks]
    for block in blocks:
        if block.number is None or block.is_answered:
            continue
        answer = key.get((block.kind, block.number))
        if answer is None and (numbers.count(block.number) == 1 or len({kind for kind, _ in key}) == 1):
            answer = key.get(("", block.number))
        if answer:
            block.labels["answer"] = [answer]
