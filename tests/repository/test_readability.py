"""What makes the code readable and can be counted does not get worse."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from tests.support.paths import PACKAGE

EMPTY_NAMES = frozenset({"one", "found", "given", "said", "told"})
MOST_EMPTY_NAMES = 20
MOST_BARE_PARTICIPLES = {"known": 191, "stated": 163, "held": 166, "asked": 148, "shown": 149}
"""Variables that are called by what was done with them and not by what they are, by name: fewer is better, and then a number is to be lowered."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))


def variables(tree: ast.AST) -> Iterator[str]:
    """The names of variables and parameters, as often as they are made."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def empty_names(tree: ast.AST) -> Iterator[str]:
    """The variables and parameters whose name does not say what they hold."""
    return (name for name in variables(tree) if name in EMPTY_NAMES)


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """Functions and classes of a module, and what the classes hold, without a leading underscore."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def test_names_are_counted() -> None:
    tree = ast.parse("def f(told, key):\n    for one, said.x in key:\n        found = given(one)\n")
    assert sorted(empty_names(tree)) == ["found", "one", "told"]
    tree = ast.parse(
        "class A:\n    def b(self): ...\n    def _c(self): ...\nclass _D:\n    def e(self): ...\n"
    )
    assert [node.name for node in public(tree)] == ["A", "b"]


def test_names_say_what_they_hold() -> None:
    places = [f"{path}: {name}" for path, tree in trees() for name in empty_names(tree)]
    assert len(places) <= MOST_EMPTY_NAMES, places


def test_variables_are_not_called_by_what_was_done_with_them_more_often() -> None:
    counted = Counter(name for _, tree in trees() for name in variables(tree))
    too_often = {name: counted[name] for name, most in MOST_BARE_PARTICIPLES.items() if counted[name] > most}
    assert too_often == {}


def test_what_is_public_has_a_docstring() -> None:
    bare = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in trees()
        for node in public(tree)
        if not ast.get_docstring(node)
    ]
    assert bare == []
