"""What a dossier says is open or not stated although the law asks for no further fact: it must not call itself complete beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.documents.speech import Speech
from dualuse.dossier.document.shared_blocks import mappings_in
from dualuse.i18n import N_
from dualuse.schema.assessment import Assessment

_SHEET: Final = N_("the parameter sheet of {entry} of item {item} (parameters open: {number})")
_WITHOUT_NAMES: Final = N_("the parameter sheet of {entry} of item {item}")
_OWNERS: Final = N_("owners of {parties}")


def left_open(it: Assessment, speech: Speech) -> Iterator[str]:
    """Parameter sheets that are open, and end use, knowledge and owners that nobody stated, as the other parts of the dossier say it."""
    for item in it.classification:
        for sheet in item.examined:
            if sheet.verdict == "open":
                text = _SHEET if sheet.missing else _WITHOUT_NAMES
                yield speech.say(text, entry=sheet.entry, item=item.item, number=len(sheet.missing))
    if it.transaction.get("end_use") in (None, ""):
        yield speech.say(N_("the end use"))
    if not it.transaction.get("knowledge"):
        yield speech.say(N_("what is known of grounds for concern"))
    without = [
        str(party.get("name") or "–")
        for party in mappings_in(it.transaction, "parties")
        if not party.get("owners")
    ]
    if without:  # who takes part in several roles is named once
        yield speech.say(_OWNERS, parties=", ".join(dict.fromkeys(without)))
