#!/usr/bin/env python3
"""Write below each command that README and docs show with its output what it prints today: ``scripts/build_consoles.py [PAGE…]``.

Read what changed before you commit it: a page that says something else than the program may be right.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from tests.support.console_pages import PAGES, typed_page  # noqa: E402
from tests.support.consoles import of_any_day, without_ends  # noqa: E402


def main(pages: list[str]) -> int:
    """Write the pages anew; returns the exit code."""
    os.environ["DUALUSE_LANGUAGE"] = "en"
    for page in pages or PAGES:
        path = REPOSITORY / page
        text = written = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            for step, printed in typed_page(page, Path(folder)):
                if step.shown.strip() and of_any_day(step.shown) != of_any_day(printed.text):
                    written = written.replace(step.shown, without_ends(printed.text) + "\n", 1)
            os.chdir(REPOSITORY)
        if written != text:
            path.write_text(written, encoding="utf-8")
            print(f"{page}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
