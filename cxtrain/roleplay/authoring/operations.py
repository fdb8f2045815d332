"""Changes to drafts, publishing them, and taking scenarios down; the caller commits.

A save leaves no row in the ledger: it is a row itself, written once, that says who and when. What players meet does.
"""

from sqlalchemy import delete

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.roleplay.authoring.manuscript import Document, opened, read, written
from cxtrain.roleplay.authoring.models import Draft, Save
from cxtrain.roleplay.authoring.queries import Work
from cxtrain.roleplay.models import Scenario
from cxtrain.roleplay.operations import Published, publish_scenario
from cxtrain.roleplay.signals import asked_uses
from cxtrain.web.bilingual import N_
from cxtrain.web.yaml_tree import LIMIT

KEPT = 200  # saves of a draft that can be gone back to; older ones are let go

TOO_LONG = N_("The scenario has become longer than 1 MB, so this was not saved.")
IN_USE = N_("It is part of “%(course)s”. Take it out there first, or learners could not finish that course.")


class Refused(ValueError):
    """A change that may not be made. `message` is an English template for `values`."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values)
        self.message, self.values = message, values


def begin(actor: Actor, document: Document, *, based_on_id: int | None = None) -> Draft:
    """Return a new draft of the scenario that the document's slug names."""
    draft = Draft(slug=document["slug"], latest=0, based_on_id=based_on_id)
    db.session.add(draft)
    db.session.flush()
    save(actor, draft, document)
    record("scenario draft begun", draft, unit_id=None, slug=draft.slug)
    return draft


def begin_from(actor: Actor, scenario: Scenario, source: str) -> Draft:
    """Return a new draft that says what is published of a scenario."""
    document, _faults = read(source)
    assert document is not None, "what was published is whole"
    return begin(actor, document, based_on_id=scenario.current_id)


def save(actor: Actor, draft: Draft, document: Document) -> None:
    """Make a document the latest save of a draft, unless it says the same already.

    Raises:
        Refused: the text would be longer than a scenario may be.
    """
    text = written({**document, "slug": draft.slug})
    latest = db.session.get(Save, (draft.id, draft.latest))
    if latest is not None and latest.text == text:
        return
    if len(text.encode()) > LIMIT:
        raise Refused(TOO_LONG)
    draft.latest += 1
    db.session.add(Save(draft_id=draft.id, number=draft.latest, text=text, by_id=actor.employee_id, at=now()))
    db.session.execute(delete(Save).where(Save.draft_id == draft.id, Save.number <= draft.latest - KEPT))
    db.session.flush()


def go_back(actor: Actor, draft: Draft, text: str) -> None:
    """Make an earlier text the latest save; what stood until now stays among the saves.

    Raises:
        Refused: the text would be longer than a scenario may be.
    """
    document, _faults = read(text)
    save(actor, draft, document if document is not None else opened(text))


def publish(actor: Actor, work: Work, note: str) -> Published:
    """Publish a draft as it stands; it then goes on from there. With an error nothing is changed."""
    published = publish_scenario(work.save.text, by=actor.employee_id, note=note)
    if published.scenario:
        work.draft.based_on_id = published.scenario.current_id
        db.session.flush()
    return published


def discard(work: Work) -> None:
    """Let go of a draft with all its saves; what is published stays."""
    record("scenario draft discarded", work.draft, unit_id=None, slug=work.draft.slug, saves=work.draft.latest)
    db.session.execute(delete(Save).where(Save.draft_id == work.draft.id))
    db.session.delete(work.draft)
    db.session.flush()


def retire(scenario: Scenario) -> None:
    """Offer a scenario no more; plays under way can be finished, and what was played stays.

    Raises:
        Refused: it is still a part of something that people have to finish.
    """
    uses = [use for _receiver, found in asked_uses.send(scenario) for use in found]
    if uses:
        raise Refused(IN_USE, course=uses[0])
    scenario.retired_at = now()
    db.session.flush()
    record("scenario retired", scenario, unit_id=None, slug=scenario.slug)


def bring_back(scenario: Scenario) -> None:
    """Offer a scenario again."""
    scenario.retired_at = None
    db.session.flush()
    record("scenario brought back", scenario, unit_id=None, slug=scenario.slug)
