"""What kept a command from working, as a sentence: a setting, the database, a file. Anything else is our own fault."""

from pydantic import ValidationError
from pydantic_settings import SettingsError
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from cxtrain.config import UnsafeSetting
from cxtrain.upkeep.faults import UpkeepFault
from cxtrain.web.locks import LockTimeout

UNMIGRATED = ("no such table", "no such column", "does not exist", "has no column named")


def sentence_of(error: Exception) -> str | None:
    """Return what is wrong and what to do; None for an error that only a developer can mend."""
    if isinstance(error, UnsafeSetting | UpkeepFault):
        return str(error)
    if isinstance(error, ValidationError) and error.title == "Settings":
        first = error.errors(include_url=False)[0]
        return f"CXTRAIN_{'_'.join(map(str, first['loc'])).upper()} cannot be used: {first['msg']}. Correct it or unset it."
    if isinstance(error, SettingsError):
        return f"A setting cannot be read: {error}. Lists are written as JSON, such as '[\"a.example\"]'."
    if isinstance(error, LockTimeout):
        return "Another process has been writing to the database for too long. Try again when it is done."
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    return _of_database(error)


def _of_database(error: Exception) -> str | None:
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return "CXTRAIN_DATABASE_URL is no address of a database that can be used: write sqlite:///… or postgresql+psycopg://…"
    if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] != "cxtrain":
        return f"CXTRAIN_DATABASE_URL needs the Python package {error.name}, which is not installed."
    if not isinstance(error, DBAPIError):
        return None
    said = str(error.orig).splitlines()[0]
    if any(words in said for words in UNMIGRATED):
        return f"The database is empty or older than this program ({said}): run cxtrain db upgrade."
    return f"The database cannot be used: {said}."
