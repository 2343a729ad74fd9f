"""The words of ``namesakes.toml``, by which a name is known to be that of something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from dualuse.inputs.accents import without_accents
from dualuse.inputs.data_files import TEXT, AnyTable, Each, Table, read_checked

_WORDS: Final = Each(TEXT, least=1)
_SOME: Final = Each(TEXT)
_REGIONS: Final = Table(
    {
        "postcode": TEXT,
        "needs_a_postcode": _SOME,
        "also_of": AnyTable(_WORDS),
        "towns": AnyTable(_WORDS),
        "names": AnyTable(_WORDS),
    },
    {"behind_a_blank": _WORDS},
)
_FILE: Final = Table(
    {
        "streets": Table(
            {
                "behind": _WORDS, "behind_with_a_number": _WORDS, "behind_a_number": _WORDS, "before": _WORDS, "adjectives": _WORDS,
                "behind_in": AnyTable(_WORDS), "before_in": AnyTable(_WORDS),
            },
            {},
        ),
        "eating": Table({"words": _WORDS}, {}),
        "houses": Table({"words": _WORDS, "postcodes": AnyTable(TEXT)}, {}),
        "landscape": Table({"words": _WORDS}, {}),
        "regions": AnyTable(_REGIONS),
        "states": Each(Table({"names": _WORDS, "towns": _WORDS, "behind": _WORDS, "postcode": TEXT}, {})),
        "longer_names": AnyTable(_WORDS),
        "bodies": Table({"before": _WORDS, "behind": _WORDS}, {}),
        "streets_of_a_person": AnyTable(Table({"countries": _WORDS, "before": _WORDS}, {})),
        "places": Each(Table({"names": _WORDS, "country": TEXT}, {"beside": _WORDS, "regions": _WORDS})),
        "others": Each(Table({"names": _WORDS}, {"before": _WORDS, "behind": _WORDS})),
        "services": Each(Table({"names": _WORDS, "before": _WORDS}, {})),
    },
    {},
)  # fmt: skip


@lru_cache(maxsize=1)
def namesakes_file() -> dict[str, Any]:
    """The file, checked."""
    return read_checked("free_text/namesakes.toml", _FILE)


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of the words, as they are without accents, the longest first; of none "", which matches anywhere."""
    return "|".join(sorted({re.escape(without_accents(word)) for word in words}, key=len, reverse=True))
