"""What a derived fact is, and what the facts on parties look at.

The facts themselves are declared in ``derived.py`` and ``derived_authorities.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from dualuse.law.language.logic import Condition, Truth

STATE_INPUTS: Final = ("activity", "exporter.country", "dispatched_from", "located_in")
"""What the responsible State is told by."""
RESPONSIBLE_STATE: Final = "responsible State"
"""Stands among the fields that answer a fact for those that tell which State is responsible (Arts 7(1),
11(3), 12(2), 13(1))."""
EVERY_INPUT: Final = "*"
"""The input of a fact that rests on whatever the law asks for."""

END_USER_ROLES: Final = ("end_user", "consignee")
"""Parties whose service counts for Annex II (EU007 Part 3(2)(d), EU008 Part 3(1)(e))."""
PRICE_FIELDS: Final = ("value", "currency", "quantity", "unit")
"""Fields of an item that tell what one of the goods costs."""
RECEIVER_ROLES: Final = (*END_USER_ROLES, "purchaser")
"""Parties that restrictive measures look at."""
OTHER_ROLES: Final = ("intermediary", "agent", "broker", "other")
"""Parties of which a person says whether they are supplied, too; who only carries the items is not."""
NAMED_ROLES: Final = ("purchaser", *OTHER_ROLES)
"""Parties whom an authority knows of, beside end users and consignees, when it decides (Annex III)."""


def stated_party(role: str) -> str:
    """The input of a fact that rests on whether a party in ``role`` is stated at all, whatever is stated of
    it."""
    return f"parties.{role}.*"


@dataclass(frozen=True, slots=True)
class ServiceTest:
    """What the service of a party in one of ``roles`` says, by service; beyond end users and consignees where
    stated."""

    roles: tuple[str, ...]
    counts: Mapping[str, Truth]


SERVICE_TESTS: Final[Mapping[str, ServiceTest]] = {
    "parties.security_service": ServiceTest(
        END_USER_ROLES,
        {
            "none": False,
            "military": True,
            "paramilitary": True,
            "police": True,
            "intelligence": True,
            "other_security": True,
        },
    ),
    "parties.military": ServiceTest(
        RECEIVER_ROLES,
        {
            "none": False,
            "military": True,
            "paramilitary": None,
            "police": False,
            "intelligence": None,
            "other_security": False,
        },
    ),
    "parties.military_or_border_guard": ServiceTest(
        RECEIVER_ROLES,
        {
            "none": False,
            "military": True,
            "paramilitary": None,
            "police": None,
            "intelligence": None,
            "other_security": None,
        },
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedFact:
    """A fact that is derived from others before provisions run.

    ``inputs``: paths of the contract it rests on, a ``*`` for any name (``authorisations.*``); of parties
    with the role in front of the field. ``answered_by``: fields that are asked for while it is open, stage by
    stage: the first stage in which something is not stated. ``answer``: where all of them are stated and it
    is open all the same, a person answers it by this name under ``answers``. ``answer_prevails``: over what
    is derived; else it fills what that leaves open.

    ``condition``: when it is true. ``sufficient``: it may be true otherwise, too (stated, or by another
    derivation).
    ``while_open``: what it is while the condition is open. ``values``: of a fact with named values those it
    can have.
    ``adverse``: the worse value of a yes/no fact that is ordered; None: it is not, or its values are ordered
    otherwise.
    """

    name: str
    citation: str
    inputs: tuple[str, ...]
    answered_by: tuple[tuple[str, ...], ...] = ()
    answer: str = ""
    condition: Condition | None = None
    answer_prevails: bool = False
    sufficient: bool = False
    while_open: Truth = None
    values: tuple[str, ...] = ()
    adverse: Truth = None

    @property
    def stated_as(self) -> str:
        """The field of a transaction that answers it first, by the name of the contract; its own name where
        none does."""
        path = next((path for stage in self.answered_by for path in stage), self.name)
        table, _, field = path.partition(".")
        return f"{table}.{field.rpartition('.')[2]}" if table == "parties" else path

    def settled(self, truth: Truth) -> Truth:
        """What the fact is where its condition is ``truth``."""
        return self.while_open if truth is None else truth

    def rests_on(self, path: str) -> bool:
        """Whether the field ``path`` of the contract is one of the inputs, or the answer of a person."""
        patterns = (*self.inputs, f"answers.{self.answer}") if self.answer else self.inputs
        return path in patterns or any(fnmatchcase(path, pattern) for pattern in patterns if "*" in pattern)
