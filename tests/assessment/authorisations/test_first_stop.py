"""What is first sent to a country through whose territory it must not pass passes through it, whatever else is stated of the way."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.schema.determination import Determination
from tests.assessment.test_release_reasons import judged
from tests.assessment.test_unexecuted import to

STEEL, COFFEE = "73089059", "09012100"
WAYS = {
    "RU": "russia_833_2014_through_russia",
    "BY": "belarus_765_2006_through_belarus",
    "IR": "iran_2023_1529_through_iran",
}
ON_NO_WAY = dict.fromkeys(WAYS.values(), False)
LISTED = {"entries": ["3A001.a.2.a"], "cn_code": "85423190"}


def sent(stop: str | None, code: str, destination: str = "KZ", **fields: Any) -> Determination:
    """Goods of a customs code, first sent to a stop; stated to pass through none of the countries, unless that is changed."""
    changes: dict[str, Any] = {"circumstances": ON_NO_WAY, "consigned_to": stop, **fields}
    return judged(to(destination, code, "2026-08-03", **changes))


def warned(result: Determination) -> list[str]:
    return [warning.code for warning in result.warnings]


@pytest.mark.parametrize("stop", ["RU", "BY"])
@pytest.mark.parametrize("destination", ["KZ", "TR"])
def test_steel_first_sent_there_is_prohibited_and_the_contradiction_told(stop: str, destination: str) -> None:
    """Regulations (EU) No 833/2014, Art. 3k(1a), and (EC) No 765/2006, Art. 1bb(2)."""
    result = sent(stop, STEEL, destination)
    assert (result.outcome, result.release) == ("prohibited", "stop")
    assert "first_stop_denied" in warned(result)


@pytest.mark.parametrize(("stop", "act"), [("RU", "833/2014, Art. 2(1a)"), ("BY", "765/2006, Art. 1e(1a)")])
def test_a_listed_item_first_sent_there_is_prohibited(stop: str, act: str) -> None:
    """Regulations (EU) No 833/2014, Art. 2(1a), and (EC) No 765/2006, Art. 1e(1a)."""
    export = to("KZ", None, "2026-08-03", circumstances=ON_NO_WAY, consigned_to=stop)
    result = judged({**export, "items": [{**export["items"][0], **LISTED}]})
    assert (result.outcome, result.release) == ("prohibited", "stop")
    assert any(act in basis for basis in result.items[0].basis)


def test_iran_as_first_stop_is_judged_as_a_way_that_is_stated() -> None:
    """Regulation (EU) 2023/1529, Art. 2(1), second subparagraph."""
    stop = sent("IR", "85423190")
    through = sent(None, "85423190", circumstances={**ON_NO_WAY, WAYS["IR"]: True})
    assert stop.range == through.range
    assert sent(None, "85423190").range != through.range


@pytest.mark.parametrize("stop", sorted(WAYS))
def test_where_the_way_is_not_stated_the_first_stop_tells_it(stop: str) -> None:
    """The same outcome, and no contradiction."""
    unstated = {name: value for name, value in ON_NO_WAY.items() if name != WAYS[stop]}
    result = sent(stop, STEEL, circumstances=unstated)
    assert "first_stop_denied" not in warned(result)
    assert result.range == sent(stop, STEEL).range


@pytest.mark.parametrize("stop", ["TR", None])
def test_another_first_stop_or_none_is_as_before(stop: str | None) -> None:
    result = sent(stop, STEEL)
    assert (result.outcome, result.release) == ("not_controlled", "go")


@pytest.mark.parametrize("stop", sorted(WAYS))
def test_goods_that_may_pass_are_not_prohibited_but_never_go(stop: str) -> None:
    """Coffee: what is stated of its way does not fit."""
    result = sent(stop, COFFEE)
    assert (result.outcome, result.release) == ("not_controlled", "ask")
    assert "first_stop_denied" in {because.code for because in result.release_because}


@pytest.mark.parametrize("place", sorted(WAYS))
def test_what_ends_there_contradicts_nothing(place: str) -> None:
    assert "first_stop_denied" not in warned(sent(place, COFFEE, place))
