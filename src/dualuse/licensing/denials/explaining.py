"""Why a denial is met, as plain data: each feature that was compared, with what it saw on both sides and what came out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from dualuse.licensing.denials.matching import DenialMatch

_MOST: Final = 50
"""Denials that are explained, the likeliest: of more a person looks at the register."""


def explained(matches: Iterable[DenialMatch]) -> list[dict[str, Any]]:
    """Of each denial: what it comes to, the parties that may be the same, and line by line the features (``same``, ``near``, ``different``, ``unknown``)."""
    return [_explained(match) for match in list(matches)[:_MOST]]


def _explained(match: DenialMatch) -> dict[str, Any]:
    return {
        "denial": match.denial.key,
        "conclusion": match.conclusion,
        "same_destination": match.same_destination,
        "parties": [
            {
                "role": party.role,
                "name": party.name,
                "denied_role": party.denied_role,
                "denied_name": party.denied_name,
                "status": party.status,
                "score": party.score,
                "because": list(party.because),
            }
            for party in match.parties
        ],
        "lines": [
            {
                "line": line.line,
                "denied_line": line.denied + 1,
                "result": line.result,
                "features": [
                    {"feature": row.name, "result": row.result, "ours": row.ours, "theirs": row.theirs}
                    for row in line.features
                ],
            }
            for line in match.lines
        ],
    }
