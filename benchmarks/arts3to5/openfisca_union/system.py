"""The package as a whole."""

from __future__ import annotations

from functools import lru_cache

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from benchmarks.arts3to5.openfisca_union.entities import Item
from benchmarks.arts3to5.openfisca_union.facts import INPUTS, SHARED
from benchmarks.arts3to5.openfisca_union.parameters import parameters
from benchmarks.arts3to5.openfisca_union.provisions import PROVISIONS


@lru_cache(maxsize=1)
def union() -> TaxBenefitSystem:
    """Arts 3 to 5 and EU001, ready to be simulated."""
    system = TaxBenefitSystem([Item])
    system.parameters = parameters()
    system.add_variables(*INPUTS, *SHARED, *PROVISIONS)
    return system
