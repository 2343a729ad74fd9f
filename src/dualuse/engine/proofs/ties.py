"""What ties derived facts together: true of every set of facts that the derivations (``assessment/facts.py``) make.

A tie is a condition in the language of the law itself, so that one definition serves twice: it is translated for the
solver, and a test evaluates it on the facts derived from random transactions and fails where it is false. A tie that
says too much would hide counterexamples; one that says too little would only show cases that cannot occur.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.engine.proofs.partition import all_codes
from dualuse.i18n import Message
from dualuse.law.collection import Law, law_as_of
from dualuse.law.eu_2021_821.control_list.codes import CodeRow, CodeSet
from dualuse.law.eu_2021_821.facts import choice, circumstance, flag
from dualuse.law.eu_2021_821.surveillance import SURVEILLANCE
from dualuse.law.language.logic import All, Any_, AnyCode, Condition, EveryCode, Flag, Is, Not, every, some
from dualuse.law.language.provision import Effect
from dualuse.law.measures.provisions import measure_questions

EXPORT_ARTICLES: Final = ("Art. 3(", "Art. 4(", "Art. 5(", "Art. 9(", "Art. 10(")
"""The Articles that Art. 11(2)(b) names."""

DECISION_VALUES: Final[dict[str, tuple[str, ...]]] = {
    "Art. 7(1)": ("unstated", "prohibited", "not_required"),
    "Art. 7(2)": ("unstated", "required", "not_required"),
    **dict.fromkeys(
        (
            *("Art. 4(2)", "Art. 4(3)", "Art. 5(2)", "Art. 5(3)", "Art. 6(2)"),
            *("Art. 6(3)", "Art. 6(4)", "Art. 8(2)", "Art. 8(4)", "Art. 8(5)"),
        ),
        ("none", "required", "not_required"),
    ),
}
"""The decisions that the contract takes on a provision, with its value for "not stated"."""

TRUE: Final[Condition] = All(())
FALSE: Final[Condition] = Any_(())


@dataclass(frozen=True, slots=True)
class Tie:
    """A condition that holds of the facts of every item; ``citation`` says where the tie comes from."""

    name: str
    citation: str
    condition: Condition


def _implies(one: Condition, other: Condition) -> Condition:
    return ~one | other


def _same(one: Condition, other: Condition) -> Condition:
    return _implies(one, other) & _implies(other, one)


@lru_cache(maxsize=1)
def listed_codes() -> CodeSet:
    """Every entry of Annex I, of all editions at hand."""
    return _set("annex_i", (code for code in all_codes() if len(code) == 5))


@lru_cache(maxsize=1)
def missile_categories() -> CodeSet:
    """Categories 7 and 9, where the missile technology of Annex IV stands."""
    return _set("categories_7_9", (code for code in all_codes() if len(code) == 5 and code[0] in "79"))


def _set(key: str, codes: Iterator[str]) -> CodeSet:
    return CodeSet(f"proofs.{key}", Message(key, key), (CodeRow(code) for code in codes))


def _item_ties() -> Iterator[Tie]:
    yield Tie(
        "listed",
        "Art. 3(1): an item is listed where it has an entry of Annex I",
        _same(flag("item.listed"), AnyCode("item.entries", listed_codes())),
    )
    yield Tie(
        "listed_surveillance",
        "Art. 2(20): the listed surveillance items are cyber-surveillance items of themselves",
        _implies(AnyCode("item.entries", SURVEILLANCE), flag("item.cyber_surveillance")),
    )
    yield Tie(
        "missile_exception",
        "Annex IV, missile technology exceptions: where stated, for items of Categories 7 and 9 only",
        _same(
            flag("transfer.mtcr_exempt"),
            circumstance("mtcr_exception") & EveryCode("item.entries", missile_categories()),
        ),
    )
    for asked in measure_questions():
        named = asked.replace("covered.", "named.", 1)
        yield Tie(
            named,
            "restrictive measures: an annex names the item where a person has said so",
            _same(Flag(named), Flag(asked)),
        )


def _party_ties() -> Iterator[Tie]:
    yield Tie(
        "military_or_border_guard",
        "Regulation (EU) No 36/2012 and like acts: a military receiver is a military or border guard one",
        _implies(flag("parties.military"), flag("parties.military_or_border_guard")),
    )


def _decision_ties() -> Iterator[Tie]:
    for citation, values in DECISION_VALUES.items():
        yield Tie(
            f"decision.{citation}",
            f"{citation}: what the authority can decide on it",
            choice(f"decision.{citation}", *values),
        )


def exported(condition: Condition) -> Condition:
    """``condition`` as it would be if the activity were an export."""
    match condition:
        case Is("activity", values):
            return TRUE if "export" in values else FALSE
        case Not(of):
            return Not(exported(of))
        case All(parts):
            return All(tuple(exported(part) for part in parts))
        case Any_(parts):
            return Any_(tuple(exported(part) for part in parts))
    return condition


def _transfer_ties(law: Law) -> Iterator[Tie]:
    needs, covered = [], []
    for provision in law.provisions:
        reliefs = [relief for relief in law.reliefs if provision.citation in relief.of]
        holds = exported(provision.when)
        covered += [holds & exported(relief.when) for relief in reliefs if relief.identifier]
        if provision.effect is Effect.AUTHORISATION_REQUIRED and provision.citation.startswith(
            EXPORT_ARTICLES
        ):
            exempt = [Not(exported(relief.when)) for relief in reliefs if not relief.identifier]
            needs.append(every(holds, *exempt))
    transfer = choice("activity", "intra_union_transfer")
    yield Tie(
        "direct_export_needs",
        "Art. 11(2)(b): an authorisation that the direct export would need under Arts 3, 4, 5, 9 or 10",
        _implies(transfer, _same(flag("export.needs_authorisation"), some(*needs))),
    )
    yield Tie(
        "direct_export_covered",
        "Art. 11(2)(b): a Union general authorisation that would cover the direct export",
        _implies(transfer, _same(flag("export.generally_authorised"), some(*covered))),
    )


@lru_cache(maxsize=64)
def ties(day: date) -> tuple[Tie, ...]:
    """What ties the facts of an item together under the law of ``day``."""
    return (*_item_ties(), *_party_ties(), *_decision_ties(), *_transfer_ties(law_as_of(day)))


DERIVED: Final = (
    "item.listed",
    "transfer.mtcr_exempt",
    "export.needs_authorisation",
    "export.generally_authorised",
)
"""Facts that the ties settle: they follow the others."""
