"""The one way by which WeasyPrint gets at bytes: the job's inputs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from lessonpress.inputs import Inputs

# Inputs have addresses below a host that cannot exist (RFC 2606), the same in any folder:
# WeasyPrint hashes addresses into names of pictures and resolves relative links against this.
ROOT = "http://project.invalid/"

# Said outright, since guessing would ask the machine's own table of types.
_TYPES: Mapping[str, str] = MappingProxyType({"svg": "image/svg+xml", "css": "text/css"})


class InputsFetcher(URLFetcher):  # type: ignore[misc]
    """Serves what stands in `inputs`; whatever else is asked for stops the rendering."""

    def __init__(self, inputs: Inputs) -> None:
        super().__init__()
        self._inputs = inputs

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the input that `url` names. Raises FatalURLFetchingError for any other."""
        path = path_of(url)
        if path is None or path not in self._inputs:
            # Any other error would only be logged, and the page printed without it.
            raise FatalURLFetchingError(path or url)
        kind = _TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
        return URLFetcherResponse(url, self._inputs[path], {"Content-Type": kind})


def path_of(url: str) -> str | None:
    """Return the path among the inputs that `url` names, or None for an address elsewhere."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}/" != ROOT or parts.query:
        return None
    return unquote(parts.path.lstrip("/"))
