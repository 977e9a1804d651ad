"""What `python -m lessonpress.cli` runs."""

import sys

from lessonpress.cli import main

if __name__ == "__main__":
    sys.exit(main())
