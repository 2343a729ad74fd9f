"""``dualuse`` and ``python -m dualuse``: the command line, and what is left to say where it cannot even start.

Nothing of the command line is imported before :func:`main` guards it: Python ends with 1 where an import fails, and 1 is the code of
``--gate``. The sentences are in English, as translations are part of what may have failed.
"""

from __future__ import annotations

import sys
from contextlib import suppress

FAILED = 70
"""As ``ExitCode.FAILED``, which is not at hand where its module cannot be imported."""


def main() -> None:
    """Run the command line; 70 where it cannot be imported, or fails in telling of a failure."""
    try:
        from dualuse.cli import main as command_line

        command_line()
    except Exception as error:
        with suppress(Exception):
            _tell(error)
        raise SystemExit(FAILED) from None


def _tell(error: Exception) -> None:
    with suppress(Exception):
        from dualuse.data_folders import damage

        if damaged := damage(error):
            print(f"dualuse: {damaged}. The file is of the program itself: install it again", file=sys.stderr)
            return
    print(
        f"dualuse: it cannot start or go on ({type(error).__name__}: {error}). This is a failure of the program, and no answer.",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
