"""Who granted an authorisation: the authority competent for the exporter, and no other (Arts 12(2), 13(1))."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.serialisation import to_json
from tests.assessment.test_authorisations_held import ASK, BASE, GO, HELD, STOP, mildness
from tests.support.hits_by_hand import UNION, ScreenerByHand


def judged(reference: str, country: str = "DE", **changes: Any) -> Any:
    held = {**HELD, "reference": reference, **changes}
    return check({**BASE, "exporter": {"country": country}, "authorisations": [held]}, screener=None)


@pytest.mark.parametrize(
    ("reference", "country"),
    [
        ("BIS export license D1234567", "DE"),
        ("US Department of Commerce D1234567", "DE"),
        ("OFAC IA-2026-1234", "DE"),
        ("DDTC 050123456", "NL"),
        ("SECO, Bern, Nr. 17", "DE"),
        ("Staatssekretariat für Wirtschaft, 17", "DE"),
        ("SBDU-2026-11 (Paris)", "DE"),
        ("ISP Dnr 2026/44", "DE"),
        ("Inspektionen för strategiska produkter 44", "DK"),
        ("CDIU 2026.0044", "BE"),
        ("UAMA prot. 2026/7", "AT"),
        ("BAFA 2026-0815", "FR"),
        ("Bafa-Genehmigung 815", "NL"),
        ("BAFA2026815", "SE"),
        ("GBSIE2026/00017 (UK, ECJU)", "IE"),
        ("Ministerstvo průmyslu a obchodu 17", "SK"),
    ],
)
def test_a_reference_that_names_an_authority_of_another_state_is_asked_about(
    reference: str, country: str
) -> None:
    result = judged(reference, country)
    assert mildness(result) == ASK
    assert "authorisations.granted_by" in {row.fact for row in result.missing}
    assert mildness(judged(reference, country, granted_by=country)) == GO


@pytest.mark.parametrize(
    ("reference", "country"),
    [
        ("A-1", "DE"),
        ("BAFA 2026-0815", "DE"),
        ("Genehmigung 17, gültig BIS 31.12.2027", "DE"),
        ("Genehmigung 17 bis Ende 2027", "DE"),
        ("EXPORT LICENCE 17 BIS 31.12.2027", "DE"),
        ("EXPORT LICENCE 17 BIS DEZEMBER 2027", "DE"),
        ("BIS-2026-17", "DE"),
        ("Articolo 5 bis, licence 17", "IT"),
        ("ISP-2026", "DE"),
        ("isp licence 17", "DE"),
        ("SBDU-2026-11", "FR"),
        ("Seco 17", "DE"),
        ("elite licence 17", "DE"),
    ],
)
def test_an_ordinary_reference_asks_nothing(reference: str, country: str) -> None:
    assert mildness(judged(reference, country)) == GO


@pytest.mark.parametrize("place", ["FR", "US", "CH", "NO"])
@pytest.mark.parametrize("kind", ["individual", "global", "large_project", "national_general"])
def test_one_that_another_state_granted_covers_nothing_of_whatever_kind(kind: str, place: str) -> None:
    result = judged("A-1", kind=kind, granted_by=place)
    assert mildness(result) == STOP
    assert "is the one that is competent (Art. 12(2))" in to_json(result)


def test_an_exporter_outside_the_union_holds_one_of_the_state_where_the_items_are() -> None:
    """Art. 12(2), second subparagraph."""
    of_us = {"exporter": {"country": "US"}, "located_in": "NL"}
    granted = {**HELD, "granted_by": "NL"}
    assert mildness(check({**BASE, **of_us, "authorisations": [granted]}, screener=None)) != STOP
    for place in ("US", "DE"):
        held = {**HELD, "granted_by": place}
        assert mildness(check({**BASE, **of_us, "authorisations": [held]}, screener=None)) == STOP
    nowhere = {"exporter": {"country": "US"}, "authorisations": [granted]}
    assert mildness(check({**BASE, **nowhere}, screener=None)) == ASK


def test_without_a_country_of_the_exporter_it_is_asked() -> None:
    changes = {"exporter": {}, "authorisations": [{**HELD, "granted_by": "DE"}]}
    result = check({**BASE, **changes}, screener=None)
    assert mildness(result) == ASK
    assert "exporter.country" in {row.fact for row in result.missing}


def test_a_document_of_the_licence_that_names_another_authority_is_asked_about() -> None:
    source = {"fact": "authorisations.reference", "document": "BIS export license.pdf"}
    result = check({**BASE, "sources": [source], "authorisations": [HELD]}, screener=None)
    assert mildness(result) == ASK


def test_two_statements_of_who_granted_it_are_asked_about() -> None:
    held = [{**HELD, "granted_by": "DE"}, HELD]
    assert mildness(check({**BASE, "authorisations": held}, screener=None)) == ASK


def test_what_rests_on_it_says_that_it_was_granted_by_the_competent_authority() -> None:
    quiet = ScreenerByHand({}, (UNION,))
    items = [{**BASE["items"][0], "cyber_surveillance": True}]
    exporter = {"name": "Meridian Signals GmbH", "country": "DE"}
    asked_nothing = {
        **BASE,
        "exporter": exporter,
        "items": items,
        "purchasing_country": "AE",
        "circumstances": {"free_zone": False},
        "answers": {"unexecuted.32014R0833.annex_iv": False},
    }
    silent = check({**asked_nothing, "authorisations": [HELD]}, screener=quiet)
    assert silent.release == "go"
    assert SENTENCE in to_json(silent)
    stated = check({**asked_nothing, "authorisations": [{**HELD, "granted_by": "DE"}]}, screener=quiet)
    assert stated.release == "go"
    assert SENTENCE not in to_json(stated)


SENTENCE = "that A-1 was granted by the authority competent for the exporter (Art. 12(2))"
