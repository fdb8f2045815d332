"""The short name of a form, as its address has it. Pure."""

import re


def slug_of(title: str) -> str:
    """Return the letters and figures of an English title as a short name, "form" where it has none."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:40].strip("-") or "form"
