"""The heads of all chains of the service in a second place: what whoever owns the database cannot take away is the file that lies elsewhere.

A chain that was removed with all that belongs to it, or cut off at its end, leaves nothing in the database that tells so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.db.models import Exists, OuterRef

from dualuse.i18n import N_, Message
from dualuse.inputs.formats import SERVICE_HEADS, refuse_later
from dualuse.inputs.problems import input_error
from dualuse.licensing.events.models import Event

_PART: Final = 500
_WORDS: Final = {
    "head_gone": N_("{chain}: there is no event {number} any more, which it had when its head was kept"),
    "head_other": N_("{chain}: event {number} is another one than when its head was kept"),
}
Heads = dict[str, tuple[int, str]]
"""By chain, the number of its last event and that event's hash."""


def heads() -> Heads:
    """The last event of each chain."""
    newer = Event.objects.filter(chain=OuterRef("chain"), number__gt=OuterRef("number"))
    rows = Event.objects.filter(~Exists(newer)).order_by("chain").values_list("chain", "number", "hash")
    return {chain: (number, value) for chain, number, value in rows.iterator()}


def heads_text() -> str:
    """The heads as a file, to be kept where who can write to the database cannot."""
    written = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps({"format": SERVICE_HEADS, "written": written, "chains": heads()}, indent=1) + "\n"


def read_heads(path: Path) -> Heads:
    """The heads that :func:`heads_text` wrote.

    Raises:
        InputError: the file cannot be read, or is no such file.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        refuse_later(data, SERVICE_HEADS, str(path))
        if data["format"] != SERVICE_HEADS:
            raise ValueError(SERVICE_HEADS)
        return {str(chain): (int(number), str(value)) for chain, (number, value) in data["chains"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        text = N_("{file} holds no heads of the service's chains")
        remedy = N_("Give a file that dualuse record heads --service wrote")
        raise input_error("service_heads_unknown", text, remedy, file=str(path)) from None


def heads_faults(kept: Mapping[str, tuple[int, str]]) -> Iterator[Message]:
    """Which heads that were kept are no longer in their chains: nothing where each chain is as it was, or longer."""
    names = sorted(kept)
    for start in range(0, len(names), _PART):
        part = names[start : start + _PART]
        rows = Event.objects.filter(chain__in=part, number__in={kept[name][0] for name in part})
        stand = {
            (chain, number): value for chain, number, value in rows.values_list("chain", "number", "hash")
        }
        for name in part:
            number, value = kept[name]
            if (there := stand.get((name, number))) != value:
                code = "head_gone" if there is None else "head_other"
                yield Message(f"record_{code}", _WORDS[code], {"chain": name, "number": number})
