"""Deleting any single conjunct of any provision, relief or duty makes a scenario fail.

A conjunct is a part of an "all" or of an "any", at any depth. The test deletes each in turn, judges the scenarios
that the rule can touch under the mutated law, and fails for a deletion that no scenario notices. A run looks at a twelfth of
the rules, another one each day; ``make mutations`` at all.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from dualuse import check
from dualuse.engine import case_split, compiled, levers
from dualuse.law import collection
from dualuse.law.collection import Law, whole_law
from dualuse.law.language.logic import All, Any_, Condition, Not, leaves
from dualuse.law.language.provision import Duty, Provision, Relief
from tests.support.sampling import sampled
from tests.support.scenarios import Scenario, differences, load

SCENARIOS = load()
Rule = Provision | Relief | Duty


def deletions(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Every condition that ``condition`` becomes when one part is deleted, with what was deleted."""
    match condition:
        case Not(of):
            for what, inner in deletions(of):
                yield what, Not(inner)
        case All(parts) | Any_(parts):
            kind = type(condition)
            for index, part in enumerate(parts):
                rest = (*parts[:index], *parts[index + 1 :])
                yield repr(part)[:160], rest[0] if len(rest) == 1 else kind(rest)
                for what, inner in deletions(part):
                    yield what, kind((*parts[:index], inner, *parts[index + 1 :]))


def _rules() -> list[Rule]:
    law = whole_law()
    duties = [duty for relief in law.reliefs for duty in relief.duties]
    return [*law.provisions, *law.reliefs, *law.duties, *duties]


def _alike() -> list[tuple[Rule, ...]]:
    """The rules; what an annex named at one time and at another is one paragraph of one condition, and one rule here."""
    together: dict[tuple[object, ...], list[Rule]] = {}
    for number, rule in enumerate(_rules()):
        parts = () if rule.when is None else tuple(type(leaf) for leaf in leaves(rule.when))
        is_measure = isinstance(rule, Provision) and rule.is_measure
        key = (rule.citation, parts) if is_measure else (number,)
        together.setdefault(key, []).append(rule)
    return [tuple(rules) for rules in together.values()]


def _replaced(law: Law, replacements: Mapping[int, Rule]) -> Law:
    """The law with other rules in the place of some; ``replacements``: by the identity of the old one."""

    def swap(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(replacements.get(id(rule), rule) for rule in rules)

    reliefs = tuple(
        dataclasses.replace(relief, duties=swap(relief.duties))
        if any(id(duty) in replacements for duty in relief.duties)
        else relief
        for relief in law.reliefs
    )
    return Law(swap(law.provisions), swap(reliefs), swap(law.duties))  # type: ignore[arg-type]


def _forget() -> None:
    """Nothing that was made of one law is left when the next one is judged."""
    collection.law_as_of.cache_clear()
    case_split.cases_on.cache_clear()
    levers._folded.cache_clear()
    compiled._compiled.cache_clear()
    compiled.compiled_rules.cache_clear()


def _touching(rule: Rule) -> list[Scenario]:
    """The scenarios: of days on which the rule holds, that cite its paragraph, or stand beside them first: they notice soonest."""
    number = rule.citation.split(", ")[0] if rule.citation.startswith("Art.") else rule.citation

    def cites(scenario: Scenario) -> bool:
        return scenario.cite.startswith(number) or number.startswith(scenario.cite)

    files = {scenario.file for scenario in SCENARIOS if cites(scenario)}

    def rank(scenario: Scenario) -> tuple[bool, bool, bool]:
        day = date.fromisoformat(str(scenario.transaction["date"]))
        return not rule.validity.covers(day), not cites(scenario), scenario.file not in files

    return sorted(SCENARIOS, key=rank)


def _noticed(rule: Rule) -> bool:
    return any(_fails(scenario) for scenario in _touching(rule))


def _fails(scenario: Scenario) -> bool:
    return bool(differences(scenario, check(scenario.transaction)))


def test_all_scenarios_hold_before_anything_is_deleted() -> None:
    """Otherwise a failing scenario would seem to notice every deletion."""
    assert [scenario.identifier for scenario in SCENARIOS if _fails(scenario)] == []


@pytest.mark.parametrize(
    "index", sampled(range(len(_alike())), 12), ids=lambda index: _alike()[index][0].citation + f"#{index}"
)
def test_no_conjunct_is_unnoticed(index: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = _alike()[index]
    rule = rules[-1]
    original = whole_law()
    unnoticed = []
    # The same part of each of them is deleted at once: their conditions have the same form.
    for every in zip(*(deletions(each.when) for each in rules if each.when is not None), strict=True):
        what = every[-1][0]
        replacements = {
            id(old): dataclasses.replace(old, when=condition)
            for old, (_, condition) in zip(rules, every, strict=True)
        }
        mutated = _replaced(original, replacements)
        monkeypatch.setattr(collection, "whole_law", lambda mutated=mutated: mutated)
        _forget()
        try:
            if not _noticed(rule):
                unnoticed.append(what)
        finally:
            monkeypatch.undo()
            _forget()
    assert unnoticed == [], f"{rule.citation}: deleted without a scenario noticing"
