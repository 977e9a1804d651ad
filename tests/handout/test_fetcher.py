"""Nothing but inputs is ever served, and asking for anything else stops the rendering."""

from __future__ import annotations

import pytest
from weasyprint.urls import FatalURLFetchingError

from lessonpress.handout.fetcher import ROOT, InputsFetcher
from lessonpress.inputs import Inputs

FETCHER = InputsFetcher(Inputs({"course/assets/a b.png": b"png", "templates/x.svg": b"<svg/>"}))


def test_serves_inputs_by_their_path() -> None:
    assert FETCHER.fetch(ROOT + "course/assets/a%20b.png").read() == b"png"
    assert FETCHER.fetch(ROOT + "templates/x.svg").content_type == "image/svg+xml"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "https://example.org/course/assets/a%20b.png",
        "https://project.invalid/templates/x.svg",
        "http://project.invalid.example.org/templates/x.svg",
        "http://user@project.invalid/templates/x.svg",
        ROOT + "templates/x.svg?y",
        ROOT + "templates/../templates/x.svg",
        ROOT + "..%2Ftemplates/x.svg",
        ROOT,
        "data:text/css,p{}",
        "ftp://project.invalid/templates/x.svg",
        "templates/x.svg",
    ],
)
def test_refuses_everything_else(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        FETCHER.fetch(url)
