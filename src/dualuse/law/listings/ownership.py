"""Who stands behind a party: when what is supplied to it is supplied, indirectly, to the listed who own or control it.

The acts forbid to make economic resources available "directly or indirectly"; when an owner counts is guidance, not text
of the acts: the Council's best practices (since 3.7.2024: half or more of the proprietary rights, or a majority interest,
the shares of several listed persons added; before: more than half) and, for the fight against terrorism, Regulation (EC)
No 2580/2001, Art. 1(5) in the text of 2005 (half or more). The presumption can be rebutted; a person must do that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dualuse.law.logic import Truth
from dualuse.law.provision import Verification
from dualuse.wording import N_, Message

HALF_SINCE: Final = date(2024, 7, 3)
"""First day of the Council's best practices by which half of the rights is enough. From secondary sources (DLA Piper,
6.8.2024; Akin, 22.7.2024; Sorainen), which cite recital 28 of Regulation (EU) 2024/1745 too."""
GUIDANCE_VERIFICATION: Final = Verification.SECONDARY
HALF: Final = Decimal(50)
WHOLE: Final = Decimal(100)

REBUTTABLE: Final = N_(
    "ownership and control are presumptions of the guidance of the Council and the Commission; whoever shows that nothing"
    " reaches the listed person may rebut them: have that checked by the authority"
)


@dataclass(frozen=True, slots=True)
class Holding:
    """What a listed owner holds. ``share``: per cent; None: not stated. ``certain``: surely the listed one?"""

    name: str
    share: Decimal | None
    control: bool | None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the listed stand behind a party, why, and whether shares or control are missing to tell."""

    truth: Truth
    reasons: tuple[Message, ...]
    share_missing: bool = False
    control_missing: bool = False


def standing(holdings: Iterable[Holding], day: date, terrorism: bool = False) -> Standing:
    """Whether what reaches a party reaches its listed owners or controllers.

    Args:
        holdings: those of its owners that are, or may be, under an asset freeze of the Union.
        day: the day whose guidance applies.
        terrorism: an owner is listed under Regulation (EC) No 2580/2001, which always said "half or more".
    """
    known = tuple(holdings)
    controlling = [holding for holding in known if holding.control is True]
    half_counts = terrorism or day >= HALF_SINCE
    certain = _sum(holding for holding in known if holding.certain)
    possible = _possible(known)
    reasons = [*(_controls(holding) for holding in controlling), *_told(known, certain)]
    if any(holding.certain for holding in controlling) or _enough(certain, half_counts):
        return Standing(True, tuple(reasons))
    share_missing = any(holding.share is None for holding in known)
    control_missing = any(holding.control is None for holding in known)
    if controlling or possible >= HALF or control_missing:
        return Standing(None, tuple(reasons), share_missing, control_missing)
    return Standing(False, tuple(reasons))


def _enough(share: Decimal, half_counts: bool) -> bool:
    return share >= HALF if half_counts else share > HALF


def _sum(holdings: Iterable[Holding]) -> Decimal:
    """What is stated, added; more than the whole cannot be."""
    return min(WHOLE, sum((holding.share or Decimal(0) for holding in holdings), Decimal(0)))


def _possible(holdings: tuple[Holding, ...]) -> Decimal:
    if any(holding.share is None for holding in holdings):
        return WHOLE
    return _sum(holdings)


def _controls(holding: Holding) -> Message:
    return Message("ownership.controls", N_("{name} controls it, as stated"), {"name": holding.name})


def _told(holdings: tuple[Holding, ...], certain: Decimal) -> Iterable[Message]:
    for holding in holdings:
        if holding.share is None and holding.control is not True:
            text = N_("{name} is an owner; the share is not stated")
            yield Message("ownership.share_unknown", text, {"name": holding.name})
        elif holding.share is not None:
            text = N_("{name} owns {share} %")
            yield Message("ownership.share", text, {"name": holding.name, "share": _plain(holding.share)})
        if holding.control is None:
            text = N_("whether {name} controls it is not stated")
            yield Message("ownership.control_unknown", text, {"name": holding.name})
    if sum(1 for holding in holdings if holding.share) > 1 and certain:
        yield Message("ownership.sum", N_("together {share} %"), {"share": _plain(certain)})


def _plain(share: Decimal) -> str:
    text = format(share, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
