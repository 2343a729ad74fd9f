"""The formats of everything that is written for machines, each with its number: one of a later release is refused in words.

The number rises where a field goes or means something else; a field that is added leaves it, so readers ignore fields that
they do not know. What each format holds, and for how long it is kept, is told in ``docs/stability.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, Problem, new_problem

# Answers
DETERMINATION: Final = "dualuse-determination-1"
ASSESSMENT: Final = "dualuse-assessment-1"
REPLAY: Final = "dualuse-replay-1"
BULK: Final = "dualuse-bulk-1"
SCREENING: Final = "dualuse-screening-1"
RESCREENING: Final = "dualuse-rescreening-1"
CLASSIFICATION: Final = "dualuse-classification-1"
EXAMINATION: Final = "dualuse-examination-1"
ENTRY: Final = "dualuse-entry-1"
WATCH: Final = "dualuse-watch-1"
DOCTOR: Final = "dualuse-doctor-1"
LOG: Final = "dualuse-log-1"
LAW_DIFFERENCE: Final = "dualuse-law-diff-1"
ANNEX_DIFFERENCE: Final = "dualuse-annex-diff-1"
REPORT: Final = "dualuse-report-1"
"""Reports of commands on what they did: their fields are not stable."""

# Tables and files that others write
TRANSACTION: Final = "dualuse-transaction-1"
DECISION: Final = "dualuse-decision-1"
MAPPING: Final = "dualuse-mapping-1"
"""Of the file that says what the columns of an export are: without a format, a release before it guessed it, or a person wrote it."""
CONFORMANCE_CASE: Final = "dualuse-conformance-case-2"
CONFORMANCE_ANSWER: Final = "dualuse-conformance-answer-2"

# What is kept
PROGRAMME: Final = "dualuse-icp-1"
WORKSPACE: Final = "dualuse-manifest-1"
"""Of a workspace as a whole: its chains and the files that they name."""
HEADS: Final = "dualuse-heads-1"
SERVICE_HEADS: Final = "dualuse-service-heads-1"
TRUSTED: Final = "dualuse-trusted-1"
LISTS: Final = "dualuse-lists-1"
"""Of the file that says which editions of lists are in use, and of the memory of what was fetched."""
LIST_EDITION: Final = "dualuse-list-edition-1"
BUNDLE: Final = "dualuse-bundle-1"
ANNEX: Final = "dualuse-annex-1"
CORRELATION: Final = "dualuse-correlation-1"
CONTEXT: Final = "dualuse-context-1"
"""Of the table of indices, on each of its lines: without a format, a release before it wrote it."""
RECALLS: Final = "dualuse-recalls-1"
"""Of the list of recalled answers, which a house may take from a newer release."""

_NUMBERED: Final = re.compile(r"(dualuse-[a-z-]{1,40})-([1-9][0-9]{0,5})")

LATER_RELEASE: Final = Message(
    "remedy.later_release", N_("Install the release of dualuse that wrote it, or a later one")
)


def number_of(written: object) -> tuple[str, int] | None:
    """The name and the number of a format such as ``dualuse-annex-1``; None where ``written`` is no format of ours."""
    match = _NUMBERED.fullmatch(written) if isinstance(written, str) else None
    return (match[1], int(match[2])) if match else None


LATER: Final = "format_later"
"""The code of the problem that a later release wrote something."""


def later_format(written: object, known: str, file: str = "", line: int | None = None) -> Problem | None:
    """The problem of data whose format is that of a later release; None where it is not.

    Args:
        written: what the data call their format, as it was read.
        known: the format that this release reads.
    """
    theirs, ours = number_of(written), number_of(known)
    if theirs is None or ours is None or theirs[0] != ours[0] or theirs[1] <= ours[1]:
        return None
    return new_problem(
        LATER,
        N_("a later release wrote this: in the format {written}, and this release reads {format}"),
        LATER_RELEASE,
        path="format",
        file=file,
        line=line,
        written=str(written),
        format=known,
    )


def refuse_later(data: object, known: str, file: str = "", line: int | None = None) -> None:
    """Refuse data (fields by name) whose ``format`` is that of a later release; :func:`later_format`.

    Raises:
        InputError: it is.
    """
    written = data.get("format") if isinstance(data, dict) else None
    if problem := later_format(written, known, file, line):
        raise InputError([problem])


def schema_id(format_name: str) -> str:
    """The ``$id`` of the schema of a format: a name, not an address that answers."""
    return f"https://dualuse.example/schema/{format_name}.json"


def with_format(format_name: str, data: Any) -> dict[str, Any]:
    """The fields of ``data`` (a mapping or frozen data) with their format before them; of frozen data not copied."""
    values = (
        data if isinstance(data, Mapping) else {row.name: getattr(data, row.name) for row in fields(data)}
    )
    return {"format": format_name, **values}
