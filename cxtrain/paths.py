"""Where templates/, static/, scenarios/ and migrations/ lie, in a checkout and in an installed wheel."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def resource_dir(name: str) -> Path:
    """Return the folder `name`: beside this file in a wheel, beside the package in a checkout.

    Raises:
        FileNotFoundError: neither place holds it; the installation is damaged.
    """
    for place in (HERE / name, HERE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"cxtrain is not whole: its folder {name!r} is missing")
