"""A new edition beside those that were put to use lately: whether it ends too soon, and what of them is lost in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from dualuse.sources.lists.edition import TIME, Accepted, Edition, InUse, edition_from_json
from dualuse.sources.lists.edition_files import EDITION, DamagedEditionError, ids_in_order
from dualuse.sources.lists.known_lists import shrinkage
from dualuse.sources.lists.losses import accepted_lately, losses, telling_editions
from dualuse.sources.lists.replacement_checks import check_end, check_losses, cut_off


def check_contents(
    lists: Path, temporary: Path, editions: Sequence[Edition], *, current: Mapping[str, InUse], path: Path
) -> None:
    """Refuse an edition that ends where the one in use goes on, or has lost too much of those put to use lately.

    ``temporary``: where the new editions were written. A former one that is damaged says nothing.
    """
    for row in editions:
        in_use = current.get(row.list)
        if in_use is None or in_use.edition.endswith(row.content[:8]):
            continue
        new, folder = temporary / row.list, lists / row.list
        with suppress(DamagedEditionError):
            ids = ids_in_order(folder / in_use.edition)
            check_end(row.list, cut_off(ids_in_order(new), ids, shrinkage().from_records), path)
        formers = telling_editions(tuple(_formers(folder, in_use)))
        check_losses(row.list, losses(new, (folder / former.edition for former in formers)), path)


def _formers(folder: Path, in_use: InUse) -> Iterator[Edition]:
    """The editions that were put to use lately, oldest first, and the one in use."""
    lately = accepted_lately(in_use.accepted, datetime.now(UTC))
    for name in dict.fromkeys([*(row.edition for row in lately), in_use.edition]):
        with suppress(OSError, ValueError, KeyError, TypeError):
            path = folder / name / EDITION
            yield edition_from_json(json.loads(path.read_bytes()), file=str(path))


def accepted_with(in_use: InUse, edition: str, *, anew: bool) -> tuple[Accepted, ...]:
    """What was put to use lately, with one more. ``anew``: a person has accepted what it lost, so nothing before it counts."""
    now = datetime.now(UTC)
    stamp = now.strftime(TIME)
    if in_use.edition == edition and not anew:
        return in_use.accepted
    accepted_before = in_use.accepted or ((Accepted(in_use.edition, stamp),) if in_use.edition else ())
    return (*(() if anew else accepted_lately(accepted_before, now)), Accepted(edition, stamp))
