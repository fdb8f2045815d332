"""What reads files and texts from outside, each as a function of bytes that fails where more than a refusal of our own comes out."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import process_time

from cxtrain.certificates.collection import keyed as papers
from cxtrain.certificates.form import placeholders
from cxtrain.certificates.form.pictures.forms import NoPicture, clean_picture
from cxtrain.journey.touchpoint import read_touchpoints
from cxtrain.people.roster.comparison import Wish, plan_roster
from cxtrain.people.roster.faults import RosterFault
from cxtrain.people.roster.rows import read_sheets as read_roster
from cxtrain.planning.library import read_library
from cxtrain.quality.calibration.cases.case_file import read_case
from cxtrain.quality.forms import NoPhoto, clean_photo
from cxtrain.quality.instrument_file import read_instrument
from cxtrain.quizzes import quiz
from cxtrain.quizzes.formats.reading import read_questions
from cxtrain.roleplay.conditions import Comparison, comparisons_in, condition_of, holds
from cxtrain.roleplay.formats.reading import import_file
from cxtrain.roleplay.play import MOST_CHOICES, advance, opening, replay
from cxtrain.roleplay.scenario import parse
from cxtrain.roleplay.score import score
from cxtrain.training import course, lesson
from cxtrain.training.classes import roster as class_roster
from cxtrain.training.classes.attendance import keyed as attendance
from cxtrain.training.practicals import sheet as practical
from cxtrain.training.practicals.keying import keyed as marks
from cxtrain.voices.comments.tag_file import read_tags
from cxtrain.voices.feedback.imports import rows as matters
from cxtrain.voices.indicators.intake.table import read_table
from cxtrain.voices.intake.columns import find_header, without_private
from cxtrain.voices.intake.rows import read_rows
from cxtrain.voices.kano.sheets import entry as kano
from cxtrain.voices.questionnaire_file import read_questionnaire
from cxtrain.web import keying
from cxtrain.web.tables import TableError, read_csv, read_sheets
from cxtrain.web.yaml_tree import plant
from tests.fuzz import facts

LONGEST = 8192  # bytes that the fuzzers send; larger inputs are written by hand in test_limits.py
SCRIPT = re.compile(r"<script|<[^>]*\son\w+\s*=|href=\"\s*(?:javascript|data|vbscript):", re.IGNORECASE)
PLAYED = 40  # choices of a scenario that a fuzzer found; its graph was searched to the end by the checker
PARTS = b"\n--part--\n"  # between the worksheet and the shared texts of the target "workbook"


def table(data: bytes) -> None:
    """Text as a table: every cell is text, and only `TableError` comes out."""
    try:
        sheet = read_csv(data)
        assert all(isinstance(cell, str) for row in sheet.rows for cell in row)
    except TableError as fault:
        assert fault.message and str(fault)


def archive(data: bytes) -> None:
    """A file of any kind, most of them zips: as a table and as a story."""
    _sheets(data)
    _told(import_file(data, "any.h5p"))


def workbook(data: bytes) -> None:
    """The XML of a worksheet, and perhaps of its shared texts, in a workbook that is otherwise whole."""
    cells, _, shared = data.partition(PARTS)
    _sheets(zipped_sheet(cells, shared))


def zipped_sheet(cells: bytes, shared: bytes) -> bytes:
    """Return a workbook of one worksheet."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        for name, content in facts.WORKBOOK.items():
            book.writestr(name, content)
        book.writestr("xl/worksheets/sheet1.xml", cells)
        book.writestr("xl/sharedStrings.xml", shared or b"<sst/>")
    return file.getvalue()


def _sheets(data: bytes) -> list[tuple[tuple[str, ...], ...]]:
    try:
        return [sheet.rows for sheet in read_sheets(data)]
    except TableError as fault:
        assert fault.message and str(fault)
        return []


def roster(data: bytes) -> None:
    """A roster of staff: read, and compared with a small firm."""
    try:
        header, reading = read_roster(_sheets(data))
        for create in (False, True):
            plan = plan_roster(header, reading, facts.STAFF, Wish(facts.TODAY, create_units=create, missing_left=create))
            assert all(fault.sentence for fault in plan.faults) and plan.as_dict()
    except RosterFault as fault:
        assert str(fault)


def voices(data: bytes) -> None:
    """A table of customers' words, of matters, of business figures or of paper answers."""
    for rows in _sheets(data)[:2]:
        if header := find_header(rows):
            found = read_rows(without_private(rows, header), header, facts.FIRM)
            assert all(fault.message % fault.values for fault in found.faults) and found.sentences is not None
        _, wrong = matters.read(rows, facts.MATTERS)
        assert all(fault.sentence % fault.values for fault in wrong)
        assert all(fault.message % fault.values for fault in read_table(rows, facts.FIGURES).faults)
        assert all(fault.sentence % fault.values for fault in kano.read_sheet(facts.sheet_of(rows), facts.PAPER).faults)


def keyed(data: bytes) -> None:
    """What is pasted from a paper list: who was there, who fetched a certificate, marks, and staff numbers."""
    text = data.decode("utf-8", "replace")
    for one in attendance.checked(keying.read_pasted(text, partial(attendance.row_of, known={"00102"}))[0], facts.ATTENDING):
        assert all(message % values for message, values in one.complaints)
    for paper in papers.checked(keying.read_pasted(text, papers.row_of)[0], facts.PAPERS, facts.TODAY, facts.TODAY):
        assert all(each.message % each.values for each in paper.complaints)
    for row in marks.checked(facts.MARKED, keying.read_pasted(text, marks.row_of)[0], {}):
        assert all(each.message % each.values for each in row.complaints)
    class_roster.checked(class_roster.numbers_from(text), {})
    try:
        class_roster.numbers_in(data)
    except TableError as fault:
        assert str(fault)


def _questions(data: bytes, form: str) -> None:
    read = read_questions(data, form)
    told = read.report()
    assert all(each["message"] for each in (*told["warnings"], *told["refused"])) and len(told["questions"]) == len(read.taken)


def gift(data: bytes) -> None:
    """Questions in GIFT."""
    _questions(data, "gift")


def aiken(data: bytes) -> None:
    """Questions in Aiken."""
    _questions(data, "aiken")


def moodle(data: bytes) -> None:
    """Questions in Moodle XML."""
    _questions(data, "moodle-xml")


def pasted(data: bytes) -> None:
    """Questions pasted as text, and the same bytes as a table of questions."""
    _questions(data, "text")
    _questions(data, "xlsx")


def bank(data: bytes) -> None:
    """Questions in the YAML of a quiz file."""
    _questions(data, "yaml")


def story(data: bytes) -> None:
    """A story as Twee, Twine, H5P or a trainer's table: all that it holds is imported or refused, and the draft is a draft."""
    _told(import_file(data, "any"))


def _told(result) -> None:  # type: ignore[no-untyped-def]
    assert result.is_accounted and all(each.sentence for each in result.refused)
    assert result.text is None or result.is_complete == (parse(result.text).errors == ())


def scenario(data: bytes) -> None:
    """A scenario: every fault has its place, and what has none can be played and gives the same score again."""
    parsed = parse(data)
    assert all(fault.line >= 1 and fault.column >= 1 and fault.sentence for fault in parsed.findings)
    if parsed.scenario is None:
        return
    position = opening(parsed.scenario)
    for at in range(min(PLAYED, MOST_CHOICES)):
        if position.outcome:
            break
        offered = position.offered
        position = advance(parsed.scenario, position, offered[data[at % len(data)] % len(offered)].id)
    again = replay(parsed.scenario, [beat.choice.id for beat in position.trail])
    assert again == position and score(parsed.scenario, again) == score(parsed.scenario, position)


CONTENT: dict[str, Callable[[bytes], object]] = {
    "questions": quiz.parse, "steps": course.parse, "parts": practical.parse, "comment_tags": read_tags,
    "touchpoints": read_touchpoints, "sentences": read_library, "happened": lambda data: read_case(data, {}),
    "kind": read_questionnaire, "items": lambda data: read_instrument(data, {}), "sections": lambda data: read_instrument(data, {}),
}


def content(data: bytes) -> None:
    """Any other content file, by its keys."""
    tree, broken = plant(data)
    keys = tree.data if tree is not None and isinstance(tree.data, dict) else {}
    found = [CONTENT[key](data) for key in CONTENT if key in keys] or [(None, broken)]
    for each in found:
        faults = each[1] if isinstance(each, tuple) else each.faults  # type: ignore[attr-defined]
        assert all(fault.sentence and fault.line >= 1 and fault.column >= 1 for fault in faults)


def markdown(data: bytes) -> None:
    """A lesson: nothing that runs is in its HTML."""
    text = data.decode("utf-8", "replace")
    read = lesson.parse("any", text, "# A\n\nb")
    html = lesson.to_html(text)
    assert not SCRIPT.search(re.sub(r">[^<]*<", "><", f">{html}<")), html
    assert all(fault.sentence for fault in read.faults)


def condition(data: bytes) -> None:
    """The condition language of scenarios: what is read is compared, and nothing is evaluated."""
    words = data.decode("utf-8", "replace")
    found = comparisons_in(words)
    read = condition_of({"mood": words})
    assert read == tuple(Comparison("mood", sign, bound) for sign, bound in found or ())
    if not any(isinstance(each.bound, str) for each in read):
        assert holds(read, {"mood": 1}) in (True, False)
    elif all(isinstance(each.bound, str) for each in read):
        assert holds(read, {"mood": "calm"}) in (True, False)


def placeholder(data: bytes) -> None:
    """The text of a certificate: a placeholder becomes its value, and all else stays as it was typed."""
    text = data.decode("utf-8", "replace")
    values = dict.fromkeys(placeholders.PLACEHOLDERS, "")
    lines = ["".join(run.text for run in line) for line in placeholders.lines_of(text, values)]
    places = placeholders.known_places(text)
    kept = "".join(letter for at, letter in enumerate(text) if at not in places)
    assert "".join("".join(lines).split()) == "".join(kept.split())
    assert placeholders.used(text) <= set(values) and all(found for _, found in placeholders.strays(text))


def picture(data: bytes) -> None:
    """A photo or a picture: what is kept is drawn anew, or it is refused."""
    for clean, refusal in ((clean_photo, NoPhoto), (clean_picture, NoPicture)):
        try:
            assert clean(data)  # type: ignore[operator]
        except refusal:
            pass


@dataclass(frozen=True)
class Target:
    """What is fuzzed, and the most that `LONGEST` bytes may cost it."""

    read: Callable[[bytes], None]
    seconds: float = 1.0  # of processor time, traced
    megabytes: float = 32.0  # of Python's objects, above what stood before


TARGETS = {read.__name__: Target(read) for read in (
    table, archive, workbook, roster, voices, keyed, gift, aiken, moodle, pasted, bank, story, scenario, content, markdown, picture)}
TARGETS |= {read.__name__: Target(read, 0.01, 1.0) for read in (condition, placeholder)}


class TooSlow(AssertionError):
    """An input took more time than its target may."""


def examine(name: str, data: bytes) -> None:
    """Send one input to a target.

    Raises:
        TooSlow: it took too long three times; once may be the collector of garbage.
        Exception: whatever the target let through.
    """
    target = TARGETS[name]
    spent = []
    while len(spent) < 3 and (not spent or spent[-1] > target.seconds):
        start = process_time()
        target.read(data)
        spent.append(process_time() - start)
    if min(spent) > target.seconds:
        raise TooSlow(f"{name}: {min(spent):.2f} s for {len(data)} bytes")
