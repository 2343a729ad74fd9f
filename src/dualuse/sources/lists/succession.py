"""What may take the place of an edition: not an older one, nor one that has suspiciously lost entries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from dualuse.contract.problems import InputError, Problem
from dualuse.sources.lists.edition import Edition
from dualuse.sources.lists.known_lists import known_lists, shrinkage
from dualuse.wording import N_, Message


def whole_of(file: str, lists: Collection[str]) -> str:
    """The list that a file is as a whole, where its publisher publishes several lists as one, else "".

    A file that somebody put together (FollowTheMoney, acts of the Official Journal) is no whole: what is not in it may
    well be in use from another one.
    """
    known = known_lists().get(file)
    return file if known is not None and known.address and file not in lists else ""


def gone_with(editions: Sequence[Edition], former: Mapping[str, Edition]) -> tuple[str, ...]:
    """Lists in use that were parts of the same whole, and are no longer."""
    whole, names = editions[0].whole, {row.list for row in editions}
    return tuple(name for name, row in former.items() if whole and row.whole == whole and name not in names)


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
    """Refuse a file that has lost a list, or of a list more than the stated share: more likely cut than shrunk."""
    limit = shrinkage()
    for name in gone:
        what = N_("{list} ({before} entries) is no longer in the file; the editions in use were kept")
        raise InputError([_shrunk(what, name, former[name].records, 0, path)])
    for row in editions:
        before = former[row.list].records if row.list in former else 0
        if before >= limit.from_records and row.records < before * limit.share:
            what = N_("{list} would shrink from {before} entries to {after}; the edition in use was kept")
            raise InputError([_shrunk(what, row.list, before, row.records, path)])


def _shrunk(what: str, name: str, before: int, after: int, path: Path) -> Problem:
    message = Message("list_shrunk", what, {"list": name, "before": before, "after": after})
    todo = N_("Check that the file is whole; if the list has really shrunk, add --accept-shrinkage")
    return Problem(message, Message("remedy.list_shrunk", todo), file=str(path))
