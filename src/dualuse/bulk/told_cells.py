"""Which cell of a row is meant by a fault: first what a person calls it, behind it in brackets the column of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dualuse.assessment.field_words import column_in_words, path_of_cell
from dualuse.inputs.problems import Problem


def told_by_name(problem: Problem, called: Mapping[str, str], language: str) -> Problem:
    """The problem with what the file calls its column before the name of the contract, else with words for what it holds.

    Args:
        problem: of a row; a path that names a column of the file already stays.
        called: by column of the contract what the file calls it, of an export.
        language: of the words.
    """
    if not problem.path or " (" in problem.path:
        return problem
    label = called.get(problem.path) or column_in_words(problem.path, language)
    return replace(problem, path=path_of_cell(label, problem.path)) if label else problem
