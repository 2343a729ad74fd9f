"""Declaring code that is law: what a module outside ``law/`` computes because a provision says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Declared = TypeVar("Declared")


def legal_derivation(*citations: str) -> Callable[[Declared], Declared]:
    """Declare that a function or class computes a fact, an effect or an obligation that is law.

    It is part of the law that :func:`dualuse.law.collection.law_version` names, with every function, class and constant
    that it uses. The declaration is read from the source, so it counts whether or not the module was imported; it stands
    on a function or class at the outer level of its module, under the name ``legal_derivation``.

    Args:
        citations: the provisions that say so, e.g. ``Art. 11(2)(b)``.
    """

    def unchanged(derivation: Declared) -> Declared:
        return derivation

    return unchanged
