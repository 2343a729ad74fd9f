"""What of the acts is not executed holds a release only where it may concern the transaction, and until a person answers it."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.assessment.release_holds.unexecuted import point_of, rows_left
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.language.logic import LEVELS
from dualuse.law.measures.limits import Known
from dualuse.law.measures.not_executed import NotExaminedRow, not_examined_rows
from dualuse.law.measures.signs import PersonsOfAnnex
from dualuse.schema.determination import Determination
from dualuse.schema.reading.validation import checked_transaction
from dualuse.schema.transaction import Transaction
from tests.assessment.test_listed import TRANSACTION
from tests.assessment.test_release_reasons import END_USER, judged
from tests.support.hits_by_hand import UNION

FIREARMS = "unexecuted.32012R0258"
MILITARY_LIST = "unexecuted.military_list"


def to(place: str, code: str | None, day: str = "2025-06-02", **fields: Any) -> dict[str, Any]:
    """An export of unlisted goods, everything else quiet."""
    item = {
        "id": "1",
        "kind": "goods",
        "entries": [],
        "national_entries": [],
        "cyber_surveillance": False,
        "cn_code": code,
    }
    stated = {
        **TRANSACTION,
        "date": day,
        "destination": place,
        "manner": "permanent",
        "parties": [{**END_USER, "country": place}],
    }
    return {**stated, "items": [item], **fields}


def codes(result: Determination) -> list[str]:
    return [row.code for row in result.release_because]


def named(result: Determination) -> str:
    return next(row.text for row in result.release_because if row.code == "release.unexecuted")


def declared(result: Determination) -> set[str | None]:
    return {row.code for row in result.customs}


@pytest.mark.parametrize("place", ["RU", "BY", "MM"])
def test_food_is_released_where_nothing_left_out_can_concern_it(place: str) -> None:
    """Coffee: services are not exported goods, and no food is equipment or a chemical."""
    outside_the_zones = {"unexecuted.32014R0833.zones": False}  # Art. 5ah of Regulation (EU) No 833/2014
    assert judged(to(place, "09012100", "2025-11-20", answers=outside_the_zones)).release == "go"


@pytest.mark.parametrize(("day", "release"), [("2025-02-25", "go"), ("2025-02-26", "ask")])
def test_food_for_occupied_crimea_waits_after_the_day_its_annexes_are_known_up_to(
    day: str, release: str
) -> None:
    """Regulation (EU) No 692/2014: an act since that nobody here has read may name other goods."""
    outside_the_zones = {"unexecuted.32014R0833.zones": False}
    assert judged(to("UA-43", "09012100", day, answers=outside_the_zones)).release == release


@pytest.mark.parametrize(("answer", "release"), [(None, "ask"), (False, "go")])
def test_goggles_for_myanmar_wait_for_the_answer_about_the_annex(answer: bool | None, release: str) -> None:
    """Regulation (EU) No 401/2013, Art. 2(1) with Annex I, no. 7: night vision equipment outside Annex I."""
    answers = {} if answer is None else {"answers": {"covered.32013R0401:2": answer}}
    result = judged(to("MM", "90049090", **answers))
    assert result.release == release
    if answer is None:
        assert "Art. 2(1) with Annex I" in named(result)
        assert "covered.32013R0401:2" in named(result)
        assert "Y901" not in declared(result)


@pytest.mark.parametrize("place", ["MM", "VE"])
@pytest.mark.parametrize(
    ("code", "asked"),
    [("94029000", False), ("30049000", False), ("84378000", False), ("49030000", False), ("73130000", True)],
)
def test_what_no_kind_of_equipment_can_be_is_not_asked_about(place: str, code: str, asked: bool) -> None:
    """Annex I to Regulation (EU) No 401/2013 and to Regulation (EU) 2017/2063: eleven kinds, one of them razor barbed wire."""
    assert judged(to(place, code)).release == ("ask" if asked else "go")


def test_assistance_to_russia_asks_about_services() -> None:
    """Regulation (EU) No 833/2014, Art. 5n."""
    result = judged(to("RU", "09012100", activity="technical_assistance"))
    assert "Art. 5n" in named(result)
    assert not any(row.stops_release for row in judged(to("RU", "09012100")).not_examined)


@pytest.mark.parametrize(
    ("code", "concerned"),
    [
        ("93033000", True),
        ("9303", True),
        ("29335390", True),
        ("28416100", True),
        ("25240000", True),
        ("28054090", True),
        ("97012100", True),
        ("38089190", False),
        ("84713000", False),
    ],
)
def test_goods_of_an_act_that_is_not_executed_are_asked_about_everywhere(code: str, concerned: bool) -> None:
    """Regulations (EU) No 258/2012, (EU) 2019/125, (EC) No 111/2005, (EU) No 649/2012 and (EC) No 116/2009, told by the customs code that is stated."""
    result = judged(to("BR", code))
    assert result.release == ("ask" if concerned else "go")
    assert ("Y901" in declared(result)) is not concerned


@pytest.mark.parametrize(("answer", "release"), [(None, "ask"), (False, "go"), (True, "stop")])
def test_a_person_says_whether_hunting_rifles_need_an_authorisation(
    answer: bool | None, release: str
) -> None:
    """Regulation (EU) No 258/2012, Art. 4; the military list of the Member State, which may name them too, is answered here."""
    answers = {MILITARY_LIST: False} | ({} if answer is None else {FIREARMS: answer})
    result = judged(to("KE", "93033000", answers=answers))
    assert result.release == release
    assert ("Y901" in declared(result)) is (answer is False)


def test_goods_without_a_customs_code_are_asked_about_no_firearms() -> None:
    assert "release.unexecuted" not in codes(judged(to("BR", None)))


def test_an_answer_to_what_nobody_asks_is_refused() -> None:
    with pytest.raises(InputError, match="open question"):
        judged(to("BR", "93033000", answers={"unexecuted.32012R0259": False}))


def test_listed_items_for_syria_are_asked_about_national_rules() -> None:
    """Regulation (EU) No 36/2012, Art. 2d."""
    data = to("SY", "90304000", "2025-09-10")
    data["items"][0]["entries"] = ["3A002.c"]
    listed, unlisted = judged(data), judged(to("SY", "90304000", "2025-09-10"))
    assert [row.stops_release for row in listed.not_examined if "Art. 2d" in row.act] == [True]
    assert [row.stops_release for row in unlisted.not_examined if "Art. 2d" in row.act] == [False]


def test_whatever_concerns_a_destination_can_be_answered() -> None:
    assert [
        f"{row.act}, {row.article}" for row in not_examined_rows() if row.places and not point_of(row)
    ] == []


def test_luxury_goods_for_syria_are_open_while_the_annexes_stood() -> None:
    """Regulation (EU) No 36/2012, Arts 7a to 11b, until 28.5.2025."""
    result = judged(to("SY", "71131900", "2024-06-10"))
    assert result.range == ("not_controlled", "prohibited")
    assert "Y901" not in declared(result)


# Persons of Annex IV to Regulation (EU) No 833/2014


def listed(place: str, day: str = "2025-09-10", entries: tuple[str, ...] = ("3A002.c",)) -> dict[str, Any]:
    """An export for which an authorisation that covers it is held."""
    data = to(place, "90304000", day)
    data["items"][0] |= {"entries": list(entries), "quantity": "1", "unit": "piece"}
    held = {
        "kind": "individual",
        "reference": "A-1",
        "items": ["1"],
        "end_user": END_USER["name"],
        "destination": place,
        "valid_from": "2024-01-01",
        "valid_until": "2027-01-31",
        "left": "5",
        "left_unit": "piece",
        "end_use": "work in the plant",
    }
    knowledge = {**data["knowledge"], "nuclear_facility": "none"}
    return {**data, "end_use": "work in the plant", "knowledge": knowledge, "authorisations": [held]}


def with_party(place: str, role: str, country: str | None) -> dict[str, Any]:
    """Chips for ``place``, and somebody in ``country`` beside the end user."""
    data = to(place, "85423190", "2025-09-10")
    party = {"role": role, "name": "Example Trading", "country": country, "owners": [], "service": "none"}
    return {**data, "parties": [*data["parties"], party]}


def of_kind(kind: str, place: str) -> dict[str, Any]:
    """What has no customs code."""
    data = to(place, None, "2025-09-10")
    data["items"][0]["kind"] = kind
    return data


ANNEX_IV = next(row.point for row in not_examined_rows() if isinstance(row.sign, PersonsOfAnnex))


def asks_of_persons(result: Determination) -> bool:
    return "release.persons_not_compared" in codes(result)


def test_a_listed_item_for_a_third_country_waits_until_annex_iv_was_compared() -> None:
    """Art. 2b(1): wherever the person sits, since 25.2.2025."""
    compared, not_compared = judged(listed("IN")), judged(listed("IN"), UNION)
    assert (compared.release, not_compared.release) == ("go", "ask")
    assert asks_of_persons(not_compared)
    assert "Art. 2b with Annex IV" in not_compared.release_because[-1].text


@pytest.mark.parametrize(("answer", "release"), [(False, "go"), (True, "stop")])
def test_a_person_says_whether_a_party_is_named_in_annex_iv(answer: bool, release: str) -> None:
    result = judged({**listed("IN"), "answers": {ANNEX_IV: answer}}, UNION)
    assert result.release == release
    assert not asks_of_persons(result)


@pytest.mark.parametrize(
    ("data", "asked"),
    [
        (to("TR", "85423190", "2025-09-10"), True),  # Annexes VII and XL
        (to("TR", "09012100", "2025-09-10"), False),
        (to("KR", "85423190", "2025-09-10"), False),  # a partner country
        (listed("IN", "2025-02-24"), False),  # before the ban wherever the person sits
        (to("TR", None, "2025-09-10"), True),  # the code that may be in Annex VII is not stated
        (to("TR", None, "2025-02-24"), False),
        (to("KR", None, "2025-09-10"), False),
        (to("KR", None, "2025-09-10", purchasing_country="CN"), True),
        (with_party("KR", "consignee", "CN"), True),  # whoever is supplied, wherever the items go
        (with_party("KR", "agent", "CN"), True),
        (with_party("KR", "consignee", None), True),  # in which country is not known
        (with_party("KR", "carrier", "CN"), False),  # who only carries them is not supplied
        (with_party("KR", "consignee", "JP"), False),
        (of_kind("software", "TR"), True),  # Part A of Annex VII goes by description
        (of_kind("software", "KR"), False),
    ],
)
def test_annex_iv_is_asked_about_where_it_can_matter(data: dict[str, Any], asked: bool) -> None:
    assert asks_of_persons(judged(data, UNION)) is asked


@pytest.mark.parametrize(("kind", "named"), [("goods", True), ("software", False)])
def test_the_customs_code_that_may_settle_it_is_asked_for(kind: str, named: bool) -> None:
    result = judged(of_kind(kind, "TR"), UNION)
    reason = next(row for row in result.release_because if row.code == "release.persons_not_compared")
    assert result.release == "ask"
    assert ("no customs code is stated" in reason.text) is named
    assert reason.text.startswith(
        "Regulation (EU) No 833/2014 Art. 2b with Annex IV: its persons must not get"
    )
    assert "https://" not in reason.text
    assert "install its table (dualuse lists add; the transcription" in reason.text
    assert (reason.params.get("items") == ["1"]) is named
    assert judged({**of_kind(kind, "TR"), "answers": {ANNEX_IV: False}}, UNION).release == "go"
    assert judged(of_kind(kind, "TR")).release == "go"  # compared


# Owners in Russia or Belarus, whom annexes name with what they own


OWNED = "unexecuted.owned_by_a_person_of_an_annex"


def owned(**owner: str) -> dict[str, Any]:
    data = to("AE", "84295210")
    return {**data, "parties": [{**data["parties"][0], "owners": [{"name": "Example Holding", **owner}]}]}


@pytest.mark.parametrize(
    ("owner", "release"),
    [
        ({"country": "RU", "share": "100"}, "ask"),
        ({"country": "BY", "share": "50"}, "ask"),
        ({"country": "RU"}, "ask"),  # a share that nobody states may be any
        ({"country": "RU", "share": "49"}, "go"),
        ({"country": "AE", "share": "100"}, "go"),
        # Of whom no country is stated: by the legal form, a name that is known, a register.
        ({"name": "OOO Kamaz", "share": "100"}, "ask"),
        ({"name": "ПАО «Татнефть»", "share": "100"}, "ask"),
        ({"name": "Rosneft Trading", "share": "60"}, "ask"),
        ({"name": "Minsk Holding OAO"}, "ask"),
        ({"name": "OOO Kamaz", "share": "10"}, "go"),
        ({"name": "OOO Kamaz", "country": "AM", "share": "100"}, "go"),
        ({"name": "Al Bahar Family Trust", "share": "100"}, "go"),
    ],
)
def test_who_is_owned_from_russia_waits_for_the_annexes_that_name_persons(
    owner: dict[str, str], release: str
) -> None:
    """Regulation (EU) No 833/2014, Arts 2b and 5aa: an excavator, which no annex of goods keeps from the Emirates."""
    result = judged(owned(**owner), UNION)
    assert result.release == release
    assert ("release.owners_not_compared" in codes(result)) is (release == "ask")


def test_owners_that_were_compared_or_answered_for_are_not_asked_about() -> None:
    data = owned(country="RU", share="100")
    assert judged(data).release == "go"
    assert judged({**data, "answers": {OWNED: False}}, UNION).release == "go"
    assert judged({**data, "answers": {OWNED: True}}, UNION).release == "stop"


# Onward export that is known


@pytest.mark.parametrize("level", ["none", "aware", "informed"])
def test_where_items_go_on_to_is_asked_where_that_is_known(level: str) -> None:
    """Regulation (EU) No 833/2014, Art. 2a(1): directly or indirectly. Chips for Hong Kong."""
    data = to("HK", "85423190", "2025-11-05", end_use="built into toys in its own factory")
    result = judged({**data, "knowledge": {**data["knowledge"], "reexport": level}})
    assert result.release == ("go" if level == "none" else "ask")
    if level != "none":
        assert "indirect supply" in named(result)
        assert "Y901" not in declared(result)


@pytest.mark.parametrize(
    ("code", "answer", "release"),
    [
        ("09012100", False, "go"),
        ("09012100", True, "stop"),
        ("85423190", False, "ask"),  # one that Russia looks for: where it goes is to be stated
        ("85423190", True, "stop"),
    ],
)
def test_a_person_says_whether_the_place_they_go_on_to_is_under_measures(
    code: str, answer: bool, release: str
) -> None:
    data = to("HK", code, "2025-11-05")
    point = next(
        row.point for row in not_examined_rows() if row.known == Known(reexport=("aware", "informed"))
    )
    stated = {
        **data,
        "knowledge": {**data["knowledge"], "reexport": "aware"},
        "answers": {point: answer},
    }
    assert judged(stated).release == release


# Addresses in areas of Ukraine


def in_ukraine(address: str, **fields: Any) -> dict[str, Any]:
    party = {**END_USER, "country": "UA", "address": address}
    return {**to("UA", "84713000", "2025-06-10"), "parties": [party], **fields}


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("ul. Lenina 5, 299011 Sevastopol", True),
        ("Kyivska 1, Simferopol, Crimea", True),
        ("вулиця Артема 12, Донецьк 83000", True),
        ("Radianska St 3, LUHANSK", True),
        ("Donetska oblast, Kramatorsk", True),
        ("Prospekt Myru 7, Melitopol", True),
        ("Khreshchatyk 22, Kyiv 01001", False),
    ],
)
def test_a_party_whose_address_names_an_occupied_area_is_asked_about(address: str, asked: bool) -> None:
    """Regulations (EU) No 692/2014 and (EU) 2022/263: the party is stated as one in Ukraine."""
    result = judged(in_ukraine(address))
    assert result.release == ("ask" if asked else "go")
    assert ("Y901" in declared(result)) is not asked


def test_a_person_says_that_the_party_sits_elsewhere() -> None:
    """A street may bear the name of a town."""
    stated = in_ukraine("Sevastopolska 5, Kyiv", answers={"unexecuted.ukraine_areas.crimea": False})
    assert judged(stated).release == "go"


def test_an_address_there_counts_for_parties_in_ukraine_alone() -> None:
    stated = {**to("DE", None), "destination": "TR"}
    party = {**END_USER, "country": "TR", "address": "Sevastopol Caddesi 5, Ankara 06000"}
    assert "ukraine" not in str(
        [row.params for row in judged({**stated, "parties": [party]}).release_because]
    )


# Texts that name a place under measures which the transaction does not state


def addressed(place: str, address: str, **fields: Any) -> dict[str, Any]:
    return {
        **to(place, "94033000"),
        "parties": [{**END_USER, "country": place, "address": address}],
        **fields,
    }


@pytest.mark.parametrize(
    ("place", "address", "point"),
    [
        ("KZ", "Tverskaya 1, Moscow, Russia", "32014R0833"),
        ("KZ", "г. Екатеринбург, ул. Мира 4", "32014R0833"),
        ("TR", "Moskau, Russische Föderation", "32014R0833"),
        ("AE", "Minsk, Belarus", "32006R0765"),
        ("TR", "Pr. Nezavisimosti, Biélorussie", "32006R0765"),
        ("TR", "Tehran, Iran", "32012R0267"),
        ("TR", "Valiasr 7, TAHRAN / İRAN", "32012R0267"),
        ("AE", "12 avenue Valiasr, Téhéran", "32012R0267"),
        ("CN", "Pyongyang", "32017R1509"),
        ("LB", "Aleppo", "32012R0036"),
        ("TR", "Simferopol", "ukraine_areas.crimea"),
        ("TR", "Donetsk", "ukraine_areas.donetsk_luhansk"),
        ("TR", "Rruga 4, Tirana", ""),
        ("AL", "Iranit 5, Tirana", ""),
        ("TR", "Iran Caddesi 21, Ankara", ""),
        ("AE", "Moscow Street 5, Dubai", ""),
        ("AE", "Moscowia Tower, Dubai", ""),
        ("AE", "Sheikh Zayed Road, Dubai", ""),
        # A state or province of the country stated stands behind the name, in letters that can mean nothing else.
        ("US", "100 2nd Ave S, St. Petersburg, FL 33701", ""),
        ("US", "Saint Petersburg, Florida", ""),
        ("US", "Moscow, ID 83843, USA", ""),
        ("US", "Sebastopol, CA", ""),
        ("AU", "5 High St, Sebastopol VIC 3356", ""),
        ("US", "Moscow, MO", "32014R0833"),
        ("US", "Moscow, MO 63362", ""),
        ("US", "Moscow Co., Ltd", "32014R0833"),
        ("AE", "Moscow, PA", "32014R0833"),
        ("US", "St. Petersburg, Russia", "32014R0833"),
        # A longer name that is a place of its own.
        ("GB", "c/o Little Moscow, Cardiff", ""),
        # A place of the same name, whose region stands beside it.
        ("TR", "Fatih Mah., Kazan, Ankara", ""),
        ("TR", "Fatih Mah., Kazan", "32014R0833"),
        ("TR", "Tokmak", "ukraine_areas.kherson_zaporizhzhia"),
        # Streets: the word before the name, behind it, and one that may stand before another name.
        ("MA", "12 rue de Téhéran, Rabat", ""),
        ("KR", "152 Teheran-ro, Gangnam-gu, Seoul", ""),
        ("AE", "Teheran-ro", "32012R0267"),
        ("TR", "Minsk str. 5, Ankara", ""),
        ("TR", "Minsk str. Lenina 5", "32006R0765"),
        ("TR", "Moscow Road 5, Minsk", "32006R0765"),
    ],
)
def test_an_address_that_names_another_place_under_measures_is_asked_about(
    place: str, address: str, point: str
) -> None:
    result = judged(addressed(place, address))
    assert result.release == ("ask" if point else "go")
    assert (f"unexecuted.{point}" in str([row.params for row in result.release_because])) is bool(point)
    assert ("Y901" in declared(result)) is not point


@pytest.mark.parametrize(
    ("end_use", "description", "asked"),
    [
        ("for delivery to Uralmash, Yekaterinburg, Russia", "chairs", True),
        ("furnishing of an office", "chairs, customer in Tehran, Iran", True),
        ("furnishing of an office", "chairs of damascus steel", False),
        ("for our shop in Damascus", "chairs", True),
        ("shipped via Moscow", "chairs", True),
        ("furnishing of an office in Tirana", "chairs", False),
        ("drones of the Russian army", "chairs", True),
        ("für die iranische Küstenwache", "chairs", True),
        ("Kraftwerk Buschehr", "chairs", True),
        ("furnishing of an office", "chairs in Russian leather", False),
    ],
)
def test_end_use_and_description_are_looked_at(end_use: str, description: str, asked: bool) -> None:
    data = to("AE", "94033000", end_use=end_use)
    data["items"][0]["description"] = description
    result = judged(data)
    assert result.release == ("ask" if asked else "go")
    named_there = [row for row in result.not_examined if "stop on the way in" in row.act]
    assert bool(named_there) is asked


@pytest.mark.parametrize(
    ("country", "address", "asked"),
    [
        ("PL", "ul. Warszawska 5, 05-300 Mińsk Mazowiecki", False),
        ("PL", "Mińsk", True),
        ("NL", "Hoofdweg 1, De Krim", False),
        ("FR", "10 boulevard de Sébastopol, Paris", False),
        ("IT", "Via Palmiro Togliatti 5, Bologna", False),
        ("IT", "Togliatti", True),
        ("IL", "Damascus Gate 4, Jerusalem", False),
        ("KG", "Tokmak, Chuy", False),
    ],
)
def test_a_purchaser_at_a_place_with_such_a_name(country: str, address: str, asked: bool) -> None:
    party = {"role": "purchaser", "name": "Example Buyer", "country": country, "address": address}
    data = to("AE", "94033000")
    ways = {"russia_833_2014_through_russia": False, "belarus_765_2006_through_belarus": False}
    circumstances = {**data.get("circumstances", {}), **ways}
    result = judged({**data, "parties": [*data["parties"], party], "circumstances": circumstances})
    assert result.release == ("ask" if asked else "go")


@pytest.mark.parametrize(
    ("country", "name", "asked"),
    [
        ("KZ", "Moscow Bearing Works, Almaty Branch", True),
        ("CN", "Pyongyang General Trading Office", True),
        ("JP", "Embassy of the Islamic Republic of Iran", True),
        ("UA", "Sevastopol Dock Works", True),
        ("AE", "Kerman Perm Salon", False),  # names of towns that are words and family names, too
        ("AE", "Example Works", False),
    ],
)
def test_a_name_that_names_a_place_under_measures_is_asked_about(
    country: str, name: str, asked: bool
) -> None:
    """833/2014 Art. 2a(1), 2017/1509, 267/2012 Art. 1(o), 692/2014: "for use in" and to persons of it, wherever they sit."""
    data = to("AE", "94033000")
    result = judged(
        {**data, "parties": [*data["parties"], {"role": "purchaser", "name": name, "country": country}]}
    )
    assert ("named_in_texts" in str(result) or "ukraine_areas" in str(result)) is asked
    assert asked is (result.release == "ask") or country != "AE"


@pytest.mark.parametrize("field", ["consigned_to", "dispatched_from", "located_in"])
@pytest.mark.parametrize(("place", "asked"), [("RU", True), ("BY", True), ("IR", True), ("DE", False)])
def test_a_stop_on_the_way_in_a_place_under_measures_is_asked_about(
    field: str, place: str, asked: bool
) -> None:
    """833/2014 Arts 2(1a), 2a(1a), 3k(1a): through its territory, too; what is there already came there somehow."""
    result = judged({**to("AE", "94033000"), field: place})
    assert ("named_in_texts" in str([row.params for row in result.release_because])) is asked


@pytest.mark.parametrize(("answer", "release"), [(False, "go"), (True, "stop")])
def test_a_person_says_whether_the_items_go_to_the_place_named(answer: bool, release: str) -> None:
    answers = {"unexecuted.32014R0833.named_in_texts": answer}
    result = judged(addressed("AE", "Tverskaya 1, Moscow, Russia", answers=answers))
    assert result.release == release
    if answer:
        assert "Regulation (EU) No 833/2014" in result.release_because[0].text


def test_a_place_that_is_stated_is_not_asked_about_again() -> None:
    """The act stands for itself where the items go there."""
    stated = judged(addressed("BY", "Minsk, Belarus", end_use="an office in Minsk", answers={}))
    assert "named_in_texts" not in str([row.params for row in stated.release_because])


# Owners and controllers, carriers and vessels


def owned_from(place: str, **fields: Any) -> dict[str, Any]:
    owner = {"name": "Sample Holding", "country": place, "share": "60"}
    return {**to("AE", "38011000"), "parties": [{**END_USER, "country": "AE", "owners": [owner]}], **fields}


@pytest.mark.parametrize(
    ("place", "point"), [("IR", "32012R0267"), ("KP", "32017R1509"), ("JP", ""), ("RU", "")]
)
def test_a_party_that_persons_in_iran_own_is_asked_about(place: str, point: str) -> None:
    """Regulation (EU) No 267/2012, Art. 1(o)(iv)."""
    result = judged(owned_from(place))
    assert result.release == ("ask" if point else "go")
    assert (f"unexecuted.{point}.owned" in str([row.params for row in result.release_because])) is bool(point)


@pytest.mark.parametrize(("answer", "release"), [(False, "go"), (True, "stop")])
def test_a_person_says_whether_the_party_is_an_iranian_one(answer: bool, release: str) -> None:
    assert judged(owned_from("IR", answers={"unexecuted.32012R0267.owned": answer})).release == release


LISTED_ITEM = {"entries": ["2B350.a"], "cn_code": "84198998"}


def _owned_by(
    owner: dict[str, Any], item: dict[str, Any], day: str = "2025-12-01", **fields: Any
) -> Determination:
    data = {**owned_from("JP", **fields), "date": day}
    data["parties"] = [{**END_USER, "country": "AE", "owners": [{"name": "Sample Holding", **owner}]}]
    data["items"] = [{**data["items"][0], **item}]
    return judged(data)


def _asks_of_iranian_owners(result: Determination) -> bool:
    rows = [row for row in result.not_examined if row.stops_release]
    return any("267/2012, Art. 1(o)" in row.act for row in rows)


@pytest.mark.parametrize(
    ("owner", "asked"),
    [
        ({"share": "60"}, True),
        ({}, True),
        ({"share": "10", "control": True}, True),
        ({"share": "10", "control": False}, False),
        ({"share": "60", "country": "JP"}, False),
        ({"share": "60", "country": "IR"}, True),
    ],
)
@pytest.mark.parametrize("item", [LISTED_ITEM, {"cn_code": "73110099"}, {"cn_code": None}])
def test_the_country_of_an_owner_is_asked_where_iran_turns_on_it(
    owner: dict[str, Any], asked: bool, item: dict[str, Any]
) -> None:
    """Regulation (EU) No 267/2012, Art. 1(o): who is owned from Iran is an Iranian person wherever it sits."""
    assert _asks_of_iranian_owners(_owned_by(owner, item)) is asked


def test_the_country_of_an_owner_is_not_asked_of_goods_that_no_annex_names() -> None:
    assert _owned_by({"share": "60"}, {"cn_code": "09012100"}).release == "go"


def test_before_the_measures_came_back_no_country_was_asked_of_goods_named_for_iran() -> None:
    assert not _asks_of_iranian_owners(_owned_by({"share": "60"}, {"cn_code": "73110099"}, "2025-09-01"))


@pytest.mark.parametrize(("given", "release"), [(None, "ask"), (False, "go"), (True, "stop")])
def test_a_person_answers_for_an_owner_without_a_country(given: bool | None, release: str) -> None:
    answers = {} if given is None else {"answers": {"unexecuted.32012R0267.owned": given}}
    assert _owned_by({"share": "60"}, {"cn_code": "73110099"}, **answers).release == release


@pytest.mark.parametrize(
    ("role", "place", "point"),
    [
        ("carrier", "RU", "32014R0833.carriers"),
        ("vessel", "RU", "32014R0833.carriers"),
        ("carrier", "BY", "32006R0765.carriers"),
        ("carrier", "IR", "32012R0267.carriers"),
        ("vessel", "IR", "32012R0267.carriers"),
        ("carrier", "KZ", ""),
    ],
)
def test_a_carrier_of_russia_or_belarus_or_iran_is_asked_about(role: str, place: str, point: str) -> None:
    """Regulation (EU) No 833/2014, Arts 3l and 3ea; Regulation (EC) No 765/2006, Art. 1zc; Regulation (EU) No 267/2012."""
    data = to("AE", "94033000", day="2026-08-01")
    data["parties"].append({"role": role, "name": "Sample Transport", "country": place})
    result = judged(data)
    assert result.release == ("ask" if point else "go")
    assert [row.stops_release for row in result.not_examined if "a carrier or vessel" in row.act] == (
        [True] if point else []
    )
    if point:
        assert judged({**data, "answers": {f"unexecuted.{point}": False}}).release == "go"
        assert judged({**data, "answers": {f"unexecuted.{point}": True}}).release == "stop"


@pytest.mark.parametrize(
    ("stated", "asked"),
    [
        ({"identifiers": {"flag": "Iran"}}, True),
        ({"identifiers": {"flag": "IR"}}, True),
        ({"identifiers": {"flag": "IRN"}}, True),
        ({"identifiers": {"operator": "Iranian Line Company"}}, True),
        ({"identifiers": {"flag": "Russland"}}, True),
        ({"owners": [{"name": "Line Co", "country": "BY", "share": "10"}]}, True),
        ({"identifiers": {"imo": "9321483", "flag": "Panama"}}, False),
        ({"owners": [{"name": "Line Co", "country": "GR", "share": "60"}]}, False),
    ],
)
def test_a_vessel_is_of_where_its_flag_operator_or_owner_is(stated: dict[str, Any], *, asked: bool) -> None:
    vessel = {"role": "vessel", "name": "Sample Star", "country": "PA", "owners": [], **stated}
    data = to("AE", "94033000", day="2026-08-01")
    result = judged({**data, "parties": [*data["parties"], vessel]})
    assert any("a carrier" in row.act for row in result.not_examined if row.stops_release) is asked
    carrier = {**vessel, "role": "carrier"}
    assert (judged({**data, "parties": [*data["parties"], carrier]}).release == "ask") is asked


def described(
    description: str | None, code: str | None = None, place: str = "BR", **party: Any
) -> Determination:
    """An export of unlisted goods, of which this is said."""
    data = to(place, code, parties=[{**END_USER, "country": place, **party}])
    data["items"][0]["description"] = description
    return judged(data)


@pytest.mark.parametrize(
    ("description", "act"),
    [
        ("Leg irons, steel", "2019/125"),
        ("Elektroschockgeräte", "2019/125"),
        ("Menottes", "2019/125"),
        ("Pentobarbital sodium", "Annex IV"),
        ("Hunting rifles", "258/2012"),
        ("Ephedrine hydrochloride", "111/2005"),
        ("Essigsäureanhydrid", "111/2005"),
        ("Kampfpanzer, gebraucht", "military lists"),
    ],
)
def test_goods_without_a_code_are_asked_about_where_the_description_points_there(
    description: str, act: str
) -> None:
    """To leave the code out makes nothing milder: Regulations (EU) 2019/125, (EU) No 258/2012, (EC) No 111/2005, military lists."""
    result = described(description)
    assert result.release == "ask"
    sentence = next(row.text for row in result.release_because if row.code == "release.goods_without_code")
    assert act in sentence
    assert "state the full customs code" in sentence


@pytest.mark.parametrize("description", ["Office chairs", "Lifting shackles", "Lacquer spray guns", None])
def test_ordinary_goods_without_a_code_go_and_the_acts_are_named(description: str | None) -> None:
    result = described(description)
    assert result.release == "go"
    assert "whether Regulation (EU) 2019/125" in result.release_because[0].text
    assert "of which no customs code is stated" in result.release_because[0].text


def test_of_goods_with_a_code_and_of_what_has_none_no_act_is_named() -> None:
    assert "no customs code is stated" not in described("Office chairs", "94013900").release_because[0].text
    data = to("BR", None)
    data["items"][0]["kind"] = "software"
    assert "no customs code is stated" not in judged(data).release_because[0].text
    data["items"][0]["kind"] = None
    assert "no customs code is stated" in judged(data).release_because[0].text
    sent = judged({**data, "manner": "electronic"})
    assert not any("no customs code is stated" in row.text for row in sent.release_because)


@pytest.mark.parametrize(
    ("service", "name", "release"),
    [
        ("police", "Example Directorate", "ask"),
        ("other_security", "Example Directorate", "ask"),
        ("none", "Example State Prison", "ask"),
        ("none", "Example Directorate", "go"),
        (None, "Example Directorate", "go"),
    ],
)
@pytest.mark.parametrize("code", [None, "73269098"])
def test_a_security_service_is_asked_about_goods_that_no_code_tells(
    code: str | None, service: str | None, name: str, release: str
) -> None:
    """Regulation (EU) 2019/125, Annexes II and III: steel articles to a factory are not asked about, nor is a chair of known code."""
    assert described("Goods", code, service=service, name=name).release == release
    cameras = described("Goods", "85258900", service=service, name=name)
    assert cameras.release == ("ask" if name == "Example State Prison" else "go")


@pytest.mark.parametrize(
    ("code", "description", "release"),
    [
        ("73269098", "Thumb cuffs", "ask"),
        ("73269098", "Steel brackets", "go"),
        ("65061080", "Ballistic helmets", "ask"),
        ("65061080", "Cycle helmets", "go"),
        ("29335995", "Thiopental sodium", "ask"),
        ("29335995", "Intermediate for dyes", "go"),
        ("30049000", "Pentobarbital, solution for injection", "ask"),
        ("84581120", "Revolver head for gun barrels", "go"),
    ],
)
def test_a_wide_code_is_asked_about_where_the_description_points_there(
    code: str, description: str, release: str
) -> None:
    assert described(description, code).release == release


@pytest.mark.parametrize("code", ["87100000", "89061000", "93019000", "93063030", "36020000"])
def test_goods_that_are_military_as_a_whole_are_asked_about(code: str) -> None:
    """Common Position 2008/944/CFSP; Germany: § 8(1) no 1 AWV."""
    result = described("Goods", code, "NO")
    assert MILITARY_LIST in named(result)
    answers = {MILITARY_LIST: False, FIREARMS: False}
    assert judged(to("NO", code, answers=answers)).release == "go"
    assert judged(to("NO", code, answers={**answers, MILITARY_LIST: True})).release == "stop"


SERVICE = "unexecuted.service_under_embargo"


@pytest.mark.parametrize(
    ("place", "service", "release"),
    [
        ("IQ", "military", "ask"),
        ("SD", "intelligence", "ask"),
        ("LB", "military", "ask"),
        ("IQ", None, "ask"),
        ("LB", None, "ask"),
        ("LB", "none", "go"),
        ("IQ", "none", "go"),
        ("IQ", "police", "go"),
        ("BR", "military", "go"),
    ],
)
def test_a_military_service_under_an_embargo_is_confirmed_to_have_no_military_end_use(
    place: str, service: str | None, release: str
) -> None:
    """Art. 4(1)(b): whoever delivers a lathe to an army says so with a confirmation."""
    data = to(place, "84581120", parties=[{**END_USER, "country": place, "service": service}])
    data["knowledge"] = {**data["knowledge"], "nuclear_facility": "none"}
    data["circumstances"] = {**data.get("circumstances", {}), "iran_2023_1529_through_iran": False}
    result = judged(data)
    assert result.release == release
    assert ("release.service_under_embargo" in codes(result)) is (release == "ask")
    if release == "ask":
        assert judged({**data, "answers": {SERVICE: False}}).release == "go"


def test_a_consignee_counts_and_a_known_military_end_use_is_judged_by_the_law() -> None:
    users = [
        {**END_USER, "country": "IQ"},
        {**END_USER, "role": "consignee", "country": "IQ", "service": "military"},
    ]
    data = to("IQ", "84581120", parties=users)
    assert "release.service_under_embargo" in codes(judged(data))
    data["knowledge"] = {**data["knowledge"], "military_end_use": "aware"}
    assert "release.service_under_embargo" not in codes(judged(data))


def test_a_service_with_a_military_end_use_under_an_embargo_is_asked_about_national_bans() -> None:
    """Iraq: no Regulation of the Council forbids it; where one does, its provision asks (Sudan)."""
    point = "unexecuted.services_under_embargo"
    for place, asked in (("IQ", True), ("SD", False), ("BR", False)):
        data = to(place, None, activity="technical_assistance")
        data["items"][0]["kind"] = "technology"
        data["knowledge"] = {**data["knowledge"], "military_end_use": "aware"}
        data["authority_decisions"] = [
            {"provision": "Art. 8(2)", "result": "not_required", "date": "2025-06-01"},
        ]
        result = judged(data)
        assert any(point in row.text for row in result.release_because) is asked
    data["knowledge"]["military_end_use"] = "none"
    assert not any(point in row.text for row in judged({**data, "destination": "IQ"}).release_because)


ASKING_FOR_KNOWLEDGE = tuple(row for row in not_examined_rows() if row.asks_for_knowledge)


def speaking_of(row: NotExaminedRow, place: str, level: str | None) -> Transaction:
    """A sale whose every text has a word of the row, to ``place``; ``level``: what is stated to be known of each use."""
    lists = (getattr(row.sign, name, ()) for name in ("words", "described", "receivers", "addresses"))
    words = [word.strip("=*|") for of_row in lists for word in of_row]
    text = f"for the {words[0]} there" if words else "for the plant there"
    party = {**END_USER, "name": text, "address": text, "country": place}
    fields = {"end_use": text, "parties": [party], "knowledge": dict.fromkeys(GROUNDS, level)}
    stated = to(place, None, "2026-08-01", **fields)
    stated["items"][0] |= {"description": text, "entries": ["5A001.a"] if row.what.listed else []}
    return checked_transaction(stated)


def stating(use: str, level: str | None, transaction: Transaction) -> Transaction:
    assert transaction.knowledge is not None
    knowledge = transaction.knowledge.model_copy(update={use: level})
    return transaction.model_copy(update={"knowledge": knowledge})


@pytest.mark.parametrize("others", [None, "none", "aware"])
@pytest.mark.parametrize("place", ["AE", "SD"])
def test_a_point_hangs_on_what_is_known_of_the_uses_that_it_names_alone(
    place: str, others: str | None
) -> None:
    """What an exporter who were aware would be asked is looked for among these points only (Art. 4(2)): none may be missed."""
    moved = 0
    for row in ASKING_FOR_KNOWLEDGE:
        stated = speaking_of(row, place, others)
        assert stated.date is not None
        for use in GROUNDS:
            levels = (stating(use, level, stated) for level in (None, *LEVELS))
            answers = {rows_left(transaction, (row,), stated.date) for transaction in levels}
            assert len(answers) == 1 or use in row.uses_asked, (point_of(row), use)
            moved += len(answers) > 1
    assert moved


@pytest.mark.parametrize("place", ["IR", "LY", "MM", "VE", "ZW"])
def test_what_one_answer_settles_is_named_once(place: str) -> None:
    """An annex of repression equipment stood there by the provision that asks of it, and as what it names beside Annex I."""
    reason = next(
        row for row in judged(to(place, "85369010")).release_because if row.code == "release.unexecuted"
    )
    assert "other entries" not in reason.text
    assert "entries outside the dual-use list" not in reason.text


def test_each_point_stands_beside_the_answer_that_settles_it() -> None:
    """Myanmar: two annexes, and an answer for each."""
    data = to("MM", "85176200")
    text = next(row.text for row in judged(data).release_because if row.code == "release.unexecuted")
    assert "Art. 2(1) with Annex I (covered.32013R0401:2)" in text
    assert "Art. 3b(1) with Annex III (covered.32013R0401:1)" in text
