"""What German law asks of an item beside the national list itself (AWV)."""

from __future__ import annotations

from dualuse.law.eu_2021_821.control_list.codes import covers_code
from dualuse.law.germany.conditions import GERMANY, INTERCEPTION_ENTRIES
from dualuse.law.language.logic import Truth, any_truth
from dualuse.law.language.provision import legal_derivation
from dualuse.schema.transaction import Item


@legal_derivation("§ 52b AWV")
def interception_item(item: Item) -> Truth:
    """Whether the item is one of the entries for interception of the German list; None where that is not stated."""
    if item.national_entries is None:
        return None
    stated = (text.partition(":") for text in item.national_entries)
    codes = (code.replace(" ", "").rstrip(".").upper() for state, _, code in stated if state == GERMANY)
    return any_truth(covers_code(entry, code) for code in codes for entry in INTERCEPTION_ENTRIES)
