"""The options of States are those that were collected from national law; what was not found stays unknown until it is read."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.facts import facts_of_transaction
from dualuse.assessment.member_state import options
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.law.eu_2021_821.facts.derived_authorities import TRANSFER_OPTION
from dualuse.law.eu_2021_821.facts.options import OPTION_NAMES, OPTIONS, options_per_use
from dualuse.law.states import jurisdiction
from dualuse.schema.reading.validation import checked_transaction
from tests.support.paths import SHARED

COLLECTED = SHARED / "law/measures_2026_11/options.csv"
NATIONAL_ACTS = {"IE": date(2023, 12, 31), "SE": date(2022, 12, 31)}
"""The last day of the year of the act that uses the options: the day itself was not seen."""


@pytest.mark.skipif(not COLLECTED.is_file(), reason=f"the options collected are not at hand: {COLLECTED}")
def test_every_option_that_was_found_stands_in_the_file_of_its_state() -> None:
    with COLLECTED.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["provision"] in OPTION_NAMES]
    assert len(rows) > 200
    for row in rows:
        state = jurisdiction(row["member_state"])
        assert state is not None
        option = state.option(row["provision"])
        if row["used"] == "unknown":  # whoever reads a State's law later states what was not found then
            assert option.value == "unknown" or option.reference, row
        else:
            assert option.value == row["used"], row
            assert (
                option.verification.word
                == {"official-mirror": "official", "secondary": "secondary", "memory": "unverified"}[
                    row["verification"]
                ]
            ), row
            assert option.reference, row


@pytest.mark.skipif(not COLLECTED.is_file(), reason=f"the options collected are not at hand: {COLLECTED}")
def test_every_national_list_that_was_found_is_known_to_exist() -> None:
    with (COLLECTED.parent / "national_lists.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        state = jurisdiction(row["state"])
        assert state is not None
        assert state.list_status in ("known", "exists_unknown_content"), row
        if row["verification"] != "memory":
            assert state.find_national(row["code"]), row


@pytest.mark.parametrize("code", NATIONAL_ACTS)
@pytest.mark.parametrize("name", [name for name in OPTION_NAMES if name.startswith("art")])
def test_an_option_is_not_known_before_the_act_that_uses_it(code: str, name: str) -> None:
    state = jurisdiction(code)
    assert state is not None
    option = state.option(name)
    if option.value == "yes":
        assert option.truth(NATIONAL_ACTS[code]) is True
        assert option.truth(date(2021, 9, 9)) is None
        assert option.truth(date(NATIONAL_ACTS[code].year, 1, 1)) is None


# An answer and the data of a State

DAY = date(2026, 8, 20)
STATES = ("AT", "DE", "DK", "FR", "IE", "IT", "LU", "NL", "SE")
QUIET = dict.fromkeys(GROUNDS, "none")
SALE: dict[str, Any] = {
    "date": DAY.isoformat(),
    "activity": "export",
    "manner": "permanent",
    "items": [
        {"id": "1", "kind": "goods", "entries": [], "national_entries": [], "cyber_surveillance": False}
    ],
    "destination": "KE",
    "parties": [{"role": "end_user", "name": "Example Works", "country": "KE", "service": "none"}],
    "knowledge": QUIET,
}


@pytest.mark.parametrize("code", STATES)
def test_an_answer_is_never_milder_than_what_is_known_of_the_state(code: str) -> None:
    """Arts 4(3), 5(3), 6(3), 6(4), 7(3), 8(4), 8(5), 11(2): of each option, in the facts of a transaction as they reach the law."""
    of_state = options(jurisdiction(code), DAY)
    for definition in (*OPTIONS, *options_per_use()):
        for answer in (True, False):
            data = {**SALE, "exporter": {"country": code}, "answers": {definition.name: answer}}
            transaction = checked_transaction(data)
            counted = facts_of_transaction(transaction, DAY).items[0].get(definition.name)
            known, name = of_state.get(definition.name), definition.name
            if name.endswith("_notify") and of_state[name.removesuffix("_notify")] is not True:
                known = None
            stricter = (known and answer) if name.endswith("_notify") else (known or answer)
            if name != TRANSFER_OPTION:
                assert counted is (answer if known is None else stricter), (name, answer)


@pytest.mark.parametrize("code", ["DE", "DK", "IE", "LU", "NL", "SE"])
def test_the_rule_on_transfers_of_a_state_is_not_answered_away(code: str) -> None:
    """Art. 11(2)."""
    known = {name for name, truth in options(jurisdiction(code), DAY).items() if truth and "transfer" in name}
    data = {**SALE, "exporter": {"country": code}, "answers": {TRANSFER_OPTION: False}}
    facts = facts_of_transaction(checked_transaction(data), DAY).items[0]
    assert known
    assert all(facts[name] is True for name in known)


@pytest.mark.parametrize(
    ("code", "answer", "outcome"),
    [
        ("SE", {"option.art4_3": False}, "notification_required"),
        ("IE", {"option.art4_3": False, "option.art4_3_notify": True}, "notification_required"),
        (
            "DE",
            {"option.art4_3": True},
            "authorisation_required",
        ),  # the data may be old: more than they say counts
        ("FR", {"option.art4_3": False}, "not_controlled"),  # not known: the answer counts
        ("FR", {}, "undetermined"),
    ],
)
def test_a_suspicion_is_not_answered_away(code: str, answer: dict[str, bool], outcome: str) -> None:
    """Art. 4(3)."""
    data = {
        **SALE,
        "exporter": {"country": code},
        "knowledge": {**QUIET, "wmd": "suspects"},
        "answers": answer,
    }
    assert check(data).outcome == outcome


def test_german_law_is_not_answered_away() -> None:
    """§ 9 AWV: it reaches who exports from Germany, in the answer and not in a derivation alone."""
    data = {
        **SALE,
        "exporter": {"country": "DE"},
        "destination": "PK",
        "parties": [],
        "knowledge": {**QUIET, "nuclear_facility": "aware"},
        "answers": {"option.german_law": False},
    }
    assert "§ 9" in " ".join(row.provision for row in check(data).findings)


@pytest.mark.parametrize("field", ["located_in", "dispatched_from"])
@pytest.mark.parametrize(
    ("exporter", "departure", "asked"),
    [("FR", "DE", True), ("FR", "NL", False), ("FR", None, False), ("DE", "FR", False), ("CH", "DE", False)],
)
def test_whether_german_law_reaches_who_delivers_out_of_germany_is_asked(
    exporter: str, departure: str | None, field: str, *, asked: bool
) -> None:
    """§ 2(3) AWG, § 9 AWV: an export is the delivery out of Germany; who is established in Germany, or nowhere in the Union, is under its law."""
    data = {
        **SALE,
        "exporter": {"country": exporter},
        field: departure,
        "destination": "PK",
        "parties": [],
        "knowledge": {**QUIET, "nuclear_facility": "aware"},
    }
    result = check(data)
    assert ("option.german_law" in {row.fact for row in result.missing}) is asked
    found = {row.provision: row.status for row in result.findings if row.provision == "§ 9(2) AWV"}
    if asked:
        assert found == {"§ 9(2) AWV": "undetermined"}
        for answer, status in ((True, "applies"), (False, "absent")):
            answered = check({**data, "answers": {"option.german_law": answer}})
            rows = {row.provision: row.status for row in answered.findings}
            assert rows.get("§ 9(2) AWV", "absent") in (status, "does_not_apply")
    else:
        assert found.get("§ 9(2) AWV", "absent") != "undetermined"


def test_an_ordinary_sale_out_of_germany_asks_nothing_of_its_law() -> None:
    """Kenya is none of the nine countries."""
    data = {**SALE, "exporter": {"country": "FR"}, "located_in": "DE"}
    assert "option.german_law" not in {row.fact for row in check(data).missing}


@pytest.mark.parametrize(
    ("code", "provisions", "outcome"),
    [
        ("AT", (), "authorisation_required"),
        ("AT", ("Art. 4(2)",), "authorisation_required"),
        ("AT", ("Art. 4(2)", "Art. 4(3)"), "not_controlled"),
        ("AT", ("Art. 4(3)",), "notification_required"),
        ("DE", ("Art. 4(2)",), "not_controlled"),
        ("DE", (), "notification_required"),
    ],
)
def test_an_answer_under_one_paragraph_does_not_lift_what_national_law_asks_under_another(
    code: str, provisions: tuple[str, ...], outcome: str
) -> None:
    """Art. 4(2) and (3): § 5 of the first AußWV asks for an authorisation of who is aware, too, by itself; Germany has not used the option.

    Of Austria it is known by a secondary source: while its text is not read, the answer under Art. 4(2) alone does not lift it.
    """
    decision = {
        "result": "not_required",
        "date": "2026-08-01",
        "items": ["1"],
        "parties": ["Example Works"],
        "uses": ["wmd"],
    }
    data = {
        **SALE,
        "exporter": {"country": code},
        "knowledge": {**QUIET, "wmd": "aware"},
        "authority_decisions": [{**decision, "provision": provision} for provision in provisions],
    }
    assert check(data).outcome == outcome
