"""An answer that says that words mean something else is told beside "go", with the words."""

from __future__ import annotations

from typing import Any

from tests.assessment.test_release_reasons import judged
from tests.assessment.test_unexecuted import to

GOES_ON = "unexecuted.words.goes_on"


def _told(data: dict[str, Any]) -> list[str]:
    result = judged(data)
    assert result.release == "go", [row.text for row in result.release_because]
    return [row.text for row in result.release_because if row.code == "answered_over_words"]


def test_an_answer_over_words_of_onward_sale_is_told() -> None:
    """Annex II, EU001: resale outside the destination, and a person says that nothing goes on."""
    listed = to("GB", "90304000")
    items = [{**listed["items"][0], "description": "Signal analyser", "entries": ["3A002.c"]}]
    data = {
        **listed,
        "items": items,
        "circumstances": {"free_zone": False},
        "end_use": "Resale outside the United Kingdom",
    }
    (text,) = _told({**data, "answers": {GOES_ON: False, "done.EU001": True}})
    assert text.startswith(f"you answered that this is not concerned: {GOES_ON} is false; what was read: ")
    assert "outside" in text
    assert "(end use)" in text


def test_an_answer_on_goods_of_a_code_is_told_with_what_the_item_is_called() -> None:
    """Regulation (EC) No 147/2003, Annex III: nitric acid, and a person says that it is none."""
    data = to("SO", "28080000")
    items = [{**data["items"][0], "description": "Nitric acid"}]
    name = "goods.32003R0147.III:2808"
    (text,) = _told({**data, "items": items, "answers": {name: False}})
    assert f"{name} is false" in text
    assert "“Nitric acid”" in text


def test_an_answer_over_no_words_is_not_told() -> None:
    data = to("GB", "84295210")
    assert not _told({**data, "end_use": "Works of its own", "answers": {GOES_ON: False}})
