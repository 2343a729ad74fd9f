"""An examination by the wrong provision names the one that has the stated substance, or that the same values meet."""

from __future__ import annotations

import pytest

from dualuse.classification.sheets.examining import examine
from dualuse.classification.substances import _NUMBER, ENTRIES, _provisions
from dualuse.documents.examination import examination_blocks
from dualuse.documents.terminal import Terminal
from dualuse.i18n import translate
from dualuse.i18n.statuses import EXAMINED

WRONG_CHECK_DIGIT = "13455-21-0"
"""A number that trade uses although its last digit does not fit: it is refused as it is stated."""
NO = {"contains_controlled_component": False}


def _text(code: str, values: dict[str, object], language: str) -> str:
    return Terminal(300, False).text(examination_blocks(examine(code, values, language=language), language))


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_wrong_provision_is_no_comfort(language: str) -> None:
    text = _text("1C350.42", {"cas": "7664-39-3", **NO}, language)
    assert "dualuse examine 1C350.24" in text
    assert translate(EXAMINED.sentence["not_listed"], language) not in text
    assert text.splitlines()[0].startswith("1C350.42")


def test_every_number_is_named_from_another_provision() -> None:
    rows = [
        (path, name) for entry in ("1C350", "1C450") for path, names in _provisions(entry) for name in names
    ]
    numbers = [(path, name) for path, name in rows if _NUMBER.fullmatch(name)]
    assert len(numbers) > 90
    for path, number in numbers:
        if number == WRONG_CHECK_DIGIT:
            continue
        other = "1C350.1" if path != "1C350.1" else "1C350.2"
        examination = examine(other, {"cas": number, **NO})
        assert path in [row.provision for row in examination.warnings], number


def test_another_entry_and_agents_by_name() -> None:
    assert [row.provision for row in examine("1C350", {"cas": "75-44-5"}).warnings] == ["1C450.a.4"]
    assert [row.provision for row in examine("1C351.d.5", {"agent": "ricin"}).warnings] == ["1C351.d.4"]


def test_the_right_provision_and_unknown_numbers_are_not_warned_of() -> None:
    assert examine("1C350.24", {"cas": "7664-39-3"}).warnings == ()
    assert examine("1C350", {"cas": "7664-39-3"}).warnings == ()
    assert examine("1C350.42", {"cas": "7732-18-5", **NO}).warnings == ()
    assert "1C354" in ENTRIES


def test_a_sibling_that_the_values_meet_is_named() -> None:
    values = {"cas": "7664-39-3", "mixture": False, "consumer_goods": False, "on_military_list": False, **NO}
    warnings = examine("1C350.42", values).warnings
    assert [row.provision for row in warnings] == ["1C350.24"]
