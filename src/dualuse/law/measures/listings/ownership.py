"""Who stands behind a party: when a supply to it is, indirectly, a supply to the listed persons who own or control it.

How far an act reaches what listed persons own depends on the act. The asset freezes forbid making economic resources
available "directly or indirectly"; when an owner counts is a matter of guidance, not of the text of the acts: the Council's best practices (since 3.7.2024: half or more of the proprietary rights, or a majority interest,
the shares of several listed persons added; before: more than half) and, for the fight against terrorism, Regulation (EC)
No 2580/2001, Art. 1(5) in the text of 2005 (half or more). The presumption can be rebutted; a person must do that. Some annexes say
what they reach ("owned for more than 50 %"), others do not mention it.

Shares of several listed owners are added where one act freezes them all (Commission, FAQ on asset freezes, question 8;
Council's best practices of 3.7.2024). The guidance does not say whether they are added where
different acts freeze them: that is left open.
Shares of owners who are listed for other measures are never added to a freeze.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from dualuse.i18n import N_, Message
from dualuse.law.language.logic import Truth

HALF_SINCE: Final = date(2024, 7, 3)
"""First day of the Council's best practices by which half of the rights is enough. From secondary sources (DLA Piper,
6.8.2024; Akin, 22.7.2024; Sorainen), which cite recital 28 of Regulation (EU) 2024/1745 too."""
HALF: Final = Decimal(50)
WHOLE: Final = Decimal(100)

REBUTTABLE: Final = N_(
    "ownership and control are presumptions of the guidance of the Council and the Commission; whoever shows that nothing"
    " reaches the listed person may rebut them: have that checked by the authority"
)


Doubt = Literal[
    "half_before", "across_acts", "exactly_half", "control_only", "together", "place", "elsewhere", "unsaid"
]
"""What of ownership the law leaves to a person: exactly half before half counted; half only with shares under other acts; what
an act that says "more than half" means for exactly half, for mere control, for several named owners together; where the party
is established; that it is where the act does not reach; whether an act that does not speak of ownership reaches it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a listed owner holds. ``share``: per cent; None: not stated. ``certain``: whether it surely is the listed person, and so listed.

    ``regimes``: the acts under which it is listed, in the words of :attr:`Reach.regime`.
    """

    name: str
    share: Decimal | None
    control: bool | None
    certain: bool = True
    regimes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersBehind:
    """Whether listed persons stand behind a party, why, and what is missing to decide that.

    ``share_missing``, ``control_missing``: the owners whose share or control is not stated. ``doubts``: what a person must decide.
    """

    truth: Truth
    reasons: tuple[Message, ...]
    share_missing: tuple[str, ...] = ()
    control_missing: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def frozen_owners_behind(
    holdings: Iterable[Holding], day: date, terrorism: bool = False, regime: str | None = None
) -> OwnersBehind:
    """Whether a supply to a party reaches its listed owners or controllers, by the guidance on asset freezes.

    Args:
        holdings: those of its owners that are, or may be, under an asset freeze of the Union.
        day: the day whose guidance applies.
        terrorism: the act is Regulation (EC) No 2580/2001, which always said "half or more".
        regime: the act asked about: shares under other acts leave it open, and do not decide. None: whatever the act.
    """
    all_holdings = tuple(holdings)
    own = tuple(holding for holding in all_holdings if regime is None or regime in holding.regimes)
    half_counts = terrorism or day >= HALF_SINCE
    certain, together = _sum(_sure(own)), _sum(_sure(all_holdings))
    reasons = tuple(_reasons(all_holdings, together))
    if any(holding.control is True for holding in _sure(own)) or _enough(certain, half_counts):
        return OwnersBehind(truth=True, reasons=reasons)
    controlling = any(holding.control is True for holding in own)
    control_missing = tuple(holding.name for holding in own if holding.control is None)
    if not (controlling or _possible(all_holdings) >= HALF or control_missing):
        return OwnersBehind(truth=False, reasons=reasons)
    doubts: list[Doubt] = []
    if certain == HALF and not half_counts:
        doubts.append("half_before")
    elif _enough(together, half_counts):
        doubts.append("across_acts")
        reasons = (*reasons, _across(all_holdings))
    missing = tuple(holding.name for holding in all_holdings if holding.share is None)
    return OwnersBehind(
        truth=None,
        reasons=reasons,
        share_missing=missing,
        control_missing=control_missing,
        doubts=tuple(doubts),
    )


def named_owners_behind(holdings: Iterable[Holding], established: Truth, where: str = "") -> OwnersBehind:
    """The same for an act that reaches what a named person owns more than half of.

    Args:
        holdings: of the owners named in the annex.
        established: whether the party is established where the act reaches what is owned.
        where: that place, as :attr:`~dualuse.law.measures.listings.model.Reach.where` has it.
    """
    all_holdings = tuple(holdings)
    reasons = tuple(_reasons(all_holdings, _sum(_sure(all_holdings))))
    if established is False:
        reasons = (*reasons, _elsewhere(where))
    doubts: list[Doubt] = []
    if any(holding.share is not None and holding.share > HALF for holding in _sure(all_holdings)):
        if established is True:
            return OwnersBehind(truth=True, reasons=reasons)
        doubts.append("place" if established is None else "elsewhere")
    elif any(holding.share == HALF for holding in _sure(all_holdings)):
        doubts.append("exactly_half")
    elif _sum(_sure(all_holdings)) >= HALF:
        doubts.append("together")
    if any(holding.control is True for holding in all_holdings) and "elsewhere" not in doubts:
        doubts.append("control_only")
    missing = tuple(holding.name for holding in all_holdings if holding.share is None)
    control_missing = tuple(holding.name for holding in all_holdings if holding.control is None)
    if doubts or missing or control_missing or _possible(all_holdings) >= HALF:
        return OwnersBehind(
            truth=None,
            reasons=reasons,
            share_missing=missing,
            control_missing=control_missing,
            doubts=tuple(doubts),
        )
    return OwnersBehind(truth=False, reasons=reasons)


def unsaid_owners_behind(holdings: Iterable[Holding], day: date, silent: bool) -> OwnersBehind:
    """The same for an act that does not mention what the named persons own (``silent``), or was not read for that: never certain."""
    result = frozen_owners_behind(holdings, day)
    if result.truth is False:
        return result
    text = N_("whether the act reaches what the person owns or controls is not known here")
    if silent:
        text = N_(
            "the act does not speak of what the person owns or controls; who acts for it may be reached"
        )
    reasons = (*result.reasons, Message("listing.owned_unknown", text))
    return OwnersBehind(
        truth=None,
        reasons=reasons,
        share_missing=result.share_missing,
        control_missing=result.control_missing,
        doubts=("unsaid",),
    )


def _sure(holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    return tuple(holding for holding in holdings if holding.certain)


def _reasons(holdings: tuple[Holding, ...], certain: Decimal) -> Iterable[Message]:
    yield from (_controls(holding) for holding in holdings if holding.control is True)
    yield from _holding_messages(holdings, certain)


def _across(holdings: tuple[Holding, ...]) -> Message:
    text = N_(
        "they are listed under different acts ({acts}); the guidance does not say whether shares are added then"
    )
    acts = dict.fromkeys(act for holding in holdings for act in sorted(holding.regimes))
    return Message("ownership.across", text, {"acts": tuple(acts)})


def _elsewhere(where: str) -> Message:
    if where == "outside_union":
        text = N_(
            "it is established in the Union, where the act does not reach what is owned: it is reached only where it acts on"
            " behalf or at the direction of its owner"
        )
        return Message("ownership.in_union", text)
    text = N_(
        "it is not established where the act reaches what is owned: it is reached only where it acts on behalf or at the"
        " direction of its owner"
    )
    return Message("ownership.elsewhere", text)


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


def _holding_messages(holdings: tuple[Holding, ...], certain: Decimal) -> Iterable[Message]:
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
