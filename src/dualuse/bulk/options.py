"""How a table is judged."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import date

from dualuse.assessment.release_holds.law_age import LawAgeAcceptance
from dualuse.schema.rules import RULES, Rules


@dataclass(frozen=True, slots=True)
class Options:
    """The day for rows without a date, policies, language, and whether with reasons.

    ``only``: citations that the law is restricted to, for a comparison of outcomes; without reasons. ``accepted``: who accepts
    law older than ``rules`` allow; ``exporter``: what settings say of an exporter that a row does not state.
    ``looked_at``: products that the house has classified as in no entry, so that nobody is asked to look at them again.
    ``screens``: the parties are screened; ``short``: the reasons of a row are those that matter most, for a sheet.
    """

    today: date
    policies: tuple[str, ...] = ()
    language: str = "en"
    reasons: bool = True
    _: KW_ONLY
    only: frozenset[str] | None = None
    accepted: LawAgeAcceptance | None = None
    rules: Rules = RULES
    exporter: tuple[tuple[str, str | bool], ...] = ()
    looked_at: frozenset[str] = frozenset()
    screens: bool = False
    short: bool = False
