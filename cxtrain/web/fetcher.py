"""What a document may fetch while it is laid out: our own named assets and small pictures it carries itself."""

from functools import lru_cache

from weasyprint.urls import URLFetcher, URLFetcherResponse

from cxtrain.paths import resource_dir

KINDS = {".css": "text/css", ".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml"}
PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")
LARGEST_PICTURE = 2_000_000  # Characters of a data: address.


class PaperFetcher(URLFetcher):  # type: ignore[misc]
    """Refuses every address but asset:<path below static/> and data: pictures of up to 2 MB."""

    def __init__(self) -> None:
        """Allow no protocol of the network and no redirect."""
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what `url` names.

        Raises:
            ValueError: the address is not one that paper may use; WeasyPrint leaves it out and goes on.
        """
        if url.startswith("asset:"):
            body, kind = asset(url.removeprefix("asset:"))
            return URLFetcherResponse(url, body, {"Content-Type": kind})
        if url.startswith(PICTURES) and len(url) < LARGEST_PICTURE:
            return super().fetch(url, headers)
        raise ValueError("paper may not fetch this address")


@lru_cache(maxsize=100)
def asset(name: str) -> tuple[bytes, str]:
    """Return the bytes and media type of the file `name` below static/.

    Raises:
        ValueError: there is no such file, or it is of another kind than style sheets and pictures.
    """
    root = resource_dir("static").resolve()
    path = (root / name).resolve()
    if root not in path.parents or path.suffix not in KINDS or not path.is_file():
        raise ValueError("there is no such asset")
    return path.read_bytes(), KINDS[path.suffix]
