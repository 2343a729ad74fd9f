"""Derived facts on what is supplied, goods or not, and on where it leaves from. All of them: ``derived.py``."""

from __future__ import annotations

from typing import Final

from dualuse.law.eu_2021_821.facts import MAY_HOLD_TECHNOLOGY, TANGIBLE
from dualuse.law.eu_2021_821.facts.derived_fact import DerivedFact
from dualuse.law.eu_2021_821.facts.stated_facts import FROM_UNION

WITHIN_ONE_COUNTRY: Final = DerivedFact(
    name="brokering.within_one_country",
    citation="Art. 2(7): from a third country to any other third country",
    inputs=("located_in", "destination"),
    answered_by=(("located_in",),),
    adverse=False,
)
LEAVES_FROM_UNION: Final = DerivedFact(
    name=FROM_UNION,
    citation="Art. 2(2): out of the customs territory of the Union; what is outside it already is sold, or brokered (Art. 2(7))",
    inputs=("activity", "located_in", "dispatched_from"),
    answered_by=(("activity",),),
)
PRINTED_TECHNOLOGY: Final = DerivedFact(
    name=MAY_HOLD_TECHNOLOGY,
    citation="restrictive measures: a book is no technology; what is stated as technology is another item",
    inputs=("items.kind",),
    answered_by=(("items.kind",),),
    while_open=True,
    adverse=True,
)
TANGIBLE_ITEM: Final = DerivedFact(
    name=TANGIBLE,
    citation="restrictive measures: what describes goods or software alone is not asked of the other",
    inputs=("items.kind",),
    answered_by=(("items.kind",),),
    while_open=True,
)
