"""Where other tools' real files lie, if they are on this machine: they are test data of others and no part of the repository."""

import os
from pathlib import Path

import pytest

SAMPLES = Path(os.environ.get("CXTRAIN_SAMPLES", Path(__file__).resolve().parents[4] / "shared" / "samples"))
INDEX = SAMPLES / "INDEX.md"
needs_samples = pytest.mark.skipif(not INDEX.is_file(), reason="CXTRAIN_SAMPLES names no folder of samples")


def rows(folder):
    """Return (file, what a correct import shows) for each file of a folder that the index names."""
    lines = INDEX.read_text().splitlines() if INDEX.is_file() else []
    cells = [[cell.strip() for cell in line.split("|")[1:5]] for line in lines if line.startswith(f"| {folder}/")]
    return [(file, shows) for file, _, _, shows in cells if not file.endswith(".json")]
