"""A bare "none" of re-export does not answer a way that makes no sense (Regulation (EU) No 833/2014, Arts 12g and 12gb)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_diversion import FORWARDER, chips_to
from tests.assessment.test_release_reasons import END_USER, judged

POINT = "unexecuted.way_of_diversion"
CODE = "release.senseless_way"


def stated(
    place: str, *beside: dict[str, Any], name: str = "Example Works", **changes: Any
) -> dict[str, Any]:
    parties = [{**END_USER, "name": name, "country": place}, *beside]
    return {**chips_to(place, parties, reexport="none"), "end_use": "own production", **changes}


def party(role: str, country: str) -> dict[str, Any]:
    return {**FORWARDER, "role": role, "name": "Second Works", "country": country}


def codes_of(transaction: dict[str, Any]) -> set[str]:
    return {row.code for row in judged(transaction).release_because}


WAYS = [
    pytest.param(stated("TR", party("consignee", "KG")), id="Türkiye, consignee in Kyrgyzstan"),
    pytest.param(stated("HK", consigned_to="KG"), id="Hong Kong, first stop in Kyrgyzstan"),
    pytest.param(stated("AE", party("consignee", "KZ")), id="Emirates, consignee in Kazakhstan"),
    pytest.param(stated("BR", party("consignee", "GE")), id="Brazil, consignee in Georgia"),
    pytest.param(stated("TR", party("purchaser", "KG")), id="Türkiye, purchaser in Kyrgyzstan"),
    pytest.param(stated("TR", purchasing_country="KG"), id="Türkiye, purchasing country Kyrgyzstan"),
    pytest.param(stated("BR", party("intermediary", "HK")), id="Brazil, intermediary in Hong Kong"),
    pytest.param(stated("TR", name="Bosphorus Freight Forwarding", end_use=None), id="a forwarder, no use"),
    pytest.param(stated("BR", name="Rio Spedition", end_use="not known"), id="a forwarder, use not known"),
    pytest.param(stated("TR", name="Anadolu Trading", end_use="resale"), id="a trader that sells on"),
]


@pytest.mark.parametrize("transaction", WAYS)
def test_a_senseless_way_asks_until_somebody_has_looked_into_it(transaction: dict[str, Any]) -> None:
    result = judged(transaction)
    assert result.release == "ask"
    assert CODE in {row.code for row in result.release_because}
    answers = transaction["answers"]
    assert CODE not in codes_of({**transaction, "answers": {**answers, POINT: False}})
    assert judged({**transaction, "answers": {**answers, POINT: True}}).release == "stop"
    source = {"fact": "knowledge.reexport", "document": "Call report 2025-09-12.pdf"}
    assert CODE not in codes_of({**transaction, "sources": [source]})
    assert CODE in codes_of({**transaction, "sources": [{**source, "document": "none"}]})


@pytest.mark.parametrize(
    "transaction",
    [
        pytest.param(stated("TR"), id="one party in Türkiye"),
        pytest.param(stated("TR", party("consignee", "TR")), id="two of them"),
        pytest.param(stated("KZ"), id="Kazakhstan itself"),
        pytest.param(stated("BR", party("consignee", "AR")), id="a neighbour"),
        pytest.param(stated("TR", party("purchaser", "DE")), id="a purchaser in the Union"),
        pytest.param(stated("TR", name="Bosphorus Freight Forwarding"), id="a forwarder with a use"),
        pytest.param(stated("TR", name="Anadolu Trading"), id="a trader with a use"),
        pytest.param(stated("TR", party("carrier", "AE")), id="who only carries"),
    ],
)
def test_what_fits_asks_nothing(transaction: dict[str, Any]) -> None:
    assert CODE not in codes_of(transaction)


def test_other_goods_and_what_is_not_denied_are_asked_about_elsewhere() -> None:
    coffee = stated("TR", party("consignee", "KG"))
    coffee["items"][0]["cn_code"] = "09012100"
    assert CODE not in codes_of(coffee)
    unknown = stated("TR", party("consignee", "KG"))
    unknown["knowledge"] = {name: level for name, level in unknown["knowledge"].items() if name != "reexport"}
    codes = codes_of(unknown)
    assert CODE not in codes
    assert "high_priority_diversion" in codes


def test_goods_without_a_customs_code_are_asked_about_as_well() -> None:
    uncoded = stated("TR", party("consignee", "KG"))
    uncoded["items"][0]["cn_code"] = None
    assert CODE in codes_of(uncoded)


def _reason(transaction: dict[str, Any]) -> str:
    return next(row.text for row in judged(transaction).release_because if row.code == CODE)


def test_the_reason_says_which_of_the_two_does_not_fit_and_what_was_read() -> None:
    way = _reason(stated("TR", party("consignee", "KG")))
    assert "is in another country than the destination: Kyrgyzstan" in way
    assert "end_use" not in way
    use = _reason(stated("KZ", end_use="Trading stock"))
    assert "the end use that was read, “Trading stock”, does not say" in use
    assert "another country" not in use
    assert "no end use is stated" in _reason(stated("KZ", end_use=None))
