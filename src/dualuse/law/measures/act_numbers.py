"""The numbers of acts, as citations and authorisations name them: of the Regulation, and of the acts with restrictive measures."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dualuse.law.measures.reading import measure_rows

REGULATION: Final = "2021/821"


_NUMBER: Final = re.compile(r"[0-9]+/[0-9]+")


def act_number(citation: str) -> str:
    """``833/2014`` of ``Regulation (EU) No 833/2014, Art. 2(1)``; the Regulation where no other act is cited."""
    number = _NUMBER.search(citation.split(", Art")[0])
    return REGULATION if number is None else number.group()


@lru_cache(maxsize=4096)
def act_cited(citation: str) -> str:
    """``Regulation (EU) No 833/2014`` of ``Regulation (EU) No 833/2014, Art. 2(1)``; empty where no other act is cited."""
    number = _NUMBER.search(citation.split(", Art")[0])
    return "" if number is None else citation[: number.end()]


@lru_cache(maxsize=1)
def act_numbers() -> tuple[str, ...]:
    """The numbers of the acts with provisions that forbid or ask for an authorisation, in their order."""
    return tuple(dict.fromkeys(act_number(row.act) for row in measure_rows()))
