"""The modules of the package as their statements: what each binds, and where a name that it uses comes
from."""

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
    """A statement at the outer level of a module that is no import, and the names it binds there, in
    order."""

    module: Module
    statement: ast.stmt
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Module:
    """A module of the package, by its dotted name. Its source is parsed when it is first asked for.

    Raises:
        SyntaxError: from everything but the name and the source, where that is no Python.
        ValueError: from ``imports``, where it imports relative to where it lies.
    """

    name: str
    source: bytes = field(repr=False)

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.source, self.name)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Its statements, without imports and texts that stand alone."""
        return tuple(
            Definition(self, statement, tuple(dict.fromkeys(_bound(statement))))
            for statement in self.tree.body
            if not isinstance(statement, ast.Import | ast.ImportFrom) and not is_text(statement)
        )

    @cached_property
    def by_name(self) -> dict[str, list[tuple[Definition, int]]]:
        """The statements that bind a name, each with the place among the names that it binds."""
        definitions: dict[str, list[tuple[Definition, int]]] = {}
        for definition in self.definitions:
            for place, name in enumerate(definition.names):
                definitions.setdefault(name, []).append((definition, place))
        return definitions

    @cached_property
    def imports(self) -> dict[str, tuple[str, str]]:
        """The origin of each imported name, wherever in the module it is imported.

        A module, and the name in it; "": the name is the module itself.
        """
        imported: dict[str, tuple[str, str]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    # ``import a.b`` binds ``a``; ``import a.b as c`` binds the inner module.
                    outer = alias.name.partition(".")[0]
                    imported[alias.asname or outer] = (alias.name if alias.asname else outer, "")
            elif isinstance(node, ast.ImportFrom):
                if node.module is None or node.level:
                    raise ValueError(f"{self.name} imports relative to where it lies")
                imported |= {alias.asname or alias.name: (node.module, alias.name) for alias in node.names}
        return imported


def modules_in(package: Path) -> dict[str, Module]:
    """The modules under the folder of the package, by dotted name."""
    modules = {}
    for path in sorted(package.rglob("*.py")):
        steps = (PACKAGE, *path.relative_to(package).with_suffix("").parts)
        name = ".".join(steps).removesuffix(".__init__")
        modules[name] = _module(name, path.read_bytes())
    return modules


MOST_MODULES: Final = 4096
"""How many modules are remembered: with room for the whole package twice over, else each is forgotten before it is asked for again."""
_module: Final = lru_cache(maxsize=MOST_MODULES)(Module)


def is_text(statement: ast.stmt) -> bool:
    """Whether a statement is a bare string: the docstring of what it follows."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a statement binds where it stands, not those inside a function, class or
    comprehension."""
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
