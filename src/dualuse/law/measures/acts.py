"""Acts that authorisations are granted under: the Regulation, and the restrictive measures with derogations from them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dualuse.law.measures.reading import measure_rows

REGULATION: Final = "2021/821"


def act_number(citation: str) -> str:
    """``833/2014`` of ``Regulation (EU) No 833/2014, Art. 2(1)``; the Regulation where no other act is cited."""
    number = re.search(r"[0-9]+/[0-9]+", citation.split(", Art")[0])
    return REGULATION if number is None else number.group()


@lru_cache(maxsize=1)
def act_numbers() -> tuple[str, ...]:
    """The numbers of the acts with provisions that forbid or ask for an authorisation, in their order."""
    return tuple(dict.fromkeys(act_number(row.act) for row in measure_rows()))
