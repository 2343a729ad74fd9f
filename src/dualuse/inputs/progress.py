"""How far a long file is read, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dualuse.i18n import translate


@contextmanager
def progress(file: str, doing: str, language: str) -> Iterator[Callable[[int], None] | None]:
    """A bar on the terminal, where there is one; hears how many bytes were read. ``doing``: an English word for what is done."""
    if file == "-" or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    try:
        size = Path(file).stat().st_size
    except OSError:
        size = 0  # told where the file is opened
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(translate(doing, language), total=size or None)
        yield lambda read: bar.update(task, completed=read)
