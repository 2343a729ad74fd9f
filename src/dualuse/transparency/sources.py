"""Which sources a table of decisions rests on, and what each covers: what makes a nought a nought.

A group without decisions is nought only where a source covers it: the State, the day and the outcome. Elsewhere it is not known. A list
of licences granted says nothing of refusals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from dualuse.i18n import N_
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


@dataclass(frozen=True, slots=True)
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
    "nl_licences",
    N_("licences for dual-use items granted by the Netherlands"),
    "Ministerie van Buitenlandse Zaken",
    "",
    "https://www.rijksoverheid.nl/",
    "NL",
    date(2004, 1, 1),
    date(2015, 12, 31),
    ("granted",),
    N_("The list names licences granted; refusals and withdrawals are not in it."),
)
SWISS: Final = Source(
    "ch_licences",
    N_("licences for goods controlled by Switzerland, as compiled by journalists from the lists of SECO"),
    "SECO",
    "",
    "https://www.seco.admin.ch/",
    "CH",
    date(2012, 1, 1),
    date(2014, 12, 31),
    ("granted",),
    N_("The lists name individual licences granted; refusals are published apart and are not at hand."),
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
