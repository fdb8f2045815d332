"""Files of questionnaires: YAML, both languages, every fault with line and column. Pure.

    format: 1
    slug: front-desk
    kind: customer
    title: {zh: 前台, en: Front desk}
    questions:
      - {id: satisfied, kind: csat, text: {zh: 这次服务您满意吗？, en: How satisfied were you?}}
"""

from typing import Annotated, Any, Literal

import yaml
from pydantic import Field

from cxtrain.voices.questionnaire import MOST_ASKED, Question, Questionnaire, Slug
from cxtrain.voices.questionnaire_rules import findings
from cxtrain.web.documents import Fault, Part, Text, Tree, fault_at, in_order, read, warning_at
from cxtrain.web.yaml_tree import Path, Place


class QuestionnaireFile(Part):
    """A file that holds one questionnaire; `kind` tells it from a quiz, which has questions, too."""

    format: Literal[1]
    slug: Slug
    title: Text
    kind: Literal["customer", "internal", "kano"]
    draws: Annotated[int, Field(ge=1, le=MOST_ASKED)] | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=40)]


def read_questionnaire(text: str | bytes) -> tuple[Questionnaire | None, tuple[Fault, ...]]:
    """Return the questionnaire that a file holds, or None where it has an error, and its faults in the order of lines."""
    document = read(text, QuestionnaireFile)
    if document.value is None or document.tree is None:
        return None, document.faults
    file, tree = document.value, document.tree
    asked = Questionnaire(**{name: getattr(file, name) for name in QuestionnaireFile.model_fields})
    found = list(findings(asked))
    faults = in_order((fault_at if each.is_error else warning_at)(_place(tree, each.path), each.message, **each.values)
                      for each in found)
    return (None if any(each.is_error for each in found) else asked), faults


def _place(tree: Tree, path: Path) -> Place:
    return tree.key_place(path) if isinstance(tree.at(path), (dict, list)) else tree.place(path)


def written(asked: Questionnaire) -> str:
    """Return the text of a file that holds `asked`; reading it gives the same questionnaire."""
    facts: dict[str, Any] = asked.model_dump(mode="json", exclude_defaults=True)
    facts = {"format": 1, "slug": asked.slug, "kind": asked.kind, **facts}
    return yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=120)
