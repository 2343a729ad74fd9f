"""Powers that a text has lost: "106 m" is 10⁶ m, "m2" is m². Only what cannot be anything else is mended."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from dualuse.sources.annex.text import GAP

_UNIT: Final = r"μm|µm|nm|mm|cm|dm|km|m"


@dataclass(frozen=True, slots=True)
class _Rule:
    """``pattern`` is replaced by ``to``; a match that contains a ``but`` stays as it is."""

    name: str
    pattern: re.Pattern[str]
    to: str


def _rule(name: str, pattern: str, to: str) -> _Rule:
    return _Rule(name, re.compile(pattern), to)


RULES: Final = (
    _rule("degree sign", r"(?<=\d) ?[oºO] ?C\b", " °C"),
    # "× 106 m", "x 10 13 n", "× 10-4": after a factor, ten with digits on it is a power.
    _rule("power after a factor", r"(?<=\d) ?[×x] ?10 ?(-?\d{1,2})(?![\d]|,\d)", r" × 10^\1"),
    # The power is gone altogether: that there was one is certain (a factor of plain ten is never written so).
    _rule("power that is lost", r"(?<=\d) ?[×x] ?10 (?=Hz|N/|Gy|Error|m\b|J|Pa|/)", " × 10^? "),
    _rule("square of the voltage", r"\b10\^3V2,65Q", "10^3 V^2,65 Q"),
    _rule(
        "negative power of ten",
        r"(?<![\d.,A-Za-z-])10-(\d{1,2})(?=[;.,]| ?(?:J|V|m2|cm|m/V|ohm)\b)(?!-)",
        r"10^-\1",
    ),
    # Bare powers, by the words around them: the US Commerce Control List has the same words with the superscript.
    _rule("power of ten", r"(?<=Tera \()1012(?=\))", "10^12"),
    _rule("power of ten", r"(?<=units of )1012(?= adjusted)", "10^12"),
    _rule("levels", r"\b2n(?= levels)", "2^n"),
    # "m2", "cm3": only after a number, a stroke or a bracket, where no name of a thing stands.
    _rule("area or volume", rf"(?<=[\d/( ])(?<![A-Z]-)({_UNIT})([23])\b(?!-)", r"\1^\2"),
    _rule("area or volume", r"(?<=\d)(mm|cm|m)([23])\b", r"\1^\2"),
    _rule("per second squared", r"(?<=/)s2\b", "s^2"),
    _rule("squared", r"(?<=m\^2/)V2\b", "V^2"),
    _rule("squared", r"GHz2\b", "GHz^2"),
    _rule("reciprocal unit", r"(?<=[\d ])(K|cm|mm|h|s|N|sr|m)-([12])\b(?![-,]?\d)", r"\1^-\2"),
)

# No provision ends so: the source has lost what follows. The 3 is that of "3 500 MSPS" and "3 000 nm".
_CUT: Final = re.compile(r"\b(?:of|exceeding|than|exceed|by|the|exceeding 3)$")

DOUBTFUL: Final = (
    (
        "a number that may be a power of ten",
        re.compile(r"(?<![\d.,A-Za-z:-])10[1-9](?=[ .;]|$)(?! ?[,-]\d)"),
    ),
    ("the power is lost", re.compile(r"10\^\?")),
    ("a unit whose power is lost", re.compile(r"(?:N|kg|W|J|A)/c?m (?=[;.)])")),
    (
        "a formula run into a line",
        re.compile(r"following formula:|\bwhere the K factor|√\(|'MRF'an |V\^2,65"),
    ),
    ("words are missing at the end", _CUT),
    ("a table run into a line", re.compile(r" \| ")),
)


@dataclass(slots=True)
class Mended:
    """What was mended and what is doubtful, each as (path, rule, before or what stands there, after)."""

    mended: list[tuple[str, str, str, str]] = field(default_factory=list)
    doubtful: list[tuple[str, str, str]] = field(default_factory=list)

    def text(self, path: str, text: str) -> str:
        """``text`` with its powers; what was done is noted."""
        for rule in RULES:
            text = rule.pattern.sub(self._noting(path, rule), text)
        for name, pattern in DOUBTFUL:
            found = pattern.search(text)
            if found is not None:
                around = text[max(0, found.start() - 30) : found.end() + 25]
                self.doubtful.append((path, name, around))
        return f"{text} {GAP}" if _CUT.search(text) else text

    def _noting(self, path: str, rule: _Rule) -> Callable[[re.Match[str]], str]:
        def replaced(found: re.Match[str]) -> str:
            after = found.expand(rule.to)
            self.mended.append((path, rule.name, found[0].strip(), after.strip()))
            return after

        return replaced
