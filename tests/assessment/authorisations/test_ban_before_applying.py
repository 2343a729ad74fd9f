"""No authorisation is advised to be applied for where it may be forbidden to supply who buys (Regulation (EU) No 267/2012, Art. 1(o) with Art. 2(1))."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.assessment.text.one_screen import ShortText
from dualuse.schema.determination import Determination
from tests.assessment.test_listed import TRANSACTION
from tests.assessment.test_release_reasons import END_USER, judged, reasons

LISTED = {**TRANSACTION["items"][0], "entries": ["3A002.c"], "cn_code": "90304000"}
BAN = "release.ban_to_settle"


def owned_from(country: str | None, **changes: Any) -> Determination:
    owner = {"name": "Example Holding", "country": country, "share": "100"}
    stated = {
        **TRANSACTION,
        "destination": "AE",
        "items": [LISTED],
        "parties": [{**END_USER, "owners": [owner]}],
    }
    return judged({**stated, **changes})


def screen(result: Determination) -> str:
    return " ".join(" ".join(ShortText(result).lines()).split())


@pytest.mark.parametrize(
    ("country", "act"),
    [("IR", "No 267/2012"), ("KP", "2017/1509"), ("RU", "No 833/2014"), (None, "No 267/2012")],
)
def test_a_ban_that_may_stand_in_the_way_is_settled_before_anything_is_applied_for(
    country: str | None, act: str
) -> None:
    result = owned_from(country)
    assert (result.release, list(reasons(result))[:2]) == ("stop", ["release.no_authorisation", BAN])
    assert act in reasons(result)[BAN]
    text = screen(result)
    assert act in text
    assert "do not apply to the authority" in text
    assert "apply to BAFA for an individual" not in text
    assert not any(code in text for code in ("X060", "X070"))
    assert [hint.code for hint in result.customs] == [None]


@pytest.mark.parametrize("language", ["de", "fr"])
def test_it_is_named_in_each_language(language: str) -> None:
    result = judged({**owned_from("IR").transaction}, language=language)
    assert "267/2012" in reasons(result)[BAN]
    assert "it may be forbidden" not in reasons(result)[BAN]


@pytest.mark.parametrize("owners", [[], [{"name": "Example Family", "country": "AE", "share": "100"}]])
def test_an_application_is_advised_where_no_ban_is_in_sight(owners: list[dict[str, Any]]) -> None:
    result = owned_from("AE", parties=[{**END_USER, "owners": owners}])
    assert BAN not in reasons(result)
    assert "X060" in [hint.code for hint in result.customs]
    assert "apply to BAFA" in screen(result)


@pytest.mark.parametrize(("answer", "release"), [(False, "stop"), (True, "stop")])
def test_a_person_settles_it(answer: bool, release: str) -> None:
    result = owned_from("IR", answers={"unexecuted.32012R0267.owned": answer})
    assert (result.release, BAN in reasons(result)) == (release, False)
    assert ("release.unexecuted_reached" in reasons(result)) is answer


def test_what_the_law_forbids_anyway_says_so_alone() -> None:
    result = owned_from("RU", destination="RU", parties=[{**END_USER, "country": "RU"}])
    assert "release.prohibited" in reasons(result)
    assert BAN not in reasons(result)
