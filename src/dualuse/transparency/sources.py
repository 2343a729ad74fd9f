"""Which sources a table of decisions rests on, and what each covers: what makes a nought a nought.

A group without decisions is nought only where a source covers it: the State, the day and the outcome. Elsewhere it is not known. A list
of licences granted says nothing of refusals.

No line may be drawn through years between which a method or a source changed. Known breaks of published figures stand here; a State's own follow
from its sources: where the set of sources that hold a year differs from that of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlsplit

from dualuse.i18n import N_, Message, PlaceName
from dualuse.transparency.decision import RESULTS

_UNFIT: Final = re.compile(r"""[\s\x00-\x20\x7f-\x9f"<>\\^`{|}]""")


def is_web_address(text: str) -> bool:
    """Whether ``text`` is the address of something on the web: http or https, with a host, without blanks or signs to be escaped."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    return whole and not _UNFIT.search(text)


def is_site_address(text: str) -> bool:
    """Whether ``text`` may be where a website is: an address without user, query or fragment."""
    return is_web_address(text) and not any(sign in text for sign in "@?#")


_YEAR: Final = re.compile(r"(?!0000)[0-9]{4}")
"""A year as the statistics write it; "" and all else is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source of decisions and what it covers.

    Attributes:
        id: its short name, as in the column ``source``.
        title: what it is.
        publisher, licence, url: whose it is, under what terms, and where.
        authority: the State (or region) whose decisions it holds.
        first, last: the days from which and until which it is complete.
        outcomes: the outcomes of which it holds every decision in that time.
        rationale: why the others are missing, in a sentence; "" where none is.
        file, checksum: what was read (SHA-256).
        verification: primary, secondary or unverified.
    """

    id: str
    title: str
    publisher: str
    licence: str
    url: str
    authority: str
    first: date
    last: date
    outcomes: tuple[str, ...]
    rationale: str
    file: str = ""
    checksum: str = ""
    verification: str = "unverified"

    def covers(self, authority: str, year: str, outcome: str) -> bool:
        """Whether the source holds every decision of this State, year and outcome: none found is then nought."""
        if authority != self.authority or outcome not in self.outcomes or not _YEAR.fullmatch(year):
            return False
        return self.first <= date(int(year), 1, 1) and date(int(year), 12, 31) <= self.last


STANDINGS: Final = (N_("primary"), N_("secondary"), N_("unverified"))
"""What ``verification`` says of a source."""
SOURCE_COLUMNS: Final = tuple(field.name for field in fields(Source))
DUTCH: Final = Source(
    id="nl_licences",
    title=N_("licences for dual-use items granted by the Netherlands"),
    publisher="Ministerie van Buitenlandse Zaken",
    licence="",
    url="https://www.rijksoverheid.nl/",
    authority="NL",
    first=date(2004, 1, 1),
    last=date(2015, 12, 31),
    outcomes=("granted",),
    rationale=N_("The list names licences granted; refusals and withdrawals are not in it."),
)
SWISS: Final = Source(
    id="ch_licences",
    title=N_(
        "licences for goods controlled by Switzerland, as compiled by journalists from the lists of SECO"
    ),
    publisher="SECO",
    licence="",
    url="https://www.seco.admin.ch/",
    authority="CH",
    first=date(2012, 1, 1),
    last=date(2014, 12, 31),
    outcomes=("granted",),
    rationale=N_(
        "The lists name individual licences granted; refusals are published apart and are not at hand."
    ),
)


def known_noughts(sources: Iterable[Source], authority: str, year: str) -> tuple[str, ...]:
    """The outcomes of which it is known how many a State had in a year, be it none."""
    covered = {
        outcome for source in sources for outcome in RESULTS if source.covers(authority, year, outcome)
    }
    return tuple(outcome for outcome in RESULTS if outcome in covered)


def source_row(source: Source) -> dict[str, Any]:
    """A row of ``sources.csv``: days as ISO dates, outcomes joined."""
    row = asdict(source)
    return {
        **row,
        "first": source.first.isoformat(),
        "last": source.last.isoformat(),
        "outcomes": ";".join(source.outcomes),
    }


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
