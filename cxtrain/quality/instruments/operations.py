"""Changes to drafts of forms, and publishing them; the caller commits.

A save leaves no row in the ledger: it is a row itself, written once, that says who and when. What visits use does.
"""

from sqlalchemy import delete

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality.instruments.manuscript import LIMIT, Document, document_of, written
from cxtrain.quality.instruments.models import FormDraft, FormPublishing, FormSave
from cxtrain.quality.instruments.queries import Work, check, form_of
from cxtrain.quality.models import InstrumentVersion
from cxtrain.quality.operations import keep_instrument
from cxtrain.quality.refusal import Refused
from cxtrain.web.bilingual import N_

KEPT = 200  # saves of a draft that can be gone back to; older ones are let go
TOO_LONG = N_("The form has become too long, so this was not saved.")
NOT_RIGHT = N_("Something in the form is still to be mended; the page says what.")
NOT_ANOTHER = N_("What a form observes, and where, stays as it was first published. Begin a new form as a copy of this one.")
LATER = N_("The draft has been changed since. Choose what to go back to under Versions.")


def begin(actor: Actor, document: Document, *, based_on_id: int | None = None) -> FormDraft:
    """Return a new draft of the form that the document's slug names."""
    draft = FormDraft(slug=document["slug"], latest=0, based_on_id=based_on_id)
    db.session.add(draft)
    db.session.flush()
    save(actor, draft, document)
    record("form draft begun", draft, unit_id=None, slug=draft.slug)
    return draft


def begin_from(actor: Actor, version: InstrumentVersion) -> FormDraft:
    """Return a new draft that says what a version says."""
    return begin(actor, document_of(form_of(version)), based_on_id=version.id)


def save(actor: Actor, draft: FormDraft, document: Document) -> bool:
    """Make a document the latest save of a draft, and return whether it says something new.

    Raises:
        Refused: the text would be longer than a form may be.
    """
    text = written({**document, "slug": draft.slug})
    latest = db.session.get(FormSave, (draft.id, draft.latest))
    if latest is not None and latest.text == text:
        return False
    if len(text.encode()) > LIMIT:
        raise Refused(TOO_LONG)
    draft.latest += 1
    db.session.add(FormSave(draft_id=draft.id, number=draft.latest, text=text, by_id=actor.employee_id, at=now()))
    db.session.execute(delete(FormSave).where(FormSave.draft_id == draft.id, FormSave.number <= draft.latest - KEPT))
    db.session.flush()
    return True


def undo(actor: Actor, work: Work, number: int) -> None:
    """Take back the latest save, which is `number`; it stays among the saves.

    Raises:
        Refused: somebody has saved since, or there is nothing before it.
    """
    before = db.session.get(FormSave, (work.draft.id, number - 1))
    if number != work.draft.latest or before is None:
        raise Refused(LATER)
    save(actor, work.draft, Work(work.draft, before, work.versions).document)


def publish(actor: Actor, work: Work, note: str) -> InstrumentVersion:
    """Make a draft, as it stands, the form that new visits use; visits that were begun keep theirs.

    Raises:
        Refused: something is wrong with it, or it would observe something else than before; nothing is changed.
    """
    found = check(work.document)
    if found.instrument is None or not found.is_publishable:
        raise Refused(NOT_RIGHT)
    first = work.versions[0] if work.versions else None
    if first is not None and (first.kind, first.touchpoint_slug) != (found.instrument.kind, found.instrument.touchpoint):
        raise Refused(NOT_ANOTHER)
    version = keep_instrument(found.instrument)
    db.session.add(FormPublishing(version_id=version.id, note=note, by_id=actor.employee_id, at=now()))
    work.draft.based_on_id = version.id
    db.session.flush()
    return version


def discard(work: Work) -> None:
    """Let go of a draft with all its saves; what is published stays."""
    record("form draft discarded", work.draft, unit_id=None, slug=work.draft.slug, saves=work.draft.latest)
    db.session.execute(delete(FormSave).where(FormSave.draft_id == work.draft.id))
    db.session.delete(work.draft)
    db.session.flush()
