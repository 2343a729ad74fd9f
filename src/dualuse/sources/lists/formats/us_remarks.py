"""Whom an entry of the United States' lists is linked to, from its remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dualuse.sources.lists.listed_party import Ownership

_LINKED = re.compile(r"Linked To:\s*(.+?)\s*(?=;\s*Linked To:|\)\s*(?:;|\.?$)|$)")


def linked_to(remarks: str) -> Iterator[Ownership]:
    """``(Linked To: A (B)-C FORCE; Linked To: D)`` names A (B)-C FORCE and D; how, the list does not say."""
    for name in _LINKED.findall(remarks):
        # a bracket that the name opened belongs to it, also where it ends the whole
        whole = name + ")" if name.count("(") > name.count(")") else name
        yield Ownership("related", whole, text="Linked To")
