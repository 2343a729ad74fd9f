"""Duties that prepare a supply which is forbidden or stopped: nobody is told to do them now."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.collection import duties_before_authority
from dualuse.law.language.provision import Due
from dualuse.schema.determination import Determination, Obligation
from dualuse.schema.diligence import DiligenceResult
from dualuse.version import legal_derivation

IDLE: Final = N_("Not now, as it would only prepare what is forbidden or stopped")
STOPPED_BY_DILIGENCE: Final = "release.diligence_stop"
"""The code of a reason that due diligence on record gives where it stops."""


@legal_derivation("Arts 3 to 12", "Art. 215 TFEU")
def is_idle(duty: Obligation, determination: Determination, diligence: DiligenceResult | None = None) -> bool:
    """Whether the duty would only prepare what the law forbids or due diligence has stopped.

    It does where it must be done before the supply, to apply for a licence or to collect an end-use statement for instance. What brings a
    use before the authority, or finds out about it, stays.
    Where the authority has decided on the transaction, due diligence stops nothing.
    """
    if duty.due is None or duty.due > determination.date or duty.citation in duties_before_authority():
        return False
    if determination.range[0] == "prohibited":
        return True
    if determination.transaction.get("authority_decisions"):
        return False
    if diligence is None:
        return any(row.code == STOPPED_BY_DILIGENCE for row in determination.release_because)
    return diligence.stop_stands or diligence.must_notify


@legal_derivation("Art. 27(3)", "Art. 27(4)")
def lasts_until(duty: Obligation) -> bool:
    """Whether the day of a duty ends a time through which it lasts, as records are kept (Art. 27(3) and (4)); else it is due by then."""
    return duty.code.endswith(f".{Due.END_OF_YEAR_PLUS}")
