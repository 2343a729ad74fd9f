"""Whether a text names plain or stainless steel, cast iron or brass, and no other material: 2B350 lists vessels, valves and exchangers for others.

Alloys with more than 25 % of nickel and 20 % of chromium, fluoropolymers, glass, graphite, nickel, tantalum, titanium, zirconium, niobium, ceramics and carbides
are those of the entry (from memory, unverified). A number of a material may be of any alloy.
"""

from __future__ import annotations

import re
from typing import Final

from dualuse.inputs.accents import without_accents

_STEEL: Final = re.compile(
    r"(?<!\w)(?:stainless[ -]steel|(?:plain|carbon|mild|cast|galvani[sz]ed) (?:steel|iron)|of steel|cast iron|brass|bronze"
    r"|edelstahl|stahl|gusseisen|grauguss|messing|(?:acier|inox|fonte|laiton)|acier inoxydable)(?!\w)"
)
_ANOTHER: Final = re.compile(
    r"ptfe|pfa|fep|pvdf|etfe|ectfe|teflon|fluor|viton|fkm|ffkm|kalrez|hastell|inconel|incoloy|monel|nickel|nimonic|alloy|legierung|alliage|superaustenit|super austenit|duplex"
    r"|titan|tantal|zircon|zirkon|niob|columb|graphit|carbide|karbid|carbid|carbure|ceram|keram|glass|glas|verre|email|enamel|vitr|lined|lining|ausgekleidet|auskleid|revetu|coated|coating|beschicht|clad|plattiert|plaque|seal|dicht|soufflet|bellows|balg"
    r"|uf6|uran|hydrofluor|chlor|toxic|toxisch|toxique|corros|korros|acid|saure|acide|nuclear|nuklear|nucleaire"
    r"|904|(?<![\w.])1\.4(?!301|307|401|404|408|571)[0-9]|uns|\bn0\d|n1\d|s3\d|alloy 20|254|smo|6mo|al-6xn|c-?22|c-?276|\b20cb"
)


def is_of_steel_alone(text: str) -> bool:
    """Whether a text names steel, cast iron or brass, and nothing that may be of another material or for what corrodes."""
    plain = without_accents(text)
    return _STEEL.search(plain) is not None and _ANOTHER.search(plain) is None
