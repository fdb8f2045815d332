"""How large a file of questions may be: far more than any bank we know, and so little that it is refused in a moment. Pure."""

from cxtrain.web.bilingual import N_

LARGEST = 10_000_000  # bytes of a file
MOST_QUESTIONS = 20_000
LONGEST = 60_000  # characters of one question, its answers and feedback included
LONGEST_RAW = 2_000_000  # characters of it in the file, where pictures may stand within its HTML
MOST_TEXTS = 500  # parts of a question; ours have 40 at most, with their feedback
LONGEST_SHOWN = 2_000  # characters of a refused text in a report

TOO_LARGE = N_("The file is larger than %(limit)s MB. Split it.")
TOO_MANY = N_("The file has more than %(limit)s questions. Split it.")
TOO_LONG = N_("The question has more than %(limit)s characters.")
EMPTY = N_("The file is empty.")


class WholeFileRefused(ValueError):
    """A file of which nothing can be read. `message` is a sentence for the catalogue, `values` fills it."""

    def __init__(self, message: str, *, line: int = 1, **values: object) -> None:
        """Keep the sentence apart from its values, so that a page can say it in the reader's language."""
        super().__init__(message % values)
        self.message, self.line, self.values = message, line, values


class Unreadable(ValueError):
    """A question that cannot be read. `message` is a sentence for the catalogue, `values` fills it."""

    def __init__(self, message: str, /, **values: object) -> None:
        """Keep the sentence apart from its values."""
        super().__init__(message)
        self.message, self.values = message, values
