"""A rule that asks for an authorisation, or to notify, brings the duties that go with it (Arts 12, 13 and 27)."""

from __future__ import annotations

from dataclasses import replace

from dualuse import check
from dualuse.assessment.next_steps import is_idle
from dualuse.law.collection import duties_before_authority, whole_law
from dualuse.law.eu_2021_821.art12_authorisations import EXPORT_REQUIREMENTS
from dualuse.law.eu_2021_821.art13_services import ASSISTANCE_REQUIREMENTS, BROKERING_REQUIREMENTS
from dualuse.law.eu_2021_821.art27_records import KEEPING_RECORDS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.germany.citations import NOTIFIED
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


def test_a_duty_to_notify_is_never_idle() -> None:
    """It brings a use before the authority: also where something forbids the supply, and under German law, too."""
    notifying = {
        duty.citation
        for duty in whole_law().duties
        for provision in whole_law().provisions
        if provision.effect is Effect.NOTIFICATION_REQUIRED and asks_to_notify(duty, provision)
    }
    assert set(NOTIFIED) < notifying
    of_measures = {provision.citation for provision in whole_law().provisions if provision.is_measure}
    assert duties_before_authority() == notifying - of_measures


def test_a_duty_to_notify_bafa_stays_where_the_supply_is_forbidden() -> None:
    stated = {
        "date": "2026-08-03",
        "activity": "export",
        "exporter": {"country": "DE"},
        "destination": "PK",
        "items": [
            {"entries": [], "national_entries": [], "kind": "goods", "value": "9000", "currency": "EUR"}
        ],
        "knowledge": {"nuclear_facility": "aware"},
    }
    answer = replace(check(stated, screener=None), range=("prohibited", "prohibited"))
    duties = {duty.citation: duty for duty in answer.obligations}
    assert not is_idle(duties["§ 9(2) AWV"], answer)
