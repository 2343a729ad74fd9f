"""An item is unlisted where neither Annex I nor a national list has it; what nobody has looked up is not "no"."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import dualuse
from dualuse import check
from dualuse.assessment.control_lists import in_annex_i, is_unlisted, on_national_list
from dualuse.law.language.logic import Truth
from dualuse.schema.transaction import Item
from tests.assessment.test_authorisations_held import _QUIET, _UNLISTED_LINE, ASK, BASE, GO, HELD, judged

ASSESSMENT = Path(dualuse.__file__).parent / "assessment"


@pytest.mark.parametrize(
    ("entries", "national", "expected"),
    [
        ([], [], True),
        ([], None, None),
        (None, [], None),
        (None, None, None),
        (["5A001.f.2"], None, False),
        (None, ["DE:5A902"], False),
        ([], ["DE:5A902"], False),
        (["5A001.f.2"], [], False),
    ],
)
def test_unlisted_in_three_values(
    entries: list[str] | None, national: list[str] | None, expected: Truth
) -> None:
    item = Item(id="1", entries=entries, national_entries=national)
    assert is_unlisted(item) is expected
    assert in_annex_i(item) is (None if entries is None else bool(entries))
    assert on_national_list(item) is (None if national is None else bool(national))


def test_no_other_place_says_what_is_unlisted() -> None:
    """A list that is empty and one that nobody has looked at are told apart in one module."""
    comparing = re.compile(
        r"entries (?:==|!=) \[\]|not (?:item|other)\.(?:national_)?entries\b|entries is (?:not )?None else bool"
    )
    found_in = {
        path.relative_to(ASSESSMENT).as_posix()
        for path in ASSESSMENT.rglob("*.py")
        if path.name != "control_lists.py" and comparing.search(path.read_text(encoding="utf-8"))
    }
    assert found_in == {"member_state.py"}  # Arts 9(1), 10(1): which State's list has it


@pytest.mark.parametrize(
    ("national", "known", "expected"),
    [([], None, GO), (None, None, ASK), (None, ["wmd"], GO), (None, [], ASK), (["DE:5A902"], None, ASK)],
)
def test_whether_the_authority_knew_of_a_use_is_asked_where_a_national_list_may_have_the_item(
    national: list[str] | None, known: list[str] | None, expected: int
) -> None:
    """Art. 4(1): one that no list has needs the authorisation because of its use, so that the authority knew of it."""
    line: dict[str, Any] = {**_UNLISTED_LINE, "national_entries": national}
    held = {**HELD, "items": ["10"]} | ({} if known is None else {"known_uses": known})
    assert judged([held], items=[line], knowledge={**_QUIET, "wmd": "informed"}) == expected


def test_the_question_is_what_the_authority_knew() -> None:
    line = {**_UNLISTED_LINE, "national_entries": None}
    stated = {**BASE, "items": [line], "knowledge": {**_QUIET, "wmd": "informed"}}
    answer = check({**stated, "authorisations": [{**HELD, "items": ["10"]}]}, screener=None)
    assert [row.fact for row in answer.missing] == ["authorisations.known_uses"]
