"""What a "go" says of what was left out, and what a general authorisation asks before its use."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from dualuse import check, replay
from dualuse.assessment.serialisation import to_json
from dualuse.assessment.text.full import determination_text
from dualuse.inputs.problems import InputError
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.determination import Determination
from tests.assessment.test_listed import TRANSACTION
from tests.support.hits_by_hand import FREEZE, UNION, ScreenerByHand

ANNEXES = replace(UNION, list="eu_journal_32014r0833")
END_USER = {
    "role": "end_user",
    "name": "Example Directorate",
    "country": "AE",
    "service": "none",
    "owners": [],
}
GENERAL: dict[str, Any] = {
    **TRANSACTION,
    "items": [{"id": "1", "kind": "goods", "entries": ["3A002.c"]}],
    "destination": "JP",
    "parties": [{**END_USER, "country": "JP"}],
    "circumstances": {"free_zone": False},
}


def judged(data: dict[str, Any], *lists: Any, language: str = "en", **hits_by_name: Any) -> Determination:
    screener = ScreenerByHand(hits_by_name, lists or (UNION, ANNEXES))
    result = check(data, screener=screener, language=language)
    assert replay(json.loads(to_json(result))).same
    return result


def reasons(result: Determination) -> dict[str, str]:
    return {row.code: row.text for row in result.release_because}


# What was left out


def test_nothing_is_open_only_where_all_was_stated_and_looked_at() -> None:
    result = judged({**TRANSACTION, "parties": [END_USER]})
    assert (result.release, list(reasons(result))) == ("go", ["release.go"])


@pytest.mark.parametrize(
    ("parties", "lists", "warning", "named"),
    [
        (
            [{**END_USER, "owners": None}],
            (UNION, ANNEXES),
            "owners_unstated",
            "the owners of Example Directorate",
        ),
        ([{**END_USER, "role": "consignee"}], (UNION, ANNEXES), "end_user_unstated", "the end user"),
        (
            [{**END_USER, "address": "Street 1"}],
            (UNION, ANNEXES),
            "addresses_not_compared",
            "the addresses of",
        ),
        (
            [END_USER, {"role": "vessel", "name": "Gundrel Star", "country": "MT"}],
            (UNION, ANNEXES),
            "vessel_unnumbered",
            "the IMO number of Gundrel Star",
        ),
        ([END_USER], (UNION,), "annexes_not_compared", "the annexes that name parties"),
        (
            [{**END_USER, "owners": [{"name": "Example Holding", "share": "60"}]}],
            (UNION, ANNEXES),
            "country_unstated",
            "the country of Example Holding",
        ),
        (
            [END_USER, {"role": "carrier", "name": "Example Lines"}],
            (UNION, ANNEXES),
            "country_unstated",
            "the country of Example Lines",
        ),
        (
            [END_USER, {"role": "vessel", "name": "Gundrel Star", "identifiers": {"imo": "9074729"}}],
            (UNION, ANNEXES),
            "country_unstated",
            "the country of Gundrel Star",
        ),
    ],
)
def test_a_go_names_what_was_left_out(parties: list[Any], lists: Any, warning: str, named: str) -> None:
    result = judged({**TRANSACTION, "parties": parties}, *lists)
    assert result.release == "go"
    assert warning in {reported.code for reported in result.warnings}
    (text,) = reasons(result).values()
    assert list(reasons(result)) == ["release.go_as_stated"]
    assert text.endswith(named) or named in text
    assert "nothing is open in what was stated" in text


_HELD: dict[str, Any] = {
    "kind": "individual",
    "reference": "A-1",
    "items": ["3A002.c"],
    "end_users": ["Example Directorate"],
    "destination": "AE",
    "valid_from": "2024-01-01",
    "valid_until": "2027-12-31",
    "left": "9",
    "left_unit": "piece",
    "granted_by": "DE",
}
_NOTHING_KNOWN: dict[str, Any] = dict.fromkeys(GROUNDS, "none")
_COMPLETE = {"end_use": "tests"}
_DRAWN = {"quantity": "1", "unit": "piece"}


@pytest.mark.parametrize(
    ("held", "knowledge", "named"),
    [
        pytest.param(_COMPLETE, _NOTHING_KNOWN, (), id="all is stated"),
        pytest.param({}, _NOTHING_KNOWN, ("For which end use is the authorisation A-1",), id="of it"),
        pytest.param(_COMPLETE, {"wmd": "none"}, ("Do you know", "military_end_use"), id="of the use"),
        pytest.param(
            {**_COMPLETE, "known_uses": []}, {}, ("Do you know", "wmd"), id="that it says what was known is not enough"
        ),
        pytest.param(
            {**_COMPLETE, "known_uses": ["wmd"]}, {**_NOTHING_KNOWN, "wmd": None}, (), id="of a use that it names"
        ),
    ],
)  # fmt: skip
def test_what_is_not_stated_of_an_authorisation_or_a_use_is_asked_and_no_milder_than_a_suspicion(
    held: dict[str, Any], knowledge: dict[str, str], named: tuple[str, ...]
) -> None:
    """Annex III: its end use, and a use that the authority may not have known of (Arts 4, 5, 15, 16(1)); all uses in one question."""
    stated = {
        **TRANSACTION,
        "items": [{**TRANSACTION["items"][0], "entries": ["3A002.c"], **_DRAWN}],
        "end_use": "tests",
        "parties": [END_USER],
        "knowledge": knowledge,
        "authorisations": [{**_HELD, **held}],
    }
    result = judged(stated)
    (text,) = reasons(result).values()
    assert result.release == ("ask" if named else "go")
    assert all(part in text for part in named)
    assert text.count("Do you know") <= 1
    assert list(reasons(result)) == ["release.authorisation_unclear" if named else "release.go"]


_PARTIES = {"parties": [END_USER["name"]]}


@pytest.mark.parametrize(
    ("named_by_it", "asked"),
    [
        ({"items": ["1"], **_PARTIES}, set()),
        ({"items": ["1"]}, {"authority_decisions.parties"}),
        ({"items": ["1"], "parties": []}, {"authority_decisions.parties"}),
        (_PARTIES, {"authority_decisions.items"}),
        ({}, {"authority_decisions.items"}),  # one question for both
    ],
)
def test_a_decision_that_frees_says_for_which_items_and_parties(
    named_by_it: dict[str, Any], asked: set[str]
) -> None:
    """Art. 4(2): an answer is for the items and parties that the authority was told of; the number of a line names nobody."""
    decision = {
        "provision": "Art. 4(2)",
        "result": "not_required",
        "date": "2026-07-20",
        "uses": ["wmd"],
        **named_by_it,
    }
    stated = {
        **TRANSACTION,
        "destination": "KE",
        "parties": [{**END_USER, "country": "KE"}],
        "knowledge": {**TRANSACTION["knowledge"], "wmd": "aware"},
        "authority_decisions": [decision],
    }
    result = judged(stated)
    assert result.release == ("ask" if asked else "go")
    assert {row.fact for row in result.missing} == asked


@pytest.mark.parametrize(("country", "named"), [("AE", False), ("TR", True), (None, True)])
def test_owners_are_stated_once_of_who_stands_there_in_several_roles(
    country: str | None, named: bool
) -> None:
    """Of a party of that name in another country, or one that is not stated, nothing is known by it."""
    purchaser = {**END_USER, "role": "purchaser", "owners": None, "country": country}
    result = judged({**TRANSACTION, "parties": [END_USER, purchaser]})
    assert ("owners_unstated" in {row.code for row in result.warnings}) is named


def test_a_vessel_with_a_number_is_told_by_it() -> None:
    """Its flag is another matter, and stated here."""
    vessel = {
        "role": "vessel",
        "name": "Gundrel Star",
        "country": "MT",
        "identifiers": {"imo": "9074729"},
    }
    result = judged({**TRANSACTION, "parties": [END_USER, vessel]})
    assert list(reasons(result)) == ["release.go"]


def test_an_owner_and_a_carrier_whose_countries_are_stated_leave_nothing_out() -> None:
    owned = {**END_USER, "owners": [{"name": "Example Holding", "country": "NL", "share": "60"}]}
    carrier = {"role": "carrier", "name": "Example Lines", "country": "PL"}
    result = judged({**TRANSACTION, "parties": [owned, carrier]})
    assert list(reasons(result)) == ["release.go"]


@pytest.mark.parametrize(
    ("stated", "screened_by"),
    [
        ("1974-01-31", ("1974-01-31",)),
        ("1984-2-01", ("1984-02-01",)),
        ("1962-09", ("1962-09",)),
        (1962, ("1962",)),
        ("1974-01-32", ()),
        ("yesterday", ()),
        ("2199-01-01", ()),
    ],
)
@pytest.mark.parametrize("whose", ["party", "owner"])
def test_a_date_of_birth_that_cannot_be_is_told_and_the_name_is_screened_all_the_same(
    stated: Any, screened_by: tuple[str, ...], whose: str
) -> None:
    """As ``screen`` does; the rest of the transaction is answered."""
    owner = {"name": "Example Person", "country": "NL", "birth_date": stated}
    party = {**END_USER, "owners": [owner]} if whose == "owner" else {**END_USER, "birth_date": stated}
    screener = ScreenerByHand({}, (UNION, ANNEXES))
    result = check({**TRANSACTION, "parties": [party]}, screener=screener)
    assert result.release == "go"
    assert screened_by in {subject.birth_dates for subject in screener.asked if subject.role != "exporter"}
    warnings = [row.text for row in result.warnings if row.code == "birth_date_unread"]
    name = owner["name"] if whose == "owner" else END_USER["name"]
    assert [text.startswith(f"{name}: {stated} is not a date of birth") for text in warnings] == [True] * (
        not screened_by
    )
    if not screened_by:
        assert f"the date of birth of {name}" in result.release_because[0].text


def test_what_is_no_text_is_no_date_of_birth() -> None:
    with pytest.raises(InputError, match="birth_date"):
        check({**TRANSACTION, "parties": [{**END_USER, "birth_date": ["1962"]}]}, screener=ScreenerByHand())


def test_annexes_that_no_list_holds_are_named() -> None:
    (warning,) = [
        warning
        for warning in judged({**TRANSACTION, "parties": [END_USER]}, UNION).warnings
        if warning.code == "annexes_not_compared"
    ]
    for annex in ("Annex IV to Regulation (EU) No 833/2014", "Annex V to Regulation (EC) No 765/2006"):
        assert annex in warning.text
    with_them = judged({**TRANSACTION, "parties": [END_USER]})
    assert "annexes_not_compared" not in {warning.code for warning in with_them.warnings}


# Before a general authorisation is used


@pytest.mark.parametrize(
    ("answers", "release", "code"),
    [
        ({}, "ask", "release.done_unstated"),
        ({"done.EU001": True}, "go", "release.go"),
        ({"done.EU001": False}, "stop", "release.not_done"),
        ({"option.registration": False}, "go", "release.go"),
        ({"option.registration": True}, "ask", "release.done_unstated"),
        ({"option.registration": True, "done.EU001": True}, "go", "release.go"),
        ({"done.EU002": True}, "ask", "release.done_unstated"),
    ],
)
def test_what_is_asked_before_the_use_must_be_known_to_be_done(
    answers: dict[str, bool], release: str, code: str
) -> None:
    result = judged({**GENERAL, "answers": answers})
    assert result.outcome == "general_authorisation"
    assert (result.release, list(reasons(result))) == (release, [code])
    text = " ".join(determination_text(result).split())
    assert ("do not proceed yet" in text) is (release != "go")
    if release == "ask":
        assert "done.EU001" in text


def test_an_authorisation_held_needs_no_registration() -> None:
    held = {
        "kind": "individual",
        "reference": "A-1",
        "items": ["1"],
        "end_user": "Example Directorate",
        "destination": "JP",
        "valid_from": "2024-01-01",
        "valid_until": "2027-01-31",
        "known_uses": [],
        "left": "9",
        "left_unit": "piece",
        "granted_by": "DE",
        **_COMPLETE,
    }
    items = [{**GENERAL["items"][0], **_DRAWN}]
    result = judged({**GENERAL, "items": items, "end_use": "tests", "authorisations": [held]})
    assert (result.release, list(reasons(result))) == ("go", ["release.go"])


def test_what_was_done_is_answered_for_the_transaction() -> None:
    item = {**GENERAL["items"][0], "answers": {"done.EU001": True}}
    for data in ({**GENERAL, "items": [item]}, {**GENERAL, "answers": {"done.EU009": True}}):
        with pytest.raises(InputError):
            check(data, screener=ScreenerByHand())


# An end that a list prints


@pytest.mark.parametrize(
    ("dated", "status", "says"),
    [
        ("2026-08-01", "undetermined", "prints 2026-07-31 as the end"),
        ("", "undetermined", "prints 2026-07-31 as the end"),
        ("2026-07-30", "does_not_apply", "the listing ended on 2026-07-31"),
    ],
)
def test_an_end_that_is_printed_is_told_and_ends_nothing_while_the_entry_stands(
    dated: str, status: str, says: str
) -> None:
    hit = {
        "list": "us_bis_dpl",
        "measures": [{"kind": "denied_person"}],
        "ends_on": "2026-07-31",
        "dated": dated,
    }
    result = judged({**TRANSACTION, "parties": [END_USER]}, **{"Example Directorate": [hit]})
    (listed_hit,) = result.screening.hits
    assert result.release == "ask"
    assert {effect.status for effect in listed_hit.effects} == {status}
    assert says in " ".join(determination_text(result).split())
    assert ("listing.end_printed" in reasons(result)) is (status == "undetermined")


# Due diligence on unlisted surveillance items (Art. 5(2))

SURVEILLANCE: dict[str, Any] = {
    **TRANSACTION,
    "items": [
        {
            "id": "1",
            "kind": "goods",
            "entries": [],
            "cyber_surveillance": True,
            "national_entries": [],
            "answers": {"item.national_own": False, "item.national_other": False},
        }
    ],
    "destination": "AE",
    "parties": [END_USER],
}
FACT = "knowledge.internal_repression"
DIGEST = sha256(b"due diligence").hexdigest()
FILED = {"sources": [{"fact": FACT, "document": "DD-2026-7.pdf", "sha256": DIGEST, "seen": "2026-06-30"}]}
JAPANESE = {"destination": "JP", "parties": [{**END_USER, "country": "JP"}]}


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({}, True),  # the Emirates are no close partner country
        (FILED, False),
        ({"sources": [{"fact": "knowledge.internal_repression"}]}, True),  # says nothing of where it is
        ({"sources": [{"fact": "knowledge.wmd", "document": "DD-2026-7.pdf", "sha256": DIGEST}]}, True),
        ({"sources": [{"fact": FACT, "note": "not yet done, will be looked at later"}]}, True),
        ({"sources": [{"fact": FACT, "quote": "nothing found"}]}, True),
        ({"sources": [{"fact": FACT, "url": "https://example.org/DD-2026-7", "seen": "2026-06-30"}]}, True),
        ({"sources": [{"fact": FACT, "document": "DD-2026-7.pdf"}]}, True),  # seen on no day
        ({"sources": [{"fact": FACT, "document": "DD-2026-7.pdf", "seen": "2026-06-30"}]}, False),
        ({"sources": [{"fact": FACT, "sha256": DIGEST}]}, True),
        ({"sources": [{"fact": FACT, "note": "see below"}, *FILED["sources"]]}, False),
        (JAPANESE, False),
        ({**JAPANESE, "parties": [{**END_USER, "country": "JP", "service": "police"}]}, True),
        ({**JAPANESE, "parties": [{**END_USER, "country": "JP", "service": "police"}], **FILED}, False),
        ({**JAPANESE, "parties": [{**END_USER, "country": "JP", "service": None}]}, True),
        ({"items": [{**SURVEILLANCE["items"][0], "cyber_surveillance": False}]}, False),
        (
            {
                "authority_decisions": [
                    {
                        "provision": "Art. 5(2)",
                        "result": "not_required",
                        "date": "2026-07-30",
                        "items": ["1"],
                        "parties": [END_USER["name"]],
                    }
                ]
            },
            False,
        ),
    ],
)
def test_due_diligence_that_is_not_recorded_holds_an_unlisted_surveillance_item(
    changes: dict[str, Any], asks: bool
) -> None:
    """Nothing is known of a use for repression in any of them: that does not say what was looked at."""
    result = judged({**SURVEILLANCE, **changes})
    assert result.outcome == "not_controlled"
    assert ("diligence_unrecorded" in reasons(result)) is asks
    if asks:
        assert result.release == "ask"


@pytest.mark.parametrize(
    ("service", "surveys", "code"),
    [
        ("police", None, "surveillance_unstated"),
        ("intelligence", None, "surveillance_unstated"),
        ("police", True, "diligence_unrecorded"),
        ("police", False, None),
        ("none", None, None),
    ],
)
def test_what_is_not_stated_of_an_item_for_a_security_service_is_no_milder_than_what_is(
    service: str, surveys: bool | None, code: str | None
) -> None:
    """Arts 2(20), 5(2): whether an item is designed for covert surveillance is asked where a service is to use it."""
    # A code of "other articles": that of food or clothes says by itself that they survey nothing.
    item = {**TRANSACTION["items"][0], "cyber_surveillance": surveys, "cn_code": "95044000"}
    result = judged({**TRANSACTION, "items": [item], "parties": [{**END_USER, "service": service}]})
    assert result.release == ("go" if code is None else "ask")
    assert code is None or list(reasons(result)) == [code]


@pytest.mark.parametrize(
    ("code", "destination", "named"),
    [
        ("84821010", "BR", ("goes on to Russia or Belarus", "has informed you")),
        ("84821010", "JP", ()),  # a partner
        ("09012100", "BR", ()),
        ("09012100", "KZ", ()),
    ],
)
def test_a_go_names_what_is_not_stated_of_goods_that_may_be_diverted(
    code: str, destination: str, named: tuple[str, ...]
) -> None:
    """833/2014 Art. 2a(1aa), 765/2006 Art. 1f(1aa): what the authority has told; ball bearings are of high priority."""
    ways = ("russia_833_2014_through_russia", "belarus_765_2006_through_belarus")
    result = judged(
        {
            **TRANSACTION,
            "items": [{**TRANSACTION["items"][0], "cn_code": code}],
            "destination": destination,
            "parties": [{**END_USER, "country": destination}],
            "knowledge": {**TRANSACTION["knowledge"], "reexport": None},
            "circumstances": {"free_zone": False, **dict.fromkeys(ways, False)},
        }
    )
    assert result.release == "go"
    text = " ".join(reasons(result).values())
    assert all(part in text for part in named)
    assert ("informed you" in text) is bool(named)


def test_an_unlisted_surveillance_item_with_recorded_diligence_may_go() -> None:
    assert judged({**SURVEILLANCE, **FILED}).release == "go"
    assert judged({**SURVEILLANCE, **JAPANESE}).release == "go"


def test_a_listed_surveillance_item_is_no_matter_of_article_5() -> None:
    listed = {"id": "1", "kind": "goods", "entries": ["5A001.f.1"], "national_entries": []}
    assert "diligence_unrecorded" not in reasons(judged({**SURVEILLANCE, "items": [listed]}))


# A hit beside another reason to stop


@pytest.mark.parametrize(
    ("hit", "code"),
    [
        ({**FREEZE, "status": "review"}, "release.review"),
        ({"list": "ofac_sdn", "status": "hit"}, "release.listed"),
        ({**FREEZE, "status": "hit"}, "release.hit"),
        ({**FREEZE, "status": "review", "decision": "false_positive"}, None),
    ],
)
def test_who_may_be_listed_is_a_reason_beside_what_stops(hit: dict[str, Any], code: str | None) -> None:
    """Whoever obtains the authorisation shall not read that nothing else was in the way."""
    needs = {
        **GENERAL,
        "items": [{"id": "1", "kind": "goods", "entries": ["5A001.f.2"]}],
        "destination": "AE",
    }
    result = judged({**needs, "parties": [END_USER]}, **{END_USER["name"]: [hit]})
    assert result.release == "stop"
    named = list(reasons(result))
    assert [row for row in named if row in ("release.review", "release.listed", "release.hit")] == (
        [code] if code else []
    )
    assert len(set(named)) == len(named)
