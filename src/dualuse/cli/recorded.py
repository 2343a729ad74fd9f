"""Recorded determinations, read one after the other by the commands that start from them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from dualuse.cli.edge import reported
from dualuse.inputs.problems import ExitCode, InputError

if TYPE_CHECKING:
    from dualuse.schema.reading.recorded import Recorded

Made = TypeVar("Made")


def from_recorded(
    files: list[str], language: str, use: Callable[[Recorded], Made]
) -> Iterator[tuple[ExitCode, Made | None]]:
    """What ``use`` makes of each recorded determination; None, with an exit code, for a fault that was reported."""
    from dualuse.schema.reading.recorded import located, read_recorded, recorded

    for file in files:
        documents = read_recorded(file, sys.stdin.buffer)
        while True:
            try:
                document = next(documents, None)
                if document is None:
                    break
                with located(document):
                    made = use(recorded(document.data))
            except InputError as error:
                yield reported(error, language, file), None
                continue
            yield ExitCode.DONE, made
