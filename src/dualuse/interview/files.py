"""Interviews in files: taking one up from a transaction file, and where its answers are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, Problem, input_error, problem_of
from dualuse.inputs.writing import WRITTEN_SUFFIXES, check_writable, write_document
from dualuse.interview.state import Interview, saved, start
from dualuse.schema.reading.plain_data import read_file
from dualuse.schema.reading.validation import checked_transaction, transaction_from
from dualuse.schema.rules import RULES, Rules
from dualuse.schema.transaction import Transaction

NAME: Final = "interview"


def opened(
    file: str | None,
    today: date,
    every_item: bool | None = None,
    completed: Callable[[Transaction], Transaction] = lambda transaction: transaction,
    rules: Rules = RULES,
) -> tuple[Interview, bool]:
    """The interview that ``file`` begins or continues, and whether it continues one; without a file, nothing is known.

    ``completed``: from a transaction to the one with what settings say of its exporter; ``rules``: those of this program, as settings
    tighten them.

    Raises:
        InputError: the file cannot be read, or holds no transaction or several.
    """
    if file is None:
        transaction = completed(checked_transaction({"items": [{}]}, today))
        return start(transaction, today=today, every_item=every_item, rules=rules), False
    if file == "-":
        raise input_error(
            "interview_input",
            N_("standard input gives the answers, not the transaction"),
            N_("Give the transaction as a file"),
        )
    documents = read_file(file)
    if len(documents) > 1:
        raise input_error(
            "interview_several",
            N_("the file holds {number} transactions"),
            N_("An interview takes one: give it a file of its own"),
            file=file,
            number=len(documents),
        )
    transaction = completed(transaction_from(documents[0], today))
    begun = start(transaction, today=today, every_item=every_item, rules=rules)
    return begun, transaction.interview is not None


def place_to_keep(file: str | None, output: str | None, resumed: bool) -> Path:
    """The file that answers are kept in: the one asked for, the one that was taken up, or a new one beside the file.

    Only the file that was given is ever replaced: another one may hold an interview that somebody wants to keep.

    Raises:
        InputError: the place cannot be written, or holds something else.
    """
    if output is not None:
        path = Path(output)
        if path.is_file() and (file is None or not path.samefile(file)):
            raise InputError([_taken(path)])
    elif file is None:
        path = _free(Path(f"{NAME}.yaml"))
    elif resumed and Path(file).suffix.lower() in WRITTEN_SUFFIXES:
        path = Path(file)
    else:
        path = _free(Path(file).with_suffix(f".{NAME}.yaml"))
    check_writable(path)
    return path


def _taken(path: Path) -> Problem:
    return problem_of(
        Message("output_taken", N_("the file is there already")),
        Message(
            "remedy.output_taken",
            N_("Go on with it (dualuse interview {path}), or name another file"),
            {"path": str(path)},
        ),
        file=str(path),
    )


def _free(path: Path) -> Path:
    """``path``, or the first of ``name-2``, ``name-3``, … that is not taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def keep(state: Interview, path: Path) -> None:
    """Write the state to ``path``, whole or not at all, with the day judged: the file gives the same answer on another day.

    Raises:
        InputError: the file cannot be written.
    """
    write_document(path, {"date": state.day.isoformat(), **saved(state)})
