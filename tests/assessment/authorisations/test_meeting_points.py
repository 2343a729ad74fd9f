"""Where licences held, customs codes and national rules meet: what may leave, expected from the Regulation before the program was asked."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from dualuse import check
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD_CIRCUMSTANCES
from tests.bulk.test_rows_as_checked import SCREENER

USES = ("wmd", "military_end_use", "illicit_military_parts", "internal_repression", "human_rights", "public_security", "security_end_use", "nuclear_facility", "reexport")  # fmt: skip
WORKS = {"role": "end_user", "name": "Example Works", "country": "VN", "service": "none", "owners": []}
OTHER = {**WORKS, "name": "Other Plant"}
TRADER = {**WORKS, "role": "consignee", "name": "Example Trader"}
SCOPE: dict[str, Any] = {
    "date": "2026-08-01",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"name": "Example GmbH", "country": "DE", "icp": True},
    "items": [{"id": "1", "kind": "goods", "entries": ["3A002.c"], "national_entries": [], "cyber_surveillance": False, "cn_code": "90304000", "quantity": 2, "unit": "piece", "value": 900, "currency": "EUR"}],
    "destination": "VN",
    "parties": [WORKS],
    "end_use": "testing of circuits",
    "knowledge": dict.fromkeys(USES, "none"),
    "circumstances": {"free_zone": False, **dict.fromkeys(TOLD_CIRCUMSTANCES, False)},
    "answers": {"unexecuted.32014R0833.annex_iv": False},
}  # fmt: skip
"""A listed spectrum analyser for Vietnam, out of Germany: Art. 3(1) asks for an authorisation, and no general one of the Union is for it."""
LICENCE: dict[str, Any] = {
    "kind": "individual",
    "reference": "L-1",
    "items": ["3A002.c"],
    "end_users": ["Example Works"],
    "destination": "VN",
    "valid_from": "2026-01-01",
    "valid_until": "2027-01-01",
    "end_use": "testing of circuits",
    "left": 4,
    "left_unit": "piece",
}
GLOBAL: dict[str, Any] = {"kind": "global", "reference": "L-2", "items": ["3A002.c"], "countries": ["VN", "BR"], "end_use": "testing of circuits", "end_users": ["Example Works", "Other Plant"], "valid_from": "2026-01-01", "valid_until": "2027-01-01"}  # fmt: skip
PUMP: dict[str, Any] = {"id": "1", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": False, "cn_code": "84137051", "description": "water pump", "value": 900, "currency": "EUR"}  # fmt: skip


def released(changes: dict[str, Any]) -> str:
    """The release of :data:`SCOPE` with changes: ``a.b`` is a field within another, ``licence.…`` of the licence held; None leaves a field out."""
    data, licence = deepcopy(SCOPE), deepcopy(LICENCE)
    held = [licence]
    for path, value in changes.items():
        first, *rest = path.split(".", 1)
        if path == "held":
            held = deepcopy(value)
            continue
        target: Any = data if not rest else licence if first == "licence" else data[first]
        name = rest[0] if rest else first
        target.pop(name, None)
        if value is not None:
            target[name] = value
    return check({**data, "authorisations": held} if held else data, screener=SCREENER).release


def line(number: int, **fields: Any) -> dict[str, Any]:
    return {**SCOPE["items"][0], "id": str(number), **fields}


def to(place: str, **fields: Any) -> dict[str, Any]:
    return {"destination": place, "parties": [{**WORKS, "country": place}], **fields}


def unlisted(place: str, **item: Any) -> dict[str, Any]:
    return {**to(place), "items": [{**PUMP, **item}], "held": []}


HELD: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("the licence covers it", {}, "go"),
    ("no licence", {"held": []}, "stop"),
    # End users and consignees (Art. 12(2), Annex III)
    ("one of two end users is not named", {"parties": [WORKS, OTHER]}, "stop"),
    ("both end users are named", {"parties": [WORKS, OTHER], "licence.end_users": ["Example Works", "Other Plant"]}, "go"),
    ("a licence for each of two end users", {"parties": [WORKS, OTHER], "held": [LICENCE, {**LICENCE, "reference": "L-3", "end_users": ["Other Plant"]}]}, "ask"),
    ("another end user", {"parties": [OTHER]}, "stop"),
    ("an end user without a name", {"parties": [{**WORKS, "name": None}]}, "ask"),
    ("no end user is named by the licence", {"licence.end_users": None}, "ask"),
    ("a consignee whom it does not name", {"parties": [WORKS, TRADER], "licence.consignees": ["Somebody Else"]}, "stop"),
    ("a consignee whom it names", {"parties": [WORKS, TRADER], "licence.consignees": ["Example Trader"]}, "go"),
    ("a consignee, and it says of none", {"parties": [WORKS, TRADER]}, "ask"),
    ("a purchaser outside whom it does not name", {"parties": [WORKS, {**WORKS, "role": "purchaser", "name": "Gulf Buyer", "country": "AE"}]}, "ask"),
    ("a purchaser outside whom it names", {"parties": [WORKS, {**WORKS, "role": "purchaser", "name": "Gulf Buyer", "country": "AE"}], "licence.other_parties": ["Gulf Buyer"]}, "go"),
    # Places
    ("another destination", to("TH"), "stop"),
    ("another destination, and the licence says none", {**to("TH"), "licence.destination": None}, "ask"),
    ("the end user sits elsewhere", {"parties": [{**WORKS, "country": "KH"}]}, "ask"),
    # Items
    ("another entry", {"items": [line(1, entries=["3A001.a.3"])]}, "stop"),
    ("a wider entry is named", {"licence.items": ["3A002"]}, "go"),
    ("a narrower entry is named", {"licence.items": ["3A002.c.4"]}, "stop"),
    ("two entries, and one is named", {"items": [line(1, entries=["3A002.c", "3A001.b.4"])]}, "stop"),
    ("two entries, and both are named", {"items": [line(1, entries=["3A002.c", "3A001.b.4"])], "licence.items": ["3A002", "3A001"]}, "go"),
    ("not classified", {"items": [line(1, entries=None)]}, "ask"),
    ("no items are named", {"licence.items": None}, "ask"),
    ("named by its id", {"licence.items": ["1"]}, "go"),
    ("named by its customs code", {"licence.items": ["90304000"]}, "ask"),
    ("named by another customs code", {"licence.items": ["84571010"]}, "stop"),
    ("the second line is not named", {"items": [line(1), line(2, entries=["3A001.a.3"], cn_code="85423190")]}, "stop"),
    # Amounts: two lines draw on what is left
    ("as much as is left", {"items": [line(1, quantity=4)]}, "go"),
    ("more than is left", {"items": [line(1, quantity=5)]}, "stop"),
    ("two lines, together as much as is left", {"items": [line(1), line(2)]}, "go"),
    ("two lines, together more than is left", {"items": [line(1, quantity=3), line(2)]}, "stop"),
    ("two lines, together more than is left, and a licence for the rest", {"items": [line(1, quantity=3), line(2)], "held": [LICENCE, {**LICENCE, "reference": "L-3"}]}, "go"),
    ("another unit", {"items": [line(1, unit="kg")]}, "ask"),
    ("no quantity", {"items": [line(1, quantity=None)]}, "ask"),
    ("nothing is stated of what is left", {"licence.left": None, "licence.left_unit": None}, "ask"),
    ("a value within what is left", {"licence.left": 1000, "licence.left_unit": None, "licence.left_currency": "EUR"}, "go"),
    ("a value above what is left", {"licence.left": 800, "licence.left_unit": None, "licence.left_currency": "EUR"}, "stop"),
    ("two values, together above what is left", {"items": [line(1), line(2)], "licence.left": 1000, "licence.left_unit": None, "licence.left_currency": "EUR"}, "stop"),
    ("another currency", {"licence.left": 100000, "licence.left_unit": None, "licence.left_currency": "USD"}, "ask"),
    ("no value", {"items": [line(1, value=None)], "licence.left": 1000, "licence.left_unit": None, "licence.left_currency": "EUR"}, "ask"),
    ("nothing is left", {"licence.left": 0}, "stop"),
    # Days
    ("expired the day before", {"licence.valid_until": "2026-07-31"}, "stop"),
    ("the last day", {"licence.valid_until": "2026-08-01"}, "go"),
    ("from tomorrow on", {"licence.valid_from": "2026-08-02"}, "stop"),
    ("the first day", {"licence.valid_from": "2026-08-01"}, "go"),
    ("no last day", {"licence.valid_until": None}, "ask"),
    # Activities and kinds
    ("a licence for exports, and a transit", {"activity": "transit", "exporter": {"name": "Example Inc", "country": "US"}}, "ask"),
    ("a brokering licence for an export", {"licence.kind": "brokering"}, "stop"),
    ("a technical assistance licence for an export", {"licence.kind": "technical_assistance"}, "stop"),
    ("a transfer of an item that is not in Annex IV", {**to("FR"), "activity": "intra_union_transfer", "held": []}, "go"),
    ("a transfer of an item of Annex IV", {**to("FR"), "activity": "intra_union_transfer", "items": [line(1, entries=["5A004.a"], cn_code="84715000")], "held": []}, "stop"),
    # Acts
    ("granted under the Regulation", {"licence.acts": ["2021/821"]}, "go"),
    ("granted under another act alone", {"licence.acts": ["833/2014"]}, "stop"),
    ("the holder is somebody else", {"licence.holder": "Somebody Else GmbH"}, "stop"),
    ("the holder is the exporter", {"licence.holder": "Example GmbH"}, "go"),
    # Russia: a licence of the Regulation lifts no ban
    ("to Russia under the Regulation", {**to("RU"), "licence.destination": "RU", "licence.acts": ["2021/821"]}, "stop"),
    ("to Russia under the act, and no ground", {**to("RU"), "licence.destination": "RU", "licence.acts": ["2021/821", "833/2014"]}, "stop"),
    ("to Belarus under the Russian act", {**to("BY"), "licence.destination": "BY", "licence.acts": ["2021/821", "833/2014"]}, "stop"),
    ("a machine tool to Russia by its code", {**to("RU"), "items": [{**PUMP, "cn_code": "84571010"}], "held": []}, "stop"),
    ("to North Korea", {**to("KP"), "licence.destination": "KP"}, "stop"),
    ("to Iran", {**to("IR"), "licence.destination": "IR"}, "stop"),
    # Uses of which the authority did not know (Art. 16(1))
    ("a use that is known", {"knowledge.wmd": "aware"}, "ask"),
    ("a use that is known, and the authority knew", {"knowledge.wmd": "aware", "licence.known_uses": ["wmd"]}, "go"),
    ("a use that is suspected", {"knowledge.internal_repression": "suspects"}, "ask"),
    ("another end use", {"licence.end_use": "cooling of reactors"}, "ask"),
    ("the licence says no end use", {"licence.end_use": None}, "ask"),
    # Global licences (Art. 2(13))
    ("a global licence", {"held": [GLOBAL]}, "go"),
    ("a global licence for other countries", {"held": [{**GLOBAL, "countries": ["BR", "AR"]}]}, "stop"),
    ("a global licence for another end user", {"held": [{**GLOBAL, "end_users": ["Other Plant"]}]}, "stop"),
    ("a global licence for other items", {"held": [{**GLOBAL, "items": ["5A002"]}]}, "stop"),
    ("a global licence that has expired", {"held": [{**GLOBAL, "valid_until": "2026-07-01"}]}, "stop"),
    ("a global licence beside an individual one that has expired", {"held": [{**LICENCE, "valid_until": "2026-07-01"}, GLOBAL]}, "go"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"), [pytest.param(changes, expected, id=name) for name, changes, expected in HELD]
)
def test_a_licence_meets_a_transaction(changes: dict[str, Any], expected: str) -> None:
    """Arts 2(12), 2(13), 3(1), 12 and 16(1), and Annex III."""
    assert released(changes) == expected


FROM_FR = {"exporter": {"name": "Exemple SA", "country": "FR", "icp": True}}
FROM_NL = {"exporter": {"name": "Voorbeeld BV", "country": "NL", "icp": True}}
DECIDED = {"provision": "Art. 4(2)", "date": "2026-07-01", "result": "not_required", "items": ["1"], "parties": ["Example Works"], "uses": ["wmd"]}  # fmt: skip

RULES: tuple[tuple[str, dict[str, Any], str], ...] = (
    # Items that no list has (Art. 4), and what the authority says
    ("a pump for Vietnam", unlisted("VN"), "go"),
    ("a pump, aware of weapons of mass destruction", {**unlisted("VN"), "knowledge.wmd": "aware"}, "stop"),
    ("a pump, informed of weapons of mass destruction", {**unlisted("VN"), "knowledge.wmd": "informed"}, "stop"),
    ("a pump, and nothing is stated of weapons of mass destruction", {**unlisted("VN"), "knowledge.wmd": None}, "ask"),
    ("a pump, aware of it, and decided so", {**unlisted("VN"), "knowledge.wmd": "aware", "authority_decisions": [DECIDED]}, "go"),
    ("a pump, aware of it, and decided on another use", {**unlisted("VN"), "knowledge.wmd": "aware", "authority_decisions": [{**DECIDED, "uses": ["military_end_use"]}]}, "stop"),
    ("a pump, aware of it, and decided on no use that is named", {**unlisted("VN"), "knowledge.wmd": "aware", "authority_decisions": [{**DECIDED, "uses": None}]}, "ask"),
    ("a pump, aware of it, and decided for somebody else", {**unlisted("VN"), "knowledge.wmd": "aware", "authority_decisions": [{**DECIDED, "parties": ["Other Plant"]}]}, "stop"),
    ("a pump, aware of it, and an authorisation is asked for", {**unlisted("VN"), "knowledge.wmd": "aware", "authority_decisions": [{**DECIDED, "result": "required"}]}, "stop"),
    ("words of weapons of mass destruction, and decided on another use", {**unlisted("VN"), "end_use": "enrichment of uranium", "authority_decisions": [{**DECIDED, "uses": ["military_end_use"]}]}, "ask"),
    ("words of weapons of mass destruction, and decided on no use that is named", {**unlisted("VN"), "end_use": "enrichment of uranium", "authority_decisions": [{**DECIDED, "uses": None}]}, "ask"),
    ("words of weapons of mass destruction, aware of it, and decided so", {**unlisted("VN"), "end_use": "enrichment of uranium", "knowledge.wmd": "aware", "authority_decisions": [DECIDED]}, "go"),
    ("words of an army under an embargo, and decided on another use", {**unlisted("MM"), "end_use": "for the army", "authority_decisions": [DECIDED]}, "ask"),
    ("a pump for an army under an embargo", {**unlisted("MM"), "knowledge.military_end_use": "aware"}, "stop"),
    ("a pump for an army under no embargo", {**unlisted("VN"), "knowledge.military_end_use": "aware"}, "go"),
    ("parts of arms that left without authorisation", {**unlisted("VN"), "knowledge.illicit_military_parts": "aware"}, "stop"),
    ("a pump, and a suspicion, where the State asks on it", {**unlisted("VN"), "exporter": {"name": "Beispiel GmbH", "country": "AT", "icp": True}, "knowledge.wmd": "suspects"}, "stop"),
    ("a pump, and a suspicion, where the State does not ask", {**unlisted("VN"), "knowledge.wmd": "suspects"}, "ask"),
    ("a pump for Cyprus, which is a transfer", {**unlisted("CY"), "activity": "intra_union_transfer"}, "go"),
    # National lists and options (Arts 9 and 10)
    ("a quantum computer of the German list", {**unlisted("VN", national_entries=["DE:4A1906"], value=90000, cn_code="84715000", description="computer")}, "stop"),
    ("a quantum computer of the German list, and a licence", {**unlisted("VN", national_entries=["DE:4A1906"], value=90000, quantity=1, unit="piece", cn_code="84715000", description="computer"), "held": [{**LICENCE, "items": ["DE:4A1906"]}]}, "go"),
    ("a quantum computer of the German list, and a licence for something else", {**unlisted("VN", national_entries=["DE:4A1906"], value=90000, quantity=1, unit="piece", cn_code="84715000", description="computer"), "held": [LICENCE]}, "stop"),
    ("an item that the German list names for Iran alone, to Vietnam", unlisted("VN", national_entries=["DE:6A908"], value=90000, cn_code="85261000", description="navigation apparatus"), "go"),
    ("an item that the German list names for Iran alone, to Iran", unlisted("IR", national_entries=["DE:6A908"], value=90000, cn_code="85261000", description="navigation apparatus"), "stop"),
    ("an item of the German list out of France", {**unlisted("VN", national_entries=["DE:4A1906"], value=90000, cn_code="84715000", description="computer"), **FROM_FR}, "ask"),
    ("France, and nothing is stated of its list", {**unlisted("VN", national_entries=None), **FROM_FR}, "ask"),
    ("France, and the item is not on its list", {**unlisted("VN"), **FROM_FR}, "go"),
    ("the Netherlands, and nothing is stated of its list", {**unlisted("VN", national_entries=None), **FROM_NL}, "ask"),
    ("the Netherlands, and the item is not on its list", {**unlisted("VN"), **FROM_NL}, "go"),
    ("Italy, and nothing is stated of its list", {**unlisted("VN", national_entries=None), "exporter": {"name": "Esempio SpA", "country": "IT", "icp": True}}, "ask"),
    ("Spain, and nothing is stated of its list", {**unlisted("VN", national_entries=None), "exporter": {"name": "Ejemplo SA", "country": "ES", "icp": True}}, "ask"),
    ("no State of the exporter", {**unlisted("VN"), "exporter": {"name": "Example"}}, "ask"),
    ("a known breach of public security", {**unlisted("VN"), "knowledge.public_security": "aware"}, "ask"),
    # Surveillance (Art. 5)
    ("a surveillance item, aware of repression", {**unlisted("VN", cyber_surveillance=True, cn_code="85176200", description="analyser of networks"), "knowledge.internal_repression": "aware"}, "stop"),
    ("it is not stated whether it is for surveillance", {**unlisted("VN", cyber_surveillance=None, cn_code="85176200", description="network monitoring probe for interception"), "knowledge.internal_repression": "aware"}, "ask"),
    # Union general authorisations (Annex II)
    ("EU001 for Japan, reported", {**to("JP"), "held": [], "answers.done.EU001": True}, "go"),
    ("EU001 for Japan, not reported", {**to("JP"), "held": [], "answers.done.EU001": False}, "stop"),
    ("EU001 for Japan, and it is not stated", {**to("JP"), "held": []}, "ask"),
    ("EU001 for the United Kingdom in a free zone", {**to("GB"), "held": [], "answers.done.EU001": True, "circumstances.free_zone": True}, "stop"),
    ("EU001 for Japan, aware of a use", {**to("JP"), "held": [], "answers.done.EU001": True, "knowledge.wmd": "aware"}, "stop"),
    ("EU001 for Vietnam", {"held": [], "answers.done.EU001": True}, "stop"),
    ("EU001 for Japan, an item of Section I", {**to("JP"), "items": [line(1, entries=["1C351.a.1"], cn_code="30024900")], "held": [], "answers.done.EU001": True}, "stop"),
    # Brokering, transit and technical assistance (Arts 6 to 8)
    ("brokering of a pump", {**unlisted("VN"), "activity": "brokering", "located_in": "US"}, "go"),
    ("brokering of a listed item, no use is known", {**to("VN"), "activity": "brokering", "located_in": "US", "held": []}, "go"),
    ("brokering of a listed item, aware of a use", {**to("VN"), "activity": "brokering", "located_in": "US", "held": [], "knowledge.wmd": "aware"}, "stop"),
    ("brokering of a listed item, informed of a use", {**to("VN"), "activity": "brokering", "located_in": "US", "held": [], "knowledge.wmd": "informed"}, "stop"),
    ("brokering, and it is not stated where the items are", {**to("VN"), "activity": "brokering", "held": []}, "ask"),
    ("assistance for a listed item, no use is known", {**to("VN"), "activity": "technical_assistance", "held": [], "knowledge.surveillance_assistance": "none"}, "go"),
    ("assistance for a listed item, aware of a use, in the public domain or not", {**to("VN"), "activity": "technical_assistance", "held": [], "knowledge.wmd": "aware", "knowledge.surveillance_assistance": "none"}, "ask"),
    ("assistance for a listed item, aware of a use", {**to("VN"), "activity": "technical_assistance", "held": [], "knowledge.wmd": "aware", "knowledge.surveillance_assistance": "none", "circumstances.public_domain": False, "circumstances.minimum_for_authorised_items": False, "circumstances.official_tasks": False, "circumstances.member_state_armed_forces": False, "circumstances.mtcr_exception": False}, "stop"),
    ("assistance for goods to Russia", {**to("RU"), "activity": "technical_assistance", "held": []}, "stop"),
    ("assistance for a machine tool in Russia", {**unlisted("RU", cn_code="84571010"), "activity": "technical_assistance"}, "stop"),
    ("brokering of a machine tool to Belarus", {**unlisted("BY", cn_code="84571010"), "activity": "brokering", "located_in": "US"}, "stop"),
    ("transit of a listed item, nothing is decided", {**to("VN"), "activity": "transit", "exporter": {"name": "Example Inc", "country": "US"}, "dispatched_from": "US", "held": []}, "ask"),
    # Customs codes (Regulations (EU) No 833/2014, (EC) No 765/2006, (EU) No 267/2012, (EU) 2017/1509)
    ("chips for Turkey, and nothing is stated of re-export", {**unlisted("TR", cn_code="85423190", description="chips"), "knowledge.reexport": None}, "ask"),
    ("chips for Turkey that stay there", {**unlisted("TR", cn_code="85423190", description="chips"), "end_use": "built into washing machines"}, "go"),
    ("chips for Brazil, for a use that nobody tells", {**unlisted("BR", cn_code="85423190", description="chips"), "knowledge.reexport": None, "end_use": "n/a"}, "ask"),
    ("chips for Russia", unlisted("RU", cn_code="85423190"), "stop"),
    ("chips for Belarus", unlisted("BY", cn_code="85423190"), "stop"),
    ("a laptop for Russia", unlisted("RU", cn_code="84713000", description="laptop"), "stop"),
    ("a pump without a code for Russia", unlisted("RU", cn_code=None), "ask"),
    ("graphite for Iran", unlisted("IR", cn_code="38011000", description="graphite"), "stop"),
    ("machinery for North Korea", unlisted("KP", cn_code="84137051"), "stop"),
    ("a luxury watch for Russia", unlisted("RU", cn_code="91011100", value=5000, quantity=1, unit="piece", description="watch"), "stop"),
    ("a car for Crimea", unlisted("UA-43", cn_code="87032319", description="car"), "ask"),
    ("telecommunication equipment for Donetsk", unlisted("UA-14", cn_code="85176200"), "stop"),
    ("a machine tool for Tiraspol", {**unlisted("MD", cn_code="84571010"), "parties": [{**WORKS, "country": "MD", "address": "Lenina 1, Tiraspol"}]}, "ask"),
    ("mercury for Brazil", unlisted("BR", cn_code="28054090", description="mercury"), "ask"),
    ("firearms for Brazil", unlisted("BR", cn_code="93032010", description="shotgun"), "ask"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"), [pytest.param(changes, expected, id=name) for name, changes, expected in RULES]
)
def test_rules_of_the_regulation_states_and_acts_meet(changes: dict[str, Any], expected: str) -> None:
    """Arts 4 to 10, Annex II, and the acts by customs code."""
    assert released(changes) == expected


ORDINARY = (
    ("84137051", "centrifugal water pump", "water supply of a town"),
    ("84221100", "dishwasher", "kitchen of a hotel"),
    ("84521011", "sewing machine", "making of shirts"),
    ("87120030", "bicycles", "for cyclists, sale in our shop"),
    ("94036010", "wooden shelves", "furniture of an office"),
    ("30049000", "tablets against pain", "treatment of patients"),
    ("39269097", "plastic boxes", "packing of fruit"),
    ("85163100", "hair dryers", "hairdressers"),
    ("48201030", "notebooks of paper", "lessons at school"),
    ("90184990", "dental instruments", "dentists"),
    ("85094000", "food mixers", "kitchens"),
    ("84818099", "valves for heating", "heating of a hospital"),
)
"""What nobody controls, with ordinary uses."""


@pytest.mark.parametrize("place", ["BR", "VN", "ZA", "MA", "US"])
@pytest.mark.parametrize(("code", "description", "end_use"), ORDINARY)
def test_an_ordinary_sale_goes(code: str, description: str, end_use: str, place: str) -> None:
    assert (
        released(
            {
                **unlisted(place, cn_code=code, description=description),
                "end_use": end_use,
                "reference": "SO-4711",
            }
        )
        == "go"
    )


# A notification that is due, and a licence that was granted in knowledge of the use (Arts 6(2), 8(2); §§ 47(3), 49 to 52b AWV).

BROKERED: dict[str, Any] = {"activity": "brokering", "located_in": "KR", "knowledge.wmd": "aware", "licence.kind": "brokering", "licence.known_uses": ["wmd"]}  # fmt: skip
ASSISTED: dict[str, Any] = {
    "activity": "technical_assistance", "knowledge.wmd": "aware", "licence.kind": "technical_assistance", "licence.known_uses": ["wmd"],
    "licence.left": None, "licence.left_unit": None,
    **{f"circumstances.{name}": False for name in ("public_domain", "official_tasks", "member_state_armed_forces", "mtcr_exception", "minimum_for_authorised_items", "oral_assistance", "german_listed_technology")},
}  # fmt: skip
NOTIFIED: tuple[tuple[str, dict[str, Any], str], ...] = (
    # Whether § 47(3) AWV asks for a notification, too, is open; the licence answers it either way.
    ("brokering, and it is not stated whether the broker is German", BROKERED, "go"),
    ("brokering by a German from a third country", {**BROKERED, "circumstances.german_national": True, "circumstances.brokering_in_third_country": True}, "go"),
    ("brokering by nobody German", {**BROKERED, "circumstances.german_national": False, "circumstances.brokering_in_third_country": False}, "go"),
    ("brokering, and the authority knew of another use", {**BROKERED, "licence.known_uses": ["human_rights"]}, "stop"),
    ("brokering, and the licence says of no use", {**BROKERED, "licence.known_uses": None}, "stop"),
    ("brokering, and another use is not stated", {**BROKERED, "knowledge.human_rights": None}, "ask"),
    ("brokering, and how much is brokered is not stated", {**BROKERED, "items": [line(1, quantity=None)]}, "ask"),
    ("brokering without a licence", {**BROKERED, "held": []}, "stop"),
    # §§ 52a and 52b AWV have nothing to do with this item.
    ("assistance, and nothing is stated of assistance for surveillance items", ASSISTED, "go"),
    ("assistance by a German", {**ASSISTED, "circumstances.german_national": True}, "go"),
    ("assistance, and another use is not stated", {**ASSISTED, "knowledge.human_rights": None}, "ask"),
    ("assistance for a surveillance item", {**ASSISTED, "items": [line(1, entries=["5A001.j"], cyber_surveillance=True)], "licence.items": ["5A001.j"]}, "stop"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "release"), [case[1:] for case in NOTIFIED], ids=[case[0] for case in NOTIFIED]
)
def test_a_notification_that_a_licence_may_answer_is_no_stop_that_asks_nothing(
    changes: dict[str, Any], release: str
) -> None:
    assert released(changes) == release
