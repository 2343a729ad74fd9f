"""The normal form of a statement: its syntax without what has no meaning.

Left out are comments, docstrings, layout, type hints of functions and variables, ``pass`` and ``lru_cache``. Variables and
parameters become numbers, in the order in which they first occur; a name from outside the statement becomes a
reference, so that what matters is what it names, not how it is called. Attributes, fields of classes, keywords in
calls, and parameters that some call names stay as they are written: to rename one is another law, in doubt.

Fields of syntax that are empty are not written, so that a Python that knows more of them writes the same. Constants are written
as ``ascii`` does: with their type, and alike on every machine.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, TypeAlias

from dualuse.law.version.modules import Definition, is_text

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


class NormalForm:
    """A statement in its normal form.

    ``text``: with ``@0``, ``@1``, … where the names from outside stand that ``references`` lists, each once.
    ``parameters``: their names, each with its place in the text. ``keywords``: the parameters that it states in calls.
    """

    def __init__(self, definition: Definition) -> None:
        self._own: Final = definition.names
        self._outside: Final = definition.module.by_name.keys() | definition.module.imports.keys()
        self._references: Final[dict[Reference, int]] = {}
        self._variables: frozenset[str] = frozenset()
        """Of the outermost function that is looked at, and of all that stands within it."""
        self._numbers: dict[str, int] = {}
        """Of those that have occurred."""
        self.parameters: Final[list[str]] = []
        self.keywords: Final[set[str]] = set()
        self.text: Final = self._node(definition.statement)
        self.references: Final = tuple(self._references)

    def _node(self, node: ast.AST, member: str = "") -> str:
        """A node; ``member``: its name where it is a function or class of a class, which is called by it."""
        if not isinstance(node, _SCOPES) or self._variables:
            return self._in_scope(node, member)
        self._variables, self._numbers = _variables(node), {}
        text = self._in_scope(node, member)
        self._variables = frozenset()
        return text

    def _in_scope(self, node: ast.AST, member: str) -> str:
        match node:
            case ast.Constant(value=value):
                return ascii(value)
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
                return self._definition(node, member)
            case ast.Pass() | ast.Import() | ast.ImportFrom() | ast.Global() | ast.Nonlocal():
                return ""
            case ast.stmt() if is_text(node):
                return ""
        return self._written(type(node).__name__, dict(ast.iter_fields(node)))

    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, member: str) -> str:
        fields = dict(ast.iter_fields(node))
        fields["decorator_list"] = [inner for inner in node.decorator_list if not _is_memory(inner)]
        texts = {"name": member or (self._name(node.name) if node.name in self._variables else "")}
        if isinstance(node, ast.ClassDef):
            texts["body"] = _listed(self._member(inner) for inner in node.body)
        return self._written(type(node).__name__, fields, **texts)

    def _member(self, member: ast.stmt) -> str:
        """A statement in the body of a class; fields keep their names and their types."""
        match member:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                return self._written("Field", {"annotation": annotation, "value": value}, name=name)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                return self._written("Field", {"value": value}, name=name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                return self._node(member, name)
        return self._node(member)

    def _written(self, kind: str, fields: dict[str, Any], **texts: str) -> str:
        """A node by its fields; ``texts``: those that are written already."""
        written = {
            name: self._value(name, value)
            for name, value in fields.items()
            if value is not None and value != [] and name not in _WITHOUT_MEANING and name not in texts
        }
        return f"{kind}({','.join(f'{name}={text}' for name, text in (texts | written).items())})"

    def _value(self, name: str, value: Any) -> str:
        match value:
            case ast.AST():
                return self._node(value)
            case list():
                return _listed(self._value(name, inner) for inner in value)
            # What an exception or a part of a pattern is called is a variable, though syntax has it as a text.
            case str() if name in ("rest", "name") and value in self._variables:
                return self._name(value)
        return ascii(value)

    def _is_from_outside(self, name: str) -> bool:
        return name in self._outside and name not in self._variables

    def _name(self, name: str) -> str:
        if name in self._variables:
            number = f"~{self._numbers.setdefault(name, len(self._numbers))}"
            # It may be the one outside elsewhere in the function: both count.
            return number + self._reference((name,)) if name in self._outside else number
        if name in self._own:
            return f"={self._own.index(name)}"
        return self._reference((name,)) if name in self._outside else name

    def _reference(self, reference: Reference) -> str:
        return f"@{self._references.setdefault(reference, len(self._references))}"


@lru_cache(maxsize=8192)
def normal_form(definition: Definition) -> NormalForm:
    """The normal form of a statement; it follows from its module alone."""
    return NormalForm(definition)


def _listed(texts: Iterable[str]) -> str:
    return f"[{','.join(filter(None, texts))}]"


def _is_memory(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id in _MEMORY


def _variables(function: ast.AST) -> frozenset[str]:
    """The names that a function, or anything within it, binds for itself."""
    outer: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(function):
        match node:
            case ast.Global(names=names):
                outer.update(names)
            case (
                ast.Name(id=name, ctx=ast.Store())
                | ast.arg(arg=name)
                | ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                bound.update({name} if node is not function else ())
    return frozenset(bound - outer)
