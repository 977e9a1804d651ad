"""The real functions and processes a build works with, put together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lessonpress.building.bundle import TEMPLATES, read_bundle
from lessonpress.building.faults import MachineFault, fault_of
from lessonpress.building.fontconfig import fontconfig
from lessonpress.building.loading import Reading
from lessonpress.building.steps import Steps
from lessonpress.building.worker import Pool, cores
from lessonpress.inputs import Inputs


def our_reading() -> Reading:
    """Return the reader's functions."""
    from lessonpress import coverage, reader

    return Reading(
        reader.read_course,
        reader.read_lesson,
        reader.pictures,
        reader.data_files,
        reader.with_data,
        coverage.complaints,
    )


@contextmanager
def ready(project: Path, size: int | None) -> Iterator[Steps]:
    """Make everything ready to build, with `size` processes, as long as the context lasts.

    Without a size there is a process for each core. Raises MachineFault where the templates cannot
    be read or no temporary folder can be made.
    """
    from lessonpress.templating import Templates
    from lessonpress.views import cut

    shipped = bundle(project)
    try:
        pool = Pool(shipped, size or cores(), fontconfig)
    except OSError as error:
        raise MachineFault(fault_of(error, "A temporary folder")) from error
    with pool:
        render = Templates(shipped.under(TEMPLATES)).render
        yield Steps(our_reading(), cut, pool.work, render)


def bundle(project: Path) -> Inputs:
    """Return the template bundle of a project. Raises MachineFault."""
    try:
        return read_bundle(project)
    except OSError as error:
        raise MachineFault(fault_of(error, error.filename, "read")) from error
