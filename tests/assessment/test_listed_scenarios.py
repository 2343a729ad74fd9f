"""What a listed party means: scenarios with hits made by hand (``tests/scenarios/listed``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from dualuse import check
from dualuse.schema.screening import ListUsed
from tests.support.hits_by_hand import UNION, ScreenerByHand
from tests.support.read_once import plain_files
from tests.support.scenarios import FOLDER, Scenario, changed, differences


@dataclass(frozen=True)
class ListedScenario:
    """A scenario and what the screener by hand finds in it."""

    scenario: Scenario
    screener: ScreenerByHand
    screening: str | None


def _load() -> Iterator[ListedScenario]:
    paths = sorted((FOLDER / "listed").glob("*.yaml"))
    for path, data in zip(paths, plain_files(paths), strict=True):
        for case in data["cases"]:
            expect = dict(case["expect"])
            status = expect.pop("screening", None)
            transaction = changed(data["base"], case.get("with") or {})
            scenario = Scenario(
                file=path.stem,
                name=case["name"],
                cite=case["cite"],
                kind=case["kind"],
                transaction=transaction,
                expect=expect,
            )
            yield ListedScenario(scenario, _screener(case), status)


def _screener(case: dict[str, Any]) -> ScreenerByHand:
    lists = [replace(UNION, list=name) for name in case.get("lists", ["eu_fsf"])]
    stale = case.get("stale", [])
    used: list[ListUsed] = [replace(list_used, stale=list_used.list in stale) for list_used in lists]
    return ScreenerByHand(case["found"], used)


SCENARIOS = list(_load())


@pytest.mark.parametrize("listed", SCENARIOS, ids=lambda listed: listed.scenario.identifier)
def test_scenario(listed: ListedScenario) -> None:
    result = check(listed.scenario.transaction, screener=listed.screener)
    assert differences(listed.scenario, result) == []
    if listed.screening is not None:
        assert result.screening.status == listed.screening


def test_rules_of_the_union_have_their_three_cases() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for listed in SCENARIOS:
        kinds[listed.scenario.cite].add(listed.scenario.kind)
    for citation in (
        "Regulation (EC) No 765/2006, Art. 2(2)",
        "Council best practices of 3.7.2024, ownership",
        "Council best practices of 3.7.2024, control",
        "Council best practices until 2.7.2024, ownership",
        "Regulation (EC) No 2580/2001, Art. 1(5)",
        "Regulation (EU) No 833/2014, Art. 2b with Annex IV",
        "Regulation (EU) No 833/2014, Art. 3s(1) with Annex XLII",
        "Regulation (EU) 2024/2642, Art. 1b with Annex IV",
        "United Nations Security Council",
        "Regulation (EC) No 765/2006, Art. 2(1)",
        "Regulation (EU) No 833/2014, Art. 5aa with Annex XIX",
        "Commission, FAQ on asset freezes, question 8",
        "Regulation (EU) 2016/44, Art. 5(4) with Annex VI",
        "Regulation (EC) No 314/2004, Art. 6(2)",
        "weak names of an entry",
        "what a file says beside any listing",
    ):
        assert kinds[citation] == {"positive", "negative", "unknown"}, citation
