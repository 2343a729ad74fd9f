"""A Union general authorisation beside one that is held under another act; uses of which the authority has decided."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import check
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.determination import Determination

LICENCE: dict[str, Any] = {
    "kind": "individual",
    "reference": "R-833",
    "acts": ["833/2014"],
    "items": ["1"],
    "end_user": "Zeytin Elektronik",
    "destination": "TR",
    "valid_from": "2026-01-01",
    "valid_until": "2026-12-31",
    "left": "9",
    "left_unit": "piece",
    "end_use": "Production of washing machines",
}
INFORMED: dict[str, Any] = {
    "date": "2026-08-03",
    "activity": "export",
    "manner": "permanent",
    "exporter": {"country": "DE"},
    "items": [
        {
            "id": "1",
            "kind": "goods",
            "entries": ["3A001.a.3"],
            "national_entries": [],
            "cyber_surveillance": False,
            "cn_code": "85423190",
            "quantity": "1",
            "unit": "piece",
        }
    ],
    "destination": "TR",
    "end_use": "Production of washing machines",
    "parties": [{"role": "end_user", "name": "Zeytin Elektronik", "country": "TR", "service": "none"}],
    "knowledge": dict.fromkeys(GROUNDS, "none"),
    "circumstances": {"free_zone": False, "russia_833_2014_informed": True},
}
"""Informed under Art. 2a(1aa) of Regulation (EU) No 833/2014; EU002 is for the item and Türkiye."""
DONE = {"done.EU002": True}


def codes(result: Determination) -> set[str]:
    return {because.code for because in result.release_because} - {"release.not_screened"}


def judged(held: list[dict[str, Any]], **changes: Any) -> Determination:
    return check({**INFORMED, "authorisations": held, **changes}, screener=None)


def test_one_under_the_act_and_the_general_one_for_the_regulation_are_enough() -> None:
    """Art. 12(1)(d), Annex II, EU002; Regulation (EU) No 833/2014, Art. 2a(1aa)."""
    result = judged([LICENCE], answers=DONE)
    assert (result.release, codes(result)) == ("ask", set())
    cited = {row.citation for row in result.obligations}
    assert {"Annex II, EU002, Part 3(2)", "Annex II, EU002, Part 3(3)"} <= cited
    assert "Art. 12(2)" not in cited
    assert [row.code for row in result.customs] == [None, "X062"]


@pytest.mark.parametrize(
    ("answers", "code"), [({}, "release.done_unstated"), ({"done.EU002": False}, "release.not_done")]
)
def test_what_the_general_one_asks_before_its_use_is_asked_there_too(
    answers: dict[str, bool], code: str
) -> None:
    assert codes(judged([LICENCE], answers=answers)) == {code}


def test_where_the_general_one_is_not_used_it_asks_for_nothing() -> None:
    result = judged([{**LICENCE, "acts": ["833/2014", "2021/821"]}])
    assert codes(result) == set()
    assert not any("EU002" in row.citation for row in result.obligations)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"circumstances": {**INFORMED["circumstances"], "free_zone": True}}, id="a free zone"),
        pytest.param({"knowledge": {**INFORMED["knowledge"], "wmd": "aware"}}, id="aware of a use"),
        pytest.param(
            {
                "destination": "IN",
                "parties": [{**INFORMED["parties"][0], "country": "IN"}],
                "authorisations": [{**LICENCE, "destination": "IN"}],
            },
            id="no destination of EU002",
        ),
        pytest.param({"authorisations": []}, id="nothing under the act"),
        pytest.param({"authorisations": [{**LICENCE, "acts": ["2021/821"]}]}, id="not under the act"),
        pytest.param({"authorisations": [{**LICENCE, "acts": ["765/2006"]}]}, id="under another act"),
    ],
)
def test_where_either_is_missing_nothing_goes(changes: dict[str, Any]) -> None:
    assert check({**INFORMED, "authorisations": [LICENCE], "answers": DONE, **changes}).release == "stop"


def test_what_the_general_one_leaves_open_is_asked() -> None:
    circumstances = {**INFORMED["circumstances"], "free_zone": None}
    result = judged([LICENCE], circumstances=circumstances, answers=DONE)
    assert result.release == "ask"
    (unclear,) = [row.text for row in result.release_because if row.code == "release.authorisation_unclear"]
    assert "EU002" in unclear


def test_one_that_was_granted_but_does_not_count_yet_is_told_with_its_reason() -> None:
    """Not that none was granted under the act."""
    items = [{**INFORMED["items"][0], "entries": ["3A001.a.7"], "cn_code": "84571000"}]
    held = [{**LICENCE, "acts": ["2021/821"]}, {**LICENCE, "reference": "R-2", "valid_from": "2026-12-01"}]
    stated = {"items": items, "circumstances": {"free_zone": False}, "destination": "KZ"}
    parties = [{**INFORMED["parties"][0], "country": "KZ"}]
    held = [{**each, "destination": "KZ"} for each in held]
    result = judged(held, **stated, parties=parties)
    (unclear,) = [row.text for row in result.release_because if row.code == "release.authorisation_unclear"]
    assert "one was granted under Regulation (EU) No 833/2014, but it does not count here" in unclear
    assert "R-2 is not valid before 2026-12-01" in unclear
    assert "none of those stated was granted under Regulation (EC) No 765/2006" in unclear


# Uses of which the authority has decided

DECISION: dict[str, Any] = {
    "provision": "Art. 4(2)",
    "result": "not_required",
    "date": "2026-06-01",
    "items": ["1"],
    "parties": ["Zeytin Elektronik"],
    "uses": ["wmd"],
}
SUSPECTED: dict[str, Any] = {
    "items": [{**INFORMED["items"][0], "entries": []}],
    "knowledge": {**INFORMED["knowledge"], "wmd": "suspects"},
}


@pytest.mark.parametrize(
    ("decision", "free"),
    [
        pytest.param(DECISION, True, id="of the item and the party, and recent"),
        pytest.param(None, False, id="none"),
        pytest.param({**DECISION, "date": "2024-06-01"}, False, id="old"),
        pytest.param({**DECISION, "parties": ["Harbour Police"]}, False, id="of another party"),
        pytest.param({**DECISION, "items": ["2"]}, False, id="of another item"),
        pytest.param(
            {**DECISION, "provision": "Art. 5(2)", "uses": ["internal_repression"]}, False, id="on other uses"
        ),
    ],
)
def test_a_use_of_which_the_authority_has_decided_need_not_be_known_to_who_granted(
    decision: dict[str, Any] | None, free: bool
) -> None:
    """Art. 4(2): notified of the use, it has decided that no authorisation is required."""
    decisions = [] if decision is None else [decision]
    held = [{**LICENCE, "known_uses": []}]
    assert (codes(judged(held, **SUSPECTED, authority_decisions=decisions)) == set()) is free


def test_of_a_listed_item_the_authority_is_not_notified() -> None:
    """Art. 4(2) is about items that are not listed: a decision under it says nothing of what was granted for one."""
    held = [{**LICENCE, "acts": ["833/2014", "2021/821"], "known_uses": []}]
    stated = {"knowledge": SUSPECTED["knowledge"], "authority_decisions": [DECISION]}
    assert "suspicion" in codes(judged(held, **stated))


@pytest.mark.parametrize(("known", "free"), [(["wmd"], True), ([], False), (["military_end_use"], False)])
def test_a_suspicion_that_the_authority_knew_of_asks_no_more(known: list[str], free: bool) -> None:
    """Where no general authorisation is for the item, nothing else hangs on it."""
    held = [{**LICENCE, "acts": ["833/2014", "2021/821"], "known_uses": known, "destination": "IN"}]
    there = {"destination": "IN", "parties": [{**INFORMED["parties"][0], "country": "IN"}]}
    assert (codes(judged(held, knowledge=SUSPECTED["knowledge"], **there)) == set()) is free


def test_an_authorisation_that_nothing_asks_for_makes_no_suspicion_ask() -> None:
    stated = {**SUSPECTED, "circumstances": {"free_zone": False}, "authority_decisions": [DECISION]}
    assert codes(judged([{**LICENCE, "known_uses": []}], **stated)) == set()
    assert codes(judged([], **stated)) == set()
