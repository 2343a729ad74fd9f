"""The normal form of a statement: its syntax without what has no meaning.

Left out are comments, docstrings, layout, type hints of functions and variables, ``pass`` and ``lru_cache``. Variables and
parameters become numbers, in the order in which they first occur; a name from outside the statement becomes a
reference, so that what matters is what it names, not how it is called. Attributes, fields of classes, keywords in
calls, and parameters that some call names stay as they are written: to rename one is another law, in doubt.

Fields of syntax that are empty are not written, so that a Python that knows more of them writes the same.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypeAlias

from dualuse.law.version.modules import Definition, is_text
from dualuse.law.version.writing import written

Reference: TypeAlias = tuple[str, ...]
"""A name from outside the statement, and the attribute that is asked of it, if one is: ``("articles", "ARTICLE")``."""

_WITHOUT_MEANING: Final = frozenset({"ctx", "kind", "returns", "simple", "type_comment"})
_MEMORY: Final = frozenset({"lru_cache", "cache"})
_SCOPES: Final = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


@dataclass(frozen=True, slots=True)
class _Scope:
    """The variables of a function and of all that stands within it; each has a number once it has occurred."""

    names: frozenset[str]
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))


class NormalForm:
    """A statement in its normal form.

    ``text``: with ``@0``, ``@1``, … where the names from outside stand that ``references`` lists, each once.
    ``parameters``: their names, each with its place in the text. ``keywords``: the parameters that it states in calls.
    """

    def __init__(self, definition: Definition) -> None:
        self._own: Final = definition.names
        self._outside: Final = definition.module.by_name.keys() | definition.module.imports.keys()
        self._references: Final[dict[Reference, int]] = {}
        self._scope: _Scope | None = None
        self.parameters: Final[list[str]] = []
        self.keywords: Final[set[str]] = set()
        self.text: Final = self._node(definition.statement)
        self.references: Final = tuple(self._references)

    def _node(self, node: ast.AST) -> str:
        if isinstance(node, _SCOPES) and self._scope is None:
            self._scope = _Scope(frozenset(_variables(node)))
            text = self._in_scope(node)
            self._scope = None
            return text
        return self._in_scope(node)

    def _in_scope(self, node: ast.AST) -> str:
        match node:
            case ast.Constant(value=value):
                return written(value)
            case ast.Name(id=name):
                return self._name(name)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if self._is_from_outside(name):
                return self._reference((name, attribute))
            case ast.arg(arg=name):
                self.parameters.append(name)
                return self._name(name)
            case ast.keyword(arg=str(name)):
                self.keywords.add(name)
            case ast.AnnAssign(target=target, value=value):
                return "" if value is None else self._written("Assign", {"targets": [target], "value": value})
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return self._definition(node)
            case ast.Pass() | ast.Import() | ast.ImportFrom() | ast.Global() | ast.Nonlocal():
                return ""
            case ast.stmt() if is_text(node):
                return ""
        return self._written(type(node).__name__, dict(ast.iter_fields(node)))

    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, name: str = "") -> str:
        """A function or class; ``name``: where it is one of a class, whose members are called by their names."""
        fields = dict(ast.iter_fields(node))
        nested = self._scope is not None and node.name in self._scope.names
        fields["name"] = _Text(name) if name else _Text(self._name(node.name)) if nested else None
        fields["decorator_list"] = [inner for inner in node.decorator_list if not _is_memory(inner)]
        if isinstance(node, ast.ClassDef):
            fields["body"] = [self._member(member) for member in node.body]
        return self._written(type(node).__name__, fields)

    def _member(self, member: ast.stmt) -> _Text:
        """A statement in the body of a class; fields keep their names and their types."""
        match member:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                fields = {"name": _Text(name), "annotation": annotation, "value": value}
                return _Text(self._written("Field", fields))
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                return _Text(self._written("Field", {"name": _Text(name), "value": value}))
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                if self._scope is not None or isinstance(member, ast.ClassDef):
                    return _Text(self._definition(member, member.name))
                self._scope = _Scope(frozenset(_variables(member)))
                text = self._definition(member, member.name)
                self._scope = None
                return _Text(text)
        return _Text(self._node(member))

    def _written(self, kind: str, fields: dict[str, Any]) -> str:
        parts = (
            f"{name}={self._value(name, value)}"
            for name, value in fields.items()
            if value is not None and value != [] and name not in _WITHOUT_MEANING
        )
        return f"{kind}({','.join(parts)})"

    def _value(self, name: str, value: Any) -> str:
        match value:
            case _Text(text):
                return text
            case ast.AST():
                return self._node(value)
            case list():
                texts = [self._value(name, inner) for inner in value]
                return "[" + ",".join(text for text in texts if text) + "]"
            # What an exception or a part of a pattern is called is a variable, though syntax has it as a text.
            case str() if name in ("rest", "name") and self._scope and value in self._scope.names:
                return self._name(value)
        return written(value)

    def _is_from_outside(self, name: str) -> bool:
        return name in self._outside and not (self._scope and name in self._scope.names)

    def _name(self, name: str) -> str:
        if self._scope is not None and name in self._scope.names:
            number = f"~{self._scope.number(name)}"
            # It may be the one outside elsewhere in the function: both count.
            return number + self._reference((name,)) if name in self._outside else number
        if name in self._outside:
            own = f"={self._own.index(name)}" if name in self._own else ""
            return own or self._reference((name,))
        return name

    def _reference(self, reference: Reference) -> str:
        return f"@{self._references.setdefault(reference, len(self._references))}"


@lru_cache(maxsize=8192)
def normal_form(definition: Definition) -> NormalForm:
    """The normal form of a statement; it follows from its module alone."""
    return NormalForm(definition)


@dataclass(frozen=True, slots=True)
class _Text:
    """A part that is written already."""

    text: str


def _is_memory(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id in _MEMORY


def _variables(function: ast.AST) -> Iterable[str]:
    """The names that a function, or anything within it, binds for itself."""
    outer: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(function):
        match node:
            case ast.Global(names=names):
                outer.update(names)
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                if node is not function:
                    bound.add(name)
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                bound.add(name)
            case ast.MatchMapping(rest=str(name)):
                bound.add(name)
    return bound - outer
