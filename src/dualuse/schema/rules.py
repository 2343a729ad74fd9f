"""Rules of this program, not of the law: what it holds back until a person has looked. They may be tightened, never loosened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Rules:
    """What ``[rules]`` of ``dualuse.toml`` may tighten.

    ``law_age``: days that may lie between the last day for which the law is known and the day judged; ``list_age``: days
    that a list may be old, where that is less than ``known_lists.toml`` allows (None: that alone counts);
    ``decision_age_months``: from this age on a decision of an authority that frees, without a last day, is asked about;
    ``diligence_age_months``: from this age on a record of due diligence, counted from the day it was seen, counts no more.
    """

    law_age: int = 60
    list_age: int | None = None
    decision_age_months: int = 12
    diligence_age_months: int = 12


RULES: Final = Rules()
LOOSEST: Final[Mapping[str, int | None]] = {rule.name: getattr(RULES, rule.name) for rule in fields(Rules)}
"""The rules by name, each with the value that may not be exceeded; None: lists have limits of their own."""


def rules_of(values: Mapping[str, int]) -> Rules:
    """The rules with the values of ``dualuse.toml``, none of which loosens one."""
    known = {name: _tighter(value, LOOSEST[name]) for name, value in values.items() if name in LOOSEST}
    return Rules(**known)


def _tighter(value: int, loosest: int | None) -> int:
    return value if loosest is None else min(value, loosest)


def tightened(rules: Rules) -> dict[str, int]:
    """The rules that are tighter than those of this program, by name."""
    values = ((name, getattr(rules, name)) for name in LOOSEST)
    return {name: value for name, value in values if value != LOOSEST[name]}
