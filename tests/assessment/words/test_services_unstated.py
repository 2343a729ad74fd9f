"""What is not stated of a service, of the exporter's State or of an authorisation is not read as "none" (Arts 2(3), 4(1)(b), 5(1), 12(6))."""

from __future__ import annotations

import random
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.derivations import DERIVATIONS, options_used
from dualuse.assessment.deriving import Inputs
from dualuse.law.germany.facts import GERMAN_LAW
from dualuse.law.states import jurisdiction
from dualuse.schema.reading.validation import checked_transaction
from tests.assessment.test_release_reasons import END_USER, judged
from tests.assessment.test_unexecuted import to

STRICTNESS = {"go": 0, "ask": 1, "stop": 2}
SERVICES_BY_NAME = (
    "Dubai Police", "شرطة دبي", "公安局", "Jandarma", "Emniyet Genel Müdürlüğü", "Комитет национальной безопасности",
    "State Security Service of Georgia", "Armed Forces of Kazakhstan", "Committee for National Security", "Ministry of Defence",
    "Вооружённые силы", "Հայաստանի զինված ուժեր",
)  # fmt: skip


def sale(place: str, name: str, service: str | None, **changes: Any) -> dict[str, Any]:
    party = {**END_USER, "name": name, "country": place, "service": service}
    return to(place, "94029000", parties=[party], **changes)


@pytest.mark.parametrize("name", SERVICES_BY_NAME)
@pytest.mark.parametrize("service", [None, "none"])
def test_who_is_a_service_by_its_name_is_asked_about(name: str, service: str | None) -> None:
    """Art. 5(1): silence is not "none"."""
    assert "release.receiver_is_a_service" in {
        row.code for row in judged(sale("AE", name, service)).release_because
    }


@pytest.mark.parametrize(
    ("place", "name", "asked"),
    [("RS", "MUP Srbije", True), ("KZ", "KNB", True), ("TR", "MUP Trading", False), ("MY", "KNB", False)],
)
def test_a_short_name_counts_in_its_country(place: str, name: str, asked: bool) -> None:
    codes = {row.code for row in judged(sale(place, name, None)).release_because}
    assert ("release.receiver_is_a_service" in codes) is asked


@pytest.mark.parametrize("service", [None, "none"])
def test_an_ordinary_firm_needs_no_service(service: str | None) -> None:
    assert judged(sale("AE", "Example Works", service)).release == "go"


@pytest.mark.parametrize("place", ["CN", "AM", "AZ", "LB", "MM"])
@pytest.mark.parametrize(("service", "asked"), [("military", True), (None, True), ("none", False)])
def test_under_an_embargo_or_perhaps_the_service_is_asked(
    place: str, service: str | None, asked: bool
) -> None:
    """Art. 4(1)(b)."""
    codes = {row.code for row in judged(sale(place, "Example Works", service)).release_because}
    assert ("release.service_under_embargo" in codes) is asked


@pytest.mark.parametrize("place", ["AE", "TR", "EG", "VN"])
@pytest.mark.parametrize(
    ("item", "watches"),
    [
        ({"description": "Camera", "cn_code": "85258900"}, True),
        ({"description": "CCTV camera", "cn_code": None}, True),
        ({"description": "Überwachungskamera", "cn_code": None}, True),
        ({"description": "Video analytics", "cn_code": None, "kind": "software"}, True),
        ({"description": "GPS tracker", "cn_code": "85269120"}, True),
        ({"description": "Solar tracker", "cn_code": "76109090"}, False),
        ({"description": "Printer", "cn_code": "84433210"}, False),
        ({"description": "Monitor", "cn_code": "85285210"}, False),
    ],
)
def test_what_may_watch_asks_for_whom_as_it_does_for_the_police(
    place: str, item: dict[str, Any], *, watches: bool
) -> None:
    """Art. 5(2): a missing service is no milder than one that is stated, of what may watch and nobody says for what."""
    asks = {"release.watcher_unserved", "surveillance_unstated"}
    for service, surveys, asked in (
        ("police", None, {"surveillance_unstated"}),
        (None, None, {"release.watcher_unserved"} if watches else set()),
        ("none", None, set()),
        (None, False, set()),
    ):
        data = sale(place, "Example Works", service)
        items = [{**data["items"][0], **item, "cyber_surveillance": surveys}]
        result = judged({**data, "items": items})
        assert asks & {row.code for row in result.release_because} == asked, (service, surveys)
        assert not asked or result.release == "ask"


@pytest.mark.parametrize("role", ["consignee", "purchaser", "agent", "intermediary", "broker"])
@pytest.mark.parametrize(
    ("place", "country", "service", "name", "asked"),
    [
        pytest.param("CN", "CN", None, "Other Works", True, id="at the destination"),
        pytest.param("CN", "HK", None, "Other Works", True, id="beside it"),
        pytest.param("CN", None, None, "Other Works", True, id="somewhere"),
        pytest.param("CN", "CN", "none", "Other Works", False, id="none"),
        pytest.param("CN", "CN", None, "Example Works", False, id="the end user, who is none"),
        pytest.param("CN", "FR", None, "Other Works", False, id="in the Union"),
        pytest.param("CN", "JP", None, "Other Works", False, id="a close partner"),
        pytest.param("TR", "TR", None, "Other Works", False, id="no embargo"),
    ],
)
def test_under_an_embargo_the_service_of_others_is_asked_as_that_of_the_end_user(
    role: str, place: str, country: str | None, service: str | None, name: str, *, asked: bool
) -> None:
    """Art. 4(1)(b): the army may stand as the consignee, or buy."""
    user = {**END_USER, "name": "Example Works", "country": place, "service": "none"}
    other = {**user, "role": role, "name": name, "country": country, "service": service}
    data = to(place, "94029000", parties=[user, other])
    codes = {row.code for row in judged(data).release_because}
    assert ("release.service_under_embargo" in codes) is asked
    as_an_army = {
        row.code
        for row in judged({**data, "parties": [user, {**other, "service": "military"}]}).release_because
    }
    assert "release.service_under_embargo" in as_an_army or place == "TR"


@pytest.mark.parametrize("named", [{}, {"other_parties": ["Other Works"]}])
def test_a_purchaser_whom_the_licence_names_is_known_to_its_authority(named: dict[str, Any]) -> None:
    """Annex III: who granted it knew who buys."""
    user = {**END_USER, "name": "Example Works", "country": "CN", "service": "none"}
    other = {**user, "role": "purchaser", "name": "Other Works", "service": None}
    held = {
        "kind": "individual",
        "reference": "L-1",
        "end_user": "Example Works",
        "destination": "CN",
        **named,
    }
    data = to("CN", "85432000", parties=[user, other], authorisations=[held])
    data["items"][0]["entries"] = ["3A002.d"]
    codes = {row.code for row in judged(data).release_because}
    assert ("release.service_under_embargo" in codes) is not bool(named)


def test_deleting_a_service_of_the_end_user_never_makes_an_answer_milder() -> None:
    """A name that says a service, or a place that is or may be under an embargo; what the party is stated to be is drawn by chance."""
    draw = random.Random(18)
    for _ in range(60):
        place = draw.choice(["CN", "LB", "AM", "MM", "AE", "TR"])
        named = place in ("AE", "TR")
        name = draw.choice(SERVICES_BY_NAME) if named else "Example Works"
        service = draw.choice(["military", "police", "intelligence", "none"])
        surveys = draw.choice([None, False]) if named else False
        item = {**to(place, "85258900")["items"][0], "cyber_surveillance": surveys}
        stated = judged(sale(place, name, service, items=[item])).release
        silent = judged(sale(place, name, None, items=[item])).release
        assert STRICTNESS[silent] >= STRICTNESS[stated], (place, name, service, surveys)


@pytest.mark.parametrize("country", ["DE", "FR", None])
def test_an_answer_about_german_law_counts_only_where_the_state_is_not_known(country: str | None) -> None:
    """§ 9 AWV applies to who exports from Germany, whatever is answered."""
    assert options_used in DERIVATIONS
    data = sale("PK", "Example Works", "none", answers={GERMAN_LAW.name: False})
    transaction = checked_transaction(data)
    state = jurisdiction(country) if country else None
    inputs = Inputs(
        transaction=transaction,
        item=transaction.items[0],
        state=state,
        day=transaction.date,  # type: ignore[arg-type]
        answers=transaction.answers or {},
        facts={},
    )
    assert options_used.derive(inputs)[GERMAN_LAW.name] is (country == "DE")


@pytest.mark.parametrize(
    "reference", ["AGG 12", "AGG Nr 16 (Telekommunikation)", "BAFA AGG 13", "12", "A-77"]
)
@pytest.mark.parametrize(("state", "asked"), [("DE", True), ("FR", False)])
def test_a_national_general_authorisation_is_known_by_its_kind(
    reference: str, state: str, asked: bool
) -> None:
    """Art. 12(6): whether it has been prolonged is asked, however its reference is spelt."""
    held = {
        "reference": reference,
        "kind": "national_general",
        "countries": ["KE"],
        "items": ["2B350.g.3.a"],
        "compared": "2026-08-15",
        "valid_until": "2027-12-31",
    }
    data = sale("KE", "Example Works", "none", exporter={"name": "Example Exporter", "country": state})
    data["items"][0]["entries"] = ["2B350.g.3.a"]
    data["date"] = "2026-08-20"
    result = judged({**data, "authorisations": [held]})
    reasons = " ".join(row.text for row in result.release_because)
    assert ("name under sources" in reasons) is asked
    if asked:
        source = {"fact": "authorisations.valid_until", "document": "notice"}
        told = judged({**data, "authorisations": [held], "sources": [source]})
        assert not any("name under sources" in row.text for row in told.release_because)


@pytest.mark.parametrize(
    ("exporter", "asked"), [({"name": "Example"}, True), ({"name": "Example", "country": "DE"}, False)]
)
def test_the_state_of_the_exporter_is_asked_beside_the_screening(
    exporter: dict[str, str], asked: bool
) -> None:
    """Art. 2(3): the screening that is wanting does not hide it."""
    result = check(sale("KE", "Example Works", "none", exporter=exporter), screener=None)
    assert ("release.exporter_unstated" in {row.code for row in result.release_because}) is asked
