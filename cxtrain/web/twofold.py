"""Words on paper in both languages at once: the Chinese, and behind it the English in a second, quieter voice. Pure.

A template needs nothing for it: rendered for the locale "both", its `_("Goal")` and `{{ words | said }}` say both.
"""

import gettext
from collections.abc import Mapping

from markupsafe import Markup, escape

from cxtrain.web.bilingual import pick

BOTH = "both"  # beside zh_Hans and en
SECOND = Markup('{} <span class="second" lang="en">{}</span>')


class Twofold(gettext.NullTranslations):
    """A catalogue that answers each message in Chinese and English; without a Chinese text it stays alone."""

    def __init__(self, chinese: gettext.NullTranslations) -> None:
        """Take the Chinese from `chinese`; the English is the message itself."""
        super().__init__()
        self._chinese = chinese

    def gettext(self, message: str) -> str:
        """Return the message in both languages, as HTML."""
        return self._beside(self._chinese.gettext(message), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the message for `n` things in both languages, as HTML."""
        return self._beside(self._chinese.ngettext(msgid1, msgid2, n), msgid1 if n == 1 else msgid2)

    @staticmethod
    def _beside(chinese: str, english: str) -> str:
        # Messages are ours and may hold markup, as everywhere; what fills their places is escaped later.
        return chinese if chinese == english else f'{chinese} <span class="second" lang="en">{english}</span>'


def said_twice(text: Mapping[str, str]) -> str:
    """Return `text` in both languages as HTML, once where it stands in one or reads the same in both."""
    zh, en = text.get("zh", ""), text.get("en", "")
    return SECOND.format(zh, en) if zh and en and zh != en else escape(pick(text, "zh"))
