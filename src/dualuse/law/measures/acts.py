"""Acts that authorisations are granted under: the Regulation, and the restrictive measures with derogations from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
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


_TOGETHER: Final = 2
"""From so many rules of one act on that nothing stated decides, they are told in one sentence."""


def told_together(open_citations: Iterable[str]) -> frozenset[str]:
    """The acts, as they are cited, of which so many rules are open that they are told together.

    A transaction with no destination leaves some hundred rules of fifteen acts open, for the same few reasons.

    Args:
        open_citations: of the rules of measures that nothing stated decides.
    """
    acts = Counter(act_cited(citation) for citation in dict.fromkeys(open_citations))
    return frozenset(act for act, number in acts.items() if act and number >= _TOGETHER)


@lru_cache(maxsize=1)
def act_numbers() -> tuple[str, ...]:
    """The numbers of the acts with provisions that forbid or ask for an authorisation, in their order."""
    return tuple(dict.fromkeys(act_number(row.act) for row in measure_rows()))
