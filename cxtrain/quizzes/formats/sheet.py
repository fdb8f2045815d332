"""Questions in a spreadsheet, a row each: 题型, 题干, 选项A …, 答案, 解析 and so on, in Chinese, English or both. Pure.

Rows above the headings are passed over; every sheet with headings is read, and one named 单选题 tells the kind of its rows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from cxtrain.quizzes.formats.bounds import Unreadable, WholeFileRefused
from cxtrain.quizzes.formats.drafts import NO_PART, Collector, Draft
from cxtrain.quizzes.formats.markup import Said
from cxtrain.quizzes.formats.results import Read
from cxtrain.quizzes.formats.text_answers import draft_of
from cxtrain.quizzes.formats.text_blocks import Block
from cxtrain.quizzes.formats.text_options import options_in
from cxtrain.quizzes.formats.text_words import BLANK, HEADING, KIND_OF, folded
from cxtrain.quizzes.kinds.every import KIND_NAMES
from cxtrain.web.bilingual import N_
from cxtrain.web.tables import Sheet, TableError, read_sheets

FIRST_ROWS = 30  # among which the headings stand
NO_HEADINGS = N_("No row of headings was found. Write 题型 | 题干 | 选项A | 选项B | 答案, or start from the template.")
UNKNOWN_COLUMN = N_("The heading “%(heading)s” is not known, so its column was not read.")
NOT_READ = N_("The sheet “%(name)s” holds examples and was not read.")
NO_KIND = N_("“%(kind)s” is no kind of question that can stand in a table.")
COLUMN_WORDS = {
    "kind": "题型 题目类型 试题类型 类型 type kind questiontype",
    "stem": "题干 题目 试题 问题 题目内容 试题内容 题干内容 question stem text questiontext",
    "answer": "答案 正确答案 参考答案 标准答案 answer answers correctanswer correct key",
    "explanation": "解析 答案解析 试题解析 explanation feedback rationale",
    "difficulty": "难度 难易度 难易程度 difficulty", "category": "分类 类别 题库分类 章节 知识点 category topic",
    "tags": "标签 关键词 tags tag", "marks": "分值 分数 marks points score", "name": "名称 题目名称 name title",
    "id_number": "编号 题目编号 idnumber id", "options": "选项 备选项 答案选项 options choices",
}
COLUMN_OF = {word: name for name, words in COLUMN_WORDS.items() for word in words.split()}
IGNORED = frozenset({"序号", "题号", "no", "no.", "#", "number"})
OPTION = re.compile(r"(?:选项|备选项?|答案选项|option|choice)?([a-t])")
ENGLISH = re.compile(r"[（(\[]?\s*(?:英文|英语|english|en)\s*[)）\]]?$")
CHINESE = re.compile(r"[（(\[]?\s*(?:中文|汉语|chinese|zh)\s*[)）\]]?$")
GAPING = re.compile(r"[^\S\n]{4,}|\n{4,}")
EXAMPLES = ("示例", "例题", "example")
Cells = Mapping[tuple[str, str], str]  # by (column, "" or "en")


def read_sheet(data: bytes, language: str | None = None) -> Read:
    """Return the questions of an XLSX file, or of a table in CSV.

    Raises:
        WholeFileRefused: it is no table, or has no headings.
    """
    try:
        sheets = read_sheets(data)
    except TableError as fault:
        raise WholeFileRefused(fault.message, **fault.values) from fault
    found = [(sheet, row) for sheet in sheets if (row := _heading_row(sheet)) is not None]
    if not found:
        raise WholeFileRefused(NO_HEADINGS)
    collector = Collector("xlsx", language)
    own = [(sheet, row) for sheet, row in found if not _is_example(sheet) and _filled(sheet, row)]
    for sheet, row in found:
        if own and (sheet, row) not in own:
            if _is_example(sheet):
                collector.warn(row + 1, NOT_READ, name=sheet.name)
        else:
            _read(sheet, row, collector)
    return collector.result()


def _is_example(sheet: Sheet) -> bool:
    return sheet.name.strip().lower().startswith(EXAMPLES)


def _filled(sheet: Sheet, row: int) -> bool:
    return any(cell.strip() for line in sheet.rows[row + 1 :] for cell in line)


def column_of(heading: str) -> tuple[str, str] | None:
    """Return what a heading means and its language, "" where it tells none or Chinese: 选项B（英文） is ("B", "en")."""
    word = re.sub(r"[\s*＊]+", "", folded(heading))
    language = "en" if ENGLISH.search(word) else ""
    plain = (CHINESE if not language else ENGLISH).sub("", word) or word
    if plain in COLUMN_OF:
        return COLUMN_OF[plain], language
    option = OPTION.fullmatch(plain)
    return (option[1].upper(), language) if option else None


def _heading_row(sheet: Sheet) -> int | None:
    """Return the row of headings: one that names the text and the answer, or the text and the kind."""
    for number, row in enumerate(sheet.rows[:FIRST_ROWS]):
        names = {column[0] for cell in row if (column := column_of(cell))}
        if "stem" in names and names & {"answer", "kind", "A"}:
            return number
    return None


def _read(sheet: Sheet, row: int, collector: Collector) -> None:
    columns: dict[int, tuple[str, str]] = {}
    for at, heading in enumerate(sheet.rows[row]):
        column = column_of(heading)
        if column and column not in columns.values():
            columns[at] = column
        elif heading.strip() and folded(heading) not in IGNORED:
            collector.warn(row + 1, UNKNOWN_COLUMN, heading=heading.strip()[:60])
    named = HEADING.match(sheet.name.strip())
    kind = KIND_OF[named["kind"].lower()] if named else ""
    for number, line in enumerate(sheet.rows[row + 1 :], row + 2):
        cells = {columns[at]: GAPING.sub("   ", text.strip()) for at, text in enumerate(line) if at in columns and text.strip()}
        if cells:
            source = " | ".join(text.strip() for text in line if text.strip())
            collector.read(number, source, partial(_draft, number, source, kind, cells))


def _draft(line: int, source: str, kind: str, cells: Cells) -> Draft:
    block = Block(line, kind=_kind(cells.get(("kind", ""), ""), kind), source=[source])
    block.stem = [cells.get(("stem", "")) or cells.get(("stem", "en"), "")]
    block.options = list(_options(cells))
    for key in ("answer", "explanation", "difficulty", "category", "tags", "marks", "name", "id_number"):
        if text := cells.get((key, "")) or cells.get((key, "en")):
            block.labels[key] = [text]
    draft = draft_of(block)
    if ("stem", "") in cells:
        _add_english(draft, cells)
    return draft


def _kind(cell: str, usual: str) -> str:
    word = folded(cell).strip("【】[]()（） ")
    if not word:
        return usual
    kind = KIND_OF.get(word) or (word if word in KIND_NAMES and word != "judgement" else None)
    if kind is None:
        raise Unreadable(NO_KIND, kind=cell[:40])
    return kind


def _options(cells: Cells) -> Iterator[tuple[str, str]]:
    """Yield the options by their letters; those in one cell stand on lines, between strokes, or behind letters.

    Raises:
        Unreadable: one is empty and another follows.
    """
    if listed := cells.get(("options", "")):
        yield from options_in(listed)
        return
    letters = [chr(ord("A") + place) for place in range(20)]
    filled = [letter for letter in letters if (letter, "") in cells or (letter, "en") in cells]
    if filled != letters[: len(filled)]:
        raise Unreadable(NO_PART)
    for letter in filled:
        yield letter, cells.get((letter, "")) or cells[letter, "en"]


def _add_english(draft: Draft, cells: Cells) -> None:
    """Give the texts their English, where there are columns for it."""
    stem = cells.get(("stem", "en"), "")
    if draft.kind == "gap_fill":
        blanks = iter(range(1, 100))
        stem = BLANK.sub(lambda found: f"[[{next(blanks)}]]", stem)
    draft.stem = replace(draft.stem, en=stem)
    if draft.feedback:
        draft.feedback = replace(draft.feedback, en=cells.get(("explanation", "en"), ""))
    elif english := cells.get(("explanation", "en")):
        draft.feedback = Said(english)
    english_of = {text: cells.get((letter, "en"), "") for letter, text in _texts(cells)}
    for part in (*draft.body.get("options", ()), *draft.body.get("items", ())):
        part["text"] = replace(part["text"], en=english_of.get(part["text"].text, ""))


def _texts(cells: Cells) -> Sequence[tuple[str, str]]:
    return [(letter, text) for (letter, language), text in cells.items() if len(letter) == 1 and not language]
