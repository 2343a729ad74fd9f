"""Customs codes of chapters 98 and 99: banned where an annex names them, asked about where it may name the goods by a code of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dualuse import check
from dualuse.law.measures.goods.lists import GoodsList
from dualuse.law.measures.goods.reading import annexes_of_goods
from dualuse.schema.determination import Determination

DAY = date(2026, 8, 1)
PLANT = "9880 84 00"
MOVED = "9905 00 00"
KNOWN = ("wmd", "military_end_use", "illicit_military_parts")


def _judged(destination: str, code: str | None, **answers: bool) -> Determination:
    item: dict[str, Any] = {"id": "1", "kind": "goods", "entries": [], "answers": answers}
    if code:
        item["cn_code"] = code
    stated = {
        "date": DAY.isoformat(),
        "destination": destination,
        "activity": "export",
        "manner": "permanent",
        "exporter": {"country": "DE"},
        "knowledge": dict.fromkeys(KNOWN, "none"),
        "items": [item],
    }
    return check(stated, screener=None)


def _asked(result: Determination) -> dict[str, str]:
    return {row.fact: row.question for row in result.missing}


@pytest.mark.parametrize(
    ("destination", "act"),
    [("Crimea", "Regulation (EU) No 692/2014, Art. 2b"), ("Donetsk", "Regulation (EU) 2022/263, Art. 4")],
)
def test_components_of_plant_are_banned_where_the_annex_names_their_chapter(
    destination: str, act: str
) -> None:
    """Regulation (EU) No 692/2014, Annex II, and Regulation (EU) 2022/263, Annex II, name chapter 98."""
    result = _judged(destination, PLANT)
    assert result.release == "stop"
    assert any(row.provision.startswith(act) and row.status == "applies" for row in result.findings)


@pytest.mark.parametrize("code", [PLANT, "9880"])
def test_of_a_part_of_the_chapter_a_person_says_whether_it_is_taken(code: str) -> None:
    """Regulation (EU) No 833/2014, Annex XXIII, takes a part of chapter 98."""
    question = "goods.32014R0833.XXIII:98"
    assert question in _asked(_judged("RU", code))
    assert _judged("RU", code, **{question: True}).release == "stop"
    answered = _judged("RU", code, **{question: False})
    assert answered.release == "ask"
    assert question not in _asked(answered)


@pytest.mark.parametrize("destination", ["RU", "BY", "Crimea", "Donetsk"])
@pytest.mark.parametrize("code", [MOVED, "9919", "9930 24 00", "9931", "9950 00 00"])
def test_a_code_that_no_annex_names_is_not_read_as_in_no_list(destination: str, code: str) -> None:
    result = _judged(destination, code)
    assert result.release == "ask"
    assert _asked(result)["items.cn_code"].startswith("Which customs code does the item have by itself?")


@pytest.mark.parametrize("destination", ["US", "CH", "JP", "BR"])
@pytest.mark.parametrize("code", [PLANT, MOVED, "9950"])
def test_elsewhere_it_asks_no_more_than_where_no_code_is_stated(destination: str, code: str) -> None:
    without, result = _judged(destination, None), _judged(destination, code)
    assert (result.release, result.outcome) == (without.release, without.outcome)
    assert _asked(result).keys() <= _asked(without).keys()


@pytest.mark.parametrize("annex", annexes_of_goods().values(), ids=lambda annex: annex.key)
def test_no_list_says_no_to_a_code_that_gathers(annex: Any) -> None:
    for code in ("98808400", "99050000", "9950"):
        goods = GoodsList(annex, DAY)
        truth = goods.covers(code, {})
        assert truth is not False
        assert truth is (True if code[:2] in goods.whole else None)
        named = code[:2] in goods.asked
        assert goods.is_wider(code) is (not named and truth is None)
        refused = dict.fromkeys(goods.questions(code), False)
        assert goods.covers(code, refused) is (truth or (False if named else None))
