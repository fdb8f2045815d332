"""A Twine story as the draft of a scenario: each passage a scene, each link a choice; all else is refused by name. Pure.

A file that `twee_export` wrote keeps the whole scenario in its metadata and comes back equal; `twee_own` reads it.
"""

from collections.abc import Mapping
from typing import Any

from cxtrain.roleplay.formats import twee_own
from cxtrain.roleplay.formats.bounds import MOST_CHOICES, TOO_MANY_LINKS, at_most
from cxtrain.roleplay.formats.drafts import Names, clean, document_of, draft_of, said, slug_of
from cxtrain.roleplay.formats.markup import Link, marked
from cxtrain.roleplay.formats.results import FILE, Account, Result
from cxtrain.roleplay.formats.twee_file import DATA, TITLE, Passage, Story
from cxtrain.roleplay.schema import OUTCOMES
from cxtrain.web.bilingual import N_

MOMENT = "moment-of-truth"
CODE_TAGS = {"script", "stylesheet", "widget", "startup", "header", "footer", "init", "annotation", "twine.private"}
CODE_NAMES = {
    "StoryAuthor", "StorySubtitle", "StoryInit", "StoryCaption", "StoryMenu", "StoryBanner", "StoryInterface",
    "StoryShare", "StoryDisplayTitle", "StorySettings", "StoryIncludes", "PassageHeader", "PassageFooter",
    "PassageReady", "PassageDone",
}  # fmt: skip

NO_PASSAGE = N_("The link “%(words)s” leads to “%(target)s”, and no scene of that name came over.")
LEADS_OUTSIDE = N_("The link “%(words)s” leads to a web address; a scenario stays on its own pages.")
NO_MACROS = N_("This macro is not run, write it as conditions and effects: %(macro)s")
CODE = N_("This passage belongs to the story format (script, style or layout) and is not run.")
TWICE = N_("A passage of this name stands in the file before; only the first one came over.")
NAMELESS = N_("This passage has no name, so nothing can lead to it.")
NO_MEANING = N_("The tag “%(tag)s” has no meaning in a scenario.")
NO_PLACE = N_("A scenario has no place for “%(key)s”: %(value)s")
NOT_JSON = N_("This is no JSON object and cannot be read: %(text)s")
LOOSE = N_("This line stands before the first passage: %(text)s")
NO_STORY = N_("There is no passage with text in this file.")


def import_story(story: Story, name: str) -> Result:
    """Return the draft of a story; `name` is the file's, for want of a title.

    Raises:
        TooLarge: it is more than one scenario.
    """
    at_most(MOST_CHOICES, sum(passage.text.count("[[") for passage in story.passages if not _is_code(passage)), TOO_MANY_LINKS)
    account = Account()
    account.hold("lines", len(story.loose))
    for line in story.loose:
        account.refuse("lines", story.form, LOOSE, text=line[:80])
    kept = _kept(story, account)
    own = twee_own.scenario_data(story)
    if own is None:
        document = _draft(story, kept, account, name)
    else:
        document = twee_own.restored(story, own, kept, account)
    for passage in kept.values():
        _metadata(passage, account)
    _data(story, account)
    if document is None:
        account.hold(FILE)
        account.refuse(FILE, "1", NO_STORY)
        return account.result(story.form, None)
    return account.result(story.form, *draft_of(document, name))


def _is_code(passage: Passage) -> bool:
    return not CODE_TAGS.isdisjoint(tag.lower() for tag in passage.tags) or passage.name in CODE_NAMES


def _kept(story: Story, account: Account) -> dict[str, Passage]:
    """Return the passages that are scenes, by name; the others are taken as title and data, or refused."""
    account.hold("passages", len(story.passages))
    kept: dict[str, Passage] = {}
    special: set[str] = set()
    for passage in story.passages:
        place = f"{passage.name or '?'}"
        if passage.name in (TITLE, DATA) and passage.name not in special:
            special.add(passage.name)
            account.take("passages")
        elif _is_code(passage):
            account.refuse("passages", place, CODE)
        elif not passage.name:
            account.refuse("passages", f"line {passage.line}", NAMELESS)
        elif passage.name in kept or passage.name in special:
            account.refuse("passages", place, TWICE)
        else:
            kept[passage.name] = passage
            account.take("passages")
    return kept


def _draft(story: Story, kept: Mapping[str, Passage], account: Account, name: str) -> dict[str, Any] | None:
    if not kept:
        return None
    new = Names()
    names = {passage: new.new(passage, "scene") for passage in kept}
    scenes = {names[key]: _scene(passage, names, story.story_format, account) for key, passage in kept.items()}
    wanted = str(story.data.get("start") or "Start")
    start = names.get(wanted) or next(iter(names.values()))
    about: dict[str, Any] = {}
    if title := said(story.title or name):
        about["title"] = title
    if slug := slug_of(story.title, name):
        about["slug"] = slug
    return document_of(about=about, start=start, scenes=scenes)


def _scene(passage: Passage, names: Mapping[str, str], form: str, account: Account) -> dict[str, Any]:
    text = marked(passage.text, form)
    account.hold("macros", len(text.macros))
    for macro in text.macros:
        account.refuse("macros", passage.name, NO_MACROS, macro=macro)
    scene = _tags(passage, account)
    words = said(text.words)
    choices = _choices(passage, text.links, names, account)
    outcome = scene.pop("outcome", None)
    if choices:
        if outcome:
            account.refuse("tags", passage.name, NO_MEANING, tag=outcome)
        return {**scene, **({"sees": words} if words else {}), "choices": choices}
    ending: dict[str, Any] = {"title": said(passage.name) or {}}
    if outcome:
        account.take("tags")
        ending["outcome"] = outcome
    return {**scene, "ending": {**ending, **({"debrief": words} if words else {})}}


def _tags(passage: Passage, account: Account) -> dict[str, Any]:
    """Return what the tags say; the tag of an outcome is settled by the caller, who knows whether it is an ending."""
    account.hold("tags", len(passage.tags))
    scene: dict[str, Any] = {}
    for tag in passage.tags:
        if tag in OUTCOMES and "outcome" not in scene:
            scene["outcome"] = tag
        elif tag == MOMENT and MOMENT not in scene and "moment_of_truth" not in scene:
            scene["moment_of_truth"] = True
            account.take("tags")
        else:
            account.refuse("tags", passage.name, NO_MEANING, tag=tag)
    return scene


def _choices(
    passage: Passage, links: tuple[Link, ...], names: Mapping[str, str], account: Account
) -> list[dict[str, Any]]:
    account.hold("links", len(links))
    choices: list[dict[str, Any]] = []
    ids = Names()
    for link in links:
        if link.target not in names:
            outside = "://" in link.target or link.target.startswith(("mailto:", "javascript:"))
            account.refuse(
                "links", passage.name, LEADS_OUTSIDE if outside else NO_PASSAGE, words=link.words[:80], target=link.target[:80]
            )
            continue
        account.take("links")
        id = ids.new(slug_of(link.words) or "", "choice")
        choices.append({"id": id, "say": said(link.words) or {}, "next": names[link.target]})
    return choices


def _metadata(passage: Passage, account: Account) -> None:
    """Account for a passage's metadata but for our own key, which `twee_own` has settled."""
    account.hold("metadata", len(passage.metadata) + bool(passage.broken))
    if passage.broken:
        account.refuse("metadata", passage.name, NOT_JSON, text=passage.broken[:80])
    for key, value in passage.metadata.items():
        if twee_own.is_taken(passage) and key in twee_own.PASSAGE_KEYS:
            account.take("metadata")
        else:
            account.refuse("metadata", passage.name, NO_PLACE, key=clean(key)[:40], value=clean(str(value))[:40])


def _data(story: Story, account: Account) -> None:
    account.hold("settings", len(story.data) + bool(story.broken))
    if story.broken:
        account.refuse("settings", DATA, NOT_JSON, text=story.broken[:80])
    known = ("start", "format") if twee_own.scenario_data(story) is None else twee_own.DATA_KEYS
    for key, value in story.data.items():
        if key in known:
            account.take("settings")
        else:
            account.refuse("settings", DATA, NO_PLACE, key=clean(key)[:40], value=clean(str(value))[:40])
