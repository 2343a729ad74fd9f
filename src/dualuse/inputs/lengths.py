"""How long a text may be that somebody states: one number for transactions, tables, counterparties and the command line."""

from __future__ import annotations

from typing import Final

LONGEST_TEXT: Final = 4_000
"""Characters of a name, an address, an identifier or a description. What is longer is refused, never cut: who is named in what was cut off
would be asked of no list."""
