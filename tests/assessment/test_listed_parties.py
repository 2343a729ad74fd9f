"""Whom a transaction has screened and how: by number, with an owner's data, against lists of which day, and how it is decided."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dualuse import check, replay
from dualuse.assessment.listed.installed import InstalledLists
from dualuse.assessment.serialisation import to_json
from dualuse.assessment.text.full import determination_text
from dualuse.inputs.problems import InputError
from dualuse.schema.reading.validation import checked_transaction
from tests.assessment.test_listed import TRANSACTION
from tests.support.hits_by_hand import FREEZE, UNION, ScreenerByHand
from tests.support.union_list_home import run, union_list

ENTRIES = [
    {
        "id": "eu-1",
        "schema": "Company",
        "properties": {
            "name": ["Zarkovian Machine Works Example"],
            "country": ["by"],
            "sanctions": [
                {
                    "id": "s1",
                    "schema": "Sanction",
                    "properties": {"program": ["BLR"], "authorityId": ["EU.77.1"]},
                }
            ],
        },
        "datasets": ["eu_fsf"],
    },
    {
        "id": "eu-2",
        "schema": "Person",
        "properties": {
            "name": ["Quillon Vastrakov Example"],
            "birthDate": ["1961-04-07"],
            "passportNumber": ["MX1234567"],
            "program": ["BLR"],
        },
        "datasets": ["eu_fsf"],
    },
    {
        "id": "eu-3",
        "schema": "Vessel",
        "properties": {"name": ["Example Gundrel Star"], "imoNumber": ["9074729"], "program": ["BLR"]},
        "datasets": ["eu_fsf"],
    },
    *(
        {
            "id": f"eu-{number}",
            "schema": "Company",
            "properties": {
                "name": [f"Twice Printed {number}"],
                "sanctions": [
                    {"id": f"s{number}", "schema": "Sanction", "properties": {"authorityId": ["EU.88.1"]}}
                ],
            },
            "datasets": ["eu_fsf"],
        }
        for number in (8, 9)
    ),
]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    return union_list(tmp_path, ENTRIES)


def _with(**changes: Any) -> dict[str, Any]:
    return {**TRANSACTION, "parties": [{**TRANSACTION["parties"][0], **changes}]}


# By number


def test_a_vessel_without_a_name_is_found_by_its_number(installed: Path) -> None:
    vessel = {"role": "vessel", "identifiers": {"IMO": "IMO 9074729"}}
    data = {**TRANSACTION, "parties": [*TRANSACTION["parties"], vessel]}
    result = check(data, screener=InstalledLists(home=installed))
    assert (result.outcome, result.release) == ("prohibited", "stop")
    (hit,) = [hit for hit in result.screening.hits if hit.party == "parties[1]"]
    assert (hit.entity, hit.queried) == ("eu-3", "IMO 9074729")
    assert "IMO 9074729" in determination_text(result)
    assert replay(json.loads(to_json(result))).same


@pytest.mark.parametrize(
    ("party", "status"),
    [
        ({"role": "vessel", "identifiers": {"imo": "9179842"}}, "clear"),
        ({"role": "vessel", "identifiers": {"imo": "9179843"}}, "not_screened"),
        ({"role": "vessel", "name": "Some Ship", "identifiers": {"imo": "9179843"}}, "not_screened"),
        ({"role": "vessel", "name": "Some Ship", "identifiers": {"imo": "9179842"}}, "clear"),
        ({"role": "vessel", "identifiers": {"imo": "no number"}}, "not_screened"),
        ({"role": "other", "identifiers": {"tax": "7700112233"}}, "not_screened"),
        ({"role": "vessel"}, "not_screened"),
    ],
)
def test_a_number_that_finds_nobody_clears_only_a_vessel(
    installed: Path, party: dict[str, Any], status: str
) -> None:
    data = {**TRANSACTION, "parties": [*TRANSACTION["parties"], party]}
    result = check(data, screener=InstalledLists(home=installed))
    assert result.screening.parties[-1].status == status
    wrong = [warning for warning in result.warnings if warning.code == "imo_wrong"]
    assert bool(wrong) == ("9179843" in str(party) or "no number" in str(party))
    assert result.release != "go"
    assert replay(json.loads(to_json(result))).same
    assert ("party_unnamed" in {warning.code for warning in result.warnings}) is (
        status == "not_screened" and not wrong
    )


# Owners


def test_what_is_stated_of_an_owner_is_screened_with(installed: Path) -> None:
    owner = {
        "name": "Somebody Wholly Else",
        "share": "60",
        "control": False,
        "birth_date": "1961-04-07",
        "identifiers": {"passport": "MX 1234567"},
        "country": "BY",
    }
    screener = ScreenerByHand()
    check(_with(owners=[owner]), screener=screener)
    asked = screener.asked[-1]
    assert (asked.birth_dates, asked.identifiers) == (("1961-04-07",), (("passport", "MX 1234567"),))
    result = check(_with(owners=[owner]), screener=InstalledLists(home=installed))
    assert {hit.entity for hit in result.screening.hits} == {"eu-2"}
    assert result.range == ("not_controlled", "prohibited")  # another name: the matcher leaves it to a person
    without = {name: value for name, value in owner.items() if name != "identifiers"}
    assert not check(_with(owners=[without]), screener=InstalledLists(home=installed)).screening.hits


@pytest.mark.parametrize(("share", "meant"), [("0.51", "51"), ("0.5", "50"), (".9", "90"), ("0.005", "0.5")])
def test_a_share_of_less_than_one_is_asked_about(share: str, meant: str) -> None:
    with pytest.raises(InputError) as caught:
        checked_transaction(_with(owners=[{"name": "Owner", "share": share}]), date(2026, 8, 1))
    (problem,) = caught.value.problems
    assert problem.path == "parties[0].owners[0].share"
    assert f"Write per cent: {meant}," in problem.text("en")


@pytest.mark.parametrize(
    ("share", "taken"),
    [
        ("0.51 %", "0.51"),
        ("51", "51"),
        ("51 %", "51"),
        ("0", "0"),
        ("1", "1"),
        (50, "50"),
        ("50.01", "50.01"),
    ],
)
def test_shares_are_per_cent(share: Any, taken: str) -> None:
    transaction = checked_transaction(_with(owners=[{"name": "Owner", "share": share}]), date(2026, 8, 1))
    (owner,) = (transaction.parties or [])[0].owners or []
    assert owner.share == Decimal(taken)


def test_a_share_of_less_than_one_per_cent_is_replayed() -> None:
    result = check(
        _with(owners=[{"name": "Owner", "share": "0.51 %", "control": False}]),
        screener=ScreenerByHand({"Owner": [FREEZE]}),
    )
    assert result.outcome == "not_controlled"
    assert result.transaction["parties"][0]["owners"][0]["share"] == "0.51 %"
    assert replay(json.loads(to_json(result))).same


def test_more_than_all_is_no_share() -> None:
    with pytest.raises(InputError):
        checked_transaction(_with(owners=[{"name": "Owner", "share": "101"}]), date(2026, 8, 1))


def test_only_the_owner_whose_share_is_missing_is_asked_about() -> None:
    owners = [{"name": "Known", "share": "30", "control": False}, {"name": "Unknown", "control": False}]
    result = check(_with(owners=owners), screener=ScreenerByHand({"Known": [FREEZE], "Unknown": [FREEZE]}))
    asked = {row.params["owner"] for row in result.missing if row.fact == "parties.owners.share"}
    assert asked == {"Unknown"}


# What is not looked at


def test_an_exporter_without_a_name_is_not_screened() -> None:
    data = {**TRANSACTION, "exporter": {"country": "DE"}}
    result = check(data, screener=ScreenerByHand())
    assert (result.release, result.screening.status) == ("ask", "not_screened")
    assert [warning.params["parties"] for warning in result.warnings if warning.code == "party_unnamed"] == [
        ["exporter"]
    ]
    unstated = {name: value for name, value in TRANSACTION.items() if name != "exporter"}
    result = check(unstated, screener=ScreenerByHand())
    assert result.release == "ask"
    assert "exporter_unstated" in {warning.code for warning in result.warnings}


def test_an_address_without_street_and_number_is_said_not_to_be_compared() -> None:
    result = check(_with(address="Tabriz, Iran"), screener=ScreenerByHand())
    assert [warning.params for warning in result.warnings if warning.code == "addresses_not_compared"] == [
        {"parties": ["parties[0]"]}
    ]
    for data in (TRANSACTION, _with(address="Street 1, Tabriz")):
        whole = check(data, screener=ScreenerByHand())
        assert "addresses_not_compared" not in {warning.code for warning in whole.warnings}


# Days


@pytest.mark.parametrize(
    ("day", "dated", "confirmed", "codes", "release"),
    [
        ("2026-08-01", "2026-08-01", "", set(), "go"),
        ("2026-08-01", "2026-07-30", "", set(), "go"),
        ("2026-08-01", "2026-06-01", "", {"lists_older_than_transaction"}, "ask"),
        ("2026-08-01", "2026-06-01", "2026-07-31", set(), "go"),
        ("2026-08-01", "2026-08-02", "", {"lists_newer_than_transaction"}, "go"),
        ("2026-08-01", "", "", set(), "go"),  # of unknown age: told as stale by who screened
    ],
)
def test_the_age_of_a_list_is_counted_to_the_day_of_the_transaction_too(
    day: str, dated: str, confirmed: str, codes: set[str], release: str
) -> None:
    used = replace(UNION, dated=dated, confirmed=confirmed)
    result = check({**TRANSACTION, "date": day}, screener=ScreenerByHand({}, [used]))
    assert {warning.code for warning in result.warnings if warning.code.startswith("lists_")} == codes
    assert result.release == release
    assert replay(json.loads(to_json(result))).same


# To decide


def test_the_command_that_is_shown_records_the_decision(installed: Path, tmp_path: Path) -> None:
    file = tmp_path / "offer.json"
    party = {
        "name": "Zarkovian Machine Works Example",
        "country": "BY",
        "identifiers": {"tax": "7700112233"},
    }
    file.write_text(json.dumps(_with(**party)), encoding="utf-8")
    shown = run(installed, "check", str(file), "--full")
    commands = [
        line.strip() for line in shown.stdout.splitlines() if line.strip().startswith("dualuse decide")
    ]
    assert len(commands) == 1
    words = shlex.split(commands[0])[1:]
    assert run(installed, *words).exit_code == 2  # the decision has to be written into it
    words[1] = "false_positive"
    assert "nobody is named" in run(installed, *words).stderr  # and so have who decides
    words[words.index("--person") + 1] = "A. Muster"
    assert "no reason is given" in run(installed, *words).stderr  # and why
    words[words.index("--reason") + 1] = "another firm"
    decided = run(installed, *words)
    assert decided.exit_code == 0, decided.stderr
    again = json.loads(run(installed, "check", str(file), "--json").stdout)
    assert again["screening"]["status"] == "clear"
    assert not any(
        "dualuse decide" in line for line in run(installed, "check", str(file), "--full").stdout.split("\n")
    )


def test_a_decision_takes_the_reference_that_the_list_prints(installed: Path) -> None:
    name = "Zarkovian Machine Works Example"
    words = [
        "decide",
        "false_positive",
        "eu_fsf",
        "eu.77.1",
        name,
        "--person",
        "A",
        "--reason",
        "another firm",
        "--json",
    ]
    made = run(installed, *words)
    assert made.exit_code == 0, made.stderr
    assert json.loads(made.stdout)["entity"] == "eu-1"
    for wrong in ("EU.99.9", "EU.88.1"):
        refused = run(installed, *words[:3], wrong, *words[4:])
        assert refused.exit_code == 2
        assert wrong in refused.stderr


# What is told of acts, and asked first

OFFERED = {
    "date": "2026-08-01",
    "activity": "export",
    "exporter": {"name": "Meridian Signals GmbH", "country": "DE"},
    "items": [{"id": "1", "description": "Garden chairs", "entries": []}],
    "destination": "AE",
    "parties": [
        {"role": "end_user", "name": "Example Directorate", "country": "AE", "owners": [{"name": "Owner"}]}
    ],
}


def test_what_a_listed_owner_leaves_open_is_asked_first() -> None:
    result = check(OFFERED, screener=ScreenerByHand({"Owner": [FREEZE]}))
    assert result.range[1] == "prohibited"
    assert result.missing[0].fact == "parties.owners.share"
    assert len(result.missing) > 5
    result = check(
        OFFERED, screener=ScreenerByHand({"Example Directorate": [{**FREEZE, "status": "review"}]})
    )
    assert result.missing[0].code == "question.screening.match"
    assert "  1.  Is Example Directorate (end user) the listed" in determination_text(result)


UKRAINE = {"list": "eu_fsf", "measures": [{"kind": "asset_freeze", "act": "", "programme": "UKR"}]}
NAMED = {
    "list": "eu_journal_32014r0269",
    "measures": [{"kind": "asset_freeze", "act": "32014R0269 Annex I", "programme": "EU-UKR"}],
}


def _provisions(hits_by_name: dict[str, Any], parties: list[dict[str, Any]]) -> tuple[set[str], str]:
    data = {**TRANSACTION, "parties": parties}
    result = check(data, screener=ScreenerByHand(hits_by_name))
    assert replay(json.loads(to_json(result))).same
    return {row.provision for row in result.findings if "measure" in row.params}, determination_text(result)


def test_an_act_that_another_list_names_is_told_once() -> None:
    party = [{**TRANSACTION["parties"][0], "owners": []}]
    act = "Regulation (EU) No 269/2014, Art. 2(2)"
    both = f"{act} / Regulation (EU) No 208/2014, Art. 2(2)"
    assert _provisions({"Example Directorate": [UKRAINE]}, party)[0] == {both}
    assert _provisions({"Example Directorate": [UKRAINE, NAMED]}, party)[0] == {act}
    # of whom it is not sure, the act is not that of another entry
    maybe = {**NAMED, "status": "review"}
    assert _provisions({"Example Directorate": [UKRAINE, maybe]}, party)[0] == {both, act}


def test_the_acts_of_owners_are_told_once() -> None:
    owners = [
        {"name": "Owner", "share": "30", "control": False},
        {"name": "Second", "share": "30", "control": False},
    ]
    party = [{**TRANSACTION["parties"][0], "owners": owners}]
    _, text = _provisions({"Owner": [UKRAINE, NAMED], "Second": [FREEZE]}, party)
    shown = " ".join(text.split())
    assert (
        "different acts (Regulation (EU) No 269/2014, Regulation (EC) No 765/2006)" in shown
        or "different acts (Regulation (EC) No 765/2006, Regulation (EU) No 269/2014)" in shown
    )
    assert "208/2014" not in shown


def test_why_the_act_does_not_simply_reach_what_is_owned_in_the_union() -> None:
    ban = {
        "list": "eu_journal_32014r0833",
        "measures": [{"kind": "transaction_ban", "act": "32014R0833 Annex XIX.A", "programme": "EU-RUS"}],
    }
    owners = [{"name": "Owner", "share": "60", "control": False}]
    party = {**TRANSACTION["parties"][0], "owners": owners, "country": "FR"}
    _, text = _provisions({"Owner": [ban]}, [party])
    opened = " ".join(text.partition("\nOpen\n")[2].split())
    assert "it is established in the Union, where the act does not reach what is owned" in opened


def test_that_lists_are_too_old_is_said_once() -> None:
    old = [replace(UNION, list=name, dated="2025-01-01", stale=True) for name in ("eu_fsf", "un_sc")]
    other = replace(UNION, list="ofac_sdn", dated="2025-02-01", stale=True)
    new = replace(UNION, list="uk_sanctions")
    result = check(TRANSACTION, screener=ScreenerByHand({}, [new, *old, other]))
    shown = " ".join(determination_text(result).partition("Who was screened")[2].split())
    assert shown.startswith(
        "against uk_sanctions of 2026-08-01; eu_fsf of 2025-01-01; un_sc of 2025-01-01; ofac_sdn of 2025-02-01; of these"
        " older than they may be, or of unknown age: eu_fsf, un_sc, ofac_sdn"
    )
