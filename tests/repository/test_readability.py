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


_OF_DJANGO = ("Meta", "Migration")


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """Functions and classes of a module, and what the classes hold, without a leading underscore; but no migration and no ``Meta`` of Django's."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_") and node.name not in _OF_DJANGO:
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


def of_the_module(tree: ast.Module) -> set[str]:
    """The names of functions, classes and imports of a module."""
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    return imported | {node.name for node in tree.body if isinstance(node, Definition)}


def loaded_and_bound(function: ast.AST, names: set[str]) -> Iterator[str]:
    """Those of ``names`` that a function uses and that are variables of a comprehension in it, too."""
    comprehensions = [node for node in ast.walk(function) if isinstance(node, Comprehension)]
    for name in names:
        binding = [node for node in comprehensions if name in set(bound_by(node))]
        within = {id(part) for node in binding for part in ast.walk(node)}
        if binding and any(
            isinstance(node, ast.Name) and node.id == name and id(node) not in within
            for node in ast.walk(function)
        ):
            yield name


Comprehension = ast.ListComp | ast.SetComp | ast.DictComp


def bound_by(comprehension: Comprehension) -> Iterator[str]:
    """The variables of a comprehension."""
    for part in comprehension.generators:
        yield from variables(part.target)


def test_a_name_that_means_two_things_is_seen() -> None:
    tree = ast.parse(
        "from places import country\n"
        "def f(a, b):\n    return {country.code for country in a} or {country(word) for word in b}\n"
        "def g(a):\n    return {country.code for country in a}\n"
        "def h(b):\n    return {country(word) for word in b}\n"
    )
    assert [list(loaded_and_bound(node, {"country"})) for node in tree.body[1:]] == [["country"], [], []]


def test_a_name_means_one_thing_in_a_function() -> None:
    """Python 3.12.0 and 3.12.1 take what is imported for the variable of the comprehension, and say that it has no value."""
    places = [
        f"{path}: {node.name}: {name}"
        for path, tree in trees()
        for names in [of_the_module(tree)]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for name in loaded_and_bound(node, names)
    ]
    assert not places
