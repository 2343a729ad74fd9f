"""How much a warning weighs where few have room: grounds for suspicion and where goods may go on to, what is to be completed or mended, then how far
lists, law and exceptions go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from dualuse.assessment.warnings.collection import EXCEPTIONS_NOT_PRESUMED
from dualuse.assessment.warnings.diversion import DIVERTED
from dualuse.schema.determination import Warning

_SUSPICIONS: Final = ("suspicion", "suspicion_alone")
_GROUNDS: Final = (
    "use_unasked",
    "high_priority_diversion",
    DIVERTED,
    "uncoded_diversion",
    "known_to_go_on",
    "banned_goods_sold_on",
    "military_code_in_text",
)
_OF_LISTS: Final = (
    "annexes_not_compared",
    "lists_newer_than_transaction",
    "lists_older_than_transaction",
    "screened_earlier",
    "screening_left_out",
)
_OF_LAW: Final = (
    "law_current_to",
    "annex_edition_missing",
    "national_list_undated",
    "national_list_unknown",
    "rules_tightened",
    EXCEPTIONS_NOT_PRESUMED,
)
_COMPLETED: Final = 1
"""What is to be completed, mended or looked at: whatever is not named here."""
_LESS: Final = 2
"""What says how far the answer goes, and of nothing that could be done for it."""
_WEIGHTS: Final[dict[str, int]] = {
    **dict.fromkeys(_SUSPICIONS, -1),
    **dict.fromkeys(_GROUNDS, 0),
    **dict.fromkeys(_OF_LISTS, _LESS),
    **dict.fromkeys(_OF_LAW, _LESS + 1),
}


def by_weight(warnings: Iterable[Warning]) -> tuple[list[Warning], list[Warning]]:
    """The weightiest first, and those that weigh less than what was not examined; a second one of the same kind behind the first ones of those that weigh as much."""
    met: Counter[str] = Counter()
    placed: list[tuple[int, int, Warning]] = []
    for warning in warnings:
        placed.append((_WEIGHTS.get(warning.code, _COMPLETED), met[warning.code], warning))
        met[warning.code] += 1
    placed.sort(key=lambda row: row[:2])
    weighty = [warning for weight, _, warning in placed if weight < _LESS]
    return weighty, [warning for weight, _, warning in placed if weight >= _LESS]
