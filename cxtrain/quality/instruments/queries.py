"""Reading forms, their drafts and versions, and past visits for a comparison.

Forms belong to the firm, so whoever may edit instruments sees all of them. Of visits only sums leave this package.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import abort
from sqlalchemy import Select, func, literal, select, union_all

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Employee
from cxtrain.quality.instrument import Instrument, Survey, recalled
from cxtrain.quality.instruments.manuscript import Document, document_of, opened
from cxtrain.quality.instruments.models import FormDraft, FormPublishing, FormSave
from cxtrain.quality.instruments.problems import Checked, checked
from cxtrain.quality.instruments.trial import Past
from cxtrain.quality.instruments.words import OBSERVATIONS
from cxtrain.quality.models import InstrumentVersion, Visit
from cxtrain.quality.queries import answers_of_many, current_surveys, instrument_by_digest
from cxtrain.quality.rollup import PRIVATE_KINDS

MOST_COUNTED = 1000  # visits; a page says "1,000 or more" instead of counting on
MOST_COMPARED, MONTHS = 200, 12  # visits of a comparison, and how far back they may lie
VERSIONS_COMPARED = 8  # the latest ones: each is one part of the statement
MOST_LISTED = 100  # versions or saves on one page
RESERVED = frozenset({"new"})  # addresses of pages beside the forms


@dataclass(frozen=True)
class Work:
    """A draft with the text of its latest save."""

    draft: FormDraft
    save: FormSave
    versions: Sequence[InstrumentVersion]  # of its slug, oldest first

    @property
    def document(self) -> Document:
        """The text as plain data, made anew at each call."""
        return opened(self.save.text)

    @property
    def used(self) -> InstrumentVersion | None:
        """The version that new visits use."""
        return next((version for version in self.versions if version.current), None)


@dataclass(frozen=True)
class Listed:
    """A form on the list: published, being written, or both."""

    slug: str
    kind: str
    touchpoint: str  # slug; "" for any
    title: dict[str, str]
    versions: int
    used: InstrumentVersion | None
    visits: int  # at most MOST_COUNTED for each version
    changed_at: dt.datetime | None  # of the draft's latest save
    changed_by: dict[str, str] | None


@dataclass(frozen=True)
class Edition:
    """A version or a save, as a page lists it."""

    token: str  # v and the version's id, or s and the save's number
    number: int
    at: dt.datetime
    by: dict[str, str] | None  # None: a file said so
    note: str
    is_current: bool
    visits: int = 0


def find_draft(slug: str) -> FormDraft | None:
    """Return the draft of a form, if there is one."""
    return db.session.scalar(select(FormDraft).where(FormDraft.slug == slug))


def get_work(slug: str, *, to_change: bool = False) -> Work:
    """Return the draft of a form; otherwise answer 404. To change it, its row is locked where the database can."""
    query = select(FormDraft).where(FormDraft.slug == slug)
    draft = db.session.scalar(query.with_for_update() if to_change else query) or abort(404)
    save = db.session.get(FormSave, (draft.id, draft.latest))
    assert save is not None, "a draft has its latest save"
    return Work(draft, save, versions_of(slug))


def surveys() -> dict[str, Survey]:
    """Return the surveys in use, by slug."""
    return current_surveys()


def versions_of(slug: str) -> Sequence[InstrumentVersion]:
    """Return the versions of a form, oldest first; of a survey none."""
    return db.session.scalars(select(InstrumentVersion).where(
        InstrumentVersion.slug == slug, InstrumentVersion.kind != "customer_survey").order_by(InstrumentVersion.id)).all()


def source_of(version_id: int) -> str:
    """Return the stored text of a version."""
    return db.session.scalars(select(InstrumentVersion.source).where(InstrumentVersion.id == version_id)).one()


def check(document: Document) -> Checked:
    """Return what a draft comes to, beside the touchpoints and the other forms that there are."""
    return checked(document)


def is_taken(slug: str) -> bool:
    """Whether a form, a survey or a draft has this short name, or a page beside them."""
    query = select(InstrumentVersion.id).where(InstrumentVersion.slug == slug)
    return slug in RESERVED or find_draft(slug) is not None or db.session.scalar(query.limit(1)) is not None


def free_slug(wish: str) -> str:
    """Return `wish`, or with a number where it is taken."""
    wish = wish[:50].strip("-") or "form"
    names = (wish, *(f"{wish}-{number}" for number in range(2, 1000)))
    return next(name for name in names if not is_taken(name))


def free_item_id() -> str:
    """Return an id for an item of a form's own: no other form has it, so that answers are never taken for each other's."""
    return f"o{uuid.uuid4().hex[:7]}"


def touchpoint_titles() -> dict[str, dict[str, str]]:
    """Return the titles of all touchpoints by slug, along the journey."""
    query = select(Touchpoint.slug, Touchpoint.title).order_by(Touchpoint.position, Touchpoint.id)
    return dict(db.session.execute(query).tuples().all())


def other_form_in_use(slug: str, kind: str, touchpoint: str) -> InstrumentVersion | None:
    """Return another form that visits of the touchpoint use now, which publishing this one would end."""
    return db.session.scalar(select(InstrumentVersion).where(
        InstrumentVersion.kind == kind, InstrumentVersion.touchpoint_slug == touchpoint,
        InstrumentVersion.slug != slug, InstrumentVersion.current))


def copies() -> dict[int, InstrumentVersion]:
    """Return the versions in use by id: what a new form may begin as."""
    query = select(InstrumentVersion).where(InstrumentVersion.kind != "customer_survey", InstrumentVersion.current)
    return {version.id: version for version in db.session.scalars(query.order_by(InstrumentVersion.id))}


def is_ahead(work: Work | None) -> bool:
    """Whether a draft says something that visits do not use."""
    return work is not None and (work.used is None or work.document != published_document(work.used.digest))


def saved_by(work: Work | None) -> dict[str, str] | None:
    """Return the name of whoever saved a draft last."""
    person = db.session.get(Employee, work.save.by_id) if work else None
    return person.label if person else None


def title_of_form(slug: str) -> dict[str, str]:
    """Return the title of a form, of its draft where it was never published."""
    versions = versions_of(slug)
    title: dict[str, str] = versions[-1].title if versions else get_work(slug).document.get("title", {})
    return title


def visit_counts() -> dict[int, int]:
    """Return how many visits were made with each version; none counts more than MOST_COUNTED."""
    some = (select(literal(1).label("one")).where(Visit.instrument_id == InstrumentVersion.id)
            .correlate(InstrumentVersion).limit(MOST_COUNTED).subquery())
    query = select(InstrumentVersion.id, select(func.count()).select_from(some).scalar_subquery())
    return dict(db.session.execute(query).tuples().all())


def list_forms() -> dict[str, list[Listed]]:
    """Return all forms by kind of observation, each along the journey; a kind without any form is there, empty."""
    order = {slug: at for at, slug in enumerate(touchpoint_titles(), 1)}
    versions: dict[str, list[InstrumentVersion]] = {}
    for version in db.session.scalars(select(InstrumentVersion).where(
            InstrumentVersion.kind != "customer_survey").order_by(InstrumentVersion.id)):
        versions.setdefault(version.slug, []).append(version)
    drafts = {draft.slug: (save, by) for draft, save, by in db.session.execute(
        select(FormDraft, FormSave, Employee).join(FormSave, FormSave.draft_id == FormDraft.id)
        .join(Employee, Employee.id == FormSave.by_id).where(FormSave.number == FormDraft.latest)).tuples()}
    counts = visit_counts()
    forms = [_listed(slug, versions.get(slug, []), drafts.get(slug), counts) for slug in {**versions, **drafts}]
    forms.sort(key=lambda form: (form.used is None, order.get(form.touchpoint, 0), form.slug))
    return {kind: [form for form in forms if form.kind == kind] for kind in OBSERVATIONS}


def _listed(slug: str, versions: Sequence[InstrumentVersion], draft: tuple[FormSave, Employee] | None,
            counts: dict[int, int]) -> Listed:
    used = next((version for version in versions if version.current), None)
    if versions:
        shown = used or versions[-1]
        kind, touchpoint, title = shown.kind, shown.touchpoint_slug, shown.title
    else:
        assert draft is not None, "a form is published or a draft"
        document = opened(draft[0].text)
        kind, touchpoint, title = document["kind"], document["touchpoint"], document.get("title", {})
    return Listed(slug, kind, touchpoint, title, len(versions), used, sum(counts.get(each.id, 0) for each in versions),
                  draft[0].at if draft else None, draft[1].label if draft else None)


def list_versions(slug: str) -> list[Edition]:
    """Return the versions of a form, newest first, each as it was last put into use."""
    query = (select(FormPublishing, Employee).join(Employee, Employee.id == FormPublishing.by_id)
             .join(InstrumentVersion, InstrumentVersion.id == FormPublishing.version_id)
             .where(InstrumentVersion.slug == slug).order_by(FormPublishing.id))
    told = {row.version_id: (row, by) for row, by in db.session.execute(query).tuples()}
    counts, found = visit_counts(), []
    for number, version in enumerate(versions_of(slug), 1):
        row, by = told.get(version.id, (None, None))
        found.append(Edition(f"v{version.id}", number, row.at if row else version.published_at, by.label if by else None,
                             row.note if row else "", version.current, counts.get(version.id, 0)))
    return found[::-1][:MOST_LISTED]


def list_saves(draft: FormDraft) -> list[Edition]:
    """Return the saves of a draft, newest first."""
    query = (select(FormSave, Employee).join(Employee, Employee.id == FormSave.by_id)
             .where(FormSave.draft_id == draft.id).order_by(FormSave.number.desc()).limit(MOST_LISTED))
    return [Edition(f"s{save.number}", save.number, save.at, by.label, "", save.number == draft.latest)
            for save, by in db.session.execute(query).tuples()]


def document_at(slug: str, token: str) -> Document:
    """Return what a version (v12) or a save (s3) of a form says; otherwise answer 404."""
    kind, number = token[:1], token[1:]
    if kind not in ("v", "s") or not (number.isascii() and number.isdecimal() and len(number) < 10):
        abort(404)
    if kind == "v":
        version = db.session.scalar(select(InstrumentVersion).where(
            InstrumentVersion.id == int(number), InstrumentVersion.slug == slug,
            InstrumentVersion.kind != "customer_survey")) or abort(404)
        return document_of(recalled(source_of(version.id)))
    text = db.session.scalar(select(FormSave.text).join(FormDraft, FormDraft.id == FormSave.draft_id).where(
        FormDraft.slug == slug, FormSave.number == int(number)))
    return opened(text or abort(404))


@lru_cache(maxsize=200)
def published_document(digest: str) -> Document:
    """Return the document of a version; what a digest names cannot change. The caller does not change it either."""
    return document_of(instrument_by_digest(digest))


def past_visits(slug: str) -> list[Past]:
    """Return the latest released visits made with any version of a form, newest first, in two statements.

    At most MOST_COMPARED of the last MONTHS months that count; of kinds that enter no number none.
    """
    versions = [version for version in versions_of(slug) if version.kind not in PRIVATE_KINDS][-VERSIONS_COMPARED:]
    if not versions:
        return []
    since = now().date() - dt.timedelta(days=MONTHS * 365 // 12)
    parts = [select(_latest(version.id, since).subquery()) for version in versions]
    merged = union_all(*parts).subquery()
    rows = db.session.execute(select(merged).order_by(merged.c.visited_on.desc(), merged.c.id.desc())
                              .limit(MOST_COMPARED)).all()
    digests = {version.id: version.digest for version in versions}
    answers = answers_of_many([row.id for row in rows])
    return [Past(instrument_by_digest(digests[row.instrument_id]), answers.get(row.id, {})) for row in rows]


def _latest(version_id: int, since: dt.date) -> Select[Any]:
    table = Visit.__table__.c
    return (select(table.id, table.instrument_id, table.visited_on)
            .where(table.instrument_id == version_id, table.state == "released", table.kind != "coaching", ~table.under_review,
                   table.doubles_id.is_(None), table.visited_on >= since)
            .order_by(table.visited_on.desc(), table.id.desc()).limit(MOST_COMPARED))


def form_of(version: InstrumentVersion) -> Instrument:
    """Return the form of a version."""
    return instrument_by_digest(version.digest)
