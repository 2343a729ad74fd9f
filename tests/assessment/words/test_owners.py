"""Owners by their names: services that own who receives (Arts 5, 10, Annex II), and places under measures."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_statements_that_differ import QUIET, released

SERVICE = "unexecuted.owner_is_a_service"
RUSSIA, BELARUS = (f"unexecuted.{act}.named_in_texts" for act in ("32014R0833", "32006R0765"))
RECORDED = [{"fact": "knowledge.internal_repression", "document": "diligence.pdf", "seen": "2026-07-01"}]
SERVICES = [
    "Polícia Federal", "Royal Oman Police", "Ministério da Justiça, Secretaria de Segurança Pública", "State Security Service",
    "Secretariat of Public Security", "General Directorate of Security", "Ministry of Defence", "Mukhabarat",
]  # fmt: skip


def owned(name: str, **fields: Any) -> dict[str, Any]:
    return {"parties.0.owners": [{"name": name, "country": "BR", "share": "100", **fields}]}


@pytest.mark.parametrize("name", SERVICES)
@pytest.mark.parametrize("surveillance", [True, None])
def test_a_service_that_owns_the_end_user_is_asked_about_where_the_item_may_survey(
    name: str, surveillance: bool | None
) -> None:
    """Art. 5(1), (2): due diligence that is recorded does not say for whom the end user acts."""
    changes = {**owned(name), "items.0.cyber_surveillance": surveillance, "sources": RECORDED}
    release, reasons, text = released(changes)
    assert (release, "release.owner_is_a_service" in reasons, SERVICE in text) == ("ask", True, True)
    assert released({**changes, "answers": {SERVICE: False}})[0] == "go"
    assert released({**changes, "answers": {SERVICE: True}})[0] == "stop"


def test_where_the_party_is_stated_to_act_for_a_service_that_is_judged() -> None:
    changes = {**owned("Polícia Federal"), "items.0.cyber_surveillance": True, "sources": RECORDED}
    assert SERVICE not in released({**changes, "parties.0.service": "police"})[2]
    assert SERVICE in released({**changes, "parties.0.service": None})[2]


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({"share": "49"}, False),
        ({"share": "49", "control": True}, True),
        ({"share": "50"}, True),
        ({"share": None}, True),
    ],
)
def test_an_owner_counts_who_controls_or_may(fields: dict[str, Any], asks: bool) -> None:
    changes = {**owned("Polícia Federal", **fields), "items.0.cyber_surveillance": True, "sources": RECORDED}
    assert (SERVICE in released(changes)[2]) is asks


@pytest.mark.parametrize(
    "name", ["Banco do Brasil", "Norges Bank", "Securitas Security Services AB", "Police Square Hotels"]
)
def test_other_owners_ask_nothing(name: str) -> None:
    changes = {**owned(name), "items.0.cyber_surveillance": True, "sources": RECORDED}
    assert (SERVICE in released(changes)[2]) is (name == "Police Square Hotels")  # a person says what it is


def test_what_is_not_for_surveillance_asks_nothing_but_a_national_list_may_have_it_for_that() -> None:
    """Annex II excludes a security end use; Art. 10: national lists, such as 5A902 in Germany."""
    assert released(owned("Polícia Federal"))[0] == "go"
    assert SERVICE in released({**owned("Polícia Federal"), "items.0.national_entries": ["DE:5A902"]})[2]


@pytest.mark.parametrize("role", ["end_user", "consignee"])
@pytest.mark.parametrize("entry", ["5A002.a", "5D002.c", "5A001.b.3", "7A103"])
def test_a_listed_item_asks_under_a_general_authorisation(role: str, entry: str) -> None:
    """Annex II, EU008, Part 3(1)(e): not for police, intelligence, military or surveillance end users."""
    party = {**QUIET["parties"][0], "role": role, "owners": [{"name": "Polícia Federal", "share": "100"}]}
    changes = {"parties": [QUIET["parties"][0], party], "items.0.entries": [entry]}
    release, _, text = released(changes)
    assert release != "go"
    assert ("unexecuted.words.security_end_use" in text) is (release == "ask")


def test_goods_of_the_torture_act_ask_where_a_service_owns_who_receives() -> None:
    """Regulation (EU) 2019/125: a code that holds much else."""
    code = {"items.0.cn_code": "83015000"}
    assert released(code)[0] == "go"
    assert "unexecuted.32019R0125" in released({**code, **owned("Ministério do Interior")})[2]


# Places under measures in the name of an owner.


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("Gazprom of Russia", RUSSIA),
        ("Rosatom State Corporation (Russia)", RUSSIA),
        ("Minsk Tractor Works, Belarus", BELARUS),
        ("ООО Ростех", RUSSIA),
        ("Belaruskali", BELARUS),
        ("Islamic Republic of Iran Shipping Lines", "unexecuted.32012R0267.named_in_texts"),
        ("Sevastopol Marine Plant", "unexecuted.ukraine_areas.crimea"),
    ],
)
def test_an_owner_whose_name_names_a_place_under_measures_is_asked_about(name: str, point: str) -> None:
    """833/2014 Arts 2(1), 2a(1); 765/2006 Arts 1e(1), 1f(1); 267/2012 Art. 1(o)."""
    unplaced = {"parties.0.owners": [{"name": name, "share": "60"}]}
    release, _, text = released(unplaced)
    assert (release, point in text) == ("ask", True)
    # Without a country it is taken to be there: its owners are compared, or asked about.
    of_owners = ("unexecuted.owned_by_a_person_of_an_annex", "unexecuted.32012R0267.owned")
    answers = {point: False, **dict.fromkeys(of_owners, False)}
    assert released({**unplaced, "answers": answers})[0] == "go"


def test_another_country_of_the_owner_is_asked_about_and_the_one_that_is_named_is_judged() -> None:
    name = "Gazprom Holdings (Russia)"
    assert RUSSIA in released({"parties.0.owners": [{"name": name, "country": "CY", "share": "60"}]})[2]
    stated = {"parties.0.owners": [{"name": name, "country": "RU", "share": "60"}]}
    assert RUSSIA not in released(stated)[2]
    assert "unexecuted.32014R0833.owned" in released({**stated, "items.0.cn_code": "85423190"})[2]


@pytest.mark.parametrize(
    "name", ["Moskowitz & Sons", "Rusticana Ltda", "Brestois Imports", "Persian Carpets Ltda", "Minsky Group"]
)
def test_other_names_of_owners_ask_nothing(name: str) -> None:
    assert released({"parties.0.owners": [{"name": name, "share": "60"}]})[0] == "go"


# Who does not receive (Art. 4(1)(a)): a body of such weapons tells of the use in whatever role it stands.


def _beside(role: str, name: str, **changes: Any) -> tuple[str, set[str], str]:
    return released(
        {"parties.1": {"role": role, "name": name, "country": "PK", "service": "none"}, **changes}
    )


@pytest.mark.parametrize("role", ["intermediary", "agent", "broker", "carrier", "vessel", "other"])
def test_a_body_of_weapons_of_mass_destruction_counts_in_every_role(role: str) -> None:
    supplied_to_nobody_else = {"answers": {"parties.others_supplied": False}}
    release, reasons, text = _beside(role, "Khan Research Laboratories", **supplied_to_nobody_else)
    assert (release, "release.use_in_words" in reasons) == ("ask", True)
    assert "unexecuted.words.wmd" in text
    answered = {"answers": {"parties.others_supplied": False, "unexecuted.words.wmd": False}}
    assert "release.use_in_words" not in _beside(role, "Khan Research Laboratories", **answered)[1]
    for name in ("Karachi Freight Services", "Allied Bank of Lahore", "MV Lahore Star"):
        assert "release.use_in_words" not in _beside(role, name, **supplied_to_nobody_else)[1]


def test_of_no_stated_knowledge_it_counts_too() -> None:
    assert _beside("other", "Khan Research Laboratories", **{"knowledge.wmd": None})[0] == "ask"
