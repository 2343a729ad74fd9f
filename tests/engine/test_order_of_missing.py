"""Whether a ban applies is asked before exceptions, licences and what cannot change that."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessment.test_release_reasons import judged
from tests.assessment.test_unexecuted import to

WAYS = (
    "circumstances.russia_833_2014_through_russia",
    "circumstances.belarus_765_2006_through_belarus",
    "circumstances.iran_2023_1529_through_iran",
)
NO_BAN = ("items.national_entries", "items.value")


def missing(place: str, *, day: str = "2026-02-01", unclassified: bool = False, **item: Any) -> list[str]:
    data = to(place, None, day)
    data["items"][0] |= item
    if unclassified:
        for field in ("entries", "national_entries", "cyber_surveillance"):
            del data["items"][0][field]
    return [row.fact for row in judged(data).missing]


def test_the_ban_on_all_but_a_part_of_annex_i_is_asked_first() -> None:
    """Regulation (EU) No 267/2012, Art. 2(1) with Annex I since 30 September 2025: only Part A is not forbidden."""
    assert missing("IR", entries=["5A002"], cn_code="85176200")[0] == "covered.32012R0267:4"


@pytest.mark.parametrize("place", ["IR", "RU", "BY", "KP", "SY"])
def test_what_cannot_tell_a_ban_is_asked_behind_it(place: str) -> None:
    facts = missing(place, unclassified=True)
    first_ban = next(row for row, fact in enumerate(facts) if fact.startswith("covered."))
    assert first_ban < min(facts.index(fact) for fact in (*WAYS, *NO_BAN) if fact in facts)
    assert "items.national_entries" in facts


def test_a_way_comes_behind_a_ban_on_the_destination() -> None:
    """An Iranian buyer is asked about the annexes for Iran before the way through Russia."""
    facts = missing("IR")
    assert facts.index("covered.32023R1529:1") < facts.index(WAYS[0])


def test_where_the_destination_is_not_stated_what_settles_most_comes_first() -> None:
    data = to("TR", None)
    del data["destination"]
    assert not judged(data).missing[0].fact.startswith("covered.")


def test_a_plain_ban_leaves_nothing_to_ask() -> None:
    assert missing("IR", entries=["3A001"]) == []
