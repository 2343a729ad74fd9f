"""``dualuse`` and ``python -m dualuse``: the command line, and what is left to say where it cannot even start.

Nothing of the command line is imported before :func:`main` guards it: Python ends with 1 where an import fails, and 1 is the code of
``--gate``. The sentences are in English, as translations are part of what may have failed.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

FAILED = 70
"""As ``ExitCode.FAILED``, which is not at hand where its module cannot be imported."""


def main() -> None:
    """Run the command line; 70 where it cannot be imported, or fails in telling of a failure."""
    open_closed_streams()
    try:
        from dualuse.cli import main as command_line

        command_line()
    except Exception as error:
        with suppress(Exception):
            _tell(error)
        raise SystemExit(FAILED) from None


def open_closed_streams() -> None:
    """Open the standard streams that whoever started the program closed, as some services do: else the next file that is opened would be one.

    An input that was closed is empty, and what is told goes nowhere; but an answer does not: writing it is refused, as to a full disk.
    """
    for number, name, mode, flags in (
        (0, "stdin", "r", os.O_RDONLY),
        (1, "stdout", "w", os.O_RDONLY),
        (2, "stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is not None:
            continue
        with suppress(OSError):
            if (opened := os.open(os.devnull, flags)) != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, open(number, mode, closefd=False))  # noqa: SIM115 - it stays open to the end


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
