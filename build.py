#!/usr/bin/env python3
"""Lessonpress: decks and handouts from the lessons in content/.

    python3 build.py            build everything into output/
    python3 build.py --help     what else it can do
    python3 build.py test       format, lint, types and tests

The first run sets itself up in .venv (lessonpress/bootstrap.py does that); then lessonpress/cli
takes over.
"""

# Nothing down to the check may need a newer Python than those it turns away: no annotations, no
# f-strings, no pathlib.
import os
import sys

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.stderr.write(
            "Lessonpress needs Python 3.11 or newer, and this is Python %d.%d: "  # noqa: UP031
            "python.org/downloads has a new one.\n" % sys.version_info[:2]
        )
        sys.exit(3)

    ROOT = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
    sys.path.insert(0, ROOT)  # where PYTHONSAFEPATH is set, Python has left it out
    from lessonpress.bootstrap import main

    sys.exit(main(ROOT, sys.argv[1:]))
