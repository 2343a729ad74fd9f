"""Derived facts of what authorities did, may still do and control: decisions, authorisations held, transfers
(Art. 11(2))."""

from __future__ import annotations

from typing import Final

from dualuse.law.eu_2021_821.facts import flag
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.eu_2021_821.facts.derived_fact import (
    END_USER_ROLES,
    EVERY_INPUT,
    NAMED_ROLES,
    RESPONSIBLE_STATE,
    STATE_INPUTS,
    DerivedFact,
)
from dualuse.law.eu_2021_821.facts.stated_facts import (
    GENERALLY_AUTHORISED,
    NATIONAL_DEPARTURE,
    NEEDS_AUTHORISATION,
)
from dualuse.law.language.logic import (
    Condition,
    Flag,
    Is,
    every,
    facts_of,
    some,
)

# Art. 11(2): what the rule of the Member State of departure reaches, as named in its data.

TRANSFER_OPTION: Final = "option.art11_2"
_DECISION: Final = "decision.Art. 11(2)"
TRANSFER_RULES: Final = ("any", "national_list", "on_decision")


def transfer_rule(items: str) -> Flag:
    """The condition that the rule of the Member State of departure reaches ``items``, one of
    :data:`TRANSFER_RULES`."""
    if items not in TRANSFER_RULES:
        raise ValueError(f"no rule of Art. 11(2) is called {items!r}")
    return Flag(f"transfer_rule.{items}")


TRANSFER_IS_CONTROLLED: Final[Condition] = some(
    transfer_rule("any"),
    every(transfer_rule("national_list"), flag("item.national_own") | flag(NATIONAL_DEPARTURE)),
    every(transfer_rule("on_decision"), Is(_DECISION, ("required",))),
)
TRANSFER_MAY_BE_CONTROLLED: Final[Condition] = some(
    Flag(TRANSFER_OPTION),
    every(transfer_rule("on_decision"), ~Is(_DECISION, ("not_required",))),
)
"""Whether the Member State of departure asks for an authorisation, or still may: where it decides from case to case, what a person says of
its rule does not stand in for a decision that is to come."""


_NAMED_INPUTS: Final = (
    *(f"items.{field}" for field in ("id", "entries", "national_entries", "cn_code", "kind")),
    *(f"parties.{role}.*" for role in (*END_USER_ROLES, *NAMED_ROLES)),
    "purchasing_country",
    "exporter.name",
)
"""What a document of an authority names, goods by their customs code among it; of parties their names and countries, and whether one is stated
without them."""


_USE_INPUTS: Final = (
    "destination",
    *(f"knowledge.{use}" for use in dict.fromkeys(use for each in DECIDED.values() for use in each.uses)),
)
"""What tells which uses a decision has to be on; a military end use counts under an arms embargo."""


DECISIONS_TAKEN: Final = tuple(
    DerivedFact(
        name=f"decision.{citation}",
        citation=f"{citation}: what the authority can decide on it",
        inputs=(
            "authority_decisions.*",
            "date",
            *_NAMED_INPUTS,
            *_USE_INPUTS,
        ),
        values=(decision.unstated, *decision.results),
    )
    for citation, decision in DECIDED.items()
)

POWERS: Final = tuple(
    DerivedFact(
        name=name,
        citation=f"{citation}: what the authority may still do",
        inputs=(),
        answered_by=((f"authority_decisions.{citation}",),),
        adverse=True,
    )
    for name, citation in (
        ("authority.transit_prohibited", "Art. 7(1)"),
        ("authority.transit_authorisation", "Art. 7(2)"),
    )
)
"""Open until a decision is stated."""

_HELD_INPUTS: Final = (
    "consigned_to",
    "date",
    *STATE_INPUTS,
    "destination",
    "authorisations.*",
    "authority_decisions.*",
    "end_use",
    "knowledge.*",
    *_NAMED_INPUTS,
    *(f"items.{field}" for field in ("quantity", "unit", "value", "currency")),
    "answers.covered.*",
    "sources.*",
)

COVERED_BY_HELD: Final = "held.covers"
"""No provision asks for it: it answers what a provision asks for, and decides the release."""

TRANSFER_RULES_REACHED: Final = tuple(
    DerivedFact(
        name=transfer_rule(items).fact,
        citation="Art. 11(2): which items the rule of the Member State of departure reaches",
        inputs=STATE_INPUTS,
        answer=TRANSFER_OPTION,
        answer_prevails=True,
    )
    for items in TRANSFER_RULES
)
TRANSFERS_CONTROLLED: Final = DerivedFact(
    name=TRANSFER_OPTION,
    citation="Art. 11(2): what the Member State of departure controls",
    inputs=facts_of(TRANSFER_IS_CONTROLLED),
    answered_by=((RESPONSIBLE_STATE,), ("item.national_own", NATIONAL_DEPARTURE)),
    answer=TRANSFER_OPTION,
    answer_prevails=True,
    condition=TRANSFER_IS_CONTROLLED,
)
COVERING: Final = DerivedFact(
    name=COVERED_BY_HELD,
    citation="Arts 2(12), 2(13), 12, 13: whether an authorisation that is held covers the item",
    inputs=_HELD_INPUTS,
)
COVERING_GLOBALLY: Final = DerivedFact(
    name="held.global",
    citation="Art. 11(2)(b): whether a global authorisation that is held covers the direct export",
    inputs=_HELD_INPUTS,
    answered_by=(("authorisations",),),
    while_open=False,
    adverse=False,
)
DIRECT_EXPORTS: Final = (
    DerivedFact(
        name=NEEDS_AUTHORISATION,
        citation="Art. 11(2)(b): an authorisation that the direct export would need under Arts 3, 4, 5, 9 or 10",
        inputs=(EVERY_INPUT,),
        answered_by=(("items.entries",),),
    ),
    DerivedFact(
        name=GENERALLY_AUTHORISED,
        citation="Art. 11(2)(b): a Union general authorisation that would cover the direct export",
        inputs=(EVERY_INPUT,),
        answered_by=(("circumstances",),),
    ),
)
"""The direct export is judged by the law itself (``engine/direct_export.py``), which asks for what that waits
for."""
