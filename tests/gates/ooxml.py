"""Microsoft's Open XML SDK validator over finished decks."""

import json
import os
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from . import programs

OFFICE_VERSIONS = ("Office2019", "Microsoft365")


def sdk_errors(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """What the validator says of each deck, for each Office version; an empty list is a pass."""
    validator = programs.find("ooxml-validator")
    errors: dict[Path, list[str]] = {path: [] for path in paths}
    jobs = list(product(errors, OFFICE_VERSIONS))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(lambda job: _ask(validator, *job), jobs)
    for (path, _), said in zip(jobs, answers, strict=True):
        errors[path] += said
    return errors


def _ask(validator: str, deck: Path, version: str) -> list[str]:
    command = [validator, str(deck), "--officeVersion", version]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if answer.returncode not in (0, 1):
        raise RuntimeError(f"ooxml-validator could not judge {deck}: {answer.stderr}")
    return [_line(version, error) for error in json.loads(answer.stdout)["errors"]]


def _line(version: str, error: dict[str, str]) -> str:
    place = " ".join(error.get(key) or "" for key in ("path", "xPath"))
    return f"{version}: {error['description']} {place}".strip()
