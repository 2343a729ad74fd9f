"""The checksum that names the law, computed from what stands in the package; nothing of it is imported.

What is law: the data and the statements of ``law/``, the declared derivations, and whatever statements these use.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import DataError, path_in_package
from dualuse.law.version.modules import PACKAGE, Definition, Module, modules_in
from dualuse.law.version.syntax import NormalForm, Reference, normal_form

NOT_LAW: Final = (
    "classification",
    "cli",
    "diligence",
    "documents",
    "i18n",
    "inputs",
    "record",
    "schema",
    "screening",
    "sources",
    "transparency",
)
"""Rooms whose code is no law, also where law uses it: of these only the name counts, but for modules that declare a derivation.
Every other one is followed."""

_FOLDER: Final = Path(__file__).parents[2]
_DATA: Final[dict[str, Callable[[str], Any]]] = {".toml": tomllib.loads, ".json": json.loads}
_DECLARATION: Final = "legal_derivation"


def computed_law_version(package: Path = _FOLDER) -> str:
    """The checksum, of the source in the folder ``package``.

    Raises:
        DataError: a data file of the law cannot be read.
    """
    return f"sha256:{_digest((*sorted(_data(package / 'law')), *legal_code(package).digests()))}"


def legal_code(package: Path = _FOLDER) -> LegalCode:
    """The code that is law: that of ``law/``, the declared derivations, and what these use."""
    modules = modules_in(package)
    followed = {name: module for name, module in modules.items() if _is_followed(module)}
    return LegalCode(followed, _start(modules.values()))


def _is_followed(module: Module) -> bool:
    """Whether what law uses of a module is law, too."""
    return f"{module.name}.".split(".")[1] not in NOT_LAW or _declares(module)


def _declares(module: Module) -> bool:
    return f"@{_DECLARATION}(".encode() in module.source


def _start(modules: Iterable[Module]) -> Iterator[Definition]:
    """What stands in ``law/``, but for the modules that tell one law from another, and what is declared elsewhere."""
    for module in modules:
        steps = module.name.split(".")[1:3]
        if steps[:1] == ["law"] and steps[1:] != ["version"]:
            yield from module.definitions
        elif _declares(module):
            yield from (definition for definition in module.definitions if is_declared(definition.statement))


def is_declared(statement: ast.stmt) -> bool:
    """Whether it is a function or class that is declared to be a legal derivation."""
    return any(
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id == _DECLARATION
        for decorator in getattr(statement, "decorator_list", ())
    )


def _data(folder: Path) -> Iterator[str]:
    """The data files of the law by what they hold: the name of the file counts, its folder and its layout do not."""
    for path in folder.rglob("*"):
        if path.suffix in _DATA:
            yield _data_digest(path, path.read_bytes())


@lru_cache(maxsize=512)
def _data_digest(path: Path, content: bytes) -> str:
    try:
        return _digest((path.name, ascii(_DATA[path.suffix](content.decode().replace("\r\n", "\n")))))
    except ValueError as error:
        raise DataError(f"{path_in_package(path)}: {error}") from None


@dataclass(frozen=True, slots=True)
class _Use:
    """What a name stands for: the statements that bind it, each with the place among the names it binds, and ``rest``:
    an attribute of it, or the whole name where it comes from elsewhere."""

    definitions: list[tuple[Definition, int]]
    rest: str


class LegalCode:
    """The statements that are law, found from where one starts; ``forms``: each in its normal form."""

    def __init__(self, modules: Mapping[str, Module], start: Iterable[Definition]) -> None:
        self._modules: Final = modules
        self.forms: Final[dict[Definition, NormalForm]] = {}
        self._uses: Final[dict[Definition, list[_Use]]] = {}
        waiting = list(start)
        while waiting:
            definition = waiting.pop()
            if definition in self.forms or definition.names == ("__all__",):
                continue
            form = self.forms[definition] = normal_form(definition)
            uses = [self._use(definition.module, reference) for reference in form.references]
            self._uses[definition] = uses
            waiting += [used for use in uses for used, _ in use.definitions]
            # What binds nothing may still change what others bind.
            waiting += [alone for alone in definition.module.definitions if not alone.names]

    def digests(self) -> list[str]:
        """One digest for each statement, in the order of the digests.

        A statement is told from another by its text and the parameters that some call names, then by what it uses, then
        by what that uses: as often as that tells more of them apart.
        """
        keywords = {keyword for form in self.forms.values() for keyword in form.keywords}
        known = {
            definition: _digest(
                (
                    form.text,
                    *(f"{place}:{name}" for place, name in enumerate(form.parameters) if name in keywords),
                )
            )
            for definition, form in self.forms.items()
        }
        told_apart = 0
        while len(set(known.values())) > told_apart:
            told_apart = len(set(known.values()))
            known = {
                definition: _digest((mine, *self._used(definition, known)))
                for definition, mine in known.items()
            }
        return sorted(known.values())

    def _used(self, definition: Definition, known: dict[Definition, str]) -> Iterator[str]:
        for use in self._uses[definition]:
            yield use.rest
            yield from (f"{place}:{known.get(used, '')}" for used, place in use.definitions)

    def _use(self, module: Module, reference: Reference) -> _Use:
        name, attribute = reference[0], "".join(reference[1:])
        target = self._target(module, name)
        if isinstance(target, Module) and attribute:
            target, attribute = self._target(target, attribute), ""
        if isinstance(target, list):
            return _Use(target, attribute)
        elsewhere = "" if isinstance(target, Module) else target
        return _Use([], ".".join(filter(None, (elsewhere, attribute))))

    def _target(self, module: Module, name: str) -> Module | str | list[tuple[Definition, int]]:
        """The statements that bind a name in a module, the module that it is, or how it is called elsewhere."""
        if name in module.by_name:
            return module.by_name[name]
        if name not in module.imports:
            return self._modules.get(f"{module.name}.{name}") or name
        origin, inner = module.imports[name]
        source = self._modules.get(origin)
        if not inner:
            return source or origin
        if source is not None and (inner in source.by_name or inner in source.imports):
            return self._target(source, inner)
        # Where a room of the package that is no law has a name does not matter: its modules may move.
        own = origin.partition(".")[0] == PACKAGE
        return self._modules.get(f"{origin}.{inner}") or (inner if own else f"{origin}.{inner}")


def _digest(texts: Iterable[str]) -> str:
    """The SHA-256, as 64 hexadecimal digits, of texts in their order."""
    return sha256(ascii(tuple(texts)).encode()).hexdigest()
