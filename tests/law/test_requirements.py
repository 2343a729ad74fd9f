"""A rule that asks for an authorisation brings the duties that go with it (Arts 12, 13 and 27)."""

from __future__ import annotations

from dualuse.law.collection import whole_law
from dualuse.law.eu_2021_821.art12_authorisations import EXPORT_REQUIREMENTS
from dualuse.law.eu_2021_821.art13_services import ASSISTANCE_REQUIREMENTS, BROKERING_REQUIREMENTS
from dualuse.law.language.provision import Effect

WITHOUT = {
    "Art. 7(2)": "a transit: Art. 12 speaks of exports, and nobody applies before the authority asks",
    "Art. 11(1)": "a transfer within the Union: Art. 11 has duties of its own",
    "Art. 11(2)": "as Art. 11(1)",
}
"""Requirements of the Regulation to which none of the duties belongs, and why."""


def test_every_requirement_brings_its_duties() -> None:
    asking = {
        provision.citation
        for provision in whole_law().provisions
        if provision.effect is Effect.AUTHORISATION_REQUIRED and provision.citation.startswith("Art.")
    }
    with_duties = {*EXPORT_REQUIREMENTS, *BROKERING_REQUIREMENTS, *ASSISTANCE_REQUIREMENTS}
    assert asking - with_duties == set(WITHOUT)
    assert set(EXPORT_REQUIREMENTS) <= asking
