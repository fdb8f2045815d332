"""Reading drafts, saves and versions. Content belongs to the firm, so whoever may edit content sees all of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flask import abort
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.models import Employee
from cxtrain.roleplay.authoring.manuscript import Document, opened
from cxtrain.roleplay.authoring.models import Draft, Save
from cxtrain.roleplay.authoring.problems import Problem, problems_in
from cxtrain.roleplay.models import Scenario, ScenarioVersion
from cxtrain.web.pages import said
from cxtrain.web.yaml_tree import plant

RESERVED = frozenset({"new", "import", "imports"})  # addresses of pages beside the drafts
MOST = 200  # versions or saves on one page


@dataclass(frozen=True)
class Work:
    """A draft with the text of its latest save."""

    draft: Draft
    save: Save
    published: Scenario | None

    @property
    def document(self) -> Document:
        """The text as plain data, made anew at each call."""
        return opened(self.save.text)


@dataclass(frozen=True)
class Listed:
    """A scenario on the authors' list: published, being written, or both."""

    slug: str
    title: dict[str, str]
    published: Scenario | None
    versions: int
    draft: Draft | None
    changed_at: datetime | None  # of the latest save
    changed_by: str | None
    is_ahead: bool  # the draft says something that is not published

    @property
    def state(self) -> str:
        """One of words.STATES."""
        if self.published is None:
            return "draft"
        if self.published.retired_at:
            return "retired"
        return "ahead" if self.is_ahead else "published"


@dataclass(frozen=True)
class Edition:
    """A version or a save, as a page lists it."""

    token: str  # v and the version's id, or s and the save's number
    at: datetime
    by: dict[str, str] | None
    note: str | None
    is_current: bool


def get_work(slug: str, *, to_change: bool = False) -> Work:
    """Return the draft of a scenario; otherwise answer 404. To change it, its row is locked where the database can."""
    query = select(Draft).where(Draft.slug == slug)
    draft = db.session.scalar(query.with_for_update() if to_change else query) or abort(404)
    save = db.session.get(Save, (draft.id, draft.latest))
    assert save is not None, "a draft has its latest save"
    return Work(draft, save, find_scenario(slug))


def problems_of(work: Work) -> tuple[Problem, ...]:
    """Return what the checker finds in a draft, beside what is published of it."""
    return problems_in(work.save.text, source_of(work.published.current_id) if work.published else "")


def find_draft(slug: str) -> Draft | None:
    """Return the draft of a scenario, if there is one."""
    return db.session.scalar(select(Draft).where(Draft.slug == slug))


def find_scenario(slug: str, *, to_change: bool = False) -> Scenario | None:
    """Return the published scenario, if there is one. To change it, its row is locked where the database can."""
    query = select(Scenario).where(Scenario.slug == slug)
    return db.session.scalar(query.with_for_update(of=Scenario) if to_change else query)


def is_taken(slug: str) -> bool:
    """Whether a scenario or a draft has this short name, or a page of the authors."""
    return slug in RESERVED or find_draft(slug) is not None or find_scenario(slug) is not None


def source_of(version_id: int | None) -> str:
    """Return the text of a version, or nothing."""
    return db.session.scalar(select(ScenarioVersion.source).where(ScenarioVersion.id == version_id)) or ""


def list_scenarios() -> list[Listed]:
    """Return all scenarios that are published or being written, by title."""
    scenarios = {scenario.slug: scenario for scenario in db.session.scalars(select(Scenario))}
    query = select(Draft, Save, Employee.name, ScenarioVersion.source).join(
        Save, (Save.draft_id == Draft.id) & (Save.number == Draft.latest)).join(Employee, Employee.id == Save.by_id).outerjoin(
        ScenarioVersion, ScenarioVersion.id == Draft.based_on_id)
    drafts = {draft.slug: (draft, save, name, source) for draft, save, name, source in db.session.execute(query)}
    counts = dict(db.session.execute(select(ScenarioVersion.slug, func.count()).group_by(ScenarioVersion.slug)).tuples().all())
    return [_listed(slug, scenarios.get(slug), counts.get(slug, 0), *drafts.get(slug, (None, None, None, None)))
            for slug in sorted({*scenarios, *drafts})]


def _listed(
    slug: str, scenario: Scenario | None, versions: int, draft: Draft | None, save: Save | None = None,
    name: str | None = None, source: str | None = None,
) -> Listed:
    title = opened(save.text).get("title", {}) if save else scenario.current.title if scenario else {}
    return Listed(slug, title, scenario, versions, draft, save.at if save else None, name,
                  is_ahead=save is not None and not same(save.text, source or ""))


@lru_cache(maxsize=256)
def same(text: str, other: str) -> bool:
    """Whether two texts say the same, whatever their layout."""
    if text == other:
        return True
    one, two = plant(text)[0], plant(other)[0]
    return one is not None and two is not None and one.data == two.data


def is_ahead(work: Work) -> bool:
    """Whether a draft says something that is not published."""
    return work.published is None or not same(work.save.text, source_of(work.published.current_id))


def touchpoint_titles() -> dict[str, str]:
    """Return the titles of all touchpoints in the reader's language, by slug, along the journey."""
    return {touchpoint.slug: said(touchpoint.title) for touchpoint in list_touchpoints()}


def free_slug(wish: str) -> str:
    """Return the short name itself, or with a number where it is taken."""
    slug, number = wish[:60].strip("-"), 2
    while is_taken(slug):
        slug, number = f"{wish[:56].strip('-')}-{number}", number + 1
    return slug


def editions(slug: str, draft: Draft | None) -> dict[str, Edition]:
    """Return all versions and saves of a scenario by their tokens."""
    scenario = find_scenario(slug)
    every = list_versions(slug, scenario.current_id if scenario else None) + (list_saves(draft) if draft else [])
    return {edition.token: edition for edition in every}


def latest_edition(draft: Draft) -> Edition:
    """Return the latest save of a draft."""
    return list_saves(draft, most=1)[0]


def list_versions(slug: str, current_id: int | None) -> list[Edition]:
    """Return what was published of a scenario, the newest first."""
    query = select(ScenarioVersion, Employee.name, Employee.name_en).outerjoin(
        Employee, Employee.id == ScenarioVersion.published_by_id).where(ScenarioVersion.slug == slug)
    rows = db.session.execute(query.order_by(ScenarioVersion.id.desc()).limit(MOST))
    return [Edition(f"v{version.id}", version.published_at, _who(name, english), version.note, version.id == current_id)
            for version, name, english in rows]


def list_saves(draft: Draft, most: int = MOST) -> list[Edition]:
    """Return the saves of a draft, the newest first."""
    query = select(Save.number, Save.at, Employee.name, Employee.name_en).join(Employee, Employee.id == Save.by_id)
    rows = db.session.execute(query.where(Save.draft_id == draft.id).order_by(Save.number.desc()).limit(most))
    return [Edition(f"s{number}", at, _who(name, english), None, number == draft.latest) for number, at, name, english in rows]


def _who(name: str | None, english: str | None) -> dict[str, str] | None:
    return {"zh": name, "en": english or name} if name else None


def text_of(slug: str, draft: Draft | None, token: str) -> str:
    """Return the text that a token of an Edition names, of this scenario only; otherwise answer 404."""
    kind, number = token[:1], token[1:]
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        abort(404)
    if kind == "s" and draft:
        save = db.session.get(Save, (draft.id, int(number)))
        return save.text if save else abort(404)
    query = select(ScenarioVersion.source).where(ScenarioVersion.slug == slug, ScenarioVersion.id == int(number))
    return (db.session.scalar(query) if kind == "v" else None) or abort(404)
