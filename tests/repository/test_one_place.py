"""A sentence stands in one place, two rooms that say the same import it from the lower one; and problems have one constructor."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import dualuse

SOURCE: Final = Path(dualuse.__file__).parent
FEWEST_WORDS: Final = 4
"""Shorter ones are labels: "until when" may well be the heading of two tables."""
ROOMS: Final = (
    "assessment",
    "bulk",
    "classification",
    "diligence",
    "documents",
    "dossier",
    "inputs",
    "interview",
    "record",
    "schema",
    "screening",
)


def test_no_sentence_is_written_in_two_modules() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        place = path.relative_to(SOURCE)
        if place.parts[0] in ROOMS:
            for sentence in _sentences(ast.parse(path.read_text("utf-8"))):
                places[sentence].add(place.as_posix())
    written_twice = {
        sentence: sorted(where)
        for sentence, where in places.items()
        if len(where) > 1 and len(sentence.split()) >= FEWEST_WORDS
    }
    assert not written_twice


def test_problems_have_one_constructor() -> None:
    """The one call beside ``inputs/problems.py`` is law, which would be another one for being written differently."""
    calling = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"
    }
    assert calling == {"inputs/problems.py", "law/eu_2021_821/control_list/unknown_codes.py"}


def _sentences(module: ast.Module) -> Iterator[str]:
    """The sentences marked for translation; those of the command line's help stand beside their options."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
            (text,) = node.args
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value
