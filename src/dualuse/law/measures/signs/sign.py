"""What every form of a sign has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sign:
    """What is looked for. Where it is not found, nothing is left to tell, but of a form that says otherwise."""

    is_told_unfound: ClassVar[bool] = False
    uses_read: ClassVar[tuple[str, ...]] = ()
    """Grounds of concern on the knowledge of which it hangs whether a form is there."""
    tells_a_ban: ClassVar[bool] = False
    """Whether who buys may be somebody whom an act forbids to supply at all: no authorisation is applied for before that is settled."""
    names_persons: ClassVar[bool] = False
    """Whether it is about annexes that name persons: examined where the parties were compared with them."""
