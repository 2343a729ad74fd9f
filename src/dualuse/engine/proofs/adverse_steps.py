"""What "more is known, or it is worse" means: one fact at a time, from a value to a more adverse one.

An answer must never become milder along such a step, except where ``exceptions.toml`` declares it with a
reason. Facts without an order (which activity, which destination, in which form a State asks) are named in
:data:`UNORDERED`; a test holds that every fact the law asks for is in the one group or the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS, table
from dualuse.law.eu_2021_821.control_list.codes import CodeSet
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, CUSTOMS_CODE, GROUNDS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.eu_2021_821.facts.circumstances import (
    BURDENING_CIRCUMSTANCES,
    FREEING_CIRCUMSTANCES,
)
from dualuse.law.eu_2021_821.facts.derived import derived_facts, settled_by_others
from dualuse.law.eu_2021_821.facts.derived_fact import DerivedFact
from dualuse.law.eu_2021_821.facts.stated_facts import SEVERAL_PLACES
from dualuse.law.language.logic import LEVELS, AnyCode, EveryCode, facts_of, leaves

NONE: Final = "none"
SOME: Final = "some"
MORE: Final = "more"


@dataclass(frozen=True, slots=True)
class Step:
    """``fact`` moves from the value ``before`` to ``after``, the more adverse one.

    Of the codes of an item and the countries of parties: from ``none`` to ``some``, and from ``some`` to
    ``more``.
    """

    fact: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.fact}: {self.before} → {self.after}"


UNORDERED: Final[dict[str, str]] = {
    "activity": "five kinds of act, each with Articles of its own",
    "export.from_union": "what leaves the Union is exported, what lies outside it already is brokered: each act has Articles of its own",
    "manner": "permanent, for a fair, after repair, electronic: different authorisations, none of them worse",
    "destination": "a destination is another transaction",
    "purchasing_country": "a purchaser elsewhere is another transaction",
    "exporter.country": "an exporter elsewhere is another transaction",
    "place.union": "inside the Union other Articles apply",
    "place.member_states": "whether the exporter is established in a Member State",
    "option.art4_3_notify": "the form in which a State asks on suspicion: notify, or ask for an authorisation",
    "option.art5_3_notify": "as option.art4_3_notify",
    "option.art6_4_notify": "as option.art4_3_notify",
    "option.art8_5_notify": "as option.art4_3_notify",
    "option.german_law": "the law of another State is another law",
    "circumstances.assistance_in_germany": "abroad §§ 49 and 50 AWV govern, in Germany § 51",
    "option.art11_8": "a duty to inform only",
    "option.registration": "a duty to register only",
    "item.tangible": "goods, software or technology: each has descriptions of its own",
    "option.notice_before_first_use": "a duty to notify only",
}
"""Facts that no step moves, with the reason; of questions the name before the colon."""

_COMPLIANCE_PROGRAMME: Final = "exporter.icp"
"""Stated, not derived: what Annex II asks for (EU007) is worse where it is absent."""


def _circumstances() -> dict[str, bool]:
    """Of every circumstance its adverse value: the opposite of what the authorisations ask for (Annex II)."""
    adverse = {**dict.fromkeys(FREEING_CIRCUMSTANCES, False), **dict.fromkeys(BURDENING_CIRCUMSTANCES, True)}
    for identifier in IDENTIFIERS:
        data = table(identifier)
        adverse |= {row["name"]: not row["must_be"] for row in data["circumstances"]}
        if "software_if" in data["items"]:
            adverse[data["items"]["software_if"]] = False
    ordered = {name for name in CIRCUMSTANCES if f"circumstances.{name}" not in UNORDERED}
    missing = ordered - set(adverse)
    if missing:
        raise ValueError(
            f"whether it is worse with or without these circumstances is not known: {sorted(missing)}; "
            "no authorisation asks for them, so law/eu_2021_821/facts/circumstances.py must say it"
        )
    return adverse


def _flag(fact: str, adverse: bool = True) -> Step:
    return Step(fact, "false", "true") if adverse else Step(fact, "true", "false")


def _decision(citation: str) -> Iterator[Step]:
    """From "not stated" or "not required" to what the authority asks, and from a release to none."""
    decision = DECIDED[citation]
    unstated, (asked, released) = decision.unstated, decision.results
    yield Step(f"decision.{citation}", unstated, asked)
    yield Step(f"decision.{citation}", released, asked)
    yield Step(f"decision.{citation}", released, unstated)


def _question(fact: str) -> Iterator[Step]:
    """Questions about parts and places: worse where the item or place comes under a control, or out of a
    relief."""
    group, _, asked_of = fact.partition(".")
    asked_of = asked_of.partition(":")[0]
    if group == "named" or f"{group}.{asked_of}" in UNORDERED:
        return
    takes = asked_of in IDENTIFIERS or asked_of.endswith("_destinations")
    yield _flag(fact, not takes)


def steps_of(fact: str) -> tuple[Step, ...]:
    """The steps that move ``fact``; none where it has no order or follows other facts.

    Raises:
        ValueError: the fact is in no group.
    """
    if fact in settled_by_others() or fact in UNORDERED:
        return ()
    group, _, name = fact.partition(".")
    match group:
        case "knowledge" if name in GROUNDS:
            return tuple(Step(fact, low, high) for low, high in itertools.pairwise(LEVELS))
        case "decision":
            return tuple(_decision(name))
        case "circumstances":
            return (_flag(fact, _circumstances()[name]),)
        case "option":
            return (_flag(fact),)
        case "goods":
            return (_flag(fact),)
        case "covered" | "named" | "place":
            return tuple(_question(fact))
    if fact in ("item.entries", CUSTOMS_CODE) or fact in SEVERAL_PLACES:
        return (Step(fact, NONE, SOME), Step(fact, SOME, MORE))
    if fact == _COMPLIANCE_PROGRAMME:
        return (_flag(fact, False),)
    derived = derived_facts().get(fact)
    if derived is not None and derived.adverse is not None:
        return (_flag(fact, derived.adverse),)
    raise ValueError(f"{fact} has no place among the steps: order it, or name it as unordered with a reason")


def followers(fact: str) -> frozenset[str]:
    """Facts that the derivations move together with ``fact``: those that any fact may settle, and those of
    its own."""
    following = {derived.name for derived in derived_facts().values() if _follows(derived, fact)}
    return frozenset(following | set(settled_by_others()))


def _follows(derived: DerivedFact, fact: str) -> bool:
    if derived.condition is None or derived.answer_prevails:
        return False
    sets = [leaf.codes for leaf in leaves(derived.condition) if isinstance(leaf, (AnyCode, EveryCode))]
    parts = (of.fact(row) for of in sets if isinstance(of, CodeSet) for row in of.rows if row.part)
    return fact in facts_of(derived.condition) or fact in parts
