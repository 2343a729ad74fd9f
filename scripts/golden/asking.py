"""What every kind of golden answers shares: where its inputs are, where commands write, how a page is kept."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .comparison import DIGEST

Answers = Iterator[tuple[str, Any]]
"""Ids and answers of a kind."""

DAY: Final = "2026-11-26"
"""The day of everything that would else be of today."""

_TAG: Final = re.compile(r"<[^>]*>")
_WORDS_OF_TAG: Final = re.compile(r'\b(content|alt|title|aria-label|placeholder)="[^"]*"')


@dataclass(frozen=True)
class Asking:
    """Where the inputs are, and a folder for what commands write."""

    inputs: Path
    work: Path

    def fresh(self, name: str) -> Path:
        """An empty folder."""
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def written(self, name: str, rows: Iterable[Any]) -> Path:
        """A file of JSON Lines for a command to read."""
        path = self.work / name
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        return path


def page(html: str) -> dict[str, Any]:
    """A page as its tags, without the words in them, and its text."""
    tags = DIGEST.sub("", _WORDS_OF_TAG.sub(r"\1", "".join(_TAG.findall(html))))
    return {"tags": digest(tags), "text": html}


def digest(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()[:40]
