"""A copy of the package that a test edits as somebody would who adds to it, and then asks in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import forked
from tests.support.paths import PACKAGE

_READY = """
import dualuse.assessment.check, dualuse.law_changes.replay, dualuse.assessment.text.one_screen
from dualuse import check
check({"date": "2026-08-20", "activity": "export", "exporter": {"country": "FR"}, "items": [{"id": "1", "entries": ["3A002.c"]}], "destination": "IN"})
"""
"""What a copy that is asked more than once has done before: to load the law takes longer than to answer."""


@dataclass
class EditedPackage:
    """``folder``: where the copy ``dualuse`` lies.

    ``_times``: how often it was asked since it was written to; ``_ready``: what answers from the second time on.
    """

    folder: Path
    _times: int = 0
    _ready: forked.Ready | None = None

    @classmethod
    def copy_to(cls, folder: Path) -> EditedPackage:
        """A copy of the package as it stands; unchanged files, and what Python compiled of them, are shared with it."""
        shutil.copytree(PACKAGE, folder / "dualuse", copy_function=_link)
        return cls(folder)

    def write(self, name: str, text: str) -> None:
        """Put a file into the package, in place of the one of that name."""
        self.changed()
        path = self.folder / "dualuse" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()
        path.write_text(text, "utf-8")

    def changed(self) -> None:
        """What was loaded of it is not what lies there now."""
        self._times, self._ready = 0, None

    def replace(self, name: str, old: str, new: str) -> None:
        """Change the one place of a file where ``old`` stands."""
        text = (self.folder / "dualuse" / name).read_text("utf-8")
        assert text.count(old) == 1, f"{name}: {text.count(old)} times {old!r}"
        self.write(name, text.replace(old, new))

    def append(self, name: str, more: str) -> None:
        """Add to the end of a file."""
        self.write(name, (self.folder / "dualuse" / name).read_text("utf-8") + more)

    def run(
        self, *arguments: str, stdin: str = "", environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """What the command line of the copy answers; ``stdin``: its standard input, ``environment``: variables beside ours."""
        program = "from dualuse.cli import main; main()"
        return self.python(program, *arguments, stdin=stdin, environment=environment)

    def python(
        self,
        program: str,
        *arguments: str,
        stdin: str = "",
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """What a program answers that imports the copy."""
        fixed = {"PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        variables = {**os.environ, **(environment or {}), **fixed}
        self._times += 1
        if self._times == 2 and hasattr(os, "fork"):
            self._ready = forked.Ready(_READY, {**os.environ, **fixed})
        return forked.run(program, arguments, stdin, variables, self._ready)

    def check(self, transaction: dict[str, Any], *options: str) -> dict[str, Any]:
        """The determination that the copy gives."""
        done = self.run("check", "-", "--format", "json", "--json", *options, stdin=json.dumps(transaction))
        assert done.returncode == 0, done.stderr
        determination: dict[str, Any] = json.loads(done.stdout)
        return determination

    def check_all(self, transactions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The determinations of several, by one process."""
        paths = [self.folder / f"{number}.json" for number in range(len(transactions))]
        for path, transaction in zip(paths, transactions, strict=True):
            path.write_text(json.dumps(transaction), "utf-8")
        done = self.run("check", *map(str, paths), "--json")
        assert done.returncode == 0, done.stderr
        determinations = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(determinations) == len(transactions)
        return determinations


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)
