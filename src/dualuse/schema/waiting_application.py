"""An application that waits: an authorisation is needed at least, and a fact is missing by which it may be forbidden.

No duty to apply stands while a ban is open. Whoever must act is told all the same what comes next.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art12_authorisations import ARTICLE as APPLYING
from dualuse.law.language.provision import article_of
from dualuse.schema.determination import Determination
from dualuse.schema.diligence import DiligenceResult
from dualuse.version import legal_derivation

APPLY_LATER: Final = N_(
    "once what is missing is settled, and if nothing forbids it then: apply to {authority} for an authorisation"
)
_NO_AUTHORISATION: Final = "release.no_authorisation"
_FROM_OUTSIDE: Final = "export_from_third_country"


@legal_derivation("Art. 12")
def authority_to_apply_to(it: Determination, diligence: DiligenceResult | None = None) -> str:
    """The authority at which an authorisation is to be applied for once what is missing is settled; "" where none is."""
    stopped = diligence is not None and (diligence.stop_stands or diligence.must_notify)
    waits = (
        it.range == ("authorisation_required", "prohibited")
        and it.missing
        and [reason.code for reason in it.release_because] == [_NO_AUTHORISATION]
        and not any(article_of(duty.citation) == APPLYING.number for duty in it.obligations)
        and not any(warning.code == _FROM_OUTSIDE for warning in it.warnings)
    )
    return it.authority.name if waits and not stopped and it.authority is not None else ""
