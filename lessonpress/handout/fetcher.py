"""The one way by which WeasyPrint gets at bytes: the job's inputs."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from lessonpress import svg
from lessonpress.inputs import Inputs

# Inputs have addresses below a host that cannot exist (RFC 2606), the same in any folder:
# WeasyPrint hashes addresses into names of pictures and resolves relative links against this.
ROOT = "http://project.invalid/"


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
        path = self._printable(path)
        data = self._inputs[path]
        return URLFetcherResponse(url, data, {"Content-Type": _type(path, data)})

    def _printable(self, path: str) -> str:
        """Return where the pixels of an SVG are that WeasyPrint would not draw as it should."""
        pixels = svg.raster_of(path)
        drawing = pixels not in self._inputs or svg.prints_as_drawing(self._inputs[path])
        return path if drawing else pixels


def _type(path: str, data: bytes) -> str:
    """Return what a file is, said outright: guessing would ask the machine's own table of types."""
    if path.lower().endswith(".css"):
        return "text/css"
    return "image/svg+xml" if svg.is_svg(data) else "application/octet-stream"


def path_of(url: str) -> str | None:
    """Return the path among the inputs that `url` names, or None for an address elsewhere."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}/" != ROOT or parts.query:
        return None
    return unquote(parts.path.lstrip("/"))
