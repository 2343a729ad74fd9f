"""What forbids a transaction, in the sentences of the provisions that do."""

from __future__ import annotations

from dualuse.i18n import labelled, translate
from dualuse.schema.determination import Determination
from dualuse.version import legal_derivation


@legal_derivation("Art. 215 TFEU")
def forbidding(determination: Determination) -> tuple[str, ...]:
    """Each provision that applies and forbids, with what it says, once; none where nothing is forbidden."""
    it = determination
    rows = (row for row in it.findings if row.status == "applies" and row.effect == "prohibited")
    return tuple(
        dict.fromkeys(labelled(translate(row.provision, it.language), row.text, it.language) for row in rows)
    )
