"""A rule that asks for an authorisation, or to notify, brings the duties that go with it (Arts 12, 13 and 27)."""

from __future__ import annotations

from dualuse.law.collection import whole_law
from dualuse.law.eu_2021_821.art12_authorisations import EXPORT_REQUIREMENTS
from dualuse.law.eu_2021_821.art13_services import ASSISTANCE_REQUIREMENTS, BROKERING_REQUIREMENTS
from dualuse.law.eu_2021_821.art27_records import KEEPING_RECORDS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.language.provision import Due, Duty, Effect, Provision

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


WITHOUT_RECORDS = {"§ 11(4) AWV": "a transfer within the Union: Art. 27(3) speaks of exports and services"}
"""Rules that ask to notify and after which Art. 27(3) asks for no records, and why."""


def asks_to_notify(duty: Duty, provision: Provision) -> bool:
    """Whether it is the duty to notify under the provision, as long as that is in force."""
    lasts = duty.validity.until is None or (
        provision.validity.until is not None and provision.validity.until <= duty.validity.until
    )
    return (
        (duty.citation, duty.due) == (provision.citation, Due.BEFORE)
        and provision.citation in duty.after
        and duty.validity.since <= provision.validity.since
        and lasts
    )


def test_every_rule_that_asks_to_notify_brings_its_duties() -> None:
    """Whoever must notify is told to, before the transaction, keeps records, and can state what the authority has decided."""
    law = whole_law()
    asking = [provision for provision in law.provisions if provision.effect is Effect.NOTIFICATION_REQUIRED]
    assert len(asking) >= 19
    silent = [
        provision.citation
        for provision in asking
        if not any(asks_to_notify(duty, provision) for duty in law.duties)
    ]
    assert silent == [], "no duty to notify"
    kept = {citation for duty in KEEPING_RECORDS for citation in duty.after}
    assert {provision.citation for provision in asking} - kept == set(WITHOUT_RECORDS), "no records"
    decided = {provision.citation.removesuffix(", notification") for provision in asking}
    assert decided - set(DECIDED) == set(), "no decision of the authority"
