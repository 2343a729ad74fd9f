"""Which act an entry stands under where its list leaves it open and another list names it for the same one.

The Commission's list gives a programme that several acts share ("269/2014 or 208/2014"); the annex in the Official Journal
of the same party names its act. Read side by side, the act would be told twice, and the other one beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from dualuse.assessment.listed.evidence import is_owner
from dualuse.assessment.listed.identity import certain
from dualuse.assessment.listed.listing_in_force import in_time
from dualuse.law.measures.listings.model import Meaning
from dualuse.schema.screening import ScreeningHit

Read = tuple[ScreeningHit, tuple[Meaning, ...]]
"""A hit with what its measures mean."""

_FREEZE: Final = "listing.asset_freeze"
_OR: Final = " / "


def whose(hit: ScreeningHit) -> tuple[object, ...]:
    """Whose hit it is: all hits on one party or owner are one; of who stands behind an entry, by the steps."""
    return (hit.party, () if is_owner(hit.party) else hit.behind)


def narrowed(read: Sequence[Read], day: date) -> tuple[Read, ...]:
    """The same, where one of several acts that an entry may stand under is replaced by the one that another entry names.

    Only by an entry that is surely the same party, and listed on ``day``: else both stay.
    """
    named: dict[tuple[object, ...], dict[str, Meaning]] = {}
    for hit, meanings in read:
        if certain(hit)[0] is True and in_time(hit, day)[0] is True:
            own = {
                meaning.reach.regime: meaning
                for meaning in meanings
                if _is_freeze(meaning) and not _acts(meaning)[1:]
            }
            named.setdefault(whose(hit), {}).update(own)
    return tuple((hit, _meanings_by_act(hit, meanings, named.get(whose(hit), {}))) for hit, meanings in read)


def _meanings_by_act(
    hit: ScreeningHit, meanings: tuple[Meaning, ...], named: dict[str, Meaning]
) -> tuple[Meaning, ...]:
    meaning_by_act: dict[str, Meaning] = {}
    for meaning in meanings:
        acts = _acts(meaning) if _is_freeze(meaning) and certain(hit)[0] is True else ()
        named_meanings = [named[act] for act in acts if act in named] if acts[1:] else []
        for single in named_meanings or [meaning]:
            meaning_by_act.setdefault(single.citation, single)
    return tuple(meaning_by_act.values())


def _is_freeze(meaning: Meaning) -> bool:
    return meaning.code == _FREEZE and meaning.truth is True


def _acts(meaning: Meaning) -> list[str]:
    return meaning.reach.regime.split(_OR)
