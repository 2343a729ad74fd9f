"""A small website of invented decisions: two releases, sources, figures with a break, an outlier, indices; made in a few seconds.

The decisions of ``tests/statistics/decisions.yaml`` stand in it, and enough others that every kind of picture and table is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from dualuse.sources.rights_context.indices import Observation
from dualuse.sources.rights_context.table import write_context
from dualuse.transparency.decision import Decision
from dualuse.transparency.importing.union_figures import Figure
from dualuse.transparency.item_types import item_types, surveillance_families
from dualuse.transparency.release import ReleaseContent, write_release
from dualuse.transparency.site.build import Built, build_site
from dualuse.transparency.sources import Source
from dualuse.transparency.table import frame_of
from tests.support.statistics_tables import decisions as few_decisions

ADDRESS: Final = "https://record.example/dual-use/"
FIRST, SECOND = "2024-03-01", "2024-09-01.2"
OUTLIER: Final = "NL-outlier"
_LOW_FIGURE_HOST: Final = "https://figures.example/report"
_PLACES: Final = (
    "CN",
    "AE",
    "EG",
    "IN",
    "SG",
    "US",
    "BR",
    "SA",
    "MA",
    "KZ",
    "VN",
    "ZA",
    "MX",
    "ID",
    "VARIOUS",
    "",
)
_ENTRIES: Final = ("5A001.f.1", "5A002.a", "2B201.a", "6A003.b.4", "1C350.16", "4A005", "9A012.a", "")


def build_small_site(folder: Path, address: str = ADDRESS) -> Built:
    """Make both releases and the site below ``folder``; the site is in ``folder``/``site``."""
    releases = folder / "releases"
    content = _first()
    write_release(content, releases)
    write_release(_second(content), releases, releases / FIRST)
    write_context(_context(), folder / "context.csv")
    return build_site(releases, folder / "site", address, folder / "context.csv")


def _first() -> ReleaseContent:
    decisions = [*few_decisions(), *_many()]
    return ReleaseContent(
        version=FIRST,
        day=date(2024, 3, 1),
        decisions=frame_of(decisions),
        sources=_sources(),
        figures=tuple(_figures()),
    )


def _second(before: ReleaseContent) -> ReleaseContent:
    """Some added, one changed, one removed."""
    decisions = [*few_decisions(), *_many(), *_added()]
    changed = replace(decisions[0], value=Decimal("200.50"))
    return ReleaseContent(
        version=SECOND,
        day=date(2024, 9, 1),
        decisions=frame_of([changed, *decisions[2:]]),
        sources=before.sources,
        figures=before.figures,
        because="an amount was misread",
    )


def _many() -> Iterator[Decision]:
    """Decisions of the Netherlands from 2015 to 2021 and of Germany from 2018, over places and entries; one that outweighs its year."""
    for year in range(2015, 2022):
        for number in range(12 + 3 * (year % 4)):
            yield _decision(f"NL-{year}-{number}", "NL", date(year, 1 + number % 12, 5), number + year, "EUR")
        for number in range(6 if year >= 2018 else 0):
            yield _decision(f"DE-{year}-{number}", "DE", date(year, 2 + number, 9), 3 * number + year, "EUR")
        for number in range(4 if year >= 2019 else 0):
            yield _decision(f"CH-{year}-{number}", "CH", date(year, 3 + number, 20), 5 * number + year, "CHF")
    largest = _decision(OUTLIER, "NL", date(2017, 6, 1), 2, "EUR")
    yield replace(largest, value=Decimal("25000000.00"), framework=True, decision="granted")


def _added() -> Iterator[Decision]:
    for number in range(25):
        yield _decision(f"NL-added-{number}", "NL", date(2021, 12, 1 + number), 16 * number, "EUR")


def _decision(name: str, authority: str, day: date, number: int, currency: str) -> Decision:
    entry = _ENTRIES[number % len(_ENTRIES)]
    entries = (entry,) if entry else ()
    place = _PLACES[number % len(_PLACES)]
    refused = number % 9 == 4
    return Decision(
        id=name,
        date=day,
        authority=authority,
        kind="individual",
        decision="refused" if refused else "granted",
        entries=entries,
        entries_text=entry or "various parts",
        item_types=item_types(entries),
        families=surveillance_families(entries),
        destination=(place,) if place else (),
        destination_text=place or "several <places> & others",
        end_user_category="police" if number % 5 else "company",
        value=None if refused or number % 7 == 3 else Decimal(1000 + 37 * (number % 50)),
        currency=currency,
        criteria=("human_rights",) if refused else (),
    )


def _sources() -> tuple[Source, ...]:
    return (
        _source("nl_list", "NL", date(2015, 1, 1), date(2021, 12, 31), ("granted", "refused")),
        _source("de_list", "DE", date(2018, 1, 1), date(2021, 12, 31), ("granted",)),
        _source("ch_list", "CH", date(2019, 1, 1), date(2020, 12, 31), ("granted", "refused", "withdrawn")),
    )


def _source(name: str, authority: str, first: date, last: date, outcomes: tuple[str, ...]) -> Source:
    return Source(
        id=name,
        title=f"an invented list of {authority}",
        publisher=f"Office {authority}",
        licence="CC BY 4.0",
        url=f"https://lists.example/{authority.lower()}",
        authority=authority,
        first=first,
        last=last,
        outcomes=outcomes,
        rationale="Only these outcomes are published.",
        file=f"{name}.csv",
        checksum="0" * 64,
    )


def _figures() -> Iterator[Figure]:
    """A series with the break of 2021 and 2022, denials, a figure that is not sure, one that another contradicts, a State's own."""
    for year in range(2015, 2024):
        value = Decimal(30_000_000_000 + 1_000_000_000 * (year - 2015))
        yield _figure(str(year), "authorised_value", "all dual-use", "EU", value, "EUR")
        yield _figure(str(year), "denials", "all dual-use", "EU", Decimal(500 + 7 * (year - 2015)), "count")
    yield _figure("2016", "authorised_value", "all dual-use", "EU", Decimal(29_500_000_000), "EUR", "low")
    yield _figure("2020", "licences_granted", "cyber-surveillance", "DE", Decimal(31), "count")
    yield _figure("2021", "share_of_extra_EU_exports", "all dual-use", "EU", Decimal("2.3"), "percent")


def _figure(
    year: str,
    measure: str,
    category: str,
    state: str,
    value: Decimal,
    unit: str,
    confidence: str = "secondary",
) -> Figure:
    note = "told by one person" if confidence == "low" else ""
    return Figure(
        year=year,
        measure=measure,
        category=category,
        destination="extra-EU",
        member_state=state,
        value=value,
        unit=unit,
        source_url=_LOW_FIGURE_HOST,
        confidence=confidence,
        note=note,
    )


def _context() -> Iterator[Observation]:
    for place in ("CN", "EG", "AE", "NL"):
        for year in (2019, 2020, 2021):
            value = Decimal("0.200") + Decimal(year - 2019) / 100
            low, high = value - Decimal("0.05"), value + Decimal("0.05")
            yield Observation(
                index="vdem_polyarchy",
                place=place,
                year=year,
                value=value,
                low=low,
                high=high,
                text="",
                source_file="vdem.csv",
                checksum="1" * 64,
            )
