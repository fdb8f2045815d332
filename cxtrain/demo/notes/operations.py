"""Noting two months on the charts of the demo company."""

from sqlalchemy import insert

from cxtrain.demo.calendar import Year, moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.visits.operations import Forms
from cxtrain.extensions import db
from cxtrain.quality.notes.models import MonthNote

WRITER = "0001"  # HR
NOTES = (  # unit's code, touchpoint, month of the year, words
    ("E", "front-desk-check-in", 4, "四家店换了新的排队叫号屏,头两周员工还不熟悉。"),
    ("HM", "front-desk-check-in", 8, "暑期客流高峰,各店前台增加一个临时柜台。"),
)


def write_notes(staff: Staff, forms: Forms, year: Year, chronicle: Chronicle) -> None:
    """Write the notes and what the ledger says of them."""
    for number, (code, slug, month, words) in enumerate(NOTES, 1):
        day, unit_id, writer = year.days(month)[-1], staff.units[code], staff.employees[WRITER]
        at, touchpoint_id, noted = moment(day, 17), forms.touchpoints[slug], f"{day:%Y-%m}"
        db.session.execute(insert(MonthNote.__table__).values(
            id=number, unit_id=unit_id, touchpoint_id=touchpoint_id, month=noted, words=words, anew=False, written_by=writer,
            written_at=at))
        chronicle.note(at, "month noted", ("month_note", number), unit_id=unit_id, actor_id=writer,
                       touchpoint=touchpoint_id, month=noted, anew=False)
