"""What a table tells about the whole scenario: rows of an item and its text, above the headings or on another sheet. Pure."""

from collections.abc import Iterable
from typing import Any

from cxtrain.roleplay.formats.drafts import clean, language_of, slug_of
from cxtrain.roleplay.formats.results import Account
from cxtrain.roleplay.formats.table_words import ABOUT_HEAD, ABOUT_OF, LANGUAGE_OF, key_of
from cxtrain.roleplay.schema import SLUG
from cxtrain.web.bilingual import N_
from cxtrain.web.tables import Sheet, column_letter

PLAIN = ("touchpoint", "slug", "kind")  # of one word, whatever the language
HEADS = set(ABOUT_HEAD.split())

NOT_AN_ITEM = N_("This row tells nothing that a scenario knows; it was not read.")
SAID_BEFORE = N_("This was told before, in another way.")
NOT_A_SLUG = N_("“%(text)s” must be lower-case letters, digits and single hyphens.")


class About:
    """Collects the items."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.texts: dict[str, dict[str, str]] = {}
        self.words: dict[str, str] = {}

    def read(self, sheet: Sheet, rows: Iterable[int], account: Account) -> None:
        """Take the items from some rows of a sheet."""
        languages: dict[int, str] = {}
        for number in rows:
            cells = [(at, clean(cell)) for at, cell in enumerate(sheet.rows[number]) if cell.strip()]
            if cells and key_of(cells[0][1]) in HEADS:
                languages = {at: LANGUAGE_OF[key_of(text)] for at, text in cells if key_of(text) in LANGUAGE_OF}
                account.take("cells", 1 + len(languages))
                left = [(at, text) for at, text in cells[1:] if at not in languages]
                self._refuse(sheet, number, left, account)
            elif cells:
                self._item(sheet, number, cells, languages, account)

    def _item(self, sheet: Sheet, row: int, cells: list[tuple[int, str]], languages: dict[int, str], account: Account) -> None:
        item = ABOUT_OF.get(key_of(cells[0][1]))
        if item is None and len(cells) == 1 and not sheet.name and row == 0 and "title" not in self.texts:
            item, cells = "title", [cells[0], cells[0]]
        elif item is None:
            self._refuse(sheet, row, cells, account)
            return
        else:
            account.take("cells")
        for at, text in cells[1:]:
            self._value(item, text, languages.get(at), f"{sheet.name}!{column_letter(at)}{row + 1}".removeprefix("!"), account)

    def _value(self, item: str, text: str, language: str | None, place: str, account: Account) -> None:
        if item in ("touchpoint", "slug") and not (SLUG.fullmatch(text) and len(text) <= 64):
            account.refuse("cells", place, NOT_A_SLUG, text=text[:60])
            return
        known = self.words if item in PLAIN else self.texts.setdefault(item, {})
        key = item if item in PLAIN else language or language_of(text)
        if not text or (item == "kind" and len(text) > 60) or known.setdefault(key, text) != text:
            account.refuse("cells", place, SAID_BEFORE if text else NOT_AN_ITEM)
            return
        account.take("cells")

    def _refuse(self, sheet: Sheet, row: int, cells: list[tuple[int, str]], account: Account) -> None:
        for at, _ in cells:
            account.refuse("cells", f"{sheet.name}!{column_letter(at)}{row + 1}".removeprefix("!"), NOT_AN_ITEM)

    def facts(self, name: str) -> dict[str, Any]:
        """Return what the document says about the whole; a slug is made from the title or the file's name."""
        facts: dict[str, Any] = {key: self.texts[key] for key in ("title", "brief") if self.texts.get(key)}
        title = facts.setdefault("title", {language_of(name): clean(name)} if clean(name) else {})
        customer: dict[str, Any] = {"name": self.texts["customer"]} if self.texts.get("customer") else {}
        customer |= {"kind": self.words["kind"]} if "kind" in self.words else {}
        slug = self.words.get("slug") or slug_of(title.get("en", ""), title.get("zh", ""), name)
        facts |= {"customer": customer} if customer else {}
        facts |= {"slug": slug} if slug else {}
        return facts | ({"touchpoint": self.words["touchpoint"]} if "touchpoint" in self.words else {})
