"""Files of cases are read once for all processes of a run, each by whoever comes first: to read them takes seconds."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final

import yaml

from dualuse.schema.reading.plain_data import read_file

FOLDER_OF_RUN: Final = "DUALUSE_TESTS_RUN"
"""The variable that names the folder of a run; without it nothing is kept for others."""


@cache
def plain(path: Path) -> Any:
    """The data of a file that holds one document, as users' files are read."""
    folder = os.environ.get(FOLDER_OF_RUN)
    if folder is None:
        return _read(path)
    kept = Path(folder) / f"{hashlib.sha256(path.read_bytes()).hexdigest()}.json"
    if not kept.exists():
        data = _read(path)
        own = kept.with_suffix(f".{os.getpid()}")
        own.write_text(json.dumps(data), encoding="utf-8")
        own.replace(kept)
        return data
    return json.loads(kept.read_text(encoding="utf-8"))


def plain_files(paths: Iterable[Path]) -> list[Any]:
    """The data of several files, in their order; processes that begin together take turns, so that each reads a part."""
    in_order = list(paths)
    by_size = sorted(in_order, key=lambda path: path.stat().st_size, reverse=True)
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    turn = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for path in by_size[turn % workers :: workers]:
        plain(path)
    return [plain(path) for path in in_order]


class _Yaml(yaml.CSafeLoader):
    """A parser in C that takes every scalar but true, false and null as text, as users' files are read: eight times as fast."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


_Yaml.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?i:true|false)$"), list("tTfF"))
_Yaml.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile("(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)


def _read(path: Path) -> Any:
    if path.suffix == ".yaml":
        return yaml.load(path.read_bytes(), Loader=_Yaml)  # a safe loader
    (document,) = read_file(path)
    return document.data
