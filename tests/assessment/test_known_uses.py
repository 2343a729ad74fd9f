"""Uses of concern that are stated and that no provision asks about are named beside "go" (Arts 4 to 10)."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.determination import Determination
from tests.assessment.test_listed import TRANSACTION
from tests.assessment.test_release_reasons import END_USER, judged, reasons

QUIET = dict.fromkeys(GROUNDS, "none")


def answer(knowledge: dict[str, str], **changes: Any) -> Determination:
    stated = {**TRANSACTION, "parties": [END_USER], "knowledge": {**QUIET, **knowledge}, **changes}
    return judged(stated)


@pytest.mark.parametrize(
    ("use", "words"),
    [
        ("human_rights", "human rights"),
        ("security_end_use", "use by military"),
    ],
)
@pytest.mark.parametrize(("level", "code"), [("aware", "use_unasked"), ("suspects", "suspicion_alone")])
def test_what_nothing_asks_about_is_named_beside_go(use: str, words: str, level: str, code: str) -> None:
    result = answer({use: level})
    assert (result.release, list(reasons(result))) == ("go", ["release.go", code])
    assert words in reasons(result)[code]


# Uses that are crimes in themselves (KrWaffKontrG §§ 17 to 21, AWG § 18, StGB; from memory): the authority decides on them first

GRAVE = ("wmd", "illicit_military_parts", "internal_repression", "public_security")
WHEREVER: dict[str, dict[str, Any]] = {
    "export": {},
    "general authorisation": {
        "destination": "US",
        "items": [{**TRANSACTION["items"][0], "entries": ["3A002.c"], "cn_code": "90304000"}],
        "parties": [{**END_USER, "country": "US"}],
        "circumstances": {"free_zone": False},
        "answers": {"done.EU001": True},
    },
    "transfer": {
        "activity": "intra_union_transfer",
        "destination": "PL",
        "parties": [{**END_USER, "country": "PL"}],
    },
    "brokering": {
        "activity": "brokering",
        "located_in": "CN",
        "destination": "CN",
        "parties": [{**END_USER, "country": "CN"}],
        "answers": {"unexecuted.weapons_ban": False},
    },
    "transit": {
        "activity": "transit",
        "located_in": "DE",
        "exporter": {"name": "Prairie Milling Inc", "country": "US"},
        "answers": {"unexecuted.weapons_ban": False},
    },
    "assistance": {
        "activity": "technical_assistance",
        "destination": "US",
        "parties": [{**END_USER, "country": "US"}],
    },
}


def _wherever(kind: str, use: str, level: str, **changes: Any) -> Determination:
    return answer({use: level}, **{**WHEREVER[kind], **changes})


@pytest.mark.parametrize("use", GRAVE)
@pytest.mark.parametrize("kind", WHEREVER)
@pytest.mark.parametrize(("level", "code"), [("aware", "grave_use"), ("suspects", "suspicion")])
def test_a_crime_that_is_known_of_or_suspected_never_goes_undecided(
    use: str, kind: str, level: str, code: str
) -> None:
    result = _wherever(kind, use, level)
    assert result.release != "go"
    acts = result.release == "stop" or "release.open" in reasons(result)
    assert (code in reasons(result)) is not acts or level == "suspects"


@pytest.mark.parametrize("kind", WHEREVER)
def test_where_no_crime_is_known_it_goes_as_before(kind: str) -> None:
    assert _wherever(kind, "wmd", "none").release == "go"


@pytest.mark.parametrize(("kind", "use"), [("transfer", "wmd"), ("export", "internal_repression")])
@pytest.mark.parametrize(("result", "uses", "expected"), [
    ("not_required", "it", "go"), ("not_required", None, "go"), ("not_required", "other", "ask"), ("required", "it", "ask"),
])  # fmt: skip
def test_the_authoritys_decision_on_that_use_lets_it_go(
    kind: str, use: str, result: str, uses: str | None, expected: str
) -> None:
    provision, other = ("Art. 4(2)", "military_end_use") if use == "wmd" else ("Art. 5(2)", "human_rights")
    named = {"it": [use], "other": [other], None: None}[uses]
    decision = {
        "provision": provision, "result": result, "date": "2026-07-20", "uses": named, "items": ["1"], "parties": [END_USER["name"]],
    }  # fmt: skip
    items = [{**TRANSACTION["items"][0], "id": "1"}]
    assert _wherever(kind, use, "aware", items=items, authority_decisions=[decision]).release == expected


def test_the_sentence_names_the_use_the_law_and_its_mark() -> None:
    text = reasons(_wherever("transfer", "wmd", "aware"))["grave_use"]
    for words in ("weapons of mass destruction", "KrWaffKontrG", "unverified", "a rule of this program"):
        assert words in text


def test_where_a_provision_acts_nothing_is_said_twice() -> None:
    """Arts 4(2) and 10(1)."""
    assert "grave_use" not in [row.code for row in answer({"wmd": "aware"}).warnings]
    item = {
        **TRANSACTION["items"][0],
        "national_entries": ["SE:3A902"],
        "answers": {"item.national_own": False},
    }
    of_art_10 = answer({"public_security": "aware"}, items=[item])
    assert {"public_security_open", "grave_use"} & {row.code for row in of_art_10.warnings} == {
        "public_security_open"
    }


@pytest.mark.parametrize("changes", [{}, {"destination": "KP", "parties": []}])
def test_a_suspicion_on_which_nothing_hangs_tells_nobody_to_wait(changes: dict[str, Any]) -> None:
    """The sentence stands beside "go", and beside other answers."""
    result = answer({"security_end_use": "suspects"}, **changes)
    (text,) = (row.text for row in result.warnings if row.code == "suspicion_alone")
    assert "before you go on" not in text
    assert "consider asking the authority" in text


def test_where_nothing_is_known_nothing_is_named() -> None:
    result = answer({})
    assert list(reasons(result)) == ["release.go"]


def test_what_a_provision_asks_about_is_not_said_to_be_asked_by_none() -> None:
    """Art. 4(2)."""
    result = answer({"wmd": "aware"})
    assert result.release == "stop"
    assert "use_unasked" not in [row.code for row in result.warnings]


@pytest.mark.parametrize(
    ("use", "reason"),
    [
        ("public_security", "informed"),
        ("security_end_use", "informed"),
        ("reexport", "informed_of_onward_export"),  # Regulation (EU) No 833/2014, Art. 2a(1aa)
        ("human_rights", "informed"),
    ],
)
def test_an_authority_that_has_spoken_is_asked_first(use: str, reason: str) -> None:
    result = answer({use: "informed"})
    assert (result.release, reason in reasons(result)) == ("ask", True)


@pytest.mark.parametrize("level", ["suspects", "aware"])
def test_a_use_of_concern_for_public_security_asks_where_another_state_lists_the_item(level: str) -> None:
    """Art. 10(1): the authority may ask for an authorisation once it has informed the exporter."""
    item = {**TRANSACTION["items"][0], "national_entries": ["SE:3A902"]}
    own, both = {"item.national_own": False}, {"item.national_own": False, "item.national_other": False}
    waiting = answer({"public_security": level}, items=[{**item, "answers": own}])
    assert (waiting.release, "public_security_open" in reasons(waiting)) == ("ask", True)
    quiet = answer({}, items=[{**item, "answers": own}])
    assert "public_security_open" not in [row.code for row in quiet.warnings]
    decision = {
        "provision": "Art. 4(2)", "result": "not_required", "date": "2026-07-20",
        "items": [item["id"]], "parties": [END_USER["name"]],
    }  # fmt: skip
    decided = answer(
        {"public_security": level}, items=[{**item, "answers": own}], authority_decisions=[decision]
    )
    assert "public_security_open" not in [row.code for row in decided.warnings]
    of_two = answer(
        {"public_security": level, "military_end_use": level},
        items=[{**item, "answers": own}],
        authority_decisions=[decision],
    )
    assert "public_security_open" in reasons(of_two)
    elsewhere = answer({"public_security": level}, items=[{**item, "national_entries": [], "answers": both}])
    assert "public_security_open" not in [row.code for row in elsewhere.warnings]


# The authority has been told of a suspicion, and has decided (Arts 4(3), 5(3), 6(4), 8(5))

ASSISTANCE: dict[str, Any] = {
    "activity": "technical_assistance",
    "exporter": {"name": "Meridian Signals AB", "country": "SE"},
    "destination": "IN",
    "parties": [{**END_USER, "country": "IN"}],
    "circumstances": {"german_national": False},
}
LISTED = {**TRANSACTION["items"][0], "entries": ["2B350.i"], "cn_code": "84137000"}
UNLISTED = {**LISTED, "entries": []}
NOT_REQUIRED = {
    "provision": "Art. 8(5)", "result": "not_required", "date": "2026-07-20",
    "items": ["1"], "parties": [END_USER["name"]], "uses": ["wmd"],
}  # fmt: skip
EXPORT = {"activity": "export", "authority_decisions": [{**NOT_REQUIRED, "provision": "Art. 4(3)"}]}
BROKERING = {
    "activity": "brokering",
    "located_in": "CN",
    "authority_decisions": [{**NOT_REQUIRED, "provision": "Art. 6(4)"}],
}


def decided(**changes: Any) -> Determination:
    knowledge = {"wmd": "suspects", **changes.pop("knowledge", {})}
    return answer(
        knowledge, **{"items": [LISTED], "authority_decisions": [NOT_REQUIRED], **ASSISTANCE, **changes}
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"items": [UNLISTED]},
        {"exporter": {"name": "Meridian Signals Ltd", "country": "IE"}},
        {"destination": "JP", "parties": [{**END_USER, "country": "JP"}]},
        {"items": [UNLISTED], **EXPORT},
        BROKERING,
    ],
)
def test_a_suspicion_on_which_the_authority_has_decided_is_settled(changes: dict[str, Any]) -> None:
    """Who has told the authority has not looked away."""
    result = decided(**changes)
    assert (result.outcome, result.release, "suspicion_decided" in reasons(result)) == (
        "not_controlled",
        "go",
        True,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"authority_decisions": [{**NOT_REQUIRED, "uses": ["illicit_military_parts"]}]},
        {"authority_decisions": [{**NOT_REQUIRED, "items": ["2"]}]},
        {"authority_decisions": [{**NOT_REQUIRED, "parties": ["Example Works"]}]},
        {"authority_decisions": [{**NOT_REQUIRED, "valid_until": "2026-07-25"}]},
        {"authority_decisions": [{**NOT_REQUIRED, "date": "2024-07-20"}]},
        {"authority_decisions": [NOT_REQUIRED, {**NOT_REQUIRED, "result": "required", "date": "2026-07-25"}]},
        {"items": [LISTED, {**LISTED, "id": "2"}]},
        {"knowledge": {"illicit_military_parts": "suspects"}},
        {"knowledge": {"wmd": "aware"}, "circumstances": {"minimum_for_authorised_items": False}},
        {"items": [UNLISTED], **BROKERING},  # a national ban on such weapons is no matter of Art. 6
    ],
)
def test_a_decision_on_a_suspicion_settles_its_use_item_and_parties_only(changes: dict[str, Any]) -> None:
    assert decided(**changes).release != "go"


def test_german_law_reaches_a_german_whatever_another_authority_has_decided() -> None:
    """§ 49(2) AWV."""
    unsaid = decided(items=[UNLISTED], circumstances={})
    assert (unsaid.release, "circumstances.german_national" in reasons(unsaid)["suspicion"]) == ("ask", True)
    german = decided(items=[UNLISTED], circumstances={"german_national": True})
    at_home = decided(items=[UNLISTED], circumstances={}, exporter={"name": "Meridian GmbH", "country": "DE"})
    for result in (german, at_home):
        assert (result.release, "clear them up" in reasons(result)["suspicion"]) == ("ask", True)


# The authority has asked for an authorisation on account of a use (Art. 8(2)): to notify its suspicion tells it nothing

REQUIRED = {**NOT_REQUIRED, "provision": "Art. 8(2)", "result": "required"}
TO_JAPAN = {"destination": "JP", "parties": [{**END_USER, "country": "JP"}]}


def duties(result: Determination) -> list[str]:
    return [duty.citation for duty in result.obligations]


@pytest.mark.parametrize("level", ["aware", "suspects"])
@pytest.mark.parametrize("named", [REQUIRED, {**REQUIRED, "uses": None}])
def test_a_use_that_asks_for_an_authorisation_is_not_notified_again(
    level: str, named: dict[str, Any]
) -> None:
    result = decided(knowledge={"wmd": level}, authority_decisions=[named], **TO_JAPAN)
    assert (result.outcome, result.release) == ("authorisation_required", "stop")
    assert "Art. 8(2), decision" in [row.provision for row in result.findings if row.status == "applies"]
    assert "Art. 8(5), notification" not in duties(result)


@pytest.mark.parametrize(
    "changes",
    [
        {"authority_decisions": [{**REQUIRED, "uses": ["illicit_military_parts"]}]},
        {
            "authority_decisions": [{**REQUIRED, "uses": None}],
            "knowledge": {"illicit_military_parts": "aware"},
        },
        {"knowledge": {"illicit_military_parts": "aware"}},
        {"authority_decisions": [{**REQUIRED, "items": None}]},
        {"authority_decisions": [{**REQUIRED, "parties": ["Example Works"]}]},
        {"items": [UNLISTED]},  # a decision on a listed item
    ],
)
def test_what_the_authority_has_not_decided_on_is_notified(changes: dict[str, Any]) -> None:
    stated = {"authority_decisions": [REQUIRED], **TO_JAPAN, **changes}
    assert "Art. 8(5), notification" in duties(decided(**stated))
