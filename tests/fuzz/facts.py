"""The small firm against which fuzzed tables are read, and the parts of a workbook that is whole."""

from collections.abc import Sequence

from cxtrain.certificates.collection.keyed import Paper
from cxtrain.training.classes.attendance.keyed import Person
from cxtrain.training.practicals.sheet import Sheet as Marked
from cxtrain.training.practicals.sheet import parse
from cxtrain.web.workbooks import Sheet
from tests.people.test_roster import HERE as STAFF
from tests.people.test_roster import TODAY
from tests.roleplay.proof import SCENARIOS
from tests.voices.feedback.test_import import KNOWN as MATTERS
from tests.voices.indicators.test_intake import KNOWN as FIGURES
from tests.voices.intake.test_rows import FIRM
from tests.voices.kano.test_entry import KNOWN as PAPER

__all__ = ["ATTENDING", "FIGURES", "FIRM", "MARKED", "MATTERS", "PAPER", "PAPERS", "STAFF", "TODAY", "WORKBOOK", "sheet_of"]

ATTENDING = {"00102": Person(1, "王喆", "present"), "H0001": Person(4, "何姐", is_own=True)}
PAPERS = (Paper(1, "HM-2026-000001", "王喆", "00102", TODAY), Paper(2, "HM-2026-000002", "孙淼", "00202", TODAY, is_void=True))
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
                   'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="s"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
                                  f'<Relationship Id="s" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
                                  f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}


def _a_practical() -> Marked:
    """Return the first practical that is shipped."""
    path = min(SCENARIOS.rglob("practicals/*.yaml"))
    found = parse(path.read_bytes()).sheet
    assert found is not None
    return found


MARKED = _a_practical()


def sheet_of(rows: Sequence[Sequence[str]]) -> Sheet:
    """Return rows as a sheet."""
    return Sheet("a", tuple(map(tuple, rows)))
