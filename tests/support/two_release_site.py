"""A small site for tests: the invented decisions of ``tests/statistics``, in two releases, with figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from dualuse.transparency.decision import Decision
from dualuse.transparency.importing.union_figures import Figure
from dualuse.transparency.release import ReleaseContent, write_release
from dualuse.transparency.sources import Source
from dualuse.transparency.table import frame_of
from tests.support.statistics_tables import decisions, sources

ADDRESS: Final = "https://example.org/exports"
FIRST: Final = date(2026, 11, 20)
SECOND: Final = date(2026, 11, 26)
FIGURES: Final = (
    Figure("2021", "denials", "all dual-use", "extra-EU", "EU", Decimal(568), "count", "https://example.org/a", "primary", ""),
    Figure("2022", "denials", "all dual-use", "extra-EU", "EU", Decimal(831), "count", "https://example.org/b", "primary", ""),
    Figure("2022", "denied_share_of_extra_EU_exports", "all dual-use", "extra-EU", "EU", Decimal("0.03"), "percent",
           "https://example.org/b", "primary", ""),
    Figure("2022", "denied_share_of_extra_EU_exports", "all dual-use", "extra-EU", "EU", Decimal("0.04"), "percent",
           "https://example.org/c", "secondary", "another reading"),
    Figure("2019", "denials", "cyber-surveillance", "extra-EU", "EU", Decimal(81), "count", "https://example.org/d", "low", "a blog"),
    Figure("2017", "member_states_giving_no_figures", "cyber-surveillance", "extra-EU", "CY;CZ", Decimal(2), "count",
           "https://example.org/e", "secondary", "confidential"),
    Figure("2022", "licence_granted_flag", "cyber-surveillance", "AZ", "BG", Decimal(1), "flag", "https://example.org/f", "secondary", ""),
)  # fmt: skip


def framework_year() -> list[Decision]:
    """A year of twelve Dutch decisions, one of which is more than all others together."""
    small = [
        Decision(
            f"F{number}",
            date(2019, 3, number),
            "NL",
            "individual",
            "granted",
            entries=("2B001.a",),
            item_types=("2B",),
            destination=("BR",),
            value=Decimal(10 * number),
            currency="EUR",
        )
        for number in range(1, 12)
    ]
    return [
        *small,
        replace(small[0], id="F12", destination=("VARIOUS",), value=Decimal(5_000), framework=True),
    ]


def known_sources() -> tuple[Source, ...]:
    """The sources of ``noughts.yaml``."""
    return tuple(sources())


def releases(folder: Path) -> Path:
    """Two releases in ``folder``: the second corrects one decision, adds one and takes one out."""
    table = [*decisions(), *framework_year()]
    first = ReleaseContent(FIRST.isoformat(), FIRST, frame_of(table), known_sources(), FIGURES)
    before = write_release(first, folder)
    corrected = [
        replace(decision, destination=("AE", "TR")) if decision.id == "N5" else decision
        for decision in table
        if decision.id != "C2"
    ]
    added = Decision("N10", date(2020, 4, 1), "NL", "individual", "granted", entries=("4D004",), item_types=("4D",),
                     families=("intrusion_software",), destination=("TR",))  # fmt: skip
    second = ReleaseContent(
        SECOND.isoformat(), SECOND, frame_of([*corrected, added]), known_sources(), FIGURES, "two slips"
    )
    write_release(second, folder, before)
    return folder
