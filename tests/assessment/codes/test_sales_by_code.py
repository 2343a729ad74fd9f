"""Sales to Russia, Belarus, Iran, Kyrgyzstan, Türkiye, Kazakhstan, the Emirates and within the Union, by customs code, as an adversarial lawyer wrote them with the answers before the program was asked."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.assessment.test_statements_that_differ import released
from tests.assessment.words.test_descriptions_and_addresses import going_to

NEVER: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("RU", {"items.0.description": "ball bearings", "items.0.cn_code": "84821010"}),
    ("RU", {"items.0.description": "laptop computers", "items.0.cn_code": "84713000"}),
    ("RU", {"items.0.description": "Berylliumronden", "items.0.cn_code": "73269098"}),
    ("KZ", {"items.0.description": "laptop computers", "items.0.cn_code": "84713000", "end_use": "onward by rail to the plant in Novosibirsk"}),
    ("BY", {"items.0.description": "ball bearings", "items.0.cn_code": "84821010"}),
    ("BY", {"items.0.description": "integrated circuits", "items.0.cn_code": "85423190"}),
    ("IR", {"items.0.description": "graphite electrodes", "items.0.cn_code": "85451100"}),
    ("IR", {"items.0.description": "Krytronröhren", "items.0.cn_code": "85408100"}),
    ("IR", {"items.0.description": "variable speed drive 1000 Hz", "items.0.cn_code": "85044085"}),
    ("KG", {"items.0.description": "CNC lathe", "items.0.cn_code": "84581120"}),
    ("KG", {"items.0.description": "routers for telecommunications", "items.0.cn_code": "85176200"}),
    ("TR", {"items.0.description": "integrated circuits", "items.0.cn_code": "85423190", "end_use": "resale to customers in the CIS"}),
    ("TR", {"items.0.description": "Triggerfunkenstrecke", "items.0.cn_code": "85351000"}),
    ("TR", {"items.0.description": "flow forming machine, 3 rollers", "items.0.cn_code": "84639000", "end_use": "rotor tube flow forming for centrifuges"}),
    ("KZ", {"items.0.description": "UAV", "items.0.cn_code": "88062210"}),
    ("KZ", {"items.0.description": "5-axis machining centre", "items.0.cn_code": "84571010"}),
    ("KZ", {"items.0.description": "oscilloscopes 100 MHz", "items.0.cn_code": "90302000", "end_use": "laboratory; payment from a bank in Moscow"}),
    ("KZ", {"items.0.description": "spare parts", "items.0.cn_code": "88073000", "end_use": "maintenance of helicopters Mi-8 of the customer in Rostov"}),
    ("AE", {"items.0.description": "LWIR core", "items.0.cn_code": "85258900"}),
    ("AE", {"items.0.description": "FOG, 3 pcs", "items.0.cn_code": "90148000"}),
    ("AE", {"items.0.description": "diesel engine spare parts", "items.0.cn_code": "84099900", "end_use": "for vessels of the Iranian shipping lines"}),
    ("AE", {"items.0.description": "laptop computers", "items.0.cn_code": "84713000", "consigned_to": "RU"}),
    ("AE", {"items.0.description": "valves", "items.0.cn_code": "84818099", "parties.0.name": "General Headquarters of the Armed Forces", "end_use": "spares for the air force of Iran"}),
    ("AE", {"items.0.description": "maraging steel rods", "items.0.cn_code": "72224050"}),
    ("DE", {"activity": "intra_union_transfer", "exporter.country": "FR", "items.0.entries": ["0B001.b"], "items.0.description": "centrifuge rotor tubes", "items.0.cn_code": "84012000"}),
    ("IR", {"items.0.description": "Rohrleitungsverdichter", "items.0.cn_code": "84148059", "end_use": "Kaskadenpumpen zur Anreicherung"}),
    ("RU", {"activity": "technical_assistance", "items.0.description": "maintenance of machine tools", "items.0.cn_code": "84571010"}),
    ("BY", {"items.0.description": "hunting rifle", "items.0.cn_code": "93033000"}),
)  # fmt: skip
"""Sales that no lawyer would sign as they stand: banned, listed, for a use of concern, or asked about."""
FREE: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("KG", {"items.0.description": "apples", "items.0.cn_code": "08081080"}),
    ("TR", {"items.0.description": "washing machines for households", "items.0.cn_code": "84501111"}),
    ("AE", {"items.0.description": "basmati rice", "items.0.cn_code": "10063098"}),
    ("AE", {"items.0.description": "school books", "items.0.cn_code": "49019900"}),
    ("KZ", {"items.0.description": "hair dryers", "items.0.cn_code": "85163100"}),
    ("KG", {"items.0.description": "wooden toys", "items.0.cn_code": "95030095"}),
    ("TR", {"items.0.description": "roller bearings", "items.0.cn_code": "84825000", "end_use": "gearboxes of a cement mill", "answers": {"unexecuted.32014R0833.annex_iv": False}}),
    ("AE", {"items.0.description": "pressure gauge", "items.0.cn_code": "90262040", "end_use": "water works"}),
    ("TR", {"items.0.description": "variable speed drive", "items.0.cn_code": "85044085", "end_use": "conveyor in a quarry", "answers": {"unexecuted.32014R0833.annex_iv": False}}),
)  # fmt: skip
"""Everyday sales; of bearings and drives a person has compared the buyer with Annex IV to Regulation (EU) No 833/2014."""
QUIET: Final[dict[str, Any]] = {"sources": [], "end_use": "use in own works"}


@pytest.mark.parametrize(("place", "stated"), NEVER)
def test_what_nobody_would_sign_does_not_go(place: str, stated: dict[str, Any]) -> None:
    assert released({**going_to(place), **QUIET, **stated})[0] != "go"


@pytest.mark.parametrize(("place", "stated"), FREE)
def test_everyday_sales_go(place: str, stated: dict[str, Any]) -> None:
    assert released({**going_to(place), **QUIET, **stated})[0] == "go"
