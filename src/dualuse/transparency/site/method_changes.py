"""Breaks: between which years a method or a source changed, so that no line may be drawn through.

Known breaks of published figures stand here; a State's own follow from its sources: where the set of sources that hold a year
differs from that of the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dualuse.i18n import N_, Message, PlaceName
from dualuse.transparency.sources import Source


@dataclass(frozen=True, slots=True)
class MethodBreak:
    """A break between the year ``after`` and the next, and why."""

    after: str
    why: Message
    reference: str = ""
    verification: str = "secondary"


UNION_BREAKS: Final = (
    MethodBreak(
        "2021",
        Message(
            "break.union_2022",
            N_("from 2022 the Union's figures follow the guidelines of Recommendation (EU) 2024/214"),
        ),
        "celis.institute (2025); Recommendation (EU) 2024/214",
    ),
)
"""Breaks of the figures that the Commission publishes."""


def source_breaks(
    sources: Iterable[Source], years: Sequence[str], authority: str = ""
) -> tuple[MethodBreak, ...]:
    """Where the sources of the years change: begin, end, or are followed by others. ``authority``: those of one State only."""
    chosen = [source for source in sources if authority in ("", source.authority)]
    breaks = []
    for year, after in pairwise(years):
        now = {source for source in chosen if source.first.year <= int(year) <= source.last.year}
        then = {source for source in chosen if source.first.year <= int(after) <= source.last.year}
        begun = sorted({source.authority for source in then - now})
        ended = sorted({source.authority for source in now - then})
        if now and then and (begun or ended):
            breaks.append(MethodBreak(year, _why(begun, ended), verification="official"))
    return tuple(breaks)


def _why(begun: Sequence[str], ended: Sequence[str]) -> Message:
    names = {
        "begun": tuple(PlaceName(code) for code in begun),
        "ended": tuple(PlaceName(code) for code in ended),
    }
    if begun and ended:
        return Message("break.both", N_("sources begin: {begun}; sources end: {ended}"), names)
    if begun:
        return Message("break.begun", N_("sources begin: {begun}"), names)
    return Message("break.ended", N_("sources end: {ended}"), names)
