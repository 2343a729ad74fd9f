"""What takes seconds to build is built once for all processes of a run: sites, installed lists, indices."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """The folder ``name`` of this run, which ``build`` has filled; tests read it and do not write to it.

    A build that fails leaves no mark, so that the next test tries again and fails with the same reason.
    """
    own = factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, complete = common / name, common / f"{name}.complete"
    with FileLock(common / f"{name}.lock"):
        if not complete.exists():
            folder.mkdir(exist_ok=True)
            build(folder)
            complete.touch()
    return folder
