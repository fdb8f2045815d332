"""Printing the papers of a class. Nothing is changed by it; no transaction may be open meanwhile."""

from typing import Any

from cxtrain.training.classes.papers.documents import LOCALES
from cxtrain.web import pdf

FOLDER = "training/classes/papers"


def printed(name: str, language: str, facts: dict[str, Any], *, seconds: float = 30) -> bytes:
    """Return a paper as PDF; `language` is zh, en or both.

    Raises:
        As `pdf.render`.
    """
    return pdf.render(f"{FOLDER}/{name}.pdf.html", locale=LOCALES[language], seconds=seconds, **facts)
