"""What may hide a party in the lists in use: entries that nothing can be compared with, and a list that is not all of it.

A list that cannot be compared with would answer "clear" to everybody. Beside each index stands how many entries of each list have
neither a name nor a number in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dualuse.i18n import N_, Count, Message
from dualuse.inputs.problems import MissingSourceError, problem_of
from dualuse.inputs.whole_files import replace_file
from dualuse.screening.index.arrays_file import read_arrays
from dualuse.sources.lists.store import ADD_AGAIN

if TYPE_CHECKING:
    from dualuse.sources.lists.edition import Edition

_BESIDE: Final = "nameless.json"
_SHARE: Final = 0.01
"""Share of a list's entries with nothing to compare up to which nothing is reported; single ones are in official lists too."""


def gaps_in(index: Path, editions: Sequence[Edition]) -> Iterator[Message]:
    """Warnings that belong on every answer from these editions, whose index is in the file ``index``.

    Raises:
        MissingSourceError: a list has entries, and none of them can be compared: it is as good as absent.
    """
    from dualuse.sources.lists.known_lists import missing_minimum

    nameless = nameless_of(index)
    for edition in editions:
        number = nameless.get(edition.list, 0)
        params = {"list": edition.list, "number": Count(number), "records": Count(edition.records)}
        if number and number >= edition.records:
            what = N_(
                "{list} offers nothing to compare: none of its {records} entries has a name or a number"
            )
            raise MissingSourceError(
                [
                    problem_of(
                        Message("list_nothing_to_compare", what, params),
                        Message("remedy.list_nothing_to_compare", ADD_AGAIN),
                    )
                ]
            )
        if number > _SHARE * edition.records:
            text = N_(
                "of {list}, {number} of {records} entries have no name or number that could be compared"
            )
            yield Message("list_partly_nameless", text, params)
        if least := missing_minimum(edition):
            text = N_(
                "{list} has {records} entries, and as published more than {least}: parties are missing from it"
            )
            yield Message("list_few", text, {**params, "least": Count(least)})


def nameless_of(index: Path) -> Mapping[str, int]:
    """How many entries of each list have nothing in the index that could be compared."""
    try:
        counts = json.loads((index.parent / _BESIDE).read_bytes())
        return {str(name): int(number) for name, number in counts.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return _count_nameless(index)


def note_nameless(index: Path) -> None:
    """Write it beside the index, which is new: no screening counts again."""
    content = json.dumps(_count_nameless(index)).encode()
    replace_file(index.parent / _BESIDE, content, lasting=False, shared=True)


def _count_nameless(index: Path) -> dict[str, int]:
    import numpy as np

    file = read_arrays(index)
    nameless = np.diff(file.arrays["entity_name_at"]) == 0
    nameless[file.arrays["identifier_entity"]] = False
    lists = file.facts["lists"]
    counts = np.bincount(file.arrays["entity_list"][nameless], minlength=len(lists)).tolist()
    return {name: number for name, number in zip(lists, counts, strict=True) if number}
