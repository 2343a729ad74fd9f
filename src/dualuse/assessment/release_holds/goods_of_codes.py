"""Sensitive goods that a customs code is of, alone or nearly so, of an item that is stated under an entry of quite another category.

The statement of a milder entry would free them: phosphoryl chloride (2812 12) is no oscilloscope, and a general authorisation for oscilloscopes covers none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.i18n import N_, Message
from dualuse.law.measures.goods.lists import narrowed
from dualuse.law.measures.not_executed import signs_of
from dualuse.law.measures.signs import EntryByCode
from dualuse.schema.assessment import DESCRIBED_AS_OTHER
from dualuse.schema.transaction import Item
from dualuse.version import legal_derivation

OTHER_BY_CODE: Final = N_("it is stated under {stated}, but its customs code is that of goods of {entries}")


@legal_derivation("Art. 3(1)")
def other_goods_of_code(item: Item) -> tuple[str, ...]:
    """The entries that name the goods of the item's customs code; none (``()``) where no entry is stated of it, one of their category is, or the code is of much else."""
    if in_annex_i(item) is not True or item.own_code is None or item.kind not in (None, "goods"):
        return ()
    code = narrowed(item.own_code)
    named = next((sign.entries for sign in signs_of(EntryByCode) if code.startswith(sign.near)), ())
    categories = {entry[0] for entry in named}
    return named if categories.isdisjoint(entry[0] for entry in item.entries or ()) else ()


def doubt_of_code(item: Item) -> Iterator[Message]:
    """The doubt of :func:`other_goods_of_code`."""
    if entries := other_goods_of_code(item):
        yield Message(
            DESCRIBED_AS_OTHER,
            OTHER_BY_CODE,
            {"stated": ", ".join(item.entries or ()), "entries": ", ".join(entries)},
        )
