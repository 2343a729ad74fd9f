"""The exporter that an interview takes from a file of settings: said with its file, asked about where somebody types, and kept with its source."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from dualuse.i18n import N_, fill, translate
from dualuse.interview.screen import Screen, wrapped
from dualuse.schema.determination import Configuration
from dualuse.schema.transaction import Source, Transaction

_NO: Final = frozenset(("n", "no", "nein", "non"))
_FACT: Final = "exporter"
_TAKEN: Final = N_("{file} supplies the exporter of this transaction: {values}.")
_IS_IT: Final = N_("Is that the exporter here? (yes; no: it is asked for) ")


def exporter_agreed_to(configuration: Configuration, screen: Screen, language: str) -> bool:
    """Say what is taken and from which file; False where somebody at the keyboard says that it is another exporter."""
    values = ", ".join(f"{name} = {value}" for name, value in configuration.taken.items())
    text = fill(_TAKEN, language, file=str(Path(configuration.file).resolve()), values=values)
    for line in wrapped(text, screen.width):
        screen.write(line)
    if not sys.stdin.isatty():
        return True
    try:
        typed = screen.read(translate(_IS_IT, language))
    except (EOFError, KeyboardInterrupt):
        return True  # the dialogue that begins now ends at once, and says so
    return typed.strip().casefold() not in _NO


def with_source_of_exporter(transaction: Transaction, configuration: Configuration) -> Transaction:
    """The transaction, with the file of settings as the source of its exporter."""
    source = Source(fact=_FACT, document=Path(configuration.file).name)
    return transaction.model_copy(update={"sources": [*(transaction.sources or ()), source]})
