"""The published files that are known by name, and reading one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from dualuse.transparency.decision import Decision
from dualuse.transparency.importing import dutch, swiss
from dualuse.transparency.importing.dutch import read_dutch
from dualuse.transparency.importing.report import ImportReport
from dualuse.transparency.importing.swiss import read_swiss
from dualuse.transparency.sources import DUTCH, SWISS, Source

Reader = Callable[[Path], tuple[list[Decision], ImportReport]]
FORMATS: Final[dict[str, tuple[Reader, Source]]] = {"nl": (read_dutch, DUTCH), "ch": (read_swiss, SWISS)}

NOT_TAKEN: Final = {DUTCH.id: dutch.NOT_TAKEN, SWISS.id: swiss.NOT_TAKEN}
"""By source: the columns of its file of which nothing is in the table."""


def read_published(form: str, path: Path) -> tuple[list[Decision], ImportReport, Source]:
    """The decisions of a published file, what became of its lines, and the source with the file's checksum.

    ``form``: a key of :data:`FORMATS`.

    Raises:
        InputError: the file is another one.
        OSError: it cannot be read.
    """
    read, source = FORMATS[form]
    decisions, report = read(path)
    return decisions, report, replace(source, file=report.file, checksum=report.checksum)
