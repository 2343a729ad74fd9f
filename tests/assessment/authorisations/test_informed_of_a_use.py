"""What the authority has informed of, or is stated to be known, against what it knew of when it granted an authorisation (Arts 4(1), 10(1), 16)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dualuse import check
from dualuse.assessment.authorisations.points_of_items import left_unstated
from dualuse.i18n import render
from dualuse.law.eu_2021_821.facts import GROUNDS
from dualuse.schema.determination import Determination
from dualuse.schema.transaction import Authorisation
from tests.assessment.test_authorisations_held import (
    _NATIONAL,
    _QUIET,
    _SPECTRUM,
    _UNLISTED_LINE,
    ASK,
    BASE,
    GO,
    HELD,
    judged,
    mildness,
)

BEYOND_ART_4 = ("military_end_use", "security_end_use", "public_security", "surveillance_assistance")
"""Uses, at a place under no arms embargo, for which no rule asks of what is listed."""
EVERYWHERE: dict[str, Any] = {**_NATIONAL, "compared": "2026-07-20"}


def held(known: list[str] | None) -> dict[str, Any]:
    return HELD if known is None else {**HELD, "known_uses": known}


@pytest.mark.parametrize(
    "use", [use for use in GROUNDS if use != "reexport"]
)  # that asks where to, whatever is held
@pytest.mark.parametrize(
    ("known", "expected"),
    [([], ASK), (["other"], ASK), (None, ASK), (["it"], GO), (["it", "other"], GO)],
)
def test_no_licence_answers_an_authority_that_knew_nothing_of_the_use_it_informs_of(
    use: str, known: list[str] | None, expected: int
) -> None:
    """Arts 4(1), 10(1), 16(1): whatever the ground, and wherever the items go."""
    other = "human_rights" if use != "human_rights" else "wmd"
    names = None if known is None else [use if name == "it" else other for name in known]
    way = {"circumstances": dict.fromkeys(("russia_833_2014_informed", "belarus_765_2006_informed"), False)}
    assert judged([held(names)], knowledge={**_QUIET, use: "informed"}, **way) == expected


@pytest.mark.parametrize("use", BEYOND_ART_4)
@pytest.mark.parametrize("level", ["suspects", "aware"])
@pytest.mark.parametrize(("known", "expected"), [([], ASK), (["wmd"], ASK), (["it"], GO)])
def test_a_licence_is_for_no_use_beside_those_that_it_says_were_known(
    use: str, level: str, known: list[str], expected: int
) -> None:
    """Art. 16(1): what its authority knew is stated, and the exporter knows or suspects more."""
    names = [use if name == "it" else name for name in known]
    assert judged([held(names)], knowledge={**_QUIET, use: level}) == expected


@pytest.mark.parametrize("use", BEYOND_ART_4)
@pytest.mark.parametrize("known", [[], ["wmd"], None])
def test_a_use_of_which_nothing_is_known_asks_nothing(use: str, known: list[str] | None) -> None:
    assert judged([held(known)], knowledge={**_QUIET, use: "none"}) == GO


@pytest.mark.parametrize("use", GROUNDS)
@pytest.mark.parametrize("known", [["other"], [], None])
def test_what_is_not_stated_of_a_use_is_never_milder_than_that_it_is_suspected(
    use: str, known: list[str] | None
) -> None:
    """Art. 16(1): what is not stated is unknown; nothing asks of an export what is for assistance, of one that is not to the nine countries
    of § 9 AWV what is for a nuclear installation, nor of the use by a service that is named."""
    other = "human_rights" if use != "human_rights" else "wmd"
    named = [other if name == "other" else name for name in known] if known is not None else None
    unstated = judged([held(named)], knowledge={**_QUIET, use: None})
    asks_nothing = use in ("surveillance_assistance", "nuclear_facility") or (
        use == "security_end_use" and named is None
    )
    assert unstated == (GO if asks_nothing else ASK)
    for level in () if use in ("surveillance_assistance", "nuclear_facility") else ("suspects", "aware"):
        assert judged([held(named)], knowledge={**_QUIET, use: level}) >= unstated
    assert judged([held([use])], knowledge={**_QUIET, use: None}) == GO


@pytest.mark.parametrize("use", ["internal_repression", "public_security", "reexport"])
@pytest.mark.parametrize(("level", "expected"), [(None, ASK), ("none", GO)])
def test_what_is_not_stated_of_another_use_is_asked_beside_one_granted_for_a_use(
    use: str, level: str | None, expected: int
) -> None:
    """Arts 4(1), 16(1): no list has the item, and the authority knew of one use; what is not stated of another may be one."""
    licence = {**HELD, "items": ["10"], "known_uses": ["wmd"]}
    knowledge = {**_QUIET, "wmd": "informed", use: level}
    assert judged([licence], items=[_UNLISTED_LINE], knowledge=knowledge) == expected


@pytest.mark.parametrize("use", GROUNDS)
def test_what_is_not_stated_of_a_use_is_no_milder_beside_a_decision(use: str) -> None:
    """Arts 4(2), 5(2): a decision on one use says nothing of another, of which nothing is stated."""
    decision = {
        "provision": "Art. 4(2)", "result": "not_required", "date": "2026-07-01", "items": ["10"],
        "parties": [BASE["parties"][0]["name"]], "uses": ["wmd"],
    }  # fmt: skip
    item = {**BASE["items"][0], "entries": [], "cyber_surveillance": False, "cn_code": "84818099"}
    parties = [{**BASE["parties"][0], "service": "none"}]
    ways = {"russia_833_2014_through_russia": False, "belarus_765_2006_through_belarus": False}
    stated = {
        **BASE,
        "items": [item],
        "parties": parties,
        "circumstances": ways,
        "authority_decisions": [decision],
    }

    def with_level(level: str | None) -> Determination:
        return check({**stated, "knowledge": {**_QUIET, "wmd": "aware", use: level}}, screener=None)

    unstated = with_level(None)
    if use != "wmd":
        assert mildness(with_level("none")) == GO
        assert mildness(unstated) <= max(mildness(with_level(level)) for level in ("suspects", "aware"))
    if use == "reexport":
        assert "decision_use_unstated" in {because.code for because in unstated.release_because}


def test_all_that_is_not_stated_is_asked_in_one_question() -> None:
    result = check({**BASE, "authorisations": [HELD], "knowledge": None}, screener=None)
    (reason,) = [
        because for because in result.release_because if because.code == "release.authorisation_unclear"
    ]
    assert reason.text.count("Do you know") == 1
    asked = {row.fact for row in result.missing}
    assert asked == {f"knowledge.{use}" for use in GROUNDS} - {
        "knowledge.nuclear_facility", "knowledge.surveillance_assistance", "knowledge.security_end_use",
    }  # fmt: skip


@pytest.mark.parametrize("use", ["security_end_use", "surveillance_assistance"])
def test_awareness_of_what_no_rule_is_about_is_named_beside_go_where_the_licence_says_nothing(
    use: str,
) -> None:
    """Art. 4(2) asks about other uses; what the authority knew is not stated, and is named with what was left out."""
    result = check({**BASE, "authorisations": [HELD], "knowledge": {**_QUIET, use: "aware"}}, screener=None)
    assert mildness(result) == GO
    assert "use_unasked" in {warning.code for warning in result.warnings}


def test_a_licence_that_names_the_police_is_asked_whether_a_military_use_was_known() -> None:
    """Art. 16(1): the receiver of the licence tells its authority of a police use, and of no military one."""
    assert judged([HELD], knowledge={**_QUIET, "military_end_use": "aware"}) == ASK
    assert judged([HELD], knowledge={**_QUIET, "security_end_use": "aware"}) == GO


@pytest.mark.parametrize("use", BEYOND_ART_4)
@pytest.mark.parametrize(("level", "expected"), [("informed", ASK), ("aware", GO), ("none", GO)])
def test_a_general_authorisation_of_a_state_was_granted_in_knowledge_of_nobodys_use(
    use: str, level: str, expected: int
) -> None:
    """Art. 12(6): it is for everybody, and no answer to an authority that has informed this exporter."""
    stated = {**_SPECTRUM, "knowledge": {**_QUIET, use: level}}
    if (use, level) == ("public_security", "aware"):
        expected = ASK  # terrorism among it: a rule of this program
    assert judged([EVERYWHERE], **stated) == expected
    claimed = {**EVERYWHERE, "known_uses": [use]}
    assert judged([claimed], **stated) == expected


@pytest.mark.parametrize("use", ["public_security", "security_end_use", "military_end_use"])
@pytest.mark.parametrize(("known", "expected"), [(None, GO), ([], ASK), (["wmd"], ASK), (["it"], GO)])
def test_an_unlisted_item_needs_its_licence_for_a_use_unless_the_licence_says_for_which(
    use: str, known: list[str] | None, expected: int
) -> None:
    """Arts 4(1), 10(1): somebody asked for the authorisation because of what the authority had said."""
    stated = {"items": [_UNLISTED_LINE], "knowledge": {**_QUIET, use: "informed"}}
    licence = {
        **held(None if known is None else [use if name == "it" else name for name in known]),
        "items": ["10"],
    }
    assert judged([licence], **stated) == expected


@pytest.mark.parametrize("use", ["public_security", "internal_repression"])
@pytest.mark.parametrize("level", ["aware", "suspects"])
@pytest.mark.parametrize(("known", "expected"), [(None, ASK), ([], ASK), (["it"], GO)])
def test_a_crime_that_is_known_is_covered_only_where_the_licence_says_that_its_authority_knew(
    use: str, level: str, known: list[str] | None, expected: int
) -> None:
    """Of an item that no list has: a silent licence is no decision on that use (a rule of this program)."""
    names = None if known is None else [use if name == "it" else name for name in known]
    stated = {"items": [_UNLISTED_LINE], "knowledge": {**_QUIET, use: level}}
    assert judged([{**held(names), "items": ["10"]}], **stated) == expected


@pytest.mark.parametrize(("decided", "expected"), [(["military_end_use"], GO), (["wmd"], ASK)])
def test_a_decision_on_the_use_answers_beside_a_general_authorisation(
    decided: list[str], expected: int
) -> None:
    """Art. 4(2): the authority has looked at that use, and asks for nothing."""
    decision = {"provision": "Art. 4(2)", "result": "not_required", "date": "2026-07-20", "uses": decided}
    on = {**decision, "items": ["10"], "parties": ["Example Directorate"]}
    stated = {
        **_SPECTRUM,
        "knowledge": {**_QUIET, "military_end_use": "informed"},
        "authority_decisions": [on],
    }
    assert judged([EVERYWHERE], **stated) == expected


WAYS = ("russia_833_2014_informed", "belarus_765_2006_informed")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("stated", "expected"), [(True, ASK), (False, GO), (None, GO)])
def test_a_licence_says_nothing_of_the_way_to_a_country_under_bans(
    way: str, stated: bool | None, expected: int
) -> None:
    """Regulation (EU) No 833/2014, Art. 2(1); Regulation (EC) No 765/2006, Art. 1e(1): not indirectly either."""
    assert judged([HELD], circumstances={way: stated}, knowledge=_QUIET) == expected


def test_the_question_names_the_use_and_the_article() -> None:
    """Art. 16(1)."""
    stated = {**BASE, "knowledge": {"public_security": "informed"}, "authorisations": [held([])]}
    result = check(stated, screener=None)
    (text,) = (row.text for row in result.release_because if row.code == "release.authorisation_unclear")
    assert "public_security" in text
    assert "Art. 16(1)" in text
    assert "authorisations.known_uses" in {row.fact for row in result.missing}


def test_uses_of_which_nothing_is_stated_are_named_in_words() -> None:
    """Where they hold up nothing, a "go" names them: a use was told by its code."""
    licence = Authorisation(
        kind="brokering", reference="B-1", granted_by="DE", end_use="calibration", left="1", left_unit="piece"
    )  # type: ignore[arg-type]
    (message,) = left_unstated(licence, {"day": date(2026, 8, 1)})
    words = render(message, "en")
    assert [use for use in GROUNDS if "_" in use and use in words] == []
    assert "installation for nuclear purposes (§§ 9, 11, 52 AWV)" in words
