"""Writing a draft of the check-in form that waits to be published, so that a what-if has something to say. The caller commits."""

from sqlalchemy import select, update

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.quality.instruments import manuscript, operations
from cxtrain.quality.instruments.manuscript import Document
from cxtrain.quality.instruments.models import FormSave
from cxtrain.quality.models import InstrumentVersion

FORM = "hotel-front-desk-check-in"
BEGUN, CHANGED = 5, 2  # days ago
HOUR = 15
PROMISE = "s5"  # what was promised was done in time: it is to count twice, and a broken promise is to cap the visit
OWN = {
    "id": "oleave1", "kind": "yes_no", "of": "person",
    "shopper": {"zh": "递回证件时双手递，并说了早餐时间和地点",
                "en": "The papers were handed back with both hands, with when and where breakfast is"}}


def write_forms(staff: Staff, chronicle: Chronicle) -> None:
    """Let HR begin the next version of the form, and change it three days later."""
    hr = staff.reviewers[0].number
    version = db.session.scalars(select(InstrumentVersion).where(
        InstrumentVersion.slug == FORM, InstrumentVersion.current)).one()
    actor = staff.actor(hr)
    draft = operations.begin_from(actor, version)
    operations.save(actor, draft, _changed(manuscript.document_of(operations.form_of(version))))
    for number, days in enumerate((BEGUN, CHANGED), 1):
        at = moment(staff.company.year.before(days), HOUR)
        db.session.execute(update(FormSave).where(FormSave.draft_id == draft.id, FormSave.number == number).values(at=at))
    begun = moment(staff.company.year.before(BEGUN), HOUR)
    chronicle.adopt(db.session().info.pop(WAITING, []), begun, staff.employees[hr])


def _changed(document: Document) -> Document:
    """Return the document with the promise made heavier and critical, and an item of the form's own at the end."""
    item = manuscript.item_of(document, PROMISE)
    heavier = {**item, "weight": 2.0, "critical": {"effect": "cap", "at_or_below": 4, "cap": 5}}
    last = manuscript.sections_of(document)[-1]["slug"]
    return manuscript.with_items(manuscript.with_item(document, PROMISE, heavier), last, [OWN])
