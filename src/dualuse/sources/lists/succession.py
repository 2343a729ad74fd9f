"""What may take the place of an edition: not an older one, nor one that has suspiciously lost entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dualuse.contract.problems import InputError, Problem
from dualuse.sources.lists.edition import Edition
from dualuse.sources.lists.known_lists import shrinkage
from dualuse.wording import N_, Message


def gone_with(editions: Sequence[Edition], former: Mapping[str, Edition]) -> tuple[str, ...]:
    """Lists in use that came from a file of the same kind and lists, and are not in this one."""
    names = {row.list for row in editions}
    return tuple(
        name
        for name, row in former.items()
        if name not in names
        and row.format == editions[0].format
        and len(row.together) > 1
        and names & set(row.together)
    )


def is_older(edition: Edition, former: Mapping[str, Edition]) -> bool:
    """By the lists' own days; where one says none, by when they were retrieved (which matters for bundles)."""
    before = former.get(edition.list)
    if before is None:
        return False
    if before.dated and edition.dated:
        return edition.dated < before.dated
    return edition.retrieved < before.retrieved


def check_shrinkage(
    editions: Sequence[Edition], former: Mapping[str, Edition], gone: tuple[str, ...], path: Path
) -> None:
    """Refuse a list that has lost more than the stated share of its entries: more likely cut than shrunk."""
    counts = {row.list: row.records for row in editions} | dict.fromkeys(gone, 0)
    limit = shrinkage()
    for name, records in counts.items():
        before = former[name].records if name in former else 0
        if before >= limit.from_records and records < before * limit.share:
            what = Message(
                "list_shrunk",
                N_("{list} would shrink from {before} entries to {after}; the edition in use was kept"),
                {"list": name, "before": before, "after": records},
            )
            todo = Message(
                "remedy.list_shrunk",
                N_("Check that the file is whole; if the list has really shrunk, add --accept-shrinkage"),
            )
            raise InputError([Problem(what, todo, file=str(path))])
