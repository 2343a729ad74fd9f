"""What docstrings, comments and pages of the manual name as ours is there: a file, a folder, a module, what lies in one."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from inspect import get_annotations
from pathlib import Path

import pytest

from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.schema.transaction import Transaction
from tests.support.paths import PACKAGE, REPOSITORY
from tests.support.scheduling import LONG
from tests.support.service_databases import setup as set_django_up

OUTSIDE = ("docs", "scripts", "tests", "training", "benchmarks", "examples", "conformance", "src")
MADE = ("docs/schema", "src/dualuse/i18n/locale/dualuse.pot")
"""What `make docs` and `make messages` write."""
VALUES = frozenset(
    {"answers", "circumstances", "compared", "done", "index", "json", "left", "meets", "models", "zlib"}
)
"""First words of names with points that are no module of ours: parameters, columns, modules of Python."""

_CODE = re.compile(r"`+~?([A-Za-z_][\w/.]*)`+")
_DOTTED = re.compile(r"[a-z]\w+(?:\.[A-Za-z_]\w*)+")
_IN_A_COMMENT = re.compile(r"#.*[/`]")
"""What a comment has that names a path, or anything in backticks: few files have one, and to look for comments takes seconds."""
_PATH = re.compile(r"(?<![\w/.<-])(?:[\w-]+/)+[\w.-]*\w(?![\w/{<*-])")


@cache
def written(path: Path) -> tuple[str, ...]:
    """The comments and docstrings of a Python file, the comments if one may name what is ours; the text of another."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return (text,)
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = (
        (token.string for token in tokens if token.type == tokenize.COMMENT)
        if _IN_A_COMMENT.search(text)
        else ()
    )
    return (*comments, *texts_alone(ast.parse(text)))


def texts_alone(tree: ast.AST) -> Iterator[str]:
    """The texts that are statements of their own; expressions, which hold no statement, are not gone into."""
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant):
        yield str(tree.value.value)
    for field in ("body", "handlers", "orelse", "finalbody", "cases"):
        for statement in getattr(tree, field, ()):
            yield from texts_alone(statement)


@cache
def folders() -> frozenset[str]:
    """The names of the folders of the package."""
    return frozenset(path.name for path in PACKAGE.rglob("*") if path.is_dir() and path.name[0] not in "._")


@cache
def rooms() -> frozenset[str]:
    """The names of the folders directly in the package."""
    return frozenset(path.name for path in PACKAGE.iterdir() if path.is_dir())


@cache
def file_names() -> frozenset[str]:
    """The names of the files that are ours."""
    return frozenset(
        path.name for folder in OUTSIDE for path in (REPOSITORY / folder).rglob("*") if path.is_file()
    )


def lies_there(name: str, beside: Path) -> bool:
    """Whether a path leads to a file, a folder, or a module named without its ending: from the file, a room, or the top."""
    roots = (REPOSITORY, PACKAGE, *(folder for folder in beside.parents if folder.is_relative_to(REPOSITORY)))
    return any((root / name).exists() or (root / f"{name}.py").exists() for root in roots) or name.startswith(
        MADE
    )


def missing_paths(text: str, beside: Path) -> Iterator[str]:
    """The paths in a text that begin in a folder of ours and name a file, or end as Python does, and lead nowhere."""
    ours = {*OUTSIDE, *(rooms() if beside.is_relative_to(PACKAGE) else ())}
    for name in _PATH.findall(text):
        is_file = name.endswith(".py") or ("." in name and name.split("/")[0] in ours)
        if is_file and "XX" not in name and not lies_there(name, beside):
            yield name


def missing_names(text: str, beside: Path) -> Iterator[str]:
    """The names in backticks that look like a file, a folder or a module of ours, and are none."""
    for name in _CODE.findall(text):
        if "/" in name:
            if (
                name.split("/")[0] in folders()
                and not lies_there(name.rstrip("/"), beside)
                and "XX" not in name
            ):
                yield name
        elif name.endswith((".py", ".toml")):
            if name not in file_names() | {"pyproject.toml", "dualuse.toml"}:
                yield name
        elif _DOTTED.fullmatch(name) and not is_known(name):
            yield name


def is_known(name: str) -> bool:
    """Whether a name with points is a fact, a field, a file for users, or what a module of ours holds."""
    first, _, rest = name.partition(".")
    if first in facts_and_fields() | VALUES or re.search(
        r"\.(csv|html|json|jsonl|jsonld|md|toml|tsv)$", name
    ):
        return True
    if first == "dualuse":
        return leads_somewhere(name)
    places = (path for path in PACKAGE.rglob(first) if path.is_dir())
    modules = (path for path in PACKAGE.rglob(f"{first}.py"))
    dotted = (
        path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
        for path in (*places, *modules)
    )
    return any(leads_somewhere(f"{start}.{rest}") for start in dotted)


@cache
def facts_and_fields() -> frozenset[str]:
    """The first words of the names of facts and of the fields of a transaction."""
    return frozenset({*(name.partition(".")[0] for name in FACTS), *Transaction.model_fields, "item"})


@cache
def leads_somewhere(name: str) -> bool:
    """Whether a dotted name is a module, or what one holds: a function, a class, a field of it."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            value = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(value, part) and part not in get_annotations(value):
                return False
            value = getattr(value, part, None)
        return True
    return False


def pages() -> list[Path]:
    """The pages of the manual; decisions are history, and name what was."""
    return sorted((REPOSITORY / "docs").glob("*.md"))


def test_paths_that_are_named_are_there() -> None:
    python = [path for folder in ("src", "tests", "scripts") for path in (REPOSITORY / folder).rglob("*.py")]
    missing = [
        f"{path.relative_to(REPOSITORY)}: {name}"
        for path in (*python, *pages())
        if path != Path(__file__).resolve()
        for text in written(path)
        for name in missing_paths(text, path)
    ]
    assert missing == []


def test_tests_that_begin_first_are_there() -> None:
    sources = "".join(path.read_text("utf-8") for path in (REPOSITORY / "tests").rglob("test_*.py"))
    assert [words for words in LONG if f"def {words}" not in sources] == []


def test_names_in_docstrings_and_comments_are_there() -> None:
    set_django_up()
    missing = [
        f"{path.relative_to(REPOSITORY)}: {name}"
        for path in PACKAGE.rglob("*.py")
        for text in written(path)
        for name in missing_names(text, path)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("see ``law/eu_2021_821/facts.py``", ["law/eu_2021_821/facts.py"]),
        ("(``assessment/preconditions``)", ["assessment/preconditions"]),
        ("``relevance.ways``", ["relevance.ways"]),
        (
            "as :func:`~dualuse.screening.decisions.new_decision`",
            ["dualuse.screening.decisions.new_decision"],
        ),
        ("``law/eu_2021_821/facts``, ``engine.outcome.judge_item``, ``knowledge.wmd``", []),
    ],
)
def test_what_is_gone_is_found(text: str, missing: list[str]) -> None:
    assert list(missing_names(text, PACKAGE / "engine/outcome.py")) == missing
