"""Signs that goods go on, or that somebody sits in a country under measures, in identifiers, accounts, legal forms and end uses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_statements_that_differ import released

RUSSIA, BELARUS, KOREA = (
    f"unexecuted.{act}.named_in_texts" for act in ("32014R0833", "32006R0765", "32017R1509")
)
TO_TURKIYE = {"destination": "TR", "purchasing_country": "TR", "parties.0.country": "TR"}
TO_DUBAI: dict[str, Any] = {"destination": "AE", "purchasing_country": "AE", "parties.0.country": "AE", "items.0.cn_code": "85423190", "answers": {"unexecuted.32014R0833.annex_iv": False}}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "point"),
    [
        ({"parties.0.identifiers": {"note": "sales@neva.ru"}}, RUSSIA), ({"parties.0.identifiers": {"note": "www.zavod.by"}}, BELARUS),
        ({"parties.0.address": "IBAN RU02 0445 2560 0407 0281"}, RUSSIA), ({"parties.0.address": "ОГРН 1027700070518"}, RUSSIA),
        ({"parties.0.name": "Vostok Elektro OOO"}, RUSSIA), ({"parties.0.name": "Vostok, ООО"}, RUSSIA), ({"parties.0.name": "ЧТУП Неман"}, BELARUS),
        ({"parties.0.name": "Botschaft der DVR Korea"}, KOREA), ({"parties.0.name": "Ambassade de la RPD de Corée"}, KOREA),
    ],
)  # fmt: skip
def test_who_sits_elsewhere_is_asked(changes: dict[str, Any], point: str) -> None:
    """Regulations (EU) No 833/2014, (EC) No 765/2006 and (EU) 2017/1509."""
    release, _, text = released({**TO_TURKIYE, **changes})
    assert (release, point in text) == ("ask", True)


@pytest.mark.parametrize(
    "changes",
    [
        {"parties.0.identifiers": {"note": "sales@neva.com.tr"}}, {"parties.0.address": "IBAN TR33 0006 1005 1978 6457 8413 26"}, {"parties.0.name": "Koo Elektro AS"},
        {"parties.0.name": "ODO Trading"},
    ],
)  # fmt: skip
def test_what_tells_turkiye_or_nothing_is_not(changes: dict[str, Any]) -> None:
    assert released({**TO_TURKIYE, **changes})[0] == "go"


@pytest.mark.parametrize(
    "end_use",
    [
        "Käufer will Endverwender nicht nennen", "customer refuses end-use statement", "Endverwender noch unbekannt", "end user to be advised", "for resale to customers in Central Asia",
        "transshipment to third country", "Wiederausfuhr aus Freizone", "réexportation", "Etiketten entfernen", "remove the labels", "TBD",
    ],
)  # fmt: skip
def test_an_end_use_that_says_otherwise_is_asked_about(end_use: str) -> None:
    """Regulation (EU) No 833/2014, Arts 12 and 12gb: that nothing is known to go on was stated."""
    release, _, text = released({**TO_DUBAI, "end_use": end_use})
    assert (release, "unexecuted.words.reexport" in text) == ("ask", True)


@pytest.mark.parametrize(
    "end_use",
    ["resale in shops", "own use", "for the hotel", "revente en magasin", "delivery date to be determined", "price not disclosed", "Liefertermin noch offen"],
)  # fmt: skip
def test_an_ordinary_one_is_not(end_use: str) -> None:
    """Of chips it says no use of the end user's own: that is another question."""
    answers = {**TO_DUBAI["answers"], "unexecuted.way_of_diversion": False, "unexecuted.words.goes_on": False}
    assert released({**TO_DUBAI, "answers": answers, "end_use": end_use})[0] == "go"


def test_the_defence_of_a_nation_in_french() -> None:
    """Art. 4(1)(b)."""
    china = {"destination": "CN", "purchasing_country": "CN", "parties.0.country": "CN", "end_use": "défense nationale"}  # fmt: skip
    assert "unexecuted.words.military_end_use" in released(china)[2]


@pytest.mark.parametrize(("code", "asked"), [("85447000", True), ("85444290", False)])
def test_cables_of_optical_fibres_for_kyrgyzstan(code: str, asked: bool) -> None:
    """Regulation (EU) No 833/2014, Art. 12f: telecommunications equipment is never free there."""
    ways = {"russia_833_2014_through_russia": False, "belarus_765_2006_through_belarus": False}
    there = {"destination": "KG", "purchasing_country": "KG", "parties.0.country": "KG", "circumstances": ways, "items.0.cn_code": code}  # fmt: skip
    assert (released(there)[0] == "ask") is asked


# Goods that Russia looks for, and a country to which a way through it leads (Regulation (EU) No 833/2014, Arts 2a(1a), 12g and 12gb).

COUNTRY = "unexecuted.words.country"
ANSWERED = {"unexecuted.32014R0833.annex_iv": False}


@pytest.mark.parametrize("code", ["85423190", "84821010", "84581120"])
@pytest.mark.parametrize(
    "changes",
    [
        {"end_use": "for the works in Almaty"},
        {"end_use": "Einbau in Taschkent"},
        {"end_use": "plant in Yerevan"},
        {"end_use": "magasin de Tbilissi"},
        {"end_use": "for a refinery in Baku"},
        {"end_use": "Dushanbe"},
        {"end_use": "mine near Ulaanbaatar"},
        {"parties.0.name": "Almaty Trading"},
        {"parties.0.address": "Abay Avenue 5, Almaty"},
    ],
)
def test_goods_that_russia_looks_for_and_a_text_that_names_the_way(
    code: str, changes: dict[str, Any]
) -> None:
    sale = {**TO_DUBAI, "items.0.cn_code": code}
    release, reasons, text = released({**sale, **changes})
    assert (release, "release.country_in_words" in reasons, COUNTRY in text) == ("ask", True, True)
    answered = {"answers": {**ANSWERED, COUNTRY: False}}
    assert "release.country_in_words" not in released({**sale, **changes, **answered})[1]
    for ordinary in (
        {"end_use": "repair of pumps in Dubai"},
        {"parties.0.name": "China Bearings LLC"},
        {"end_use": "machines made in China"},
    ):
        assert "release.country_in_words" not in released({**sale, **ordinary})[1]
    other_goods = {"items.0.cn_code": "69111000", "items.0.description": "Porcelain cups"}
    assert "release.country_in_words" not in released({**sale, **changes, **other_goods})[1]


def test_goods_without_a_code_may_be_such_goods_and_software_passes_nowhere() -> None:
    named = {**TO_DUBAI, "end_use": "for the works in Almaty"}
    assert "release.country_in_words" in released({**named, "items.0.cn_code": None})[1]
    assert "release.country_in_words" not in released({**named, "items.0.kind": "software"})[1]
