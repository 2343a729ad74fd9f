"""Duties that follow from the customs code are not passed over where the code is missing, too wide, or of an older nomenclature."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dualuse.assessment.text.full import determination_text
from dualuse.law.customs import OLDER_CODES
from dualuse.law.measures.duties import common_high_priority
from dualuse.schema.determination import Determination
from tests.assessment.test_release_reasons import END_USER, judged
from tests.assessment.test_unexecuted import to

DAY = "2025-10-01"


def waiting(result: Determination) -> list[str]:
    return [row.text for row in result.warnings if row.code == "duties_by_code"]


def test_without_a_customs_code_the_clause_against_reexport_is_asked_about() -> None:
    """Regulation (EU) No 833/2014, Art. 12g(1); no duty holds a release, but a "go" names what was not stated."""
    result = judged(to("TR", None, DAY))
    assert ["state the full customs code" in text and "Art. 12g(1)" in text for text in waiting(result)] == [
        True
    ]
    assert result.release == "go"
    assert "the full customs code of item 1" in result.release_because[0].text


def test_a_heading_that_may_be_among_the_goods_brings_the_clause() -> None:
    """Piston engines of heading 8407: a part of it is in Annex XI."""
    result = judged(to("TR", "8407", DAY))
    assert "Regulation (EU) No 833/2014, Art. 12g(1)" in [row.citation for row in result.obligations]


@pytest.mark.parametrize(
    ("place", "code", "changes"),
    [
        ("TR", "84821010", {}),  # the duty is told itself
        ("TR", "09012100", {}),
        ("KR", None, {}),  # a partner country
        ("FR", None, {"activity": "intra_union_transfer", "dispatched_from": "DE"}),
        ("FR", None, {"manner": "electronic"}),
    ],
)
def test_nothing_is_asked_where_the_code_decides_nothing(
    place: str, code: str | None, changes: dict[str, Any]
) -> None:
    assert waiting(judged({**to(place, code, DAY), **changes})) == []


def of_kind(kind: str, place: str, code: str | None = None, **changes: Any) -> dict[str, Any]:
    data = to(place, code, DAY, **changes)
    data["items"][0]["kind"] = kind
    return data


@pytest.mark.parametrize("place", ["TR", "KR"])
@pytest.mark.parametrize("kind", ["software", "technology"])
def test_of_software_and_technology_the_code_of_the_goods_is_asked_for_the_clause_on_rights(
    kind: str, place: str
) -> None:
    """Regulation (EU) No 833/2014, Art. 12ga: for common high priority items, towards partner countries, too."""
    result = judged(of_kind(kind, place))
    (text,) = waiting(result)
    assert "Art. 12ga" in text
    assert "Art. 12g(1)" not in text
    assert result.release == "go"
    assert "the full customs code of item 1" in result.release_because[0].text


def test_what_leaves_electronically_is_asked_about_the_clause_on_rights_alone() -> None:
    (text,) = waiting(judged(to("TR", None, DAY, manner="electronic")))
    assert "Art. 12ga" in text
    assert "Art. 12g(1)" not in text


@pytest.mark.parametrize(("code", "due"), [("85423190", True), ("09012100", False)])
def test_the_code_of_the_goods_decides_on_the_clause_on_rights(code: str, due: bool) -> None:
    result = judged(of_kind("technology", "TR", code))
    assert waiting(result) == []
    assert ("Regulation (EU) No 833/2014, Art. 12ga" in [row.citation for row in result.obligations]) is due


def test_before_the_clause_on_rights_nothing_is_asked_of_it() -> None:
    assert waiting(judged({**of_kind("technology", "TR"), "date": "2024-12-25"})) == []


def test_a_full_code_of_which_a_part_is_taken_is_asked_by_the_question_of_the_annex() -> None:
    """Annex XX to Regulation (EU) No 833/2014 takes additives with petroleum oils of 3811 21: eight digits do not tell."""
    result = judged(to("TR", "38112100", DAY))
    (text,) = waiting(result)
    assert "if the item is of that part, the seller has duties under" in text
    assert "Fuel additives containing petroleum oils" in text
    assert "goods.32014R0833.XX:381121" in text
    (reason,) = result.release_because
    assert "whether item 1 is of the part of its customs code" in reason.text
    assert "the full customs code" not in reason.text


@pytest.mark.parametrize("changes", [{"purchasing_country": "TR"}, {"parties": [{**END_USER, "role": "purchaser", "country": "TR"}]}])  # fmt: skip
def test_who_sells_to_a_third_country_is_asked_for_the_code_wherever_the_goods_go(
    changes: dict[str, Any],
) -> None:
    assert ["Art. 12g(1)" in text for text in waiting(judged(to("JP", None, DAY, **changes)))] == [True]


@pytest.mark.parametrize("place", ["ES-CE", "IT-LIVIGNO"])
def test_nothing_is_asked_of_territory_of_a_member_state(place: str) -> None:
    """Regulation (EU) No 833/2014, Art. 13: the act applies there, so that it is no third country."""
    assert waiting(judged(to(place, None, DAY))) == []


def test_a_manner_that_is_not_stated_is_no_question_of_the_code() -> None:
    assert waiting(judged(to("TR", "84821010", DAY, manner=None))) == []


@pytest.mark.parametrize("code", ["85414090", "8525 80 99", "88033000"])
def test_a_code_that_was_replaced_is_asked_for_anew(code: str) -> None:
    result = judged(to("TR", code, DAY))
    assert result.release == "ask"
    assert "customs_code_replaced" in [row.code for row in result.release_because]


@pytest.mark.parametrize("place", ["JP", "CH", "NO"])
@pytest.mark.parametrize(
    ("code", "is_held"),
    [("94013000", False), ("94039000", False), ("85258099", True)],
)
def test_one_that_nothing_at_stake_names_is_told_and_holds_nothing(
    place: str, code: str, *, is_held: bool
) -> None:
    """Chairs for Japan are in no annex; cameras are looked for by a sign everywhere."""
    result = judged(to(place, code, DAY))
    assert ("customs_code_replaced" in [row.code for row in result.release_because]) is is_held
    told = "customs_code_replaced" if is_held else "customs_code_renamed"
    assert told in [row.code for row in result.warnings]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"destination": None}, "94013000"),
        ({"consigned_to": "RU"}, "88033000"),
        ({"purchasing_country": "TR"}, "88033000"),
        # What passes through Russia on its way there must not be of Annex XXXVII, which is described (Art. 2a(1a) and others).
        ({"destination": "KZ", "purchasing_country": "KZ"}, "94013000"),
    ],
)
def test_a_place_of_the_way_that_a_measure_reaches_is_enough(changes: dict[str, Any], code: str) -> None:
    result = judged({**to("JP", code, DAY), **changes})
    assert "customs_code_replaced" in [row.code for row in result.warnings]


def test_before_the_new_nomenclature_its_codes_stand() -> None:
    result = judged(to("TR", "85414090", "2021-12-31"))
    assert "customs_code_replaced" not in [row.code for row in result.warnings]


def test_codes_of_the_lists_are_those_of_today() -> None:
    """Annex XL to Regulation (EU) No 833/2014 takes successors of codes that it does not take themselves."""
    priority = common_high_priority(date(2025, 10, 1))
    assert any(priority.covers(new, {}) for codes in OLDER_CODES.values() for new in codes)
    assert [priority.covers(old, {}) for old in ("854140", "852580", "8803")] == [False] * 3


# Words


def test_duties_to_meet_before_are_named_where_it_is_said_that_nothing_else_is_required() -> None:
    informed = {"russia_833_2014_informed": False, "belarus_765_2006_informed": False}
    stated = to("TR", "84821010", DAY, answers={"unexecuted.32014R0833.annex_iv": False})
    stated["end_use"] = "bearings for the conveyor belts of the end user's bakery"
    result = judged({**stated, "circumstances": {**(stated.get("circumstances") or {}), **informed}})
    (reason,) = result.release_because
    assert (result.release, reason.code) == ("go", "release.go_with_duties")
    assert "before you proceed, meet the duties under" in reason.text
    assert "Art. 12g(1)" in reason.text
    assert "GO, once the duties" in determination_text(result)


def test_a_standing_duty_is_not_named_as_one_to_meet_before() -> None:
    """Regulation (EU) No 833/2014, Art. 8a: best efforts of who owns or controls companies abroad, whatever is sold."""
    result = judged(to("TR", "84821010", DAY))
    (duty,) = [row for row in result.obligations if row.citation == "Regulation (EU) No 833/2014, Art. 8a"]
    assert (duty.due, duty.code.rpartition(".")[2]) == (None, "standing")
    assert "Art. 8a" not in result.release_because[0].text
    assert "at all times" in determination_text(result)


def test_no_duty_is_named_where_there_is_none() -> None:
    result = judged(to("TR", "09012100", DAY))
    assert [row.code for row in result.release_because] == ["release.go"]
    assert "GO: you may proceed" in determination_text(result)


def test_the_doubt_about_an_authorisation_under_another_act_is_named() -> None:
    """Regulation (EU) No 833/2014, Art. 3k(5): an authorisation under it, not under the Dual-use Regulation alone."""
    held = {
        "kind": "individual",
        "reference": "A-1",
        "items": ["1"],
        "end_user": "Example Directorate",
        "destination": "RU",
        "valid_from": "2024-01-01",
        "valid_until": "2027-01-31",
        "left": "5",
        "left_unit": "piece",
        "end_use": "water works",
    }
    data = to("RU", "84137051", "2025-11-20", authorisations=[held])
    data["items"][0] |= {"quantity": "1", "unit": "piece"}
    data["end_use"] = "water works"
    result = judged({**data, "circumstances": {"russia_833_2014_derogation": True}})
    unclear = [row.text for row in result.release_because if row.code == "release.authorisation_unclear"]
    assert len(unclear) == 1
    assert "was it granted under" in unclear[0]
    assert "Regulation (EU) No 833/2014" in unclear[0]


def test_exceptions_are_not_called_unpresumed_where_one_was_counted() -> None:
    data = to("RU", "81039100", "2025-11-20")
    for stated in (True, None):
        result = judged({**data, "circumstances": {"russia_833_2014_humanitarian": stated}})
        (text,) = [row.text for row in result.warnings if "Annex VII Part B has exceptions" in row.text]
        assert ("beside what is stated of them" in text) is bool(stated)


THROUGH = {
    f"circumstances.{act}" for act in ("russia_833_2014_through_russia", "belarus_765_2006_through_belarus")
}


@pytest.mark.parametrize(
    ("code", "is_asked"),
    [
        ("94013100", False),  # wooden swivel chairs: in no annex that a way matters for
        (
            "94013000",
            False,
        ),  # as of 2017: today's code is asked for, and the way only where that one may be in an annex
        ("94013900", True),  # restraint chairs among them, X.A.III.101
        ("84137000", True),
        (None, True),
    ],
)
def test_the_way_is_asked_where_the_code_is_or_may_be_in_an_annex_it_matters_for(
    code: str | None, is_asked: bool
) -> None:
    """Regulation (EU) No 833/2014, Arts 2a(1a) and 3k(1a); Regulation (EC) No 765/2006, Art. 1f(1a)."""
    result = judged(to("AM", code, "2026-07-24"))
    assert {row.fact for row in result.missing} >= THROUGH if is_asked else not result.missing
