"""Whether control lists have an item: Annex I, a national list, or none of them. An item that is not classified may be on any."""

from __future__ import annotations

from collections.abc import Collection

from dualuse.law.language.logic import Truth, any_truth, opposite
from dualuse.schema.transaction import Item
from dualuse.version import legal_derivation


def has_entries(codes: Collection[str] | None) -> Truth:
    """Whether a list has an item of which these ``codes`` are stated; unknown where nobody has looked it up."""
    return None if codes is None else bool(codes)


@legal_derivation("Art. 3(1)")
def in_annex_i(item: Item) -> Truth:
    """Whether Annex I has the item; Arts 4, 5, 9 and 10 speak of those that it has not."""
    return has_entries(item.entries)


@legal_derivation("Art. 9(1)", "Art. 10(1)")
def on_national_list(item: Item) -> Truth:
    """Whether a national list has the item, whichever State's."""
    return has_entries(item.national_entries)


@legal_derivation("Art. 3(1)", "Art. 9(1)", "Art. 10(1)")
def is_unlisted(item: Item) -> Truth:
    """Whether neither Annex I nor a national list has the item, so that only its use can make it need an authorisation."""
    return opposite(any_truth((in_annex_i(item), on_national_list(item))))
