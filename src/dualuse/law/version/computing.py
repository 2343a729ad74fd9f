"""The checksum that names the law, computed from what stands in the package; nothing of it is imported."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.law.version.modules import Definition, Modules
from dualuse.law.version.references import DECLARATION, Derivation, LegalCode, declared_in
from dualuse.law.version.writing import digest, written

_PACKAGE: Final = Path(__file__).parents[2]
_DATA: Final[dict[str, Callable[[str], Any]]] = {".toml": tomllib.loads, ".json": json.loads}


def computed_law_version(package: Path = _PACKAGE) -> str:
    """The checksum, of the source in the folder ``package``.

    Raises:
        ValueError: a data file of the law cannot be read.
    """
    return f"sha256:{digest((*sorted(_data(package / 'law')), *legal_code(package).digests()))}"


def legal_code(package: Path = _PACKAGE) -> LegalCode:
    """The code that is law: that of ``law/``, the declared derivations, and what these use."""
    modules = Modules(package)
    return LegalCode(
        modules, (*_legal_definitions(modules), *(definition for definition, _ in _declared(modules)))
    )


def declared_derivations(package: Path = _PACKAGE) -> tuple[Derivation, ...]:
    """The derivations that are declared to be law, by module."""
    return tuple(derivation for _, derivation in _declared(Modules(package)))


def _data(folder: Path) -> Iterator[str]:
    """The data files of the law by what they hold: the name of the file counts, its folder and its layout do not."""
    for path in folder.rglob("*"):
        if path.suffix in _DATA:
            yield _data_digest(path, path.read_text(encoding="utf-8"))


@lru_cache(maxsize=512)
def _data_digest(path: Path, text: str) -> str:
    try:
        return digest((path.name, written(_DATA[path.suffix](text))))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def _legal_definitions(modules: Modules) -> Iterator[Definition]:
    """What stands in ``law/``, but for the modules that tell one law from another."""
    for module in modules.within("law"):
        if module.name.split(".")[2:3] != ["version"]:
            yield from module.definitions


def _declared(modules: Modules) -> Iterator[tuple[Definition, Derivation]]:
    for module in modules.mentioning(f"@{DECLARATION}("):
        yield from declared_in(module)
