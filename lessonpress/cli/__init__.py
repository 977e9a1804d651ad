"""The command line: the only place that prints.

Nothing heavy is imported before it is known what is wanted: `--help` is there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

GOOD, CONTENT_ERRORS, WRONG_USAGE, MACHINE_FAULT = 0, 1, 2, 3
INTERRUPTED = 130  # what shells give a program that Ctrl-C ended


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 good, 1 content, 2 usage, 3 the machine's fault."""
    from lessonpress.cli.arguments import UsageError, parse

    try:
        options = parse(sys.argv[1:] if argv is None else argv)
        if isinstance(options, str):
            sys.stdout.write(options)
            sys.stdout.flush()
            return GOOD
        from lessonpress.cli.commands import run

        return run(options)
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USAGE
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        # Python flushes at its end, and would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
