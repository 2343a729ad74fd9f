"""What the findings are about: the items, parties and listed surveillance items of a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from dualuse.cli.parties import workspace_named
from dualuse.cli.terminal import DEFAULT_LANGUAGE, localised
from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, input_error

if TYPE_CHECKING:
    from dualuse.diligence import Diligence
    from dualuse.schema.diligence import Answered, Findings, Mitigation
    from dualuse.schema.transaction import Transaction

ReferenceArgument = Annotated[
    str, typer.Argument(metavar="REFERENCE", help=localised(N_("The reference of the transaction.")))
]
PersonOption = Annotated[
    str,
    typer.Option(
        "--person", envvar="DUALUSE_PERSON", help=localised(N_("Who states this (or DUALUSE_PERSON)."))
    ),
]
ItemOption = Annotated[
    str, typer.Option("--item", help=localised(N_("The id of the item that it is about.")))
]
PartyOption = Annotated[
    str, typer.Option("--party", help=localised(N_("The name of the party that it is about.")))
]
ReasonOption = Annotated[str, typer.Option("--reason", help=localised(N_("Why.")))]


@dataclass(frozen=True, slots=True)
class About:
    """Items (ids), parties (names, or their role where they have none), and the items that are listed surveillance items."""

    reference: str
    items: tuple[str, ...]
    parties: tuple[str, ...]
    listed: frozenset[str]


def about_transaction(transaction: Transaction) -> About:
    """What is asked about in ``transaction``."""
    from dualuse.diligence import subjects_of
    from dualuse.law.eu_2021_821.surveillance import listed_items

    items, parties = subjects_of(transaction)
    entries = (item.entries or () for item in transaction.items)
    return About(transaction.reference or "", items, parties, listed_items(zip(items, entries, strict=True)))


def about_file(file: str) -> About:
    """What is asked about in the transaction of a file.

    Raises:
        InputError: it cannot be read, or holds several transactions.
    """
    from dualuse.schema.reading.plain_data import read_file
    from dualuse.schema.reading.validation import transaction_from

    documents = read_file(file)
    if len(documents) > 1:
        raise input_error(
            "transactions_several",
            N_("the file holds several transactions"),
            N_("Give a file with the one that the findings are about"),
            file=file,
        )
    return about_transaction(transaction_from(documents[0]))


def about_findings(findings: Findings) -> About:
    """The items and parties that the findings themselves name, where no transaction is given."""
    stated: tuple[Answered | Mitigation, ...] = (*findings.answers, *findings.mitigations)
    items = dict.fromkeys(row.item for row in stated if row.item)
    parties = dict.fromkeys(row.party for row in stated if row.party)
    return About(findings.reference, tuple(items), tuple(parties), frozenset())


@contextmanager
def naming_fields() -> Iterator[None]:
    """For input that the command line has put together, a problem names the field but not the path to it."""

    try:
        yield
    except InputError as error:
        named = (replace(problem, path=problem.path.rpartition(".")[2]) for problem in error.problems)
        raise type(error)(named) from None


def diligence_at(workspace: str, language: str = DEFAULT_LANGUAGE) -> Diligence:
    """The record of due diligence in the workspace named, or that of the house."""
    from dualuse.diligence import Diligence

    return Diligence(workspace_named(workspace, language))
