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
    Figure(year="2021", measure="denials", category="all dual-use", destination="extra-EU", member_state="EU", value=Decimal(568), unit="count", source_url="https://example.org/a", confidence="primary", note=""),
    Figure(year="2022", measure="denials", category="all dual-use", destination="extra-EU", member_state="EU", value=Decimal(831), unit="count", source_url="https://example.org/b", confidence="primary", note=""),
    Figure(year="2022", measure="denied_share_of_extra_EU_exports", category="all dual-use", destination="extra-EU", member_state="EU", value=Decimal("0.03"), unit="percent",
           source_url="https://example.org/b", confidence="primary", note=""),
    Figure(year="2022", measure="denied_share_of_extra_EU_exports", category="all dual-use", destination="extra-EU", member_state="EU", value=Decimal("0.04"), unit="percent",
           source_url="https://example.org/c", confidence="secondary", note="another reading"),
    Figure(year="2019", measure="denials", category="cyber-surveillance", destination="extra-EU", member_state="EU", value=Decimal(81), unit="count", source_url="https://example.org/d", confidence="low", note="a blog"),
    Figure(year="2017", measure="member_states_giving_no_figures", category="cyber-surveillance", destination="extra-EU", member_state="CY;CZ", value=Decimal(2), unit="count",
           source_url="https://example.org/e", confidence="secondary", note="confidential"),
    Figure(year="2022", measure="licence_granted_flag", category="cyber-surveillance", destination="AZ", member_state="BG", value=Decimal(1), unit="flag", source_url="https://example.org/f", confidence="secondary", note=""),
)  # fmt: skip


def framework_year() -> list[Decision]:
    """A year of twelve Dutch decisions, one of which is more than all others together."""
    small = [
        Decision(
            f"F{number}",
            date(2019, 3, number),
            "NL",
            "individual",
            decision="granted",
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
    first = ReleaseContent(
        version=FIRST.isoformat(),
        day=FIRST,
        decisions=frame_of(table),
        sources=known_sources(),
        figures=FIGURES,
    )
    before = write_release(first, folder)
    corrected = [
        replace(decision, destination=("AE", "TR")) if decision.id == "N5" else decision
        for decision in table
        if decision.id != "C2"
    ]
    added = Decision("N10", date(2020, 4, 1), "NL", "individual", decision="granted", entries=("4D004",), item_types=("4D",),
                     families=("intrusion_software",), destination=("TR",))  # fmt: skip
    second = ReleaseContent(
        version=SECOND.isoformat(),
        day=SECOND,
        decisions=frame_of([*corrected, added]),
        sources=known_sources(),
        figures=FIGURES,
        because="two slips",
    )
    write_release(second, folder, before)
    return folder
