"""The modules of the package as their statements: what each binds, and where a name that it uses comes from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

PACKAGE: Final = "dualuse"


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A statement at the outer level of a module that is no import, and the names it binds there, in order."""

    module: Module
    statement: ast.stmt
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """Where an imported name comes from: a module, and the name in it ("": the module itself)."""

    module: str
    name: str = ""


@dataclass(frozen=True, eq=False)
class Module:
    """A module of the package, by its dotted name."""

    name: str
    path: Path
    tree: ast.Module = field(repr=False)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Its statements, without imports and texts that stand alone."""
        return tuple(
            Definition(self, statement, tuple(dict.fromkeys(_bound(statement))))
            for statement in self.tree.body
            if not isinstance(statement, ast.Import | ast.ImportFrom) and not is_text(statement)
        )

    @cached_property
    def by_name(self) -> dict[str, tuple[Definition, ...]]:
        """The statements that bind a name."""
        definitions: dict[str, tuple[Definition, ...]] = {}
        for definition in self.definitions:
            for name in definition.names:
                definitions[name] = (*definitions.get(name, ()), definition)
        return definitions

    @cached_property
    def imports(self) -> dict[str, Imported]:
        """Where the names come from that it imports, wherever in the module it does."""
        imported: dict[str, Imported] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    # ``import a.b`` binds ``a``; ``import a.b as c`` binds the inner module.
                    outer = alias.name.partition(".")[0]
                    imported[alias.asname or outer] = Imported(alias.name if alias.asname else outer)
            elif isinstance(node, ast.ImportFrom):
                source = self._absolute(node)
                imported.update(
                    {alias.asname or alias.name: Imported(source, alias.name) for alias in node.names}
                )
        return imported

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        steps = self.name.split(".")
        inner = node.level - (self.path.name == "__init__.py")
        return ".".join([*steps[: len(steps) - inner], *([node.module] if node.module else [])])


class Modules:
    """The modules under the folder of the package; each is parsed when it is first asked for."""

    def __init__(self, package: Path) -> None:
        self._package: Final = package
        self._known: Final[dict[str, Module | None]] = {}

    def get(self, name: str) -> Module | None:
        """The module with a dotted name; None where there is none in the package.

        Raises:
            SyntaxError: it is no Python.
        """
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def within(self, room: str) -> Iterator[Module]:
        """The modules of a room, by path."""
        for path in sorted((self._package / room).rglob("*.py")):
            yield self._at(path)

    def mentioning(self, word: str) -> Iterator[Module]:
        """The modules whose source has a word in it, by path."""
        for path in sorted(self._package.rglob("*.py")):
            if word.encode() in path.read_bytes():
                yield self._at(path)

    def _at(self, path: Path) -> Module:
        module = self.get(self._name(path))
        assert module is not None
        return module

    def _name(self, path: Path) -> str:
        steps = path.relative_to(self._package).with_suffix("").parts
        return ".".join((PACKAGE, *(steps[:-1] if steps[-1] == "__init__" else steps)))

    def _read(self, name: str) -> Module | None:
        first, *steps = name.split(".")
        if first != PACKAGE:
            return None
        place = self._package.joinpath(*steps)
        for path in (place / "__init__.py", place.with_suffix(".py") if steps else place):
            if path.is_file():
                return _parsed(name, path, path.read_bytes())
        return None


@lru_cache(maxsize=1024)
def _parsed(name: str, path: Path, source: bytes) -> Module:
    return Module(name, path, ast.parse(source, str(path)))


def is_text(statement: ast.stmt) -> bool:
    """Whether a statement is a text that stands alone: a docstring, of whatever it follows."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a statement binds where it stands, not those inside a function, class or comprehension."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return
        case _:
            for inner in ast.iter_child_nodes(node):
                yield from _bound(inner)
