"""Rules of this program, not of the law: what it holds back until a person has looked. They may be tightened, never loosened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rules:
    """``decision_age_months``: from this age on a decision of an authority that frees, without a last day, is asked about."""

    decision_age_months: int = 12


RULES: Final = Rules()
