"""What an import took over and what it did not, as it is kept for the page after it. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.roleplay.formats.results import Refused, Result
from cxtrain.web.bilingual import N_

MEDIA_TYPE = "application/vnd.cxtrain.import+json"
FORMATS = {"table": N_("the trainers' table"), "twee": "Twee 3", "twine": "Twine", "h5p": "H5P Branching Scenario",
           "yaml": "YAML"}
KINDS = (  # what the formats count, for the catalogue
    N_("alternatives"), N_("cells"), N_("contents"), N_("end screens"), N_("files"), N_("lines"), N_("links"), N_("macros"),
    N_("media"), N_("metadata"), N_("nodes"), N_("passages"), N_("rows"), N_("scenes"), N_("scores"), N_("settings"),
    N_("tags"), N_("texts"))


@dataclass(frozen=True)
class Report:
    """An import, after it was done."""

    file_name: str
    format: str
    slug: str
    gaps: int
    imported: Mapping[str, int]
    refused: tuple[Refused, ...]


def kept(result: Result, *, file_name: str, slug: str) -> bytes:
    """Return what is kept of a result."""
    refused = [[one.kind, one.place, one.message, {key: str(value) for key, value in one.values.items()}, one.count]
               for one in result.refused]
    return json.dumps([file_name[:200], result.format, slug, len(result.gaps), dict(result.imported), refused],
                      ensure_ascii=False).encode()


def report_of(body: bytes) -> Report | None:
    """Return the report that `kept` kept, None where the bytes are something else."""
    try:
        file_name, form, slug, gaps, imported, refused = json.loads(body)
        return Report(str(file_name), str(form), str(slug), int(gaps), dict(imported), tuple(Refused(*one) for one in refused))
    except (ValueError, TypeError):
        return None
