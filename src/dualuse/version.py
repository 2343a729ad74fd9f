"""The version of this package, as determinations record it; ``pyproject.toml`` holds the same number.

The number is that of the release. What wrote an answer is told by the source itself, so that no landing,
however small, is taken for the one before it. Beside it the law has a version of its own (``law/version/``):
code outside ``law/`` that counts in it is declared with :func:`legal_derivation`, which stands here because
each room may import it, those of evidence too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from dualuse.data_folders import SHIPPED as SHIPPED

__version__ = "0.1.0"

_PACKAGE: Final = Path(__file__).parent
_BESIDE: Final = "conformance"
"""The conformance cases, which a wheel holds beside the package and a checkout elsewhere: they are no part of the program."""
_MADE: Final = (".mo", ".pyc", ".pyo")
"""Endings of files that are made from others."""


def software_version() -> str:
    """What writes answers: the number of the release and the source, ``0.1.0+3f9c2a7b51de``.

    Two are equal only where every file of the package is.
    """
    return f"{__version__}+{source_digest()[:12]}"


@lru_cache(maxsize=1)
def source_digest() -> str:
    """The SHA-256 (hexadecimal) over every file of the package, names included; ends of lines do not count.

    It is the same for a checkout, an editable installation and a wheel of one source.
    """
    checksum = sha256()
    for name, path in _files():
        with open(path, "rb", buffering=0) as stream:
            content = stream.read()
        if b"\r" in content:
            content = content.replace(b"\r\n", b"\n")
        checksum.update(b"%s\0%d\0" % (name.encode(), len(content)))
        checksum.update(content)
    return checksum.hexdigest()


def of_source(name: str, compute: Callable[[], str]) -> str:
    """A value that follows from the files of the package alone: as the build or an earlier start wrote it
    down, else computed.

    What is written down counts while every file is what it was computed from.
    """
    memory = _memory()
    for path in (_PACKAGE / SHIPPED, memory):
        try:
            values = json.loads(path.read_text(encoding="utf-8")) if path else {}
            if values["source"] == source_digest():
                return str(values[name])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    value = compute()
    if memory is not None:
        _remember(memory, json.dumps({"source": source_digest(), name: value}))
    return value


def _memory() -> Path | None:
    """The file that remembers, in the folder where Python keeps the bytecode of this module."""
    cached = __spec__.cached if __spec__ else None
    return Path(cached).with_name(SHIPPED) if cached else None


def _remember(path: Path, text: str) -> None:
    """Write down what was computed; where the folder cannot be written, it is computed again next time."""
    from dualuse.inputs.whole_files import replace_file  # a start that computes nothing needs none

    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        replace_file(path, text.encode(), lasting=False, shared=True)


def _files() -> list[tuple[str, str]]:
    """The hand-written files of the package, by name within it, each with its path."""
    files: list[tuple[str, str]] = []
    for folder, folders, names in os.walk(_PACKAGE):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        within = folder[len(str(_PACKAGE)) + 1 :].replace(os.sep, "/")
        if not within and _BESIDE in folders:
            folders.remove(_BESIDE)
        files += [
            (f"{within}/{name}".lstrip("/"), f"{folder}{os.sep}{name}")
            for name in names
            if not name.startswith(".") and not name.endswith(_MADE)
        ]
    return sorted(file for file in files if file[0] != SHIPPED)


Declared = TypeVar("Declared")


def legal_derivation(*citations: str) -> Callable[[Declared], Declared]:
    """Declare that a function or class computes a fact, an effect or an obligation that is law.

    It is part of the law that :func:`dualuse.law.collection.law_version` names, with every function, class
    and constant that it uses, in whichever room it stands. The declaration is read from the source, so it
    counts whether or not the module was imported; it stands on a function or class at the outer level of its
    module, under the name ``legal_derivation``.

    Args:
        citations: the provisions that say so, e.g. ``Art. 11(2)(b)``.
    """

    def unchanged(derivation: Declared) -> Declared:
        return derivation

    return unchanged
