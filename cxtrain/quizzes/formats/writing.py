"""Questions written in any of the formats that are written. Pure."""

from collections.abc import Callable, Sequence

from cxtrain.quizzes.formats.gift_export import write_gift
from cxtrain.quizzes.formats.moodle_export import write_moodle_xml
from cxtrain.quizzes.formats.results import Written
from cxtrain.quizzes.formats.text_export import write_text
from cxtrain.quizzes.formats.yaml_file import write_yaml
from cxtrain.quizzes.question import Question

WRITERS: dict[str, Callable[[Sequence[Question], str | None], Written]] = {  # in the order in which menus show them
    "yaml": write_yaml, "text": write_text, "gift": write_gift, "moodle-xml": write_moodle_xml,
}
ENDINGS = {"yaml": ".yaml", "text": ".txt", "gift": ".gift", "moodle-xml": ".xml"}


def write_questions(questions: Sequence[Question], form: str, language: str | None = None) -> Written:
    """Return the questions in a format, and notes on what it cannot hold.

    Of a question in two languages, formats with one language get `language` (zh or en), or the Chinese.
    """
    return WRITERS[form](questions, language)
