"""The facts that provisions speak of: their names, kinds, questions and sentences.

Names are those of the contract (``destination``, ``knowledge.wmd``, ``circumstances.free_zone``, …); names that a
transaction does not hold itself (``item.listed``, ``option.art5_3``, ``decision.…``) are derived before the
provisions run, each with its citation. "Aware", "specially designed", "may be intended" are facts with a question,
never computed.
"""

from __future__ import annotations

from typing import Final

from dualuse.law.eu_2021_821.facts.authorities import DECISIONS
from dualuse.law.eu_2021_821.facts.circumstances import CIRCUMSTANCE_FACTS, FREE_ZONE_FACT
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD_FACTS
from dualuse.law.eu_2021_821.facts.options import OPTIONS, OPTIONS_PER_USE, USES, options_per_use
from dualuse.law.eu_2021_821.facts.stated_facts import (
    CUSTOMS_CODE,
    ITEM,
    KNOWLEDGE,
    MAY_HOLD_TECHNOLOGY,
    TANGIBLE,
    TRANSACTION,
)
from dualuse.law.germany import facts as german
from dualuse.law.language.fact import LEVEL_WORDS, FactDefinition
from dualuse.law.language.logic import AtLeast, Flag, Is

__all__ = [
    "CIRCUMSTANCES",
    "CUSTOMS_CODE",
    "FACTS",
    "GROUNDS",
    "LEVEL_WORDS",
    "MAY_HOLD_TECHNOLOGY",
    "OPTIONS_PER_USE",
    "STATED_FACTS",
    "TANGIBLE",
    "USES",
    "FactDefinition",
    "choice",
    "circumstance",
    "decided",
    "flag",
    "ground",
    "only",
    "option",
    "option_for",
]

FACTS: Final[dict[str, FactDefinition]] = {
    definition.name: definition
    for definition in (
        *TRANSACTION,
        *ITEM,
        *german.DERIVED,
        *KNOWLEDGE,
        *german.KNOWLEDGE,
        *CIRCUMSTANCE_FACTS,
        *TOLD_FACTS,
        FREE_ZONE_FACT,
        *german.CIRCUMSTANCES,
        *OPTIONS,
        *options_per_use(),
        *DECISIONS,
    )
}

GROUNDS: Final = tuple(name.removeprefix("knowledge.") for name in FACTS if name.startswith("knowledge."))
CIRCUMSTANCES: Final = tuple(
    name.removeprefix("circumstances.") for name in FACTS if name.startswith("circumstances.")
)
STATED_FACTS: Final = (
    "activity",
    "manner",
    "destination",
    "purchasing_country",
    "exporter.country",
    "exporter.icp",
    *(f"knowledge.{name}" for name in GROUNDS),
    *(f"circumstances.{name}" for name in CIRCUMSTANCES),
)
"""Fields of a transaction that are facts by their own names."""


def flag(name: str) -> Flag:
    """The condition that the yes/no fact ``name`` is true."""
    return Flag(_checked_name(name, "flag"))


def option_for(name: str, use: str) -> Flag:
    """The condition that the option ``name`` is used, and reaches the ground ``use`` of Art. 4(1)."""
    return flag(f"option.{name}.{use}")


def circumstance(name: str) -> Flag:
    """The condition that ``circumstances.name`` is true."""
    return flag(f"circumstances.{name}")


def option(name: str) -> Flag:
    """The condition that the Member State concerned has used the option ``name``."""
    return flag(f"option.{name}")


def choice(name: str, *values: str) -> Is:
    """The condition that the fact ``name`` has one of ``values``."""
    unknown = set(values) - set(FACTS[_checked_name(name, "choice")].values)
    if unknown:
        raise ValueError(f"{name} has no value {sorted(unknown)}")
    return Is(name, values)


def decided(citation: str, *results: str) -> Is:
    """The condition that the authority's decision under ``citation`` is one of ``results``."""
    return choice(f"decision.{citation}", *results)


def ground(name: str, level: str) -> AtLeast:
    """The condition that knowledge of the ground ``name`` has reached ``level``."""
    return AtLeast(_checked_name(f"knowledge.{name}", "level"), level)


def only(name: str, level: str) -> Is:
    """The condition that knowledge of the ground ``name`` is exactly at ``level``."""
    return Is(_checked_name(f"knowledge.{name}", "level"), (level,))


def _checked_name(name: str, kind: str) -> str:
    if name not in FACTS or FACTS[name].kind != kind:
        raise ValueError(f"no {kind} fact is called {name!r}")
    return name
