"""What a transaction does not state of its exporter and a file of settings does; each value taken is told in the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from dualuse.assessment.assumptions import Assumed
from dualuse.i18n import N_, Message
from dualuse.schema.determination import Configuration
from dualuse.schema.rules import LOOSEST
from dualuse.schema.transaction import Exporter, Transaction

FIELDS: Final = ("name", "country", "icp")
"""Of an exporter, what a file of settings states."""
POLICY: Final = "configuration"


def with_exporter(
    transaction: Transaction, exporter: Mapping[str, Any], file: str, rules: Mapping[str, int]
) -> tuple[Transaction, Configuration | None]:
    """The transaction with what it does not state of its exporter, and what was taken.

    Nothing is taken where the transaction is another exporter's: where it names or numbers one, or says where one sits, and
    that is not what the settings say.

    Args:
        transaction: checked.
        exporter: some of :data:`FIELDS` with their values.
        file: the file of the settings, as the answer names it.
        rules: those it tightens.
    """
    stated = transaction.exporter or Exporter()
    taken = (
        {name: exporter[name] for name in FIELDS if name in exporter and getattr(stated, name) is None}
        if is_of_house(stated, exporter)
        else {}
    )
    if not taken and not rules:
        return transaction, None
    if taken:
        transaction = transaction.model_copy(update={"exporter": stated.model_copy(update=taken)})
    return transaction, Configuration(
        file, {f"exporter.{name}": value for name, value in taken.items()}, dict(rules)
    )


def is_of_house(stated: Exporter, exporter: Mapping[str, Any]) -> bool:
    """Whether what is stated of an exporter may be said of the one in the settings."""
    if stated.name is not None:
        is_named = plain_name(stated.name) == plain_name(str(exporter.get("name", "")))
    else:
        is_named = not stated.identifiers and stated.address is None
    return is_named and stated.country in (None, exporter.get("country", stated.country))


def plain_name(name: str) -> str:
    """A name as two writings of it are compared."""
    return " ".join(name.split()).casefold()


def taken_values(configuration: Configuration | None) -> Iterator[Assumed]:
    """What was taken from the file, as the answer tells what it assumes."""
    for path, value in (configuration.taken if configuration else {}).items():
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        params = {"field": path, "value": shown, "file": configuration.file if configuration else ""}
        text = N_("the transaction does not state {field}: it is taken from {file}, {value}")
        yield Assumed(path, shown, POLICY, Message("policy.configuration", text, params))


def rules_tightened(configuration: Configuration | None) -> Iterator[Message]:
    """That rules of this program are tighter here, where the file says so."""
    if configuration is not None and configuration.rules:
        values = tuple(f"{name} = {value}" for name, value in configuration.rules.items() if name in LOOSEST)
        text = N_("rules of this program are tightened by {file}: {values}")
        yield Message("rules_tightened", text, {"file": configuration.file, "values": values})
