"""Every scenario holds; every executed paragraph has a positive, a negative and an unknown one."""

from __future__ import annotations

import pytest

from dualuse import check
from dualuse.law.collection import ARTICLES, NATIONAL
from dualuse.law.language.provision import Duty, Provision, Relief
from tests.support.scenarios import Scenario, differences, load
from tests.support.settled import untold

SCENARIOS = load()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.identifier)
def test_scenario(scenario: Scenario) -> None:
    result = check(scenario.transaction)
    assert differences(scenario, result) == [], scenario.identifier
    assert [*untold(result)] == []


def test_at_least_150_scenarios() -> None:
    assert len(SCENARIOS) >= 150
    assert len({scenario.identifier for scenario in SCENARIOS}) == len(SCENARIOS)


def _executed() -> list[str]:
    return [
        paragraph.number
        for article in (*ARTICLES, *NATIONAL)
        for paragraph in article.paragraphs
        if any(isinstance(rule, (Provision, Relief, Duty)) for rule in paragraph.rules)
    ]


@pytest.mark.parametrize("kind", ["positive", "negative", "unknown"])
@pytest.mark.parametrize("number", _executed())
def test_every_executed_paragraph_has_its_cases(number: str, kind: str) -> None:
    cited = [
        scenario
        for scenario in SCENARIOS
        if scenario.cite == number or scenario.cite.startswith(f"{number}(")
    ]
    assert any(scenario.kind == kind for scenario in cited), f"{number} has no {kind} scenario"
