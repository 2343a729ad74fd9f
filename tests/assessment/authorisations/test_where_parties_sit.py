"""Where parties sit and what they are: a transfer that may leave the Union, a consignee elsewhere, a service that buys (Arts 2, 3, 4, 11, Annex II)."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.determination import Determination
from tests.support.hits_by_hand import UNION, ScreenerByHand

_QUIET = dict.fromkeys(GROUNDS, "none")
_ANSWERS = {"unexecuted.32014R0833.annex_iv": False, "done.EU001": True, "done.EU002": True}
_ITEM: dict[str, Any] = {
    "id": "1", "kind": "goods", "entries": ["3A002.c"], "national_entries": [], "cyber_surveillance": False,
    "cn_code": "90304000", "quantity": "1", "unit": "piece",
}  # fmt: skip


def party(
    role: str, country: str | None, service: str | None = "none", name: str = "Nishi Works"
) -> dict[str, Any]:
    return {"role": role, "name": f"{name} {role}", "country": country, "service": service, "owners": []}


def judged(*parties: dict[str, Any], **changes: Any) -> Determination:
    stated = {
        "date": "2026-08-03",
        "activity": "export",
        "manner": "permanent",
        "exporter": {"name": "Weidenau Technik GmbH", "country": "DE", "icp": True},
        "items": [_ITEM],
        "destination": "JP",
        "end_use": "work in the plant",
        "parties": list(parties),
        "knowledge": _QUIET,
        "circumstances": {
            "iran_2023_1529_through_iran": False,
            "free_zone": False, "russia_833_2014_through_russia": False, "belarus_765_2006_through_belarus": False,
        },
        **changes,
        "answers": {**_ANSWERS, **changes.get("answers", {})},
    }  # fmt: skip
    return check(stated, screener=ScreenerByHand({}, (UNION,)))


def asked(result: Determination) -> set[str]:
    return {because.code for because in result.release_because} if result.release == "ask" else set()


# A transfer within the Union (Arts 2(2), 2(3), 3(1), 11)

_TRANSFER = {
    "activity": "intra_union_transfer",
    "dispatched_from": "DE",
    "consigned_to": "FR",
    "destination": "FR",
}
_LEAVES = "release.transfer_leaves_union"


@pytest.mark.parametrize("role", ["end_user", "consignee", "intermediary"])
@pytest.mark.parametrize("country", ["SA", "CN", "TR", "CH", "GB"])
@pytest.mark.parametrize("entries", [["3A002.c"], []])
def test_a_transfer_with_a_receiver_outside_the_union_asks_whether_it_leaves(
    role: str, country: str, entries: list[str]
) -> None:
    parties = (party("end_user", "FR"), party(role, country))
    items = [{**_ITEM, "entries": entries}]
    assert _LEAVES in asked(judged(*parties, items=items, **_TRANSFER))
    stays = judged(*parties, items=items, **_TRANSFER, answers={"unexecuted.transfer_leaves_union": False})
    assert _LEAVES not in asked(stays)
    leaves = judged(*parties, items=items, **_TRANSFER, answers={"unexecuted.transfer_leaves_union": True})
    assert leaves.release == "stop"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(party("consignee", "BE"), id="in another Member State"),
        pytest.param(party("purchaser", "US"), id="who buys, and receives nothing"),
        pytest.param(party("carrier", "CH"), id="who carries"),
    ],
)
def test_a_transfer_whose_receivers_are_in_the_union_goes(other: dict[str, Any]) -> None:
    assert judged(party("end_user", "FR"), other, **_TRANSFER).release == "go"


def test_a_transfer_that_is_stated_to_go_on_asks_of_no_receiver_there() -> None:
    """Art. 11(2): the onward export is another matter, and told; a consignee in a third place is asked about."""
    going_on = {**_TRANSFER, "destination": "JP"}
    assert _LEAVES not in asked(judged(party("end_user", "JP"), **going_on))
    assert _LEAVES in asked(judged(party("end_user", "JP"), party("consignee", "CN"), **going_on))


# A consignee that a licence names (Annex III)

_LICENCE: dict[str, Any] = {
    "kind": "individual", "reference": "A-9", "items": ["3A002"], "end_user": "Gulf Works end_user",
    "consignees": ["Gulf Trading consignee"], "destination": "AE", "end_use": "work in the plant", "valid_from": "2026-01-01",
    "valid_until": "2026-12-31", "left": "5", "left_unit": "piece", "known_uses": [],
}  # fmt: skip


def under_licence(country: str | None, service: str = "none", **fields: Any) -> Determination:
    parties = (
        party("end_user", "AE", name="Gulf Works"),
        party("consignee", country, service, "Gulf Trading"),
    )
    return judged(*parties, destination="AE", authorisations=[{**_LICENCE, **fields}])


@pytest.mark.parametrize("country", ["IQ", "CN", "LB", "US", "SA", "FR"])
@pytest.mark.parametrize("kind", ["individual", "global", "large_project"])
def test_a_named_consignee_in_another_country_than_the_licence_says_is_asked_about(
    country: str, kind: str
) -> None:
    result = under_licence(country, kind=kind)
    assert "release.authorisation_unclear" in asked(result)
    assert "authorisations.consignee_countries" in {row.fact for row in result.missing}
    assert "release.authorisation_unclear" not in asked(
        under_licence(country, kind=kind, consignee_countries=[country])
    )


@pytest.mark.parametrize(("country", "is_asked"), [("OM", True), ("HK", True), ("AE", False), (None, False)])
@pytest.mark.parametrize("kind", ["individual", "global", "large_project"])
def test_a_consignee_of_the_end_users_name_elsewhere_may_be_another_of_that_name(
    country: str | None, kind: str, is_asked: bool
) -> None:
    """Annex III A, boxes 5 and 9: the licence names no consignees, and the end user at its destination."""
    held = {**_LICENCE, "kind": kind, "end_user": "Gulf Works", "consignees": None}
    parties = [
        {"role": role, "name": "Gulf Works", "country": where, "service": "none"}
        for role, where in (("end_user", "AE"), ("consignee", country))
    ]
    result = judged(*parties, destination="AE", authorisations=[held])
    assert ("authorisations.consignee_countries" in {row.fact for row in result.missing}) is is_asked
    assert not is_asked or result.release == "ask"
    named = judged(*parties, destination="AE", authorisations=[{**held, "consignee_countries": ["OM", "HK"]}])
    assert country is None or "release.authorisation_unclear" not in asked(named)


@pytest.mark.parametrize("country", ["AE", "DE"])
def test_a_named_consignee_where_the_licence_says_is_not_asked_about(country: str) -> None:
    """At the destination, or in the exporter's own country, from which the items leave."""
    assert "release.authorisation_unclear" not in asked(under_licence(country))


# Services that buy, or stand beside who receives (Annex II, Part 3; Art. 4(1)(b))

_EMBARGO, _BESIDE = "release.service_under_embargo", "release.service_beside"


@pytest.mark.parametrize("role", ["purchaser", "intermediary", "agent", "broker", "other", "consignee"])
@pytest.mark.parametrize("service", ["military", "paramilitary", "intelligence"])
def test_a_military_buyer_under_an_embargo_is_asked_about_under_a_general_authorisation(
    role: str, service: str
) -> None:
    """EU001 is not for a military end use where the purchasing country is under an arms embargo."""
    parties = (party("end_user", "JP"), party(role, "CN", service))
    circumstances = {
        "iran_2023_1529_through_iran": False,
        "free_zone": False, "onward_to_destination": True, "consignee_accepted": True, "russia_833_2014_through_russia": False,
        "belarus_765_2006_through_belarus": False,
    }  # fmt: skip
    assert _EMBARGO in asked(judged(*parties, circumstances=circumstances))
    confirmed = {"unexecuted.service_under_embargo": False}
    assert _EMBARGO not in asked(judged(*parties, circumstances=circumstances, answers=confirmed))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(party("purchaser", "US", "military"), id="under no embargo"),
        pytest.param(party("purchaser", "CN", "none"), id="no service"),
        pytest.param(party("purchaser", "US", None), id="not stated of a close partner"),
        pytest.param(party("carrier", "CN", "military"), id="who carries alone"),
    ],
)
def test_other_buyers_are_not_asked_about(other: dict[str, Any]) -> None:
    assert asked(judged(party("end_user", "JP"), other)).isdisjoint({_EMBARGO, _BESIDE})


@pytest.mark.parametrize("service", ["military", "police", "intelligence", "other_security"])
def test_a_service_that_buys_for_somebody_else_is_asked_about(service: str) -> None:
    """A licence is for the end user that it names; EU007 and EU008 are for no such service, nor on its behalf."""
    parties = (party("end_user", "AE", name="Gulf Works"), party("purchaser", "AE", service))
    held = {"destination": "AE", "authorisations": [_LICENCE]}
    assert _BESIDE in asked(judged(*parties, **held))
    assert _BESIDE not in asked(judged(*parties, **held, answers={"unexecuted.service_beside": False}))
    same = (party("end_user", "AE", service, "Gulf Works"), party("purchaser", "AE", service))
    assert _BESIDE not in asked(judged(*same, **held))


@pytest.mark.parametrize(("named", "is_asked"), [("Delta Works end_user", False), ("Other Works", None)])
def test_a_military_end_user_whom_the_licence_names_is_known_to_its_authority(
    named: str, is_asked: bool | None
) -> None:
    end_user = party("end_user", "CN", "military", "Delta Works")
    held = [{**_LICENCE, "end_user": named, "destination": "CN"}]
    result = judged(end_user, destination="CN", authorisations=held)
    if is_asked is None:
        assert result.release == "stop"
    else:
        assert _EMBARGO not in asked(result)


# The service in one country, the embargo in another (Art. 4(1)(b); Annex II, EU001, EU002 and EU005, Part 3)

_CONFIRMED = {"unexecuted.service_under_embargo": False}
_PUMP = {**_ITEM, "entries": [], "cn_code": "84137030"}
_BUYERS_THERE = [
    pytest.param({"parties": [party("purchaser", "SD")]}, id="purchaser in Sudan"),
    pytest.param({"parties": [party("purchaser", "LB")]}, id="purchaser in Lebanon"),
    pytest.param({"parties": [party("purchaser", "CN")]}, id="purchaser in China"),
    pytest.param({"parties": [party("consignee", "SD")]}, id="consignee in Sudan"),
    pytest.param({"parties": [party("intermediary", "SD")]}, id="intermediary in Sudan"),
    pytest.param({"parties": [party("broker", "MM")]}, id="broker in Myanmar"),
    pytest.param({"parties": [], "purchasing_country": "CN"}, id="purchasing country China"),
]


def beside_a_user(country: str, service: str | None, changes: dict[str, Any], **more: Any) -> Determination:
    """An end user in ``country`` beside the parties of the changes; what they say of a way round a ban is settled."""
    user = party("end_user", country, service)
    circumstances = {
        "iran_2023_1529_through_iran": False,
        "free_zone": False, "onward_to_destination": True, "consignee_accepted": True, "russia_833_2014_through_russia": False,
        "belarus_765_2006_through_belarus": False,
    }  # fmt: skip
    others = {name: value for name, value in changes.items() if name != "parties"}
    return judged(
        user, *changes["parties"], destination=country, circumstances=circumstances, **others, **more
    )


@pytest.mark.parametrize("changes", _BUYERS_THERE)
@pytest.mark.parametrize(
    ("country", "item"),
    [
        pytest.param("JP", _ITEM, id="EU001"),
        pytest.param("IN", _PUMP, id="not listed"),
    ],
)
def test_a_service_beside_an_embargo_on_somebody_else_is_asked_about(
    country: str, item: dict[str, Any], changes: dict[str, Any]
) -> None:
    """Art. 4(1)(b): the purchasing country or the destination is under an embargo, wherever the military end user is."""
    for service in ("military", "paramilitary", "intelligence"):
        assert _EMBARGO in asked(beside_a_user(country, service, changes, items=[item]))
        confirmed = beside_a_user(country, service, changes, items=[item], answers=_CONFIRMED)
        assert _EMBARGO not in asked(confirmed)
    reached = {"unexecuted.service_under_embargo": True}
    assert beside_a_user(country, "military", changes, items=[item], answers=reached).release == "stop"
    known = {**_QUIET, "military_end_use": "aware"}
    result = beside_a_user(country, "military", changes, items=[item], knowledge=known)
    assert result.release != "go"
    assert _EMBARGO not in asked(result)


@pytest.mark.parametrize("changes", _BUYERS_THERE)
@pytest.mark.parametrize("service", ["none", "police"])
def test_an_embargo_without_a_military_service_is_not_asked_about(
    service: str, changes: dict[str, Any]
) -> None:
    """Art. 4(1)(b): no military end use is known of, and nobody is a military service.

    That the annexes of the act on Myanmar do not reach a broker there who is not supplied is said.
    """
    not_supplied = {"parties.others_supplied": False}
    for country, item in (("JP", _ITEM), ("IN", _PUMP)):
        result = beside_a_user(country, service, changes, items=[item], answers=not_supplied)
        assert _EMBARGO not in asked(result)
        assert service != "none" or result.release == "go"


@pytest.mark.parametrize(
    "other", [party("purchaser", "US"), party("carrier", "SD"), party("carrier", "CN", "military")]
)
def test_a_military_end_user_beside_no_embargo_goes(other: dict[str, Any]) -> None:
    """Who only carries the items neither purchases nor receives them (Art. 4(1)(b))."""
    for country, item in (("JP", _ITEM), ("IN", _PUMP)):
        assert _EMBARGO not in asked(beside_a_user(country, "military", {"parties": [other]}, items=[item]))
    assert beside_a_user("IN", "military", {"parties": []}, items=[_PUMP]).release == "go"
    assert beside_a_user("JP", "military", {"parties": []}).release == "go"


@pytest.mark.parametrize(("place", "is_asked"), [("SD", True), ("US", False)])
def test_an_end_user_who_may_be_a_service_beside_an_embargo_is_asked_about(
    place: str, is_asked: bool
) -> None:
    """Art. 4(1)(b): a service that is not stated may be a military one."""
    for country, item in (("JP", _ITEM), ("IN", _PUMP)):
        result = beside_a_user(country, None, {"parties": [party("purchaser", place)]}, items=[item])
        assert (_EMBARGO in asked(result)) is is_asked


def test_a_military_buyer_elsewhere_beside_a_destination_under_an_embargo_is_asked_about() -> None:
    """Art. 4(1)(b): the country of destination is under an embargo, and a service from elsewhere purchases."""
    buyer = party("purchaser", "US", "military")
    assert _EMBARGO in asked(beside_a_user("LB", "none", {"parties": [buyer]}, items=[_PUMP]))


@pytest.mark.parametrize(
    ("entry", "country", "authorisation"),
    [("1C004", "TR", "EU002"), ("5A001.b.2", "TR", "EU005")],
)
def test_general_authorisations_for_turkey_ask_as_well(entry: str, country: str, authorisation: str) -> None:
    """Annex II, EU002 and EU005, Part 3: not where the purchasing country is under an arms embargo and the end use is military."""
    changes: dict[str, Any] = {"parties": [party("purchaser", "SD")]}
    items, done = [{**_ITEM, "entries": [entry], "cn_code": None}], {f"done.{authorisation}": True}
    assert _EMBARGO in asked(beside_a_user(country, "military", changes, items=items, answers=done))
    confirmed = {**done, **_CONFIRMED}
    assert beside_a_user(country, "military", changes, items=items, answers=confirmed).release == "go"


# End users in several countries of one authorisation (Annex II, EU001)


@pytest.mark.parametrize(
    ("places", "entries", "fits"),
    [
        pytest.param(("JP", "CH"), ["3A002.c"], True, id="both of EU001"),
        pytest.param(("CH", "US"), ["3A002.c"], True, id="both of EU001, neither the destination"),
        pytest.param(("JP", "TR"), ["3A002.c"], False, id="one outside it"),
        pytest.param(("JP", "CH"), [], False, id="an item that no list has"),
    ],
)
def test_end_users_in_several_countries_fit_where_one_authorisation_is_for_all(
    places: tuple[str, ...], entries: list[str], fits: bool
) -> None:
    parties = [party("end_user", place, name=f"Works {place}") for place in places]
    result = judged(*parties, items=[{**_ITEM, "entries": entries}])
    assert (result.release == "go") is fits


# Owners under an embargo, and a buyer there whom a licence does not name (Art. 4(1)(b); Annex III)


@pytest.mark.parametrize(
    ("owner", "service", "is_asked"),
    [
        pytest.param({"country": "SD", "share": "60"}, "military", True, id="in control under an embargo"),
        pytest.param({"country": "SD"}, "military", True, id="perhaps in control"),
        pytest.param({"country": "SD", "share": "10", "control": False}, "military", False, id="of a tenth"),
        pytest.param({"country": "US", "share": "60"}, "military", False, id="under no embargo"),
        pytest.param({"country": "SD", "share": "60"}, "none", False, id="beside no service"),
    ],
)
@pytest.mark.parametrize("role", ["purchaser", "intermediary", "end_user"])
def test_an_owner_under_an_embargo_beside_a_service_is_asked_about(
    role: str, owner: dict[str, Any], service: str, is_asked: bool
) -> None:
    """Art. 4(1)(b): who buys for an owner there buys for there, perhaps; whether it does is for a person to say."""
    held_by = {"owners": [{"name": "Vostok Holding", **owner}]}
    if role == "end_user":
        result = judged(party("end_user", "IN", service) | held_by, destination="IN", items=[_PUMP])
    else:
        result = beside_a_user("IN", service, {"parties": [party(role, "US") | held_by]}, items=[_PUMP])
    assert (_EMBARGO in asked(result)) is is_asked


@pytest.mark.parametrize(
    ("other", "named", "is_asked"),
    [
        pytest.param(party("purchaser", "SD"), {}, True, id="a buyer it does not name"),
        pytest.param(party("purchaser", "US"), {}, False, id="a buyer elsewhere"),
        pytest.param(party("consignee", "SD"), {"consignees": ["Nishi Works consignee"], "consignee_countries": ["SD"]}, False, id="named"),
        pytest.param(
            party("purchaser", "US") | {"owners": [{"name": "Nil Holding", "country": "SD", "share": "51"}]}, {}, True, id="its owner"
        ),
    ],
)  # fmt: skip
def test_a_licence_that_names_the_service_says_nothing_of_a_buyer_under_an_embargo(
    other: dict[str, Any], named: dict[str, Any], is_asked: bool
) -> None:
    parties = (party("end_user", "AE", "military", "Gulf Works"), other)
    circumstances = {"free_zone": False, "onward_to_destination": True, "consignee_accepted": True}
    held = {**_LICENCE, "known_uses": ["security_end_use"], **named}
    result = judged(*parties, destination="AE", authorisations=[held], circumstances=circumstances)
    assert (_EMBARGO in asked(result)) is is_asked


# Words of a transfer that say that it leaves the Union (Arts 2(2), 2(3), 11(2), 11(9))

_IN_WORDS = "release.transfer_leaves_in_words"


@pytest.mark.parametrize(
    "words",
    [
        "for a customer abroad", "non-EU end user", "for export", "für den Export bestimmt", "Kunde im Ausland", "Endverwender außerhalb der EU",
        "Weiterlieferung in Drittländer", "pour un client à l'étranger", "destinés à l'exportation", "utilisateur final hors UE",
        # It goes on.
        "will be shipped on to the customer", "wird weiterversandt", "sera réexpédié",
    ],
)  # fmt: skip
@pytest.mark.parametrize("entries", [["3A002.c"], []])
def test_words_of_a_transfer_that_speak_of_export_are_asked_about(words: str, entries: list[str]) -> None:
    for changes in ({"end_use": words}, {"items": [{**_ITEM, "description": f"Bench instrument {words}"}]}):
        items = [{**item, "entries": entries} for item in changes.get("items", [_ITEM])]
        stated = {**_TRANSFER, **changes, "items": items}
        assert _IN_WORDS in asked(judged(party("end_user", "FR"), **stated))
        stays = judged(
            party("end_user", "FR"), **stated, answers={"unexecuted.transfer_leaves_in_words": False}
        )
        assert stays.release == "go"


@pytest.mark.parametrize(
    ("words", "destination"),
    [
        ("work in the plant", "FR"), ("not for export", "FR"), ("nicht für den Export", "FR"), ("logging with CSV export", "FR"),
        ("for export of data to the control room", "FR"), ("resale in France", "FR"), ("for export", "JP"),
        ("made in USA", "FR"), ("Swiss made", "FR"), ("for our French customer", "FR"), ("bought from our US supplier", "FR"), ("conforms to US standards", "FR"),
        ("machine of a Japanese manufacturer", "FR"), ("will be shipped on to our plant in Austria", "FR"), ("weitergeliefert an unser Werk in Lyon, Frankreich", "FR"),
        ("for use with Samsung phones", "FR"), ("for a Spanish integrator", "FR"), ("let us know", "FR"), ("plant of a US company in Antwerp", "FR"), ("kitchen of a Chinese restaurant", "FR"), ("not for a Turkish customer", "FR"),
    ],
)  # fmt: skip
def test_words_of_a_transfer_that_stays_or_is_stated_to_go_on_ask_nothing(
    words: str, destination: str
) -> None:
    stated = {**_TRANSFER, "destination": destination, "end_use": words}
    assert judged(party("end_user", destination), **stated).release == "go"


@pytest.mark.parametrize(
    "words", ["for Huawei", "end user is Aselsan", "für Boeing", "customer: Huawei Technologies"]
)
def test_a_firm_that_is_known_to_sit_outside_the_union_is_asked_about(words: str) -> None:
    """Arts 2(2), 3(1); what a description says may only fit the goods of such a firm."""
    assert _IN_WORDS in asked(judged(party("end_user", "FR"), **{**_TRANSFER, "end_use": words}))
    source = {"fact": "end_use", "document": "mail", "quote": words}
    assert _IN_WORDS in asked(judged(party("end_user", "FR"), **{**_TRANSFER, "sources": [source]}))
    items = [{**_ITEM, "description": f"Charger {words}"}]
    assert judged(party("end_user", "FR"), **{**_TRANSFER, "items": items}).release == "go"


@pytest.mark.parametrize(
    "description",
    [
        "Swiss army knife",
        "Adapter for UK plugs",
        "Turkish towel",
        "keyboard, US layout",
        "spare part for Boeing 737",
    ],
)
def test_what_goods_of_a_transfer_fit_asks_nothing(description: str) -> None:
    items = [{**_ITEM, "entries": [], "description": description}]
    assert judged(party("end_user", "FR"), **{**_TRANSFER, "items": items}).release == "go"


# Purchasers and intermediaries whom a licence does not name (Annex III), and how long it is valid (Art. 12(3))


@pytest.mark.parametrize("role", ["purchaser", "intermediary"])
@pytest.mark.parametrize("kind", ["individual", "global", "large_project"])
@pytest.mark.parametrize(
    ("country", "name", "named", "is_asked"),
    [
        pytest.param("PK", "Other Works", {}, True, id="outside the Union"),
        pytest.param("US", "Other Works", {"other_parties": ["Third Works"]}, True, id="it names another"),
        pytest.param("PK", "Other Works", {"other_parties": ["Other Works"]}, False, id="it names it"),
        pytest.param("AE", "Gulf Works", {}, False, id="the end user"),
        pytest.param("AE", "Gulf Trading", {}, False, id="a consignee"),
        pytest.param(None, "Gulf Works", {}, False, id="the end user somewhere"),
        pytest.param("PK", "Gulf Works", {}, True, id="of the name of the end user elsewhere"),
        pytest.param("HK", "Gulf Trading", {}, True, id="of the name of a consignee elsewhere"),
        pytest.param(
            "HK", "Gulf Trading", {"consignee_countries": ["HK"]}, False, id="a consignee where it says"
        ),
        pytest.param("PK", "Gulf Works", {"other_parties": ["Gulf Works"]}, False, id="it names it there"),
        pytest.param("FR", "Other Works", {}, False, id="in the Union"),
        pytest.param(None, "Other Works", {}, True, id="somewhere"),
        pytest.param("PK", None, {}, True, id="without a name"),
    ],
)
def test_a_buyer_or_intermediary_whom_a_licence_does_not_name_is_asked_about(
    role: str, kind: str, country: str | None, name: str | None, named: dict[str, Any], *, is_asked: bool
) -> None:
    """It is no stop: the authority may have known of it, and only the statement of the licence is short."""
    held = {**_LICENCE, "kind": kind, "end_user": "Gulf Works", "consignees": ["Gulf Trading"], **named}
    other = {"role": role, "name": name, "country": country, "service": "none"}
    user = {"role": "end_user", "name": "Gulf Works", "country": "AE", "service": "none"}
    result = judged(user, other, destination="AE", purchasing_country=None, authorisations=[held])
    assert ("authorisations.other_parties" in {row.fact for row in result.missing}) is is_asked
    assert not is_asked or result.release == "ask"
